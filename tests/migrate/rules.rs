//! What is older, missing or edited, and who may do what.

use ::snapbox::str;

use super::{project, rows};
use crate::common::{Postgres, Sandbox};

#[test]
fn an_older_one_runs_and_strict_refuses_it() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &[("1_a.sql", "select 1"), ("3_c.sql", "select 3")]);
    sandbox.run(["migrate"]).succeeded();
    sandbox.write("db/migrations/2_b.sql", "select 2");
    sandbox.run(["migrate", "--strict"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/2_b.sql is older than 3, which is applied
hint: remove --strict to run it anyway

"#]]);
    let run = sandbox.run(["migrate", "--dry-run"]).succeeded();
    assert!(
        run.stdout.contains("2_b.sql: 1 statement (older than 3, which is applied)"),
        "{run:?}"
    );
    let run = sandbox.run(["migration", "status"]).succeeded();
    assert!(run.stdout.contains("pending, older than 3"), "{run:?}");
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t\n3|t");
}

#[test]
fn a_missing_file_is_a_warning_or_an_error() {
    let database = Postgres::shared().database();
    let mut sandbox = project(&database, &[("1_a.sql", "select 1"), ("2_b.sql", "select 2")]);
    sandbox.run(["migrate"]).succeeded();
    std::fs::remove_file(sandbox.work().join("db/migrations/1_a.sql")).unwrap();
    sandbox.run(["migrate"]).check(str![[r#"
exit 0
--- stdout
nothing to do: no migration is pending
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
warning: applied, but without a file: 1 (a)

"#]]);
    let run = sandbox.run(["migration", "status"]).succeeded();
    assert!(run.stdout.contains("applied, no file"), "{run:?}");
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["migrate", "prod"]).check(str![[r#"
exit 1
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
error: applied, but without a file: 1 (a)
hint: it may be on another branch or deleted; pass --ignore-missing to continue without it

"#]]);
    sandbox.run(["migrate", "prod", "--ignore-missing"]).succeeded();
    sandbox.run(["prepare", "prod"]).ended_with(1);
    sandbox.run(["prepare", "prod", "--ignore-missing"]).succeeded();
    // An older release has nothing to run, and starts.
    let file = |name: &str| sandbox.work().join("db/migrations").join(name);
    std::fs::remove_file(file("2_b.sql")).unwrap();
    sandbox.write("db/migrations/1_a.sql", "select 1");
    for command in ["migrate", "prepare"] {
        let run = sandbox.run([command, "prod"]).succeeded();
        assert!(run.stderr.contains("warning: applied, but without a file: 2 (b)"), "{run:?}");
    }
    // One without any file has lost them.
    std::fs::remove_file(file("1_a.sql")).unwrap();
    sandbox.run(["migrate", "prod"]).ended_with(1);
    sandbox.write("db/migrations/1_a.sql", "select 1");
    sandbox.write("db/migrations/repeatable/v.sql", "create view v as select 1");
    sandbox.run(["migrate", "prod"]).ended_with(1);
    std::fs::remove_dir_all(file("repeatable")).unwrap();
    sandbox.write("db/migrations/3_c.sql", "select 3");
    sandbox.run(["migrate", "prod", "--confirm", &database.name]).ended_with(1);
    // One that was given another version does not run again.
    std::fs::remove_file(file("3_c.sql")).unwrap();
    sandbox.write("db/migrations/3_b.sql", "select 2");
    let run = sandbox.run(["migrate", "prod"]).ended_with(1);
    let said = "error: db/migrations/3_b.sql is applied as version 2, whose file is gone; nothing was \
                changed\n";
    assert!(run.stderr.contains(said), "{run:?}");
    let run = sandbox.run(["migration", "status", "prod"]).succeeded();
    assert!(run.stdout.contains("3_b.sql is applied as version 2"), "{run:?}");
    for args in [&["3"][..], &["2", "--rolled-back"]] {
        let mark = ["migration", "mark", "prod", "--confirm", &database.name];
        sandbox.run(mark.iter().chain(args).copied()).succeeded();
    }
    let run = sandbox.run(["migrate", "prod"]).succeeded();
    assert!(run.stdout.contains("nothing to do"), "{run:?}");
    sandbox.write("db/migrations/2_b.sql", "select 2");
    sandbox.run(["migrate", "prod", "--confirm", &database.name]).succeeded();
    std::fs::remove_file(file("1_a.sql")).unwrap();
    let run = sandbox.run(["rollback", "prod", "--steps", "2", "--no-backup"]).ended_with(2);
    assert!(run.stderr.contains("cannot be rolled back"), "{run:?}");
}

#[test]
fn an_edit_is_refused_and_line_ends_are_none() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &[("1_a.sql", "select 1;\nselect 2;\n")]);
    sandbox.run(["migrate"]).succeeded();
    sandbox.write("db/migrations/1_a.sql", "\u{feff}select 1;\r\nselect 2;\r\n");
    sandbox.run(["migrate"]).check(str![[r#"
exit 0
--- stdout
nothing to do: no migration is pending
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
only line ends differ from the applied file, which does not count as an edit: db/migrations/1_a.sql

"#]]);
    sandbox.write("db/migrations/1_a.sql", "select 1;\nselect 3;\n");
    sandbox.run(["migrate"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/1_a.sql was edited after it was applied; nothing was changed
hint: revert the edit and write a new migration; to accept the file: `cruddur-db migration mark --checksum 1`

"#]]);
    let run = sandbox.run(["migration", "status"]).succeeded();
    assert!(run.stdout.contains("applied, edited since"), "{run:?}");
}

#[test]
fn reading_needs_no_privilege_and_writes_nothing() {
    let server = Postgres::shared();
    let database = server.database();
    let reader = server.role("login");
    database.psql("revoke create on schema public from public");
    let mut sandbox = project(&database, &[("1_a.sql", "create table t (x int)")]);
    let owner = database.url();
    sandbox.set("CONNECTION_URL", reader.url(&database.name));
    for args in
        [&["migrate", "--dry-run"][..], &["migration", "status"], &["rollback", "--dry-run"]]
    {
        sandbox.run(args.iter().copied()).succeeded();
    }
    assert_eq!(database.psql("select to_regclass('_sqlx_migrations')"), "");
    let run = sandbox.run(["migrate"]).ended_with(1);
    assert!(run.stderr.contains("cannot be created: permission denied"), "{run:?}");
    sandbox.set("CONNECTION_URL", owner);
    sandbox.run(["migrate"]).succeeded();
    database.psql(&format!("grant select on _sqlx_migrations to {}", reader.name));
    sandbox.set("CONNECTION_URL", reader.url(&database.name));
    let run = sandbox.run(["migration", "status"]).succeeded();
    assert!(run.stdout.contains("1 migration, 0 pending"), "{run:?}");
    sandbox.run(["migrate"]).succeeded();
    // Rows that are hidden are not pending.
    database.psql("alter table _sqlx_migrations enable row level security");
    let fails = || {
        for args in [&["migration", "status"][..], &["migrate", "--dry-run"], &["migrate"]] {
            let run = sandbox.run(args).ended_with(1);
            assert!(run.stderr.contains("as a role with BYPASSRLS"), "{run:?}");
        }
    };
    fails();
    database.psql("create policy a on _sqlx_migrations for select using (version > 1)");
    fails();
    // Of two policies one is enough, unless it restricts.
    database.psql("create policy b on _sqlx_migrations for select using (true)");
    let run = sandbox.run(["migration", "status"]).succeeded();
    assert!(run.stdout.contains("1 migration, 0 pending"), "{run:?}");
    sandbox.run(["migrate"]).succeeded();
    database.psql("create policy c on _sqlx_migrations as restrictive using (version > 1)");
    fails();
    database.psql(&format!("drop owned by {}", reader.name));
}

#[test]
fn a_plain_owner_migrates() {
    let server = Postgres::shared();
    let owner = server.role("login");
    let database = server.missing_database();
    server.psql("postgres", &format!("create database {} owner {}", database.name, owner.name));
    let mut sandbox = project(
        &database,
        &[
            ("1_a.sql", "create schema s; create table s.t (x int)"),
            ("2_b.sql", "create index concurrently i on s.t (x)"),
            ("3_c.up.sql", "alter table s.t add y int"),
            ("3_c.down.sql", "alter table s.t drop y"),
        ],
    );
    // Since Postgres 15, nobody may create in public but its owner, which the database's owner is.
    sandbox.set("CONNECTION_URL", owner.url(&database.name));
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["rollback"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t");
    // What limits its statements is named, and a file may lift that.
    server.psql("postgres", &format!("alter role {} set statement_timeout = '50ms'", owner.name));
    sandbox.write("db/migrations/4_d.sql", "select pg_sleep(0.2)");
    let run = sandbox.run(["migrate"]).ended_with(1);
    assert!(run.stderr.contains("; SET statement_timeout = 0 lifts it"), "{run:?}");
    sandbox.write("db/migrations/4_d.sql", "set statement_timeout = 0; select pg_sleep(0.2)");
    sandbox.run(["migrate"]).succeeded();
}

#[test]
fn a_database_of_another_environment_is_refused() {
    let database = Postgres::shared().database();
    let mut sandbox = project(&database, &[("1_a.sql", "select 1")]);
    sandbox.run(["env-set", "dev"]).succeeded();
    sandbox.run(["migrate"]).succeeded();
    sandbox.set("STAGING_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let run = sandbox.run(["migrate", "staging"]).ended_with(2);
    assert!(run.stderr.contains("is tagged as dev"), "{run:?}");
}

#[test]
fn the_managed_server_gets_its_database() {
    let sandbox = Sandbox::new();
    sandbox.write("migrations/1_a.sql", "select 1");
    let run = sandbox.run(["migrate", "--dry-run"]).succeeded();
    assert!(run.stdout.contains("would"), "{run:?}");
}

/// Wherever it is hidden: in a file that is included, and in a variable.
#[test]
fn a_migration_that_rolls_back_changes_nothing() {
    for hidden in ["\\ir ../inc.sql_\n", "\\set r rollback\ninsert into base values (9);\n:r;\n"] {
        let database = Postgres::shared().database();
        let sandbox = project(
            &database,
            &[
                ("1_a.sql", "create table base (x int);"),
                ("2_b.sql", hidden),
                ("3_c.sql", "create table c3 (x int);"),
                ("../inc.sql_", "insert into base values (9);\nrollback;\n"),
            ],
        );
        let made = "select concat_ws(' ', to_regclass('base'), to_regclass('c3'))";
        for (arguments, left) in [
            (&["migrate", "--check"][..], ""),
            (&["migrate", "--tx", "all"], ""),
            (&["migrate"], "base"),
        ] {
            let run = sandbox.run(arguments.iter().copied()).ended_with(1);
            assert!(run.stderr.contains("rolls back midway, so it cannot be atomic"), "{run:?}");
            let place = if hidden.starts_with("\\ir") { "inc.sql_:2:1: " } else { "2_b.sql:3:" };
            assert!(run.stderr.contains(place), "{run:?}");
            assert_eq!(database.psql(made), left, "{arguments:?}");
        }
    }
}
