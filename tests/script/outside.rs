//! What a file may not reach: other databases, the server, another connection. It is refused
//! where it stands, with nothing left of what stands before it.

use std::io::Write;
use std::process::{Command, Stdio};

use cruddur_db::script::{Input, Options};

use super::judge::{file, load_files, load_into};
use crate::common::{Outcome, Postgres, Sandbox, program, psql};

const TABLE: &str = "create table t (a int);\n";

#[test]
fn other_databases_are_out_of_reach() {
    let directory = tempfile::tempdir().unwrap();
    let (own, other) = (Postgres::shared().database(), Postgres::shared().database());
    let (new, name) = (Postgres::shared().missing_database(), &other.name);
    let new = &new.name;
    for text in [
        format!("drop database {name};"),
        format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE);"),
        format!("drop database {};", own.name),
        format!("create database {new};"),
        format!("create /* x */ database\n{new} template template0"),
        format!("alter database {name} set work_mem = '1MB';"),
        format!("alter database {name} rename to {new};"),
        format!("alter database {name} owner to current_user;"),
        format!("alter database {name} connection limit 0;"),
        format!("comment on database {name} is 'x';"),
        format!("revoke connect on database {}, {name} from public;", own.name),
        format!("alter role current_user in database {name} set work_mem = '1MB';"),
        format!("drop database {name} \\g"),
        format!("drop database {name} \\gset"),
        "alter system set work_mem = '1MB';".to_owned(),
        format!("create tablespace {new} location '/tmp';"),
        "alter tablespace pg_default set (seq_page_cost = 2);".to_owned(),
        "drop tablespace pg_default;".to_owned(),
        format!("\\c {name}"),
        format!("\\c\t{name}"),
        format!("\\connect \"{name}\""),
        format!("\\connect '{name}'"),
        format!("\\connect {name} - - -"),
        format!("\\connect -reuse-previous=on \"dbname='{name}'\""),
        "\\c - somebody".to_owned(),
        format!("\\connect {} somebody", own.name),
        "\\c - - elsewhere".to_owned(),
        "\\c - - - 1".to_owned(),
        format!("\\c postgresql:///{}", own.name),
    ] {
        // In a transaction, after the file's own COMMIT, and behind another statement.
        for before in [TABLE, "create table t (a int);\ncommit;"] {
            let path = file(&directory, "o.sql", format!("{before}{text}\n"));
            let error = load_files(&own, &[&path]).unwrap_err().to_string();
            assert!(error.contains("refused"), "{text}: {error}");
            if error.contains(&format!("DATABASE {name} is refused")) {
                assert!(error.contains("hint: take the statement out"), "{text}: {error}");
            }
            // What one leaves behind, the next one would find.
            assert!(error.contains("o.sql:2:"), "{text}: {error}");
        }
        if !text.starts_with('\\') {
            let path = file(&directory, "o.sql", format!("{TABLE}select 1 \\; {text}\n"));
            let error = load_files(&own, &[&path]).unwrap_err().to_string();
            assert!(error.contains("o.sql:2:13: "), "{text}: {error}");
        }
        assert!(other.exists(), "{text}");
    }
    let of_other = format!(
        "select count(*) from pg_db_role_setting as s join pg_database as d on d.oid = setdatabase
         where datname in ('{name}', '{new}')"
    );
    assert_eq!(own.psql(&of_other), "0");
    assert_eq!(own.psql("select count(*) from pg_class where relname = 't'"), "0");
}

#[test]
fn the_own_database_may_be_named() {
    let directory = tempfile::tempdir().unwrap();
    let own = Postgres::shared().database();
    let name = &own.name;
    let text = format!(
        "CREATE DATABASE {name} WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE = 'C';
         ALTER DATABASE {name} OWNER TO postgres;
         \\connect {name}
         \\c - postgres
         \\connect -reuse-previous=on \"dbname='{name}' user=postgres\"
         COMMENT ON DATABASE {name} IS 'mine';
         ALTER DATABASE {name} SET work_mem TO '2MB';
         GRANT CONNECT ON DATABASE {name} TO PUBLIC;
         create table t (a int);"
    );
    load_files(&own, &[&file(&directory, "own.sql", text)]).unwrap();
    assert_eq!(own.psql("show work_mem"), "2MB");
    assert_eq!(own.psql("select count(*) from t"), "0");
    let path = file(
        &directory,
        "own.sql",
        format!("create table u (a int);\ncreate database {name} bla;\n"),
    );
    let error = load_files(&own, &[&path]).unwrap_err();
    assert_eq!(error.code(), Some("42601"), "{error}");
}

#[test]
fn roles_are_dropped_by_a_schema_and_not_by_a_dump_of_the_server() {
    let directory = tempfile::tempdir().unwrap();
    let own = Postgres::shared().database();
    let role = Postgres::shared().role("nologin");
    let name = &role.name;
    let exists = format!("select count(*) from pg_roles where rolname = '{name}'");
    let dump = format!("--\n-- PostgreSQL database cluster dump\n--\n\n{TABLE}DROP ROLE {name};\n");
    let error = load_files(&own, &[&file(&directory, "all.sql", dump)]).unwrap_err().to_string();
    assert!(error.contains("all.sql:6:1: DROP ROLE is refused"), "{error}");
    assert_eq!(own.psql(&exists), "1");
    assert_eq!(own.psql("select count(*) from pg_class where relname = 't'"), "0");
    let schema =
        format!("drop role if exists {name}; create role {name}; alter role {name} login;");
    load_files(&own, &[&file(&directory, "schema.sql", schema)]).unwrap();
    assert_eq!(own.psql(&exists), "1");
}

