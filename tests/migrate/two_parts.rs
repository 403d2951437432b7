//! Files with both directions, as dbmate, goose, sql-migrate and node-pg-migrate write them.

use ::snapbox::str;

use super::{project, rows};
use crate::common::{Database, Postgres, Sandbox, psql};

const DBMATE: &str = "-- migrate:up\ncreate table t (x int);\ninsert into t values (1);\n\n\
                      -- migrate:down\ndrop table t;\n";

fn tables(database: &Database) -> String {
    database.psql("select to_regclass('t'), to_regclass('_sqlx_migrations')")
}

#[test]
fn migrate_runs_the_up_part_and_rollback_the_down_part() {
    for text in [
        DBMATE,
        "-- +goose Up\n-- +goose StatementBegin\ncreate table t (x int);\n-- +goose StatementEnd\n\
         insert into t values (1);\n-- +goose Down\ndrop table t;\n",
        "-- +migrate Up\ncreate table t (x int);\ninsert into t values (1);\n\
         -- +migrate Down\ndrop table t;\n",
        "-- Up Migration\ncreate table t (x int);\ninsert into t values (1);\n\
         -- Down Migration\ndrop table t;\n",
    ] {
        let database = Postgres::shared().database();
        let sandbox = project(&database, &[("20240101000000_t.sql", text)]);
        sandbox.run(["migrate"]).succeeded();
        assert_eq!(database.psql("select x from t"), "1", "{text}");
        let run = sandbox.run(["migration", "list"]).succeeded();
        assert!(run.stdout.contains("t     2           yes"), "{run:?}");
        sandbox.run(["rollback"]).succeeded();
        assert_eq!(tables(&database), "|_sqlx_migrations", "{text}");
        assert_eq!(rows(&database), "");
    }
}

/// sqlx runs the whole file.
#[test]
fn what_sqlx_has_applied_is_not_edited() {
    let dbmate = (DBMATE, "-- a comment\n");
    let noted =
        "-- Up migration: adds t\ncreate table t (x int);\n-- Down migration:\n-- drop table t;\n";
    for (text, edit) in [dbmate, (noted, "select 1;\n")] {
        let database = Postgres::shared().database();
        let sandbox = project(&database, &[("1_t.sql", text)]);
        sandbox.run(["migrate"]).succeeded();
        let whole = format!(
            "update _sqlx_migrations set checksum = sha384(convert_to($${text}$$, 'UTF8'))"
        );
        database.psql(&whole);
        let run = sandbox.run(["migrate"]).succeeded();
        assert!(run.stdout.contains("no migration is pending"), "{run:?}");
        // Nothing but comments takes nothing back.
        if text == noted {
            sandbox.run(["rollback"]).ended_with(2);
        }
        sandbox.write("db/migrations/1_t.sql", format!("{edit}{text}"));
        let run = sandbox.run(["migrate"]).ended_with(1);
        assert!(run.stderr.contains("edited after it was applied"), "{run:?}");
    }
}

