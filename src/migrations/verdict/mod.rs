//! What each statement does to existing tables, as far as its text shows. Source: PostgreSQL
//! documentation, "ALTER TABLE", "CREATE INDEX" and "Explicit Locking", since version 13.

mod alter;
mod create;
mod judgement;
mod kinds;
mod new_tables;
mod query;

pub use self::judgement::Judgement;
use self::judgement::{SAFE, locks, loses, rewrites, unknown};
use self::kinds::is_of;
use self::new_tables::NewTables;
use self::query::{calls, inserted, query};
use crate::model::StatementVerdict;
use crate::script::reading::{Statement, Token, Tokens};

/// Judges statements in the order in which they run: tables created by an earlier one are empty and
/// unused. Only what is known to be safe is safe.
#[derive(Debug, Default)]
pub struct Judge {
    new: NewTables,
}

impl Judge {
    /// The next statements are those of another file, which has a session of its own.
    pub fn begin_file(&mut self) {
        self.new.begin_file();
    }

    /// Judges the next statement, or the worst of those that a semicolon in it separates.
    pub fn judge(&mut self, statement: &Statement) -> Judgement {
        let pieces = statement.pieces(true);
        let pieces = pieces.iter().filter(|piece| !piece.is_empty());
        let judged = pieces.map(|piece| match self.one(piece.tokens()) {
            Judgement { verdict: StatementVerdict::Safe | StatementVerdict::LocksLong, .. }
                if has_variable(piece.tokens()) =>
            {
                unknown("the value of a variable may be any SQL")
            }
            judgement => judgement,
        });
        let worst = judged.max_by_key(|judgement| judgement.verdict);
        worst.unwrap_or_else(|| unknown("it is not a statement"))
    }

    fn one(&mut self, mut tokens: Tokens<'_>) -> Judgement {
        let whole: Vec<Token<'_>> = tokens.clone().collect();
        let first = match tokens.next() {
            Some(Token::Word(first)) => first.to_ascii_lowercase(),
            Some(Token::Symbol('(')) => "select".to_owned(),
            _ => return unknown("it is not a statement"),
        };
        if whole.iter().any(|token| token.is("set_config")) {
            self.new.change_path();
        }
        match first.as_str() {
            "create" => self.create(tokens),
            "drop" => self.drop_statement(tokens),
            "truncate" => loses("all rows are deleted"),
            "insert" => self.insert(tokens),
            "delete" => self.changes(tokens, &["from"], "rows are deleted"),
            "update" => self.changes(tokens, &[], "values are overwritten"),
            "merge" => self.changes(tokens, &["into"], "values are overwritten"),
            "copy" => copy(tokens),
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
            "explain" => self.explain(tokens),
            "do" | "call" | "execute" => unknown("it runs a procedure"),
            "select" | "with" | "values" | "table" => query(&whole),
            "set" | "reset" | "discard" => self.set(&whole),
            "rollback" | "abort" => {
                self.new.forget_all();
                SAFE
            }
            other if is_of(kinds::HARMLESS, other) => SAFE,
            _ => unknown("what it does is not known"),
        }
    }

    fn is_new(&self, tokens: &mut Tokens<'_>) -> bool {
        tokens.qualified_name().is_some_and(|name| self.new.has(&name))
    }