/// What pg_dumpall and pg_dump write to take a server's place reaches nothing but the database
/// that it is loaded into, also out of a pipe.
#[test]
fn whole_servers_and_databases_are_not_replaced_by_a_load() {
    let mut sandbox = Sandbox::with_server();
    let url = sandbox.server_url();
    let of = |database: &str| format!("{}{database}", url.trim_end_matches("postgres"));
    psql(&url, "create role keeper");
    for database in ["one", "two"] {
        psql(&url, &format!("create database {database}"));
        psql(&of(database), "create table t as select 'row' as it");
    }
    sandbox.set("CONNECTION_URL", of("one"));
    let dumped = |name: &str, args: &[&str]| {
        let password = url.split([':', '@']).nth(2).unwrap();
        let mut command = Command::new(program(name));
        let output = command.args(args).env("PGPASSWORD", password).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let (all, one, two) = (format!("--dbname={url}"), of("one"), of("two"));
    for (name, args) in [
        ("pg_dumpall", &[&all[..], "--clean", "--if-exists"][..]),
        ("pg_dumpall", &[&all, "--clean", "--globals-only"]),
        ("pg_dumpall", &[&all]),
        ("pg_dump", &["--clean", "--create", &two]),
        ("pg_dump", &["--create", &two]),
        ("pg_dump", &["--clean", "--create", &one]),
    ] {
        let text = dumped(name, args);
        let mut load = sandbox.command(["schema-load", "-"]);
        let load = load.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut load = load.spawn().unwrap();
        // It may have enough before the end.
        let _ = load.stdin.take().unwrap().write_all(text.as_bytes());
        let run = sandbox.finished(load.outcome()).ended_with(1);
        let stopped = run.stderr.contains("refused") || run.stderr.contains("\"keeper\" already");
        assert!(stopped, "{name} {args:?}: {run:?}");
        let is_server = run.stderr.contains("hint: the file is a dump of a whole server");
        assert_eq!(is_server, name == "pg_dumpall", "{run:?}");
        for database in ["one", "two"] {
            assert_eq!(psql(&of(database), "table t"), "row", "{name} {args:?}");
        }
        assert_eq!(psql(&url, "select count(*) from pg_roles where rolname = 'keeper'"), "1");
    }
    // A file behind such a one is a file of its own.
    sandbox.write("first.sql", "--\n-- PostgreSQL database cluster dump\n--\n");
    sandbox.write("second.sql", "select * from nope;\n");
    let run = sandbox.run(["schema-load", "first.sql", "second.sql"]).ended_with(1);
    assert!(!run.stderr.contains("whole server"), "{run:?}");
    let run = sandbox.run(["schema-load", "second.sql", "first.sql"]).ended_with(1);
    assert!(!run.stderr.contains("whole server"), "{run:?}");
}

/// Nothing is committed for the sake of a statement that the server would refuse anyway.
#[test]
fn a_misspelt_statement_that_would_be_alone_commits_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let own = Postgres::shared().database();
    for text in [
        "vacuum bla bla;",
        "vacuum (bla) t;",
        "create index concurrently on;",
        "reindex bla t;",
        "commit prepared x;",
        "drop index concurrently;",
        "cluster bla bla bla;",
    ] {
        let path = file(&directory, "v.sql", format!("{TABLE}{text}\n"));
        let error = load_files(&own, &[&path]).unwrap_err();
        let place = error.location().unwrap();
        assert_eq!(place.line, Some(2), "{text}: {error}");
        assert_eq!(own.psql("select count(*) from pg_class where relname = 't'"), "0", "{text}");
    }
    // A transaction holds these.
    let text = format!("{TABLE}reindex table t;\ncluster t;\n");
    let error = load_files(&own, &[&file(&directory, "v.sql", text)]).unwrap_err();
    assert_eq!(error.code(), Some("42704"), "{error}");
    let text = format!("{TABLE}reindex table t;\n");
    let loaded = load_files(&own, &[&file(&directory, "v.sql", text)]).unwrap();
    assert!(!loaded.notices.iter().any(|line| line.contains("committed first")), "{loaded:?}");
}

/// What --no-owner and --no-acl leave out is SQL all the same.
#[test]
fn what_is_left_out_is_read_by_the_server() {
    let directory = tempfile::tempdir().unwrap();
    let own = Postgres::shared().database();
    let options = Options { no_owner: true, no_acl: true, ..Options::default() };
    let load = |text: String| {
        let path = file(&directory, "l.sql", text);
        load_into(&own.url(), &[Input::File(path)], &options).0
    };
    for text in [
        "alter function f(bla bla bla bla) owner to me",
        "alter table t owner to select",
        "alter table t owner to me bla",
        "alter operator 1 (a) owner to me",
        "grant bla bla on x to me",
        "grant select on t to",
        "revoke select on t",
        "alter default privileges bla",
        "set session authorization select",
    ] {
        for after in ["", ";", ";\ncommit;\nselect 1;", ";\nvacuum;"] {
            let error = load(format!("{TABLE}{text}{after}")).unwrap_err();
            assert_eq!(error.code(), Some("42601"), "{text}{after}: {error}");
            assert_eq!(error.location().unwrap().line, Some(2), "{text}{after}: {error}");
            let tables = own.psql("select count(*) from pg_class where relname = 't'");
            assert_eq!(tables, "0", "{text}{after}");
        }
    }
    load(
        "create table u (a int); alter table u owner to nobody_there;
         grant select on u to nobody_there; insert into u values (1);
         alter default privileges for role nobody_there grant select on tables to public;
         commit; alter table u owner to nobody_there; insert into u values (2);"
            .to_owned(),
    )
    .unwrap();
    assert_eq!(own.psql("select count(*) from u"), "2");
}
