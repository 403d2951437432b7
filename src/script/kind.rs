//! What a statement means to the loader, by its first words.

use super::statement::Statement;
use super::tokens::{Token, Tokens};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Nothing special; rows it inserts go to this table, where it is known.
    Plain { table: Option<String> },
    /// `COPY table FROM STDIN`: data follows in the file.
    CopyIn { table: String },
    /// `COPY .. TO STDOUT`.
    CopyOut,
    /// `BEGIN` and `START TRANSACTION`; with modes it is not bare.
    Begin { bare: bool },
    /// `COMMIT` and `END`.
    Commit,
    /// `ROLLBACK` and `ABORT`, `PREPARE TRANSACTION`: the transaction ends too.
    Rollback,
    /// `COMMIT AND CHAIN` and `ROLLBACK AND CHAIN`: the next one begins at once.
    Chain,
    /// The server refuses it within a transaction.
    Alone,
    /// `DISCARD ALL`.
    Discard,
    /// `LISTEN`: nobody would hear it.
    Listen,
    /// `SET client_encoding` or `SET NAMES` to this.
    Encoding(String),
    /// `SET standard_conforming_strings`, or something that may change it.
    Strings,
    /// `SET transaction_timeout`, which servers before 17 do not know.
    TransactionTimeout,
    /// `CREATE DATABASE name`, which the server refuses within a transaction too.
    CreateDatabase(String),
    /// `DROP DATABASE name`.
    DropDatabase(String),
    /// `CREATE SCHEMA name` without anything more.
    CreateSchema(String),
    /// `COMMENT ON EXTENSION name`.
    ExtensionComment(String),
    /// `ALTER .. OWNER TO ..` and `SET SESSION AUTHORIZATION`.
    Owner,
    /// `GRANT` and `REVOKE` of privileges on something, `ALTER DEFAULT PRIVILEGES`.
    Privilege,
}

const PLAIN: Kind = Kind::Plain { table: None };

/// Tells the kind of a statement. What is not recognised is plain: the server judges it.
pub fn kind(statement: &Statement) -> Kind {
    let mut tokens = statement.tokens();
    let Some(Token::Word(first)) = tokens.next() else { return PLAIN };
    match first.to_lowercase().as_str() {
        "insert" => insert(tokens),
        "copy" => copy(tokens),
        "begin" => Kind::Begin { bare: is_over(skip_noise(tokens)) },
        "start" if tokens.accept(&["transaction"]) => Kind::Begin { bare: is_over(tokens) },
        "commit" | "end" => commit(tokens),
        "rollback" | "abort" => rollback(tokens),
        "prepare" if tokens.accept(&["transaction"]) => Kind::Rollback,
        "set" => set(tokens),
        "reset" if tokens.accept(&["all"]) => Kind::Strings,
        "reset" if tokens.accept(&["standard_conforming_strings"]) => Kind::Strings,
        "select" | "do" if mentions_strings(&statement.text) => Kind::Strings,
        "discard" if tokens.accept(&["all"]) => Kind::Discard,
        "listen" => Kind::Listen,
        "vacuum" => Kind::Alone,
        "create" => create(tokens),
        "drop" => drop_statement(tokens),
        "alter" => alter(tokens),
        "reindex" => reindex(tokens),
        "cluster" if is_over(tokens.clone()) => Kind::Alone,
        "comment" if tokens.accept(&["on", "extension"]) => {
            tokens.next().and_then(|token| token.name()).map_or(PLAIN, Kind::ExtensionComment)
        }
        "grant" | "revoke" if tokens.any(|token| token.is("on")) => Kind::Privilege,
        _ => PLAIN,
    }
}

fn is_over(mut tokens: Tokens<'_>) -> bool {
    tokens.all(|token| token == Token::Symbol(';'))
}

