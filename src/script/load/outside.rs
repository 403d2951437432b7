//! Statements that affect more than the loaded database: other databases, tablespaces, the server's
//! configuration and machine, and the roles that a dump of a whole server drops first. They are
//! refused, with everything rolled back. `psql -1` is the model: the server refuses most of them within its
//! transaction. Roles may be created and changed: the server's other databases lose nothing by it.

use std::ops::Range;

use crate::error::{Error, Result};
use crate::hint;
use crate::postgres::Identifier;
use crate::script::syntax::statement::Statement;
use crate::script::syntax::tokens::{Token, Tokens};

/// A statement that affects more than tables.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outside {
    /// `CREATE DATABASE` of the database that is loaded.
    CreatesOwn,
    /// `DROP DATABASE` of the same.
    DropsOwn,
    /// It does this to another database, of this name.
    Other { does: &'static str, name: String },
    /// It does this to the server.
    Server(&'static str),
    /// COPY does this on the server's machine, which no rollback takes back.
    Copies(&'static str),
    /// It drops a role.
    DropsRole,
}

/// What the statement affects outside the database `own`, if anything.
fn outside(statement: &Statement, own: &str) -> Option<Outside> {
    let mut tokens = statement.tokens();
    let Some(Token::Word(first)) = tokens.next() else { return None };
    match first.to_ascii_lowercase().as_str() {
        "copy" => copy(tokens),
        "create" => create(tokens, own),
        "drop" => drop_statement(tokens, own),
        "alter" => alter(tokens, own),
        "comment" if tokens.accept(&["on", "database"]) => {
            other(tokens.next(), own, "COMMENT ON DATABASE")
        }
        "security" if tokens.any(|token| token.is("on")) && tokens.accept(&["database"]) => {
            other(tokens.next(), own, "SECURITY LABEL ON DATABASE")
        }
        "grant" => privilege(tokens, own, "GRANT ON DATABASE"),
        "revoke" => privilege(tokens, own, "REVOKE ON DATABASE"),
        _ => None,
    }
}

fn other(name: Option<Token<'_>>, own: &str, does: &'static str) -> Option<Outside> {
    let name = name?.name()?;
    (name != own).then_some(Outside::Other { does, name })
}

/// `COPY {name [(columns)] | (query)} {FROM | TO} {'file' | PROGRAM 'command' | ..}`.
fn copy(mut tokens: Tokens<'_>) -> Option<Outside> {
    let mut ahead = tokens.clone();
    // BINARY, as before Postgres 9.0, is still accepted.
    if ahead.accept(&["binary"]) && !ahead.next().is_some_and(|it| it.is("from") || it.is("to")) {
        tokens.accept(&["binary"]);
    }
    tokens.qualified_name();
    tokens.skip_parentheses();
    let is_to = tokens.accept(&["to"]);
    if !is_to && !tokens.accept(&["from"]) {
        return None;
    }
    if tokens.accept(&["program"]) {
        return Some(Outside::Copies("run a program"));
    }
    (is_to && matches!(tokens.next(), Some(Token::Text(_))))
        .then_some(Outside::Copies("write a file"))
}

fn create(mut tokens: Tokens<'_>, own: &str) -> Option<Outside> {
    if tokens.accept(&["tablespace"]) {
        return Some(Outside::Server("CREATE TABLESPACE"));
    }
    if !tokens.accept(&["database"]) {
        return None;
    }
    let name = tokens.next();
    let makes_own = name.and_then(|token| token.name()).is_some_and(|name| name == own);
    if makes_own {
        // What is not fully understood here is left to the server to refuse.
        return has_database_options(tokens).then_some(Outside::CreatesOwn);
    }
    other(name, own, "CREATE DATABASE")
}

fn drop_statement(mut tokens: Tokens<'_>, own: &str) -> Option<Outside> {
    if tokens.accept(&["tablespace"]) {
        return Some(Outside::Server("DROP TABLESPACE"));
    }
    if tokens.accept(&["database"]) {
        tokens.accept(&["if", "exists"]);
        let name = tokens.next()?;
        return other(Some(name), own, "DROP DATABASE").or(Some(Outside::DropsOwn));
    }
    let mapping = tokens.clone().accept(&["user", "mapping", "for"])
        || tokens.clone().accept(&["user", "mapping", "if", "exists", "for"]);
    let role = ["role", "user", "group"].iter().any(|word| tokens.accept(&[word]));
    (role && !mapping).then_some(Outside::DropsRole)
}

fn alter(mut tokens: Tokens<'_>, own: &str) -> Option<Outside> {
    if tokens.accept(&["system"]) {
        return Some(Outside::Server("ALTER SYSTEM"));
    }
    if tokens.accept(&["tablespace"]) {
        return Some(Outside::Server("ALTER TABLESPACE"));
    }
    if tokens.accept(&["database"]) {
        return other(tokens.next(), own, "ALTER DATABASE");
    }
    if tokens.accept(&["role"]) || tokens.accept(&["user"]) {
        tokens.next();
        if tokens.accept(&["in", "database"]) {
            return other(tokens.next(), own, "ALTER ROLE IN DATABASE");
        }
    }
    None
}

/// `GRANT .. ON DATABASE a, b TO ..`.
fn privilege(mut tokens: Tokens<'_>, own: &str, does: &'static str) -> Option<Outside> {
    if !tokens.any(|token| token.is("on")) || !tokens.accept(&["database"]) {
        return None;
    }
    loop {
        let name = tokens.next();
        // `ON database TO me` is a table.
        if name.is_some_and(|name| name.is("to") || name.is("from")) {
            return None;
        }
        if let Some(outside) = other(name, own, does) {
            return Some(outside);
        }
        if !tokens.accept_symbol(',') {
            return None;
        }
    }
}

/// The position of the name `own` in a statement about the database itself.
fn place_of_name(statement: &Statement, own: &str) -> Option<Range<usize>> {
    let mut tokens = statement.tokens();
    let first = tokens.next()?;
    let about = ["alter", "comment", "grant", "revoke", "security"];
    if !about.iter().any(|word| first.is(word)) || outside(statement, own).is_some() {
        return None;
    }
    let mut before = first;
    while let Some(token) = tokens.next() {
        let on_database =
            token.is("database") && ["alter", "in", "on"].iter().any(|word| before.is(word));
        let mut ahead = tokens.clone();
        if on_database && ahead.next().and_then(|it| it.name()).is_some_and(|name| name == own) {
            let rest = tokens.rest().trim_start();
            let start = statement.text().len() - rest.len();
            // A comment before the name is possible: then the statement is left to the server.
            let length = rest.len() - ahead.rest().len();
            return Some(start..start + length);
        }
        before = token;
    }
    None
}

/// `[WITH] [option [=] value ..]`, with the options of every version up to 18.
fn has_database_options(mut tokens: Tokens<'_>) -> bool {
    const OPTIONS: [&str; 18] = [
        "allow_connections",
        "builtin_locale",
        "collation_version",
        "encoding",
        "icu_locale",
        "icu_rules",
        "is_template",
        "lc_collate",
        "lc_ctype",
        "limit",
        "locale",
        "locale_provider",
        "location",
        "oid",
        "owner",
        "strategy",
        "tablespace",
        "template",
    ];
    tokens.accept(&["with"]);
    while !tokens.is_over() {
        tokens.accept(&["connection"]);
        let known = tokens.next().is_some_and(|token| OPTIONS.iter().any(|name| token.is(name)));
        tokens.accept_symbol('=');
        if !known || !value(&mut tokens) {
            return false;
        }
    }
    true
}

/// A name, a string or a whole number.
fn value(tokens: &mut Tokens<'_>) -> bool {
    let signed = tokens.accept_symbol('-') || tokens.accept_symbol('+');
    match tokens.next() {
        Some(Token::Symbol('0'..='9')) => {
            while ('0'..='9').any(|digit| tokens.accept_symbol(digit)) {}
            true
        }
        Some(token) => !signed && token.value().is_some(),
        None => false,
    }
}

/// A statement about the database itself, which the files call `own`, with its current name.
pub fn under_present_name(statement: Statement, own: &str, present: &str) -> Statement {
    match place_of_name(&statement, own) {
        Some(place) => statement.with_replaced(place, &Identifier(present).to_string()),
        None => statement,
    }
}

/// Refuses what affects more than the database, which the files call `own`; `of_a_server` means
/// that they contain a whole server. Returns whether the statement creates the database itself,
/// which exists.
pub fn stay_inside(statement: &Statement, own: &str, of_a_server: bool) -> Result<bool> {
    let error = match outside(statement, own) {
        None => return Ok(false),
        Some(Outside::CreatesOwn) => return Ok(true),
        Some(Outside::DropsRole) if !of_a_server => return Ok(false),
        Some(Outside::DropsOwn) => Error::failed(format!(
            "DROP DATABASE is refused: the load is in {own}"
        ))
        .with_hint(format!(
            "run {} and {} first, and remove the line",
            hint::command("drop"),
            hint::command("create")
        )),
        Some(Outside::Other { does, name }) => {
            Error::failed(format!("{does} {name} is refused: the load stays in {own}")).with_hint(
                "take the statement out; a dump made without --clean and --create has none like it",
            )
        }
        Some(Outside::Server(does)) => Error::failed(format!(
            "{does} is refused: it affects the whole server, and the load stays in {own}"
        )),
        Some(Outside::Copies(does)) => Error::failed(format!(
            "COPY is refused: it would {does} on the server's machine, which no rollback takes back"
        )),
        Some(Outside::DropsRole) => {
            Error::failed("DROP ROLE is refused: this is a dump of a whole server, by pg_dumpall")
        }
    };
    Err(error.with_location(statement.origin.location()))
}

#[cfg(test)]
mod tests;
