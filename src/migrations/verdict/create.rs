//! CREATE: new tables, indexes, and what a query fills.

use super::judgement::{Judgement, SAFE, locks, unknown};
use super::kinds::{self, is_of};
use super::query::query;
use super::{Judge, skip_to};
use crate::script::reading::{Token, Tokens};

impl Judge {
    pub(super) fn create(&mut self, mut tokens: Tokens<'_>) -> Judgement {
        let _ = tokens.accept(&["or", "replace"])
            || tokens.accept(&["global"])
            || tokens.accept(&["local"]);
        let is_temporary = tokens.accept(&["temp"]) || tokens.accept(&["temporary"]);
        for word in ["unlogged", "recursive", "constraint", "trusted", "procedural"] {
            tokens.accept(&[word]);
        }
        if tokens.accept(&["table"]) {
            return self.create_table(tokens, is_temporary);
        }
        if tokens.accept(&["materialized"]) {
            return filled_by(tokens);
        }
        if tokens.accept(&["unique", "index"]) || tokens.accept(&["index"]) {
            return self.create_index(tokens);
        }
        match tokens.next() {
            Some(Token::Word(kind)) if is_of(kinds::CREATED, kind) => {
                if kind.eq_ignore_ascii_case("trigger") {
                    self.forget_after(&mut tokens, "on");
                }
                SAFE
            }
            _ => unknown("what it does is not known"),
        }
    }

    fn create_table(&mut self, mut tokens: Tokens<'_>, is_temporary: bool) -> Judgement {
        // An existing one is not new.
        let may_exist = tokens.accept(&["if", "not", "exists"]);
        let Some(name) = tokens.qualified_name() else { return SAFE };
        let words: Vec<Token<'_>> = tokens.clone().collect();
        let words: Vec<&str> = words.iter().filter_map(word).collect();
        // It may be gone before the next statement.
        let is_brief =
            words.windows(3).any(|it| it.join(" ").eq_ignore_ascii_case("on commit drop"));
        if !may_exist && !is_brief {
            self.new.add(&name, is_temporary);
        }
        filled_by(tokens)
    }

    fn create_index(&self, mut tokens: Tokens<'_>) -> Judgement {
        if tokens.accept(&["concurrently"]) {
            return SAFE;
        }
        skip_to(&mut tokens, "on");
        tokens.accept(&["only"]);
        match tokens.qualified_name().is_some_and(|name| self.new.may_have(&name)) {
            true => SAFE,
            false => locks("writes are blocked while the index is built; CONCURRENTLY allows them"),
        }
    }

    /// The table after that word may have other rows than new ones from here on.
    pub(super) fn forget_after(&mut self, tokens: &mut Tokens<'_>, word: &str) {
        while skip_to(tokens, word) {
            if let Some(name) = tokens.qualified_name() {
                self.new.forget(&name);
            }
        }
    }
}

fn word<'a>(token: &Token<'a>) -> Option<&'a str> {
    match token {
        Token::Word(word) => Some(word),
        _ => None,
    }
}

/// What is run by `.. AS query`; nothing, if no query follows.
fn filled_by(mut tokens: Tokens<'_>) -> Judgement {
    loop {
        tokens.skip_parentheses();
        match tokens.next() {
            None => return SAFE,
            Some(token) if token.is("as") => break,
            Some(_) => {}
        }
    }
    match tokens.accept(&["execute"]) {
        true => unknown("it runs a prepared statement"),
        false => query(&tokens.collect::<Vec<_>>()),
    }
}