    /// The schema of unqualified names may depend on these settings.
    fn set(&mut self, words: &[Token<'_>]) -> Judgement {
        let settings = ["search_path", "schema", "role", "authorization", "all"];
        if words.iter().any(|token| settings.iter().any(|word| token.is(word))) {
            self.new.change_path();
        }
        SAFE
    }

    fn insert(&self, mut tokens: Tokens<'_>) -> Judgement {
        tokens.accept(&["into"]);
        let is_new = self.is_new(&mut tokens);
        tokens.skip_parentheses();
        inserted(&tokens.collect::<Vec<_>>(), is_new)
    }

    fn changes(&self, mut tokens: Tokens<'_>, before: &[&str], why: &'static str) -> Judgement {
        tokens.accept(before);
        tokens.accept(&["only"]);
        match self.is_new(&mut tokens) {
            true => calls(&tokens.collect::<Vec<_>>()),
            false => loses(why),
        }
    }

    /// Only with ANALYZE, the statement is run.
    fn explain(&mut self, mut tokens: Tokens<'_>) -> Judgement {
        let before = tokens.rest();
        tokens.skip_parentheses();
        while tokens.accept(&["analyze"])
            || tokens.accept(&["analyse"])
            || tokens.accept(&["verbose"])
        {}
        let options = &before[..before.len() - tokens.rest().len()];
        match Tokens::new(options).any(|it| it.is("analyze") || it.is("analyse")) {
            true => self.one(tokens),
            false => SAFE,
        }
    }

    fn drop_statement(&mut self, mut tokens: Tokens<'_>) -> Judgement {
        let Some(Token::Word(kind)) = tokens.next() else {
            return unknown("what it does is not known");
        };
        let kind = kind.to_ascii_lowercase();
        tokens.accept(&["if", "exists"]);
        let cascades = tokens.clone().any(|token| token.is("cascade"));
        if kind == "schema" {
            self.new.forget_all();
        }
        match kind.as_str() {
            "table" if self.all_new(tokens) && !cascades => SAFE,
            "table" | "database" | "foreign" => loses("the table and its rows are dropped"),
            "schema" if cascades => loses("everything in it is dropped"),
            "owned" => loses("everything that the role owns is dropped"),
            _ if cascades => loses("dependent columns are dropped"),
            "extension" => unknown("the extension may have tables of its own"),
            "sequence" => unknown("its current value is lost"),
            kind if is_of(kinds::DROPPED, kind) => SAFE,
            _ => unknown("what it does is not known"),
        }
    }

    /// Whether all of these tables were created by earlier statements; their names are free again.
    fn all_new(&mut self, mut tokens: Tokens<'_>) -> bool {
        let mut all = true;
        loop {
            let Some(name) = tokens.qualified_name() else { return false };
            all &= self.new.has(&name);
            self.new.forget(&name);
            if !tokens.accept_symbol(',') {
                return all;
            }
        }
    }

    fn alter(&mut self, mut tokens: Tokens<'_>) -> Judgement {
        if tokens.accept(&["table"]) {
            return self.alter_table(tokens);
        }
        let Some(Token::Word(kind)) = tokens.next() else {
            return unknown("what it does is not known");
        };
        let has = |word: &str| tokens.clone().any(|token| token.is(word));
        match kind.to_ascii_lowercase().as_str() {
            "sequence" if has("restart") => unknown("its current value is lost"),
            "sequence" => SAFE,
            "type" if has("drop") => loses("the attribute and its values are dropped"),
            "type" if has("alter") => rewrites("tables of that type are rewritten"),
            "type" => SAFE,
            "extension" if has("update") => unknown("it runs the extension's script"),
            "extension" => SAFE,
            "domain" => calls(&tokens.collect::<Vec<_>>()),
            kind if is_of(kinds::ALTERED, kind) => {
                if kind == "schema" {
                    self.new.forget_all();
                }
                SAFE
            }
            _ => unknown("what it does is not known"),
        }
    }

    fn alter_table(&mut self, mut tokens: Tokens<'_>) -> Judgement {
        tokens.accept(&["if", "exists"]);
        tokens.accept(&["only"]);
        let Some(name) = tokens.qualified_name() else {
            return unknown("what it does is not known");
        };
        let is_new = self.new.has(&name);
        self.forget_after(&mut tokens.clone(), "inherit");
        if !is_new {
            self.forget_after(&mut tokens.clone(), "references");
        }
        let words: Vec<Token<'_>> = tokens.clone().collect();
        let gone = [["rename", "to"], ["set", "schema"], ["attach", "partition"]];
        if gone.iter().any(|pair| alter::has(&words, pair)) {
            self.new.forget(&name);
        }
        match alter::judge(tokens.clone()) {
            judgement if judgement.verdict == StatementVerdict::Unknown => judgement,
            _ if is_new => alter::runs(tokens),
            judgement => judgement,
        }
    }
}

/// Reads up to that word, and the word itself, if it follows.
fn skip_to(tokens: &mut Tokens<'_>, word: &str) -> bool {
    tokens.any(|token| token.is(word))
}

/// Whether it contains `:name`, which psql replaces by any text. `:'name'` is a constant.
fn has_variable(tokens: Tokens<'_>) -> bool {
    let words: Vec<Token<'_>> = tokens.collect();
    words.windows(2).enumerate().any(|(at, pair)| {
        let is_cast = at > 0 && words[at - 1] == Token::Symbol(':');
        matches!(pair, [Token::Symbol(':'), Token::Word(_)]) && !is_cast
    })
}

/// COPY adds rows or reads them; a query may do more, and so may a program.
fn copy(mut tokens: Tokens<'_>) -> Judgement {
    let all: Vec<Token<'_>> = tokens.clone().collect();
    let writes = |pair: &[Token<'_>]| pair[0].is("to") && matches!(pair[1], Token::Text(_));
    if all.iter().any(|token| token.is("program")) || all.windows(2).any(writes) {
        return unknown("it writes a file of the server, or runs a program there");
    }
    if tokens.clone().next() == Some(Token::Symbol('(')) {
        return query(&all);
    }
    match skip_to(&mut tokens, "where") {
        true => calls(&tokens.collect::<Vec<_>>()),
        false => SAFE,
    }
}

fn vacuum(mut tokens: Tokens<'_>) -> Judgement {
    match tokens.any(|token| token.is("full")) {
        true => rewrites("VACUUM FULL rewrites it"),
        false => SAFE,
    }
}

#[cfg(test)]
mod tests;
