use super::*;

fn of(text: &str) -> Kind {
    Kind::of(text)
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
    assert_eq!(
        of("start transaction read only, not deferrable isolation level read committed"),
        Kind::Begin { bare: false }
    );
    assert_eq!(of("start transaction;"), Kind::Begin { bare: true });
    assert_eq!(of("end transaction;"), Kind::Commit);
    assert_eq!(of("commit work and no chain"), Kind::Commit);
    assert_eq!(of("commit and chain;"), Kind::Chain { commits: true });
    assert_eq!(of("commit prepared 'x';"), Kind::Alone);
    assert_eq!(of("abort and chain"), Kind::Chain { commits: false });
    for text in [
        "prepare transaction 'x';",
        "PREPARE TRANSACTION 'x'\n'y'",
        "prepare transaction U&'x' uescape '!'",
    ] {
        assert_eq!(of(text), Kind::Prepare, "{text}");
    }
    assert_eq!(of("rollback to savepoint a;"), PLAIN);
    assert_eq!(of("rollback work to a;"), PLAIN);
    assert_eq!(of("abort;"), Kind::Rollback);
}

/// The server reports what is wrong with them.
#[test]
fn what_is_not_exactly_known_is_plain() {
    for text in [
        "commit work bla;",
        "commit\ninsert into t values (1)",
        "commit work transaction",
        "commit and chain bla",
        "end and no",
        "rollback 'x'",
        "begin work transaction",
        "begin read only,",
        "begin read",
        "start",
        "start transaction isolation level",
        "prepare transaction x",
        "prepare transaction as select 1",
        "discard all temp",
        "discard",
        "listen x",
        "set session authorization",
        "set session authorization a b",
        "set transaction_timeout = 'x'",
        "set transaction_timeout = 1 0",
        "set transaction_timeout 0",
        "create schema public bla",
        "create schema 'public'",
        "comment on extension x is",
        "comment on extension x is 'a' 'b'",
        "comment on extension x is E'\\u1'",
        "comment on extension x is 'a",
        "alter bla bla owner to me",
        "alter table t rename to owner to me",
        "alter table owner to me",
        "alter function f(a) owner to me, you",
        "grant a to b",
    ] {
        assert_eq!(of(text), PLAIN, "{text}");
    }
}

#[test]
fn what_may_change_how_the_file_is_read_is_looked_at_afterwards() {
    for text in [
        "set client_encoding 'latin1'",
        "set client_encoding = E'latin1'",
        "set client_encoding = latin1, utf8",
        "set local client_encoding = latin1",
        "set names",
        "set names latin1",
        "set names default",
        "reset all",
        "SELECT PG_CATALOG.SET_CONFIG ('CLIENT_ENCODING', 'x', false)",
        "(select set_config('client_encoding', 'x', false))",
    ] {
        assert_eq!(of(text), Kind::Strings, "{text}");
    }
}

#[test]
fn what_needs_to_be_alone_is_recognised() {
    for text in [
        "create unique index concurrently i on t (a)",
        "drop index concurrently i",
        "reindex (concurrently) table t",
        "vacuum",
        "create subscription s connection 'x' publication p",
        "cluster;",
        "alter table t detach partition p concurrently;",
    ] {
        assert_eq!(of(text), Kind::Alone, "{text}");
    }
    assert_eq!(of("create index concurrently_x on t (a)"), PLAIN);
}

#[test]
fn owners_are_told_from_names() {
    for text in [
        "alter table public.t owner to me;",
        "alter function f(a int, b text) owner to \"Me\"",
        "alter operator pg_catalog.+ (int, none) owner to me",
        "alter operator class a.b using btree owner to me",
        "alter large object 12 owner to me",
        "alter materialized view if exists only a.b owner to me",
        "alter aggregate a.f(*) owner to me",
        "alter view v owner to me",
        "alter schema s owner to current_user",
        "alter table rename owner to me",
        "set local session authorization default",
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
    assert_eq!(of("set names 'utf8'"), Kind::Encoding("utf8".to_owned()));
    assert_eq!(of("set local standard_conforming_strings to off"), Kind::Strings);
    assert_eq!(of("SET transaction_timeout = 0;"), Kind::TransactionTimeout);
    assert_eq!(of("SET \"TRANSACTION_TIMEOUT\" TO '5 min'"), Kind::TransactionTimeout);
    assert_eq!(of("set transaction_timeout to default"), Kind::TransactionTimeout);
    assert_eq!(of("create schema public;"), Kind::CreateSchema("public".to_owned()));
    assert_eq!(of("comment on extension \"X\" is 'y'"), Kind::ExtensionComment("X".to_owned()));
    assert_eq!(of("insert into \"A\".b values (1)"), Kind::Plain { table: Some("A.b".to_owned()) });
}