/// `WORK` and `TRANSACTION` after BEGIN, COMMIT and their kin.
fn skip_noise(mut tokens: Tokens<'_>) -> Tokens<'_> {
    let _ = tokens.accept(&["work"]) || tokens.accept(&["transaction"]);
    tokens
}

fn commit(mut tokens: Tokens<'_>) -> Kind {
    if tokens.accept(&["prepared"]) {
        return Kind::Alone;
    }
    let mut tokens = skip_noise(tokens);
    if tokens.accept(&["and", "chain"]) { Kind::Chain } else { Kind::Commit }
}

fn rollback(mut tokens: Tokens<'_>) -> Kind {
    if tokens.accept(&["prepared"]) {
        return Kind::Alone;
    }
    let mut tokens = skip_noise(tokens);
    if tokens.accept(&["to"]) {
        return PLAIN;
    }
    if tokens.accept(&["and", "chain"]) { Kind::Chain } else { Kind::Rollback }
}

fn insert(mut tokens: Tokens<'_>) -> Kind {
    tokens.accept(&["into"]);
    Kind::Plain { table: tokens.qualified_name().map(|parts| parts.join(".")) }
}

/// By the grammar of COPY: `COPY [BINARY] name [(..)] FROM {STDIN | STDOUT}`, where the server
/// takes both words for the client, and `COPY {name [(..)] | (query)} TO {STDIN | STDOUT}`.
fn copy(mut tokens: Tokens<'_>) -> Kind {
    tokens.accept(&["binary"]);
    let table = tokens.qualified_name();
    tokens.skip_parentheses();
    let from = tokens.accept(&["from"]);
    let to = !from && tokens.accept(&["to"]);
    let client = tokens.accept(&["stdin"]) || tokens.accept(&["stdout"]);
    match table {
        Some(parts) if from && client => Kind::CopyIn { table: parts.join(".") },
        _ if to && client => Kind::CopyOut,
        _ => PLAIN,
    }
}

fn set(mut tokens: Tokens<'_>) -> Kind {
    if tokens.accept(&["session", "authorization"]) {
        return Kind::Owner;
    }
    if tokens.accept(&["names"]) {
        return value(tokens).map_or(PLAIN, Kind::Encoding);
    }
    let _ = tokens.accept(&["session"]) || tokens.accept(&["local"]);
    let name = tokens.next().and_then(|token| token.name()).unwrap_or_default();
    tokens.next();
    match name.as_str() {
        "client_encoding" => value(tokens).map_or(PLAIN, Kind::Encoding),
        "standard_conforming_strings" | "backslash_quote" => Kind::Strings,
        "transaction_timeout" => Kind::TransactionTimeout,
        _ => PLAIN,
    }
}

fn value(mut tokens: Tokens<'_>) -> Option<String> {
    tokens.next()?.value().filter(|value| value != "default")
}

/// Whether a call may change how strings are read: `set_config('standard_conforming_strings', ..)`.
fn mentions_strings(text: &str) -> bool {
    ["standard_conforming_strings", "set_config('client_encoding'"]
        .iter()
        .any(|name| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some())
}

fn create(mut tokens: Tokens<'_>) -> Kind {
    if tokens.accept(&["database"]) {
        let name = tokens.next().and_then(|token| token.name());
        return name.map_or(PLAIN, Kind::CreateDatabase);
    }
    if tokens.accept(&["tablespace"]) {
        return Kind::Alone;
    }
    if tokens.accept(&["subscription"]) {
        // It makes a slot on the publisher, unless it is told not to.
        let told = tokens.any(|token| token.is("create_slot") || token.is("connect"));
        return if told { PLAIN } else { Kind::Alone };
    }
    if tokens.accept(&["schema"]) {
        return match tokens.next().and_then(|token| token.name()) {
            Some(name) if is_over(tokens) => Kind::CreateSchema(name),
            _ => PLAIN,
        };
    }
    tokens.accept(&["unique"]);
    if tokens.accept(&["index", "concurrently"]) { Kind::Alone } else { PLAIN }
}

fn drop_statement(mut tokens: Tokens<'_>) -> Kind {
    if tokens.accept(&["database"]) {
        tokens.accept(&["if", "exists"]);
        let name = tokens.next().and_then(|token| token.name());
        return name.map_or(PLAIN, Kind::DropDatabase);
    }
    let alone = tokens.accept(&["tablespace"]) || tokens.accept(&["index", "concurrently"]);
    if alone { Kind::Alone } else { PLAIN }
}

fn reindex(mut tokens: Tokens<'_>) -> Kind {
    let options = tokens.clone().take_while(|token| !token.is("table") && !token.is("index"));
    if options.into_iter().any(|token| token.is("concurrently")) {
        return Kind::Alone;
    }
    tokens.skip_parentheses();
    let what = tokens.next();
    let wide = |word: &str| what.is_some_and(|token| token.is(word));
    let concurrently = tokens.accept(&["concurrently"]);
    if concurrently || wide("database") || wide("system") || wide("schema") {
        return Kind::Alone;
    }
    PLAIN
}

fn alter(mut tokens: Tokens<'_>) -> Kind {
    if tokens.accept(&["system"]) {
        return Kind::Alone;
    }
    if tokens.accept(&["default", "privileges"]) {
        return Kind::Privilege;
    }
    if tokens.accept(&["database"]) {
        tokens.next();
        if tokens.accept(&["set", "tablespace"]) {
            return Kind::Alone;
        }
    }
    let words: Vec<Token<'_>> = tokens.filter(|token| *token != Token::Symbol(';')).collect();
    if changes_owner(&words) {
        return Kind::Owner;
    }
    let detaches = words.iter().any(|token| token.is("detach"));
    if detaches && words.last().is_some_and(|token| token.is("concurrently")) {
        return Kind::Alone;
    }
    PLAIN
}

/// Whether the statement ends in OWNER TO somebody, and does nothing else: neither is it one of
/// several actions, nor is `owner` a thing that gets another name.
fn changes_owner(words: &[Token<'_>]) -> bool {
    let [before @ .., last, owner, to, somebody] = words else { return false };
    let renames = ["rename", "column", "attribute", "value", "constraint"];
    let renamed = before.len() > 1 && renames.iter().any(|word| last.is(word));
    owner.is("owner")
        && to.is("to")
        && somebody.name().is_some()
        && !renamed
        && !words.contains(&Token::Symbol(','))
        || is_routine_owner(words)
}

/// The same for functions, whose parameter lists may hold commas.
fn is_routine_owner(words: &[Token<'_>]) -> bool {
    let routine = words.first().is_some_and(|word| {
        ["function", "procedure", "aggregate", "routine", "operator"]
            .iter()
            .any(|name| word.is(name))
    });
    let [.., close, owner, to, _] = words else { return false };
    let closed = *close == Token::Symbol(')')
        || words.iter().any(|word| word.is("using"))
        || !words.contains(&Token::Symbol(','));
    routine && closed && owner.is("owner") && to.is("to")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::position::{FileName, Position};
    use super::*;

    fn of(text: &str) -> Kind {
        kind(&Statement::made(text, FileName::new(Path::new("t.sql")), Position::START))
    }

    #[test]
    fn copy_is_recognised_as_the_server_does() {
        let into = |table: &str| Kind::CopyIn { table: table.to_owned() };
        assert_eq!(of("copy t from stdin;"), into("t"));
        assert_eq!(
            of("COPY /* x */ public.\"T 1\" (a, \"b)\") FROM STDIN WITH (FORMAT csv);"),
            into("public.T 1")
        );
        assert_eq!(of("copy U&\"d!0061\" uescape '!' . t (U&\"c\") from stdin"), into("d!0061.t"));
        assert_eq!(of("copy binary s.\"to\" from stdout"), into("s.to"));
        assert_eq!(of("copy s.to from stdin"), into("s.to"));
        assert_eq!(of("copy t from '/x';"), PLAIN);
        assert_eq!(of("copy t from program 'x';"), PLAIN);
        assert_eq!(of("copy (select 1 from stdin) to stdout;"), Kind::CopyOut);
        assert_eq!(of("copy t (a) to stdout"), Kind::CopyOut);
    }

    #[test]
    fn transactions_are_recognised() {
        assert_eq!(of("begin;"), Kind::Begin { bare: true });
        assert_eq!(of("BEGIN WORK ISOLATION LEVEL SERIALIZABLE;"), Kind::Begin { bare: false });
        assert_eq!(of("start transaction;"), Kind::Begin { bare: true });
        assert_eq!(of("end transaction;"), Kind::Commit);
        assert_eq!(of("commit and chain;"), Kind::Chain);
        assert_eq!(of("commit prepared 'x';"), Kind::Alone);
        assert_eq!(of("rollback to savepoint a;"), PLAIN);
        assert_eq!(of("rollback work to a;"), PLAIN);
        assert_eq!(of("abort;"), Kind::Rollback);
    }

    #[test]
    fn what_needs_to_be_alone_is_recognised() {
        for text in [
            "create unique index concurrently i on t (a)",
            "drop index concurrently i",
            "reindex (concurrently) table t",
            "reindex table concurrently t",
            "reindex database d",
            "vacuum",
            "alter system set a = 1",
            "create subscription s connection 'x' publication p",
            "cluster;",
            "alter table t detach partition p concurrently;",
        ] {
            assert_eq!(of(text), Kind::Alone, "{text}");
        }
        for text in ["create index concurrently_x on t (a)", "reindex table t", "cluster t"] {
            assert_eq!(of(text), PLAIN, "{text}");
        }
    }

    #[test]
    fn owners_are_told_from_names() {
        for text in [
            "alter table public.t owner to me;",
            "alter function f(a int, b text) owner to \"Me\"",
            "alter schema s owner to current_user",
            "alter table rename owner to me",
            "set session authorization 'me'",
        ] {
            assert_eq!(of(text), Kind::Owner, "{text}");
        }
        for text in [
            "alter table t rename column owner to x",
            "alter table t rename owner to x",
            "alter table t add a int, owner to me",
        ] {
            assert_eq!(of(text), PLAIN, "{text}");
        }
        assert_eq!(of("grant select on t to me"), Kind::Privilege);
        assert_eq!(of("grant admin to me"), PLAIN);
    }

    #[test]
    fn settings_are_recognised() {
        assert_eq!(of("SET client_encoding = 'LATIN1';"), Kind::Encoding("LATIN1".to_owned()));
        assert_eq!(of("set names utf8"), Kind::Encoding("utf8".to_owned()));
        assert_eq!(of("set local standard_conforming_strings to off"), Kind::Strings);
        assert_eq!(of("SET transaction_timeout = 0;"), Kind::TransactionTimeout);
        assert_eq!(of("create database D;"), Kind::CreateDatabase("d".to_owned()));
        assert_eq!(of("drop database if exists \"D\""), Kind::DropDatabase("D".to_owned()));
        assert_eq!(
            of("create subscription s connection 'x' publication p with (connect = false)"),
            PLAIN
        );
        assert_eq!(of("create schema public;"), Kind::CreateSchema("public".to_owned()));
        assert_eq!(of("comment on extension \"X\" is 'y'"), Kind::ExtensionComment("X".to_owned()));
        assert_eq!(
            of("insert into \"A\".b values (1)"),
            Kind::Plain { table: Some("A.b".to_owned()) }
        );
    }
}
