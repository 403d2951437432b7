//! What in a migration determines how it runs.

use std::collections::BTreeSet;

use super::migration::SqlText;
use crate::error::{Error, Location, Result};
use crate::model::Checksum;
use crate::script::reading::{Kind, Statement, Token, Tokens};
use crate::script::{Scanned, scan};

/// How a migration runs.
#[derive(Debug, Clone)]
pub enum Content {
    /// In a transaction, together with its row.
    Transaction { statements: Vec<Statement>, commands: Vec<Command> },
    /// Statement by statement, without a transaction.
    Steps { statements: Vec<Statement> },
}

impl Content {
    pub fn statements(&self) -> &[Statement] {
        match self {
            Self::Transaction { statements, .. } | Self::Steps { statements } => statements,
        }
    }

    /// The checksum of the first statements, whatever their line ends are.
    pub fn checksum_of(&self, first: u64) -> Checksum {
        let first = usize::try_from(first).unwrap_or(usize::MAX);
        let texts = self.statements().iter().take(first).map(Statement::text);
        let text = texts.collect::<Vec<_>>().join(";\n").replace("\r\n", "\n");
        Checksum::of(&text, &BTreeSet::new())
    }

    pub fn commands(&self) -> &[Command] {
        match self {
            Self::Transaction { commands, .. } => commands,
            Self::Steps { .. } => &[],
        }
    }
}

/// A psql command, whose effect is unknown here.
#[derive(Debug, Clone)]
pub struct Command {
    /// `ir parts/more.sql`
    pub text: String,
    pub place: Location,
}

/// Scans the text.
///
/// Errors (usage, with the location): it is not text; a statement that cannot run in a transaction
/// is among others; it commits midway; a file without a transaction contains psql commands or data.
pub fn content(text: &SqlText) -> Result<Content> {
    let scanned = scan(&text.input()).map_err(Error::into_usage)?;
    let mut statements = Vec::new();
    let mut commands = Vec::new();
    for piece in scanned {
        match piece {
            Scanned::Statement(statement) => statements.push(statement),
            Scanned::Command { text, place } => commands.push(Command { text, place }),
        }
    }
    let outside = statements.iter().find(|statement| never_in_transaction(statement));
    match (text.no_transaction, outside) {
        (true, _) => steps(statements, &commands),
        (false, Some(_)) if statements.len() == 1 && commands.is_empty() => steps(statements, &[]),
        (false, Some(statement)) => Err(mixed(statement)),
        (false, None) => match ends_early(&statements) {
            Some((statement, ends)) => Err(Error::usage(format!(
                "the file {ends} midway, so that it cannot share a transaction with its row"
            ))
            .with_location(statement.origin.location())
            .with_hint(OWN_FILE)),
            None => Ok(Content::Transaction { statements, commands }),
        },
    }
}

/// The files that a text includes, as it names them.
pub fn includes(text: &SqlText) -> Vec<String> {
    let scanned = scan(&text.input()).unwrap_or_default();
    let named = scanned.iter().filter_map(|piece| match piece {
        Scanned::Command { text, .. } => text.split_once(char::is_whitespace),
        Scanned::Statement(_) => None,
    });
    let commands = ["i", "ir", "include", "include_relative"];
    named
        .filter(|(command, _)| commands.contains(command))
        .map(|(_, file)| file.trim().to_owned())
        .collect()
}

const OWN_FILE: &str = "move what follows to a separate migration, or begin the file with the \
                        line -- no-transaction to run it statement by statement";

fn mixed(statement: &Statement) -> Error {
    Error::usage(format!(
        "{} cannot run in a transaction, but the file contains other statements",
        first_words(statement)
    ))
    .with_location(statement.origin.location())
    .with_hint(
        "move it to a separate migration, or begin the file with the line -- no-transaction to \
         run it statement by statement",
    )
}

/// `CREATE INDEX CONCURRENTLY`
fn first_words(statement: &Statement) -> String {
    let words = statement.tokens().map_while(|token| match token {
        Token::Word(word) => Some(word.to_uppercase()),
        _ => None,
    });
    let words: Vec<String> = words.take(4).collect();
    match words.iter().position(|word| word == "CONCURRENTLY") {
        Some(at) => words[..=at].join(" "),
        None => words[..words.len().min(2)].join(" "),
    }
}

fn steps(statements: Vec<Statement>, commands: &[Command]) -> Result<Content> {
    let refused = |place: Location, what: &str| {
        Err(Error::usage(format!("a migration without a transaction must not have {what}"))
            .with_location(place)
            .with_hint("when statements run one by one, it must be known which of them are done"))
    };
    if let Some(command) = commands.first() {
        return refused(command.place.clone(), "commands of psql");
    }
    for statement in &statements {
        match statement.kind() {
            Kind::CopyIn { .. } | Kind::CopyOut => {
                return refused(statement.origin.location(), "COPY data");
            }
            kind if kind.ends_or_begins() => {
                return refused(statement.origin.location(), "BEGIN and COMMIT");
            }
            _ => {}
        }
    }
    Ok(Content::Steps { statements })
}

