use std::path::Path;

use super::*;
use crate::script::input::position::{FileName, Position};

fn of(text: &str) -> Option<Outside> {
    outside(&Statement::made(text, FileName::new(Path::new("t.sql")), Position::START), "own")
}

#[test]
fn the_name_of_the_database_itself_is_found() {
    let renamed = |text: &str| {
        let statement = Statement::made(text, FileName::new(Path::new("t.sql")), Position::START);
        let place = place_of_name(&statement, "own")?;
        Some(statement.with_replaced(place, "\"new\"").text().to_owned())
    };
    for (text, other) in [
        ("ALTER DATABASE own SET a = 'own';", "ALTER DATABASE \"new\" SET a = 'own';"),
        (
            "alter role own in database \"own\" reset all",
            "alter role own in database \"new\" reset all",
        ),
        ("comment on database own is 'own'", "comment on database \"new\" is 'own'"),
        ("grant all on database own to own", "grant all on database \"new\" to own"),
    ] {
        assert_eq!(renamed(text).as_deref(), Some(other));
    }
    for text in
        ["grant all on own to me", "alter database other set a = 1", "select 'database own'"]
    {
        assert_eq!(renamed(text), None, "{text}");
    }
}

#[test]
fn what_reaches_other_databases_is_seen() {
    for text in [
        "create database other;",
        "CREATE /* x */ DATABASE \"OWN\" template own",
        "drop database if exists other with (force)",
        "alter database other set work_mem = 1",
        "alter database Other rename to own",
        "comment on database other is 'x'",
        "security label for p on database other is 'x'",
        "grant connect, temp on database own, other to me",
        "revoke all on database other from public",
        "alter role me in database other set a = 1",
        "alter role all in database other reset all",
    ] {
        assert!(matches!(of(text), Some(Outside::Other { .. })), "{text}");
    }
    for text in ["alter system set a = 1", "drop tablespace t", "alter tablespace t reset (x)"] {
        assert!(matches!(of(text), Some(Outside::Server(_))), "{text}");
    }
    for text in ["drop role a", "drop user if exists a", "drop group a", "drop user mapping"] {
        assert_eq!(of(text), Some(Outside::DropsRole), "{text}");
    }
    assert_eq!(of("drop database OWN"), Some(Outside::DropsOwn));
}

#[test]
fn what_copies_to_the_machine_is_seen() {
    for text in [
        "copy t from program 'ls'",
        "COPY \"T\".u (a, \"b c\") TO /* x */ PROGRAM 'cat >x'",
        "copy (select 'a' as to) to program E'x'",
        "copy binary t from program 'x'",
        "copy binary from program 'x'",
        "copy t to '/x'",
        "copy (select ')') to '/x' with (format csv)",
        "copy t(a) to U&'x'",
    ] {
        assert!(matches!(of(text), Some(Outside::Copies(_))), "{text}");
    }
    for text in [
        "copy t from '/x'",
        "copy t from stdin",
        "copy t to stdout",
        "copy program from stdin",
        "copy (select 'program') to stdout",
        "copy \"to\" (program) from '/x'",
    ] {
        assert_eq!(of(text), None, "{text}");
    }
}

#[test]
fn what_stays_inside_passes() {
    for text in [
        "alter database own set work_mem = 1",
        "alter role me in database own set a = 1",
        "comment on database own is 'x'",
        "grant connect on database own to me",
        "grant select on database to me",
        "create role a login",
        "alter role a password 'x'",
        "drop user mapping for me server s",
        "drop user mapping if exists for me server s",
        "create table database (a int)",
        "drop table tablespace",
        "alter table t set tablespace x",
    ] {
        assert_eq!(of(text), None, "{text}");
    }
}

#[test]
fn the_own_database_is_made_by_a_whole_statement_only() {
    for text in [
        "create database own",
        "CREATE DATABASE own WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE_PROVIDER = \
         libc LOCALE = 'C.UTF-8' connection limit -1;",
    ] {
        assert_eq!(of(text), Some(Outside::CreatesOwn), "{text}");
    }
    for text in ["create database own bla", "create database own owner = ;", "create database"] {
        assert_eq!(of(text), None, "{text}");
    }
}
