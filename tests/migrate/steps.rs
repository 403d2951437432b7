//! Migrations without a transaction.

use ::snapbox::str;

use super::{project, rows};
use crate::common::{Database, Pgbouncer, Postgres, Sandbox};

const THREE: &str = "-- no-transaction\nset search_path = app;\n\
                     create index concurrently a on t (x);\n\
                     create unique index concurrently b on t (y);\n\
                     create index concurrently c on t (x, y);\n";

#[test]
fn three_indexes_fail_at_the_second_and_go_on_there() {
    let database = Postgres::shared().database();
    database.psql("create schema app; create table app.t (x int, y int)");
    database.psql("insert into app.t values (1, 1), (2, 1)");
    let sandbox = project(&database, &[("1_three.sql", THREE), ("2_after.sql", "select 2")]);
    sandbox.run(["migrate"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/1_three.sql:4:1: could not create unique index "b" (SQLSTATE 23505)
4 | create unique index concurrently b on t (y);
  | ^
detail: Key (y)=(1) is duplicated.
db/migrations/1_three.sql runs without a transaction: 2 of its 4 statements are done; an index left over is INVALID, and `cruddur-db migrate --resume` recreates it
none of the 2 pending is applied
hint: everything before this statement is committed

"#]]);
    let status = "select version, success, execution_time from _sqlx_migrations";
    assert_eq!(database.psql(status), "1|f|-3");
    let run = sandbox.run(["migration", "status", "--fail-on", "pending"]).ended_with(1);
    assert!(run.stdout.contains("incomplete: 2 statements done"), "{run:?}");
    assert!(run.stdout.contains(" pending, 1 incomplete\n"), "{run:?}");
    sandbox.run(["migrate"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: migration 1 (three) is incomplete: 2 of its statements are done
hint: resume it with: `cruddur-db migrate --resume`; if you completed it by hand: `cruddur-db migration mark 1`

"#]]);
    // It still fails, at the same place.
    let run = sandbox.run(["migrate", "--resume"]).ended_with(1);
    assert!(run.stderr.contains("dropping the INVALID index b"), "{run:?}");
    database.psql("update app.t set y = x");
    // Under another name, it is not dropped.
    sandbox
        .write("db/migrations/1_three.sql", THREE.replace("concurrently b ", "concurrently b2 "));
    let run = sandbox.run(["migrate", "--resume"]).succeeded();
    let said = "warning: db/migrations/1_three.sql:4:1: an earlier run may have left an INVALID \
                index of another name: DROP INDEX CONCURRENTLY b\n";
    assert!(run.stderr.contains(said), "{run:?}");
    assert_eq!(rows(&database), "1|t\n2|t");
    let indexes = "select string_agg(relname, ' ' order by relname) from pg_index \
                   join pg_class c on c.oid = indexrelid where indrelid = 'app.t'::regclass \
                   and indisvalid";
    assert_eq!(database.psql(indexes), "a b2 c");
}

#[test]
fn an_index_that_was_finished_but_not_noted_is_not_made_again() {
    let database = Postgres::shared().database();
    database.psql("create schema app; create table app.t (x int, y int)");
    let sandbox = project(&database, &[("1_three.sql", THREE)]);
    sandbox.run(["migrate"]).succeeded();
    // As a kill -9 leaves it between the statement and the note.
    database.psql("update _sqlx_migrations set success = false, execution_time = -2");
    database.psql("drop index app.b, app.c");
    sandbox.run(["migrate", "--resume"]).succeeded();
    assert_eq!(rows(&database), "1|t");
    assert_eq!(database.psql("select to_regclass('app.b'), to_regclass('app.c')"), "app.b|app.c");
}

#[test]
fn a_statement_that_needs_none_stands_alone_in_its_file() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = project(
        &database,
        &[
            ("1_index.up.sql", "create index concurrently i on t (x);"),
            ("1_index.down.sql", "drop index concurrently i;"),
            ("2_vacuum.sql", "vacuum t;"),
        ],
    );
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t");
    sandbox.write("db/migrations/2_vacuum.down.sql", "select 1");
    sandbox.run(["rollback", "--steps", "2"]).succeeded();
    assert_eq!(rows(&database), "");
    assert_eq!(database.psql("select to_regclass('i')"), "");
    sandbox.write("db/migrations/3_mixed.sql", "select 1;\ncreate index concurrently j on t (x);");
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/3_mixed.sql:2:1: CREATE INDEX CONCURRENTLY cannot run in a transaction, but the file contains other statements
hint: move it to a separate migration, or begin the file with the line -- no-transaction to run it statement by statement

"#]]);
    // Nothing was run, the others neither.
    assert_eq!(rows(&database), "");
    let run = sandbox.run(["migrate", "--to", "2", "--tx", "all"]).ended_with(2);
    assert!(run.stderr.contains("cannot be atomic"), "{run:?}");
}

#[test]
fn a_way_back_without_a_transaction_goes_on_where_it_stopped() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = project(
        &database,
        &[
            ("1_a.up.sql", "create table a (x int); create table b (x int)"),
            ("1_a.down.sql", "-- no-transaction\ndrop table a;\ndrop table b;\nvacuum t;\n"),
        ],
    );
    sandbox.run(["migrate"]).succeeded();
    database.psql("create view v as select * from b");
    sandbox.run(["rollback"]).ended_with(1);
    let run = sandbox.run(["migration", "status"]).succeeded();
    assert!(run.stdout.contains("partly rolled back: 1 statement done"), "{run:?}");
    let run = sandbox.run(["migrate", "--resume"]).ended_with(1);
    assert!(run.stderr.contains("rollback --resume"), "{run:?}");
    database.psql("drop view v");
    sandbox.run(["rollback", "--resume"]).succeeded();
    assert_eq!(rows(&database), "");
    assert_eq!(database.psql("select to_regclass('a'), to_regclass('b')"), "|");
}

#[test]
fn a_setting_that_a_pooler_may_lose_is_refused() {
    let server = Postgres::shared();
    let database = server.database();
    database.psql("create schema app; create table app.t (x int, y int)");
    let pooler = Pgbouncer::start(server, "transaction", &[]);
    let mut sandbox = project(&database, &[("1_three.sql", THREE)]);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    let run = sandbox.run(["migrate"]).ended_with(2);
    assert!(run.stderr.contains("1_three.sql:2:1: without a transaction"), "{run:?}");
    assert_eq!(database.psql("select to_regclass('_sqlx_migrations')"), "");
    sandbox.write(
        "db/migrations/1_three.sql",
        THREE.replace("set search_path", "set local search_path"),
    );
    // That lasts for one statement, which is itself.
    let run = sandbox.run(["migrate"]).ended_with(1);
    assert!(run.stderr.contains("relation \"t\" does not exist"), "{run:?}");
}

#[test]
fn a_dry_run_shows_what_is_left_of_a_file() {
    let database = Postgres::shared().database();
    database.psql("create schema app; create table app.t (x int, y int)");
    database.psql("insert into app.t values (1, 1), (2, 1)");
    let sandbox = project(&database, &[("1_three.sql", THREE)]);
    sandbox.run(["migrate"]).ended_with(1);
    sandbox.run(["migrate", "--resume", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
1 migration would be applied:
  db/migrations/1_three.sql: 2 statements, without a transaction, after 2 done before
    db/migrations/1_three.sql:4:1: create unique index concurrently b on t (y);  -- safe
    db/migrations/1_three.sql:5:1: create index concurrently c on t (x, y);  -- safe
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    let json = sandbox.run(["migrate", "--resume", "--dry-run", "--format", "json"]);
    let json = json.succeeded().json();
    assert_eq!(json["pending"][0]["done"], 2);
    assert_eq!(json["pending"][0]["statements"].as_array().unwrap().len(), 2);
}

/// The server names it otherwise the second time, so that there would be two.
#[test]
fn an_index_without_a_name_is_not_left_behind_unsaid() {
    let database = Postgres::shared().database();
    database.psql("create schema app; create table app.t (x int, y int)");
    database.psql("insert into app.t values (1, 1), (2, 1)");
    let text = "-- no-transaction\ncreate index concurrently on app.t (x);\n\
                create unique index concurrently on app.t (y) where x > 0;\n";
    let sandbox = project(&database, &[("1_two.sql", text)]);
    let run = sandbox.run(["migrate"]).ended_with(1);
    assert!(
        run.stderr.contains("the index has no name in the file, so drop what is left"),
        "{run:?}"
    );
    database.psql("update app.t set y = x");
    let run = sandbox.run(["migrate", "--resume"]).succeeded();
    let said = "warning: db/migrations/1_two.sql:3:1: an earlier run made the same index, whose name \
                is not in the file: DROP INDEX CONCURRENTLY app.t_y_idx (INVALID)\n";
    assert!(run.stderr.contains(said), "{run:?}");
    // One that was finished and not noted is named, too; another one is none of it.
    database.psql("drop index app.t_y_idx; create index other on app.t (y) where x > 0");
    database.psql("update _sqlx_migrations set success = false, execution_time = -2");
    let run = sandbox.run(["migrate", "--resume"]).ended_with(0);
    assert!(run.stderr.contains("CONCURRENTLY app.t_y_idx1\n"), "{run:?}");
}

/// Otherwise `--resume` would be suggested, which can never get past it.
#[test]
fn what_is_always_refused_is_refused_before_anything_runs() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &[("1_t.up.sql", "create table t (a int)")]);
    for statement in [
        "copy t from program 'id'",
        "copy t to '/tmp/t'",
        "alter system set work_mem = 64",
        "create database another",
        "drop database if exists another",
        "create tablespace s location '/tmp'",
    ] {
        for (first, line) in [("", 1), ("-- no-transaction\nselect 1;\n", 3)] {
            sandbox.write("db/migrations/2_o.up.sql", format!("{first}{statement};\n"));
            for args in [&["migrate"][..], &["migrate", "--dry-run"]] {
                let run = sandbox.run(args).ended_with(2);
                let place = format!("db/migrations/2_o.up.sql:{line}:1: ");
                assert!(run.stderr.contains(&place), "{statement}: {run:?}");
                assert!(run.stderr.contains(" is refused: "), "{statement}: {run:?}");
                assert!(!run.stderr.contains("--resume"), "{statement}: {run:?}");
                assert_eq!(database.psql("select to_regclass('t') is null"), "t", "{statement}");
            }
        }
    }
    sandbox.write("db/migrations/2_o.up.sql", "select 1;");
    sandbox.write("db/migrations/2_o.down.sql", "-- no-transaction\nalter system reset all;\n");
    sandbox.run(["migrate"]).succeeded();
    for args in [&["rollback", "--yes"][..], &["migration", "redo", "--yes"]] {
        let run = sandbox.run(args).ended_with(2);
        assert!(run.stderr.contains("2_o.down.sql:2:1: ALTER SYSTEM is refused"), "{run:?}");
    }
    assert_eq!(rows(&database), "1|t\n2|t");
    // About the database itself it may be.
    let own = format!("alter database {} set work_mem = 64", database.name);
    sandbox.write("db/migrations/3_o.sql", format!("-- no-transaction\n{own};\n"));
    sandbox.run(["migrate"]).succeeded();
}

/// Under its temporary name, too.
#[test]
fn a_migration_of_a_setup_may_name_the_database() {
    let database = Postgres::shared().missing_database();
    let name = &database.name;
    let sandbox = project(
        &database,
        &[
            ("1_a.sql", &format!("alter database {name} set work_mem = '8MB'; select 1;")),
            ("2_b.sql", &format!("-- no-transaction\nalter database {name} set timezone = 'UTC';")),
        ],
    );
    sandbox.run(["setup"]).succeeded();
    assert_eq!(database.psql("show work_mem"), "8MB");
    assert_eq!(database.psql("show timezone"), "UTC");
    assert_eq!(rows(&database), "1|t\n2|t");
    // And in a trial.
    let grant = format!("grant connect on database {name} to :who;");
    sandbox.write("db/schema.sql", grant);
    sandbox.write("cruddur-db.toml", "[environments.dev]\nset = { who = 'public' }\n");
    sandbox.run(["migration", "test"]).succeeded();
    sandbox.run(["migration", "status", "--fail-on", "drift"]).succeeded();
}

/// Two columns come without a transaction, and their way back fails at its second statement.
fn half_gone(database: &Database) -> Sandbox {
    let down = "-- no-transaction\nalter table t drop b;\nalter table t drop nosuch;\n\
                alter table t drop a;\n";
    let up = "-- no-transaction\nalter table t add a int;\nalter table t add b int;\n";
    let sandbox = project(
        database,
        &[("1_x.up.sql", "create table t (id int);"), ("2_x.up.sql", up), ("2_x.down.sql", down)],
    );
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["rollback"]).ended_with(1);
    sandbox
}

#[test]
fn a_rollback_that_is_completed_by_hand_is_marked_as_one() {
    let database = Postgres::shared().database();
    let sandbox = half_gone(&database);
    sandbox.run(["rollback"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: migration 2 (x) is partly rolled back: 1 of its statements are done
hint: resume it with: `cruddur-db rollback --resume`; if you completed it by hand: `cruddur-db migration mark 2 --rolled-back`

"#]]);
    // What would record it as applied is refused, however it is asked for.
    for args in [["migration", "mark", "2"], ["migration", "mark", "--all"]] {
        sandbox.run(args).check(str![[r#"
exit 2
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: migration 2 (x) is partly rolled back; nothing was marked
hint: resume it with: `cruddur-db rollback --resume`; if you completed the rollback by hand: `cruddur-db migration mark 2 --rolled-back`

"#]]);
    }
    assert_eq!(rows(&database), "1|t\n2|f");
    database.psql("alter table t drop a");
    let mark = ["migration", "mark", "2", "--rolled-back"];
    let run = sandbox.run([&mark[..], &["--dry-run"]].concat()).succeeded();
    assert!(run.stdout.contains("2 (x) as rolled back"), "{run:?}");
    assert_eq!(rows(&database), "1|t\n2|f");
    let run = sandbox.run(mark).succeeded();
    assert!(run.stdout.contains("marked 2 (x) as rolled back"), "{run:?}");
    assert_eq!(rows(&database), "1|t");
    let run = sandbox.run(mark).succeeded();
    assert!(run.stdout.contains("nothing to mark"), "{run:?}");
    sandbox.run(["migration", "mark", "7", "--rolled-back"]).ended_with(2);
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t");
    assert_eq!(database.psql("select a, b from t"), "");
}

#[test]
fn what_is_not_done_yet_may_be_edited() {
    let database = Postgres::shared().database();
    let file = |second: &str, first: &str| {
        format!("-- no-transaction\ncreate table {first} (x int);\n{second};\nselect 3;\n")
    };
    let sandbox = project(&database, &[("1_a.sql", &file("select nothing", "a"))]);
    sandbox.run(["migrate"]).ended_with(1);
    let path = "db/migrations/1_a.sql";
    // What is done stays, and so does how it runs.
    sandbox.write(path, file("select 2", "b"));
    sandbox.run(["migrate", "--resume"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/1_a.sql was edited in the part that is done (1 statement): the place to resume is unknown
hint: restore that part, as only what follows may be edited; or complete it by hand and run: `cruddur-db migration mark 1`

"#]]);
    sandbox.write(path, file("select 2", "a").replace("-- no-transaction\n", ""));
    let run = sandbox.run(["migrate", "--resume"]).ended_with(1);
    assert!(run.stderr.contains("runs in a transaction now"), "{run:?}");
    // What failed is corrected, and fails again further on.
    sandbox.write(path, file("create table b (x int);\nselect no", "a").replace('\n', "\r\n"));
    let run = sandbox.run(["migrate", "--resume"]).ended_with(1);
    assert!(run.stderr.contains("2 of its 4 statements are done"), "{run:?}");
    sandbox.write(path, file("create table b (x int);\nselect 2", "a"));
    sandbox.run(["migrate", "--resume"]).succeeded();
    assert_eq!(rows(&database), "1|t");
    // The whole file is recorded, as sqlx records it.
    sandbox.run(["migration", "status", "--fail-on", "drift"]).succeeded();
    let run = sandbox.run(["migrate"]).succeeded();
    assert!(run.stdout.contains("nothing"), "{run:?}");
}

#[test]
fn one_that_is_edited_and_completed_by_hand_is_no_edit() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &[("1_a.sql", "-- no-transaction\nselect 1;\nselect no;\n")]);
    sandbox.run(["migrate"]).ended_with(1);
    sandbox.write("db/migrations/1_a.sql", "-- no-transaction\nselect 2;\n");
    sandbox.run(["migration", "mark", "1"]).succeeded();
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(rows(&database), "1|t");
}