#[test]
fn a_project_of_dbmate_is_taken_over() {
    let database = Postgres::shared().database();
    // As dbmate left it.
    database.psql(
        "create table t (x int); insert into t values (7); \
         create table schema_migrations (version varchar(128) primary key); \
         insert into schema_migrations values ('20240101000000')",
    );
    let more = "-- migrate:up transaction:false\ncreate index concurrently i on t (x);\n\
                analyze t;\n\n-- migrate:down transaction:false\n\
                drop index concurrently i;\nanalyze t;\n";
    let sandbox =
        project(&database, &[("20240101000000_t.sql", DBMATE), ("20240102000000_i.sql", more)]);
    sandbox.run(["migration", "adopt", "--yes"]).succeeded();
    sandbox.run(["migrate", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
1 migration would be applied:
  db/migrations/20240102000000_i.sql: 2 statements, without a transaction
    db/migrations/20240102000000_i.sql:2:1: create index concurrently i on t (x);  -- safe
    db/migrations/20240102000000_i.sql:3:1: analyze t;  -- safe
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(database.psql("select x, to_regclass('i') from t"), "7|i");
    // The down part is no part of what was applied.
    sandbox.write(
        "db/migrations/20240102000000_i.sql",
        more.replace("\nanalyze t;\n\n", "\nanalyze t;\n\n\n")
            .replace("drop index", "\n\ndrop index"),
    );
    sandbox.run(["migrate"]).ended_with(1);
    sandbox.write(
        "db/migrations/20240102000000_i.sql",
        more.replace("drop index", "\n\nselect oops;\ndrop index"),
    );
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["rollback"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/20240102000000_i.sql:8:8: column "oops" does not exist (SQLSTATE 42703)
8 | select oops;
  |        ^
detail: db/migrations/20240102000000_i.sql runs without a transaction: 0 of its 3 statements are done; continue there with: `cruddur-db rollback --resume`
the migration is not rolled back

"#]]);
    sandbox.write("db/migrations/20240102000000_i.sql", more);
    sandbox.run(["rollback", "--resume"]).succeeded();
    assert_eq!(database.psql("select x, to_regclass('i') from t"), "7|");
    sandbox.run(["rollback", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
1 migration would be rolled back:
  db/migrations/20240101000000_t.sql: 1 statement
    db/migrations/20240101000000_t.sql:6:1: drop table t;  -- loses data: the table and its rows are dropped
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
}

#[test]
fn setup_makes_the_tables_and_the_test_goes_back() {
    let sandbox = Sandbox::with_server();
    sandbox.write("db/migrations/20240101000000_t.sql", DBMATE);
    sandbox.run(["setup"]).succeeded();
    let url = format!("{}cruddur", sandbox.server_url().strip_suffix("postgres").unwrap());
    assert_eq!(psql(&url, "select count(*) from t"), "1");
    sandbox.write(
        "db/migrations/20240102000000_u.sql",
        "-- migrate:up\ncreate table u (x int);\n\n-- migrate:down\nselect 1;\n",
    );
    sandbox.write(
        "db/migrations/20240103000000_v.sql",
        "-- migrate:up\ncreate table v (x int);\n\n-- migrate:down\n\n",
    );
    sandbox.run(["migration", "test"]).check(str![[r#"
exit 1
--- stdout
ok      db/migrations/20240101000000_t.sql
differs db/migrations/20240102000000_u.sql
        after its down migration, table public.u is left
        it does not run again: relation "u" already exists
        later ones were not tested
1 of 2 migrations would not restore the database ([TIME])

"#]]);
}

#[test]
fn errors_name_the_lines_of_the_file() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[(
            "1_t.sql",
            "-- c\n-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;\n  select oops;\n",
        )],
    );
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["rollback"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/1_t.sql:6:10: column "oops" does not exist (SQLSTATE 42703)
6 |   select oops;
  |          ^
detail: the migration is not rolled back

"#]]);
    // One without a down part cannot go back.
    sandbox.write("db/migrations/2_u.sql", "-- migrate:up\nselect 1;\n-- migrate:down\n");
    sandbox.run(["migrate"]).succeeded();
    let run = sandbox.run(["rollback"]).ended_with(2);
    assert!(run.stderr.contains("2_u.sql cannot be rolled back"), "{run:?}");
    sandbox.write("db/migrations/3_v.sql", "-- migrate:down\nselect 1;\n-- migrate:up\n");
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
error: db/migrations/3_v.sql:1: `-- migrate:down` stands before the up part, which must come first

"#]]);
    sandbox.write("db/migrations/3_v.sql", DBMATE);
    sandbox.write("db/migrations/3_v.down.sql", "select 1;");
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
error: db/migrations/3_v.sql:5: the down part is here and in db/migrations/3_v.down.sql

"#]]);
    std::fs::remove_file(sandbox.work().join("db/migrations/3_v.down.sql")).unwrap();
    sandbox.write("db/migrations/3_v.sql", "select 1;");
    sandbox.write("db/migrations/repeatable/v.sql", DBMATE);
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
error: db/migrations/repeatable/v.sql:5: a repeatable file has no down part: it is never rolled back

"#]]);
}