/// Where a file ends its transaction early, and how.
fn ends_early(statements: &[Statement]) -> Option<(&Statement, &'static str)> {
    let last = statements.len().saturating_sub(1);
    statements.iter().enumerate().find_map(|(at, statement)| match statement.kind() {
        Kind::Commit if at == last => None,
        kind => kind.ending().map(|ends| (statement, ends)),
    })
}

/// Whether the statement cannot run in a transaction. What depends on the server or on the object
/// is left to the server. Source: PostgreSQL, callers of `PreventInTransactionBlock`.
pub fn never_in_transaction(statement: &Statement) -> bool {
    let mut tokens = statement.tokens();
    let Some(Token::Word(first)) = tokens.next() else { return false };
    match first.to_ascii_lowercase().as_str() {
        "vacuum" => true,
        "create" => {
            tokens.accept(&["unique"]);
            tokens.accept(&["index", "concurrently"]) || of_server(tokens)
        }
        "drop" => tokens.accept(&["index", "concurrently"]) || of_server(tokens),
        "reindex" => reindexes_outside_transaction(tokens),
        "cluster" => tokens.is_over(),
        "alter" => tokens.accept(&["system"]) || detaches_concurrently(tokens),
        "commit" | "rollback" => tokens.accept(&["prepared"]),
        _ => false,
    }
}

fn of_server(mut tokens: Tokens<'_>) -> bool {
    ["database", "tablespace"].iter().any(|word| tokens.accept(&[word]))
}

/// CONCURRENTLY, as a keyword or an option, or more than one table.
fn reindexes_outside_transaction(mut tokens: Tokens<'_>) -> bool {
    let listed = tokens.clone();
    if tokens.clone().next() == Some(Token::Symbol('(')) {
        tokens.skip_parentheses();
        let options = listed.rest().len() - tokens.rest().len();
        let options = &listed.rest()[..options];
        if Tokens::new(options).any(|token| token.is("concurrently")) {
            return true;
        }
    }
    let all = ["schema", "database", "system"];
    let Some(what) = tokens.next() else { return false };
    all.iter().any(|word| what.is(word)) || tokens.accept(&["concurrently"])
}

fn detaches_concurrently(tokens: Tokens<'_>) -> bool {
    let words: Vec<Token<'_>> = tokens.filter(|token| *token != Token::Symbol(';')).collect();
    words.iter().any(|token| token.is("detach"))
        && words.last().is_some_and(|token| token.is("concurrently"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Content> {
        content(&SqlText::of_file("1_a.sql".into(), text.to_owned()))
    }

    #[track_caller]
    fn refused(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn a_file_is_a_transaction_unless_it_must_not_be() {
        for text in [
            "",
            "create table t (x int); insert into t values (1);",
            "begin; create table t (x int); commit;",
            "copy t from stdin;\n1\n\\.\nselect 1;",
            "\\ir x.sql\nselect 1;",
            "reindex table t; cluster t using i",
            "create function f() returns int language sql begin atomic; select 1; end;",
        ] {
            assert!(matches!(read(text), Ok(Content::Transaction { .. })), "{text}");
        }
        for text in [
            "vacuum t",
            "-- why\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (x);",
            "drop index concurrently i;",
            "reindex (verbose, concurrently) table t",
            "reindex table concurrently t",
            "alter table t detach partition p concurrently;",
            "-- no-transaction\nselect 1; select 2;",
            "\u{feff}-- no-transaction\nselect 1; select 2;",
            "-- cruddur-db: no-transaction\nvacuum; vacuum;",
        ] {
            assert!(matches!(read(text), Ok(Content::Steps { .. })), "{text}");
        }
    }

    #[test]
    fn what_is_mixed_is_named_with_its_place() {
        let error = refused("select 1;\ncreate index concurrently i on t (x);");
        assert!(
            error.starts_with("1_a.sql:2:1: CREATE INDEX CONCURRENTLY cannot run in a transaction"),
            "{error}"
        );
        let error = refused("select 1;\ncommit;\nselect 2;");
        assert!(error.starts_with("1_a.sql:2:1: the file commits midway"), "{error}");
        for text in ["\\ir x\n", "copy t from stdin;\n1\n\\.\n", "begin;"] {
            let error = refused(&format!("-- no-transaction\n{text}"));
            assert!(error.contains("1_a.sql:2:1: a migration without a transaction"), "{error}");
        }
        assert!(refused("/* never closed").contains("unterminated"));
    }
}
