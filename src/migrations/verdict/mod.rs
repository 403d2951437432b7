//! What each statement does to existing tables, as far as its text shows. Source: PostgreSQL
//! documentation, "ALTER TABLE", "CREATE INDEX" and "Explicit Locking", since version 13.

mod alter;

use std::collections::BTreeSet;

use crate::model::StatementVerdict;
use crate::script::reading::{Statement, Token, Tokens};

/// A verdict, and the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    pub verdict: StatementVerdict,
    /// As in `every row is checked`; empty for what is safe.
    pub why: &'static str,
}

const SAFE: Judgement = Judgement { verdict: StatementVerdict::Safe, why: "" };

fn loses(why: &'static str) -> Judgement {
    Judgement { verdict: StatementVerdict::LosesData, why }
}

fn rewrites(why: &'static str) -> Judgement {
    Judgement { verdict: StatementVerdict::Rewrites, why }
}

fn locks(why: &'static str) -> Judgement {
    Judgement { verdict: StatementVerdict::LocksLong, why }
}

fn unknown(why: &'static str) -> Judgement {
    Judgement { verdict: StatementVerdict::Unknown, why }
}

/// Judges statements in the order in which they run: tables created by an earlier one are empty and
/// unused.
#[derive(Debug, Default)]
pub struct Judge {
    new_tables: BTreeSet<String>,
}

impl Judge {
    /// Judges the next statement.
    pub fn judge(&mut self, statement: &Statement) -> Judgement {
        let mut tokens = statement.tokens();
        let Some(Token::Word(first)) = tokens.next() else {
            return unknown("it is not a statement");
        };
        match first.to_ascii_lowercase().as_str() {
            "create" => self.create(tokens),
            "drop" => self.drop_statement(tokens),
            "truncate" => loses("all rows are deleted"),
            "delete" => self.changes(tokens, &["from"], "rows are deleted"),
            "update" => self.changes(tokens, &[], "values are overwritten"),
            "merge" => self.changes(tokens, &["into"], "values are overwritten"),
            "alter" => self.alter(tokens),
            "lock" => locks("the lock is held until the end of the transaction"),
            "vacuum" => vacuum(tokens),
            "cluster" => rewrites("it is rewritten in another order"),
            "reindex" => match tokens.any(|token| token.is("concurrently")) {
                true => SAFE,
                false => locks("writes are blocked while the index is built"),
            },
            "refresh" => match tokens.any(|token| token.is("concurrently")) {
                true => SAFE,
                false => locks("reads of the view are blocked while it is refreshed"),
            },
            "do" | "call" | "execute" => unknown("it runs a procedure"),
            "select" | "with" | "values" => query(tokens),
            _ => SAFE,
        }
    }

    fn is_new(&self, tokens: &mut Tokens<'_>) -> bool {
        table(tokens).is_some_and(|name| self.new_tables.contains(&name))
    }

    fn changes(&self, mut tokens: Tokens<'_>, before: &[&str], why: &'static str) -> Judgement {
        tokens.accept(before);
        tokens.accept(&["only"]);
        if self.is_new(&mut tokens) { SAFE } else { loses(why) }
    }

    fn create(&mut self, mut tokens: Tokens<'_>) -> Judgement {
        let _ = tokens.accept(&["or", "replace"])
            || tokens.accept(&["global"])
            || tokens.accept(&["local"]);
        let _ = ["temp", "temporary", "unlogged"].iter().any(|word| tokens.accept(&[word]));
        if tokens.accept(&["table"]) {
            // An existing one is not new.
            if !tokens.accept(&["if", "not", "exists"]) {
                self.new_tables.extend(table(&mut tokens));
            }
            return SAFE;
        }
        tokens.accept(&["unique"]);
        if !tokens.accept(&["index"]) || tokens.accept(&["concurrently"]) {
            return SAFE;
        }
        while tokens.clone().next().is_some_and(|token| !token.is("on")) {
            tokens.next();
        }
        tokens.accept(&["on"]);
        tokens.accept(&["only"]);
        match self.is_new(&mut tokens) {
            true => SAFE,
            false => locks("writes are blocked while the index is built; CONCURRENTLY allows them"),
        }
    }

    fn drop_statement(&self, mut tokens: Tokens<'_>) -> Judgement {
        let Some(Token::Word(kind)) = tokens.next() else { return SAFE };
        let kind = kind.to_ascii_lowercase();
        tokens.accept(&["if", "exists"]);
        let cascades = tokens.clone().any(|token| token.is("cascade"));
        match kind.as_str() {
            "table" if !cascades && self.all_new(tokens) => SAFE,
            "table" | "database" | "foreign" => loses("the table and its rows are dropped"),
            "schema" if cascades => loses("everything in it is dropped"),
            "owned" => loses("everything that the role owns is dropped"),
            _ if cascades => loses("dependent columns are dropped"),
            _ => SAFE,
        }
    }

    /// Whether all of these tables were created by earlier statements.
    fn all_new(&self, mut tokens: Tokens<'_>) -> bool {
        loop {
            if !self.is_new(&mut tokens) {
                return false;
            }
            if !tokens.accept_symbol(',') {
                return true;
            }
        }
    }

    fn alter(&self, mut tokens: Tokens<'_>) -> Judgement {
        if !tokens.accept(&["table"]) {
            return SAFE;
        }
        tokens.accept(&["if", "exists"]);
        tokens.accept(&["only"]);
        match self.is_new(&mut tokens) {
            true => SAFE,
            false => alter::judge(tokens),
        }
    }
}

fn vacuum(mut tokens: Tokens<'_>) -> Judgement {
    match tokens.any(|token| token.is("full")) {
        true => rewrites("VACUUM FULL rewrites it"),
        false => SAFE,
    }
}

/// A query may call functions, and contain statements that change rows.
fn query(tokens: Tokens<'_>) -> Judgement {
    let words: Vec<Token<'_>> = tokens.collect();
    let is = |word: &str| words.iter().any(|token| token.is(word));
    if is("delete") || is("update") {
        return loses("it changes rows");
    }
    let calls = words
        .windows(2)
        .any(|pair| matches!(pair, [Token::Word(name), Token::Symbol('(')] if !name.is_empty()));
    if calls { unknown("it calls functions") } else { SAFE }
}

/// The table's normalized name.
fn table(tokens: &mut Tokens<'_>) -> Option<String> {
    let mut parts = tokens.qualified_name()?;
    if parts.len() == 2 && parts.first().is_some_and(|schema| schema == "public") {
        parts.remove(0);
    }
    Some(parts.join("."))
}

#[cfg(test)]
mod tests;
