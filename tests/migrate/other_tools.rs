//! Databases that were migrated by hand or by other tools.

use ::snapbox::str;

use super::{project, rows};
use crate::common::{Database, Postgres, Sandbox};

fn three(database: &Database) -> Sandbox {
    project(database, &[("1_a.sql", "select 1"), ("2_b.sql", "select 2"), ("3_c.sql", "select 3")])
}

#[test]
fn what_was_done_by_hand_is_marked() {
    let database = Postgres::shared().database();
    let sandbox = three(&database);
    sandbox.run(["migration", "mark", "2"]).check(str![[r#"
exit 0
--- stdout
marked 2 (b) as applied
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(rows(&database), "2|t");
    sandbox.run(["migration", "mark", "7"]).ended_with(2);
    sandbox.run(["migration", "mark"]).ended_with(2);
    sandbox.run(["migration", "mark", "--all", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would mark:
  1 (a) as applied
  3 (c) as applied
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.run(["migration", "mark", "--all"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t\n3|t");
    let run = sandbox.run(["migrate"]).succeeded();
    assert!(run.stdout.contains("nothing to do"), "{run:?}");
    // An edit that is meant.
    sandbox.write("db/migrations/3_c.sql", "select 33");
    sandbox.run(["migrate"]).ended_with(1);
    sandbox.run(["migration", "mark", "--checksum", "3"]).succeeded();
    sandbox.run(["migrate"]).succeeded();
    // One that stopped in its middle.
    database.psql("update _sqlx_migrations set success = false where version = 2");
    sandbox.run(["migration", "mark", "2"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t\n3|t");
}

#[test]
fn other_tools_are_taken_over_from() {
    let server = Postgres::shared();
    for (tables, tool, applied) in [
        (
            "create table schema_migrations (version bigint not null primary key, dirty boolean not null); \
          insert into schema_migrations values (2, false)",
            "golang-migrate (version 2)",
            "1|t\n2|t",
        ),
        (
            "create table schema_migrations (version varchar primary key); \
          insert into schema_migrations values ('1'), ('3')",
            "dbmate (2 rows)",
            "1|t\n3|t",
        ),
        (
            "create table schema_migrations (version varchar primary key); \
          create table ar_internal_metadata (key varchar primary key, value varchar); \
          insert into schema_migrations values ('003'), ('9')",
            "Rails (2 rows)",
            "3|t",
        ),
        (
            "create table flyway_schema_history (installed_rank int, version text, type text, \
             success bool); insert into flyway_schema_history values (1, '1', 'SQL', true), \
             (2, '2', 'SQL', true), (3, '2', 'UNDO_SQL', true), (4, null, 'SQL', true), \
             (5, '2.1', 'SQL', true), (6, '3', 'SQL', true)",
            "Flyway (3 versions)",
            "1|t\n3|t",
        ),
        (
            "create table flyway_schema_history (installed_rank int, version text, type text, \
             success bool); insert into flyway_schema_history values (1, '2', 'BASELINE', true)",
            "Flyway (1 version)",
            "1|t\n2|t",
        ),
    ] {
        let database = server.database();
        database.psql(tables);
        let sandbox = three(&database);
        let run = sandbox.run(["migration", "adopt", "--dry-run"]).succeeded();
        assert!(run.stdout.contains(tool), "{run:?}");
        sandbox.run(["migration", "adopt"]).ended_with(4);
        assert_eq!(database.psql("select to_regclass('_sqlx_migrations')"), "");
        sandbox.run(["migration", "adopt", "--yes"]).succeeded();
        assert_eq!(rows(&database), applied);
        let run = sandbox.run(["migration", "adopt"]).succeeded();
        assert!(run.stdout.contains("nothing to mark"), "{run:?}");
    }
}

#[test]
fn what_cannot_be_taken_over_is_named() {
    let database = Postgres::shared().database();
    let sandbox = three(&database);
    sandbox.run(["migration", "adopt"]).check(str![[r#"
exit 2
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: no known tool has migrated this database
hint: looked for schema_information, schema_migrations and flyway_schema_history; for migrations applied by hand: `cruddur-db migration mark --all`

"#]]);
    database.psql(
        "create table schema_migrations (version bigint, dirty boolean); \
                   insert into schema_migrations values (2, true)",
    );
    let run = sandbox.run(["migration", "adopt", "--yes"]).ended_with(2);
    assert!(run.stderr.contains("is dirty"), "{run:?}");
    database.psql(
        "drop table schema_migrations; create table flyway_schema_history (installed_rank int, \
         version text, type text, success bool); \
         insert into flyway_schema_history values (1, '1', 'SQL', true), (2, '2', 'SQL', false)",
    );
    let run = sandbox.run(["migration", "adopt", "--yes"]).ended_with(2);
    assert!(run.stderr.contains("Flyway stopped within version 2"), "{run:?}");
}

/// Each has applied its first migration, and the second is pending.
#[test]
fn what_a_user_of_another_tool_types_leads_there() {
    let server = Postgres::shared();
    let flyway = "create table flyway_schema_history (installed_rank int, version text, type text, \
                  success bool); insert into flyway_schema_history values (1, '1', 'SQL', true)";
    for (tool, directory, files, table) in [
        (
            "golang-migrate",
            "migrations",
            ["000001_a.up.sql", "000002_b.up.sql"],
            "create table schema_migrations (version bigint primary key, dirty boolean); \
             insert into schema_migrations values (1, false)",
        ),
        (
            "dbmate",
            "db/migrations",
            ["1_a.sql", "2_b.sql"],
            "create table schema_migrations (version varchar primary key); \
             insert into schema_migrations values ('1')",
        ),
        ("Flyway", "src/main/resources/db/migration", ["V1__a.sql", "V2__b.sql"], flyway),
    ] {
        let database = server.database();
        database.psql(&format!("create table a (); {table}"));
        let sandbox = Sandbox::with(&database);
        for (file, name) in files.iter().zip(["a", "b"]) {
            let marker = if tool == "dbmate" { "-- migrate:up\n" } else { "" };
            let text = format!("{marker}create table {name} ();");
            sandbox.write(&format!("{directory}/{file}"), text);
        }
        if tool == "Flyway" {
            sandbox.write(&format!("{directory}/R__v.sql"), "create view v as select 1;");
            let run = sandbox.run(["migrate"]).ended_with(2);
            assert!(run.stderr.contains("set --dir") && run.stderr.contains("flyway"), "{run:?}");
            for (from, to, says) in [
                ("R__v.sql", "repeatable/v.sql", "move it to"),
                ("V1__a.sql", "1_a.sql", "name it"),
                ("V2__b.sql", "2_b.sql", "name it"),
            ] {
                let run = sandbox.run(["migrate", "--dir", directory]).ended_with(2);
                assert!(run.stderr.contains(&format!("here, {says} {to}\n")), "{run:?}");
                let place = |name| sandbox.work().join(directory).join(name);
                std::fs::create_dir_all(place("repeatable")).unwrap();
                std::fs::rename(place(from), place(to)).unwrap();
            }
        }
        let migrate = ["migrate", "--dir", directory];
        let run = sandbox.run(migrate).ended_with(2);
        assert!(
            run.stderr.contains("over what it has applied: `cruddur-db migration adopt"),
            "{run:?}"
        );
        let run = sandbox.run(["migration", "adopt", "--yes", "--dir", directory]).succeeded();
        assert!(run.stderr.contains(tool), "{run:?}");
        let run = sandbox.run(migrate).succeeded();
        assert!(run.stdout.contains("1 migration"), "{run:?}");
        assert_eq!(database.psql("select to_regclass('b')"), "b");
        assert_eq!(rows(&database), "1|t\n2|t");
        // That is sqlx's own table: nothing is left to adopt, once the other one is gone.
        database.psql("drop table if exists schema_migrations, flyway_schema_history");
        let run = sandbox.run(["migration", "adopt", "--dir", directory]).succeeded();
        assert!(run.stdout.contains("nothing to mark"), "{run:?}");
    }
}

const PYTHON: &str = "from lib.db import db\nclass A:\n  def migrate_sql():\n    data = \"\"\"\n    \
                      ALTER TABLE t ADD x int;\n    \"\"\"\n    return data\n  def rollback_sql():\n    \
                      data = \"\"\"\n    ALTER TABLE t DROP x;\n    \"\"\"\n    return data\n\
                      migration = A\n";

#[test]
fn cruddurs_own_table_is_taken_over_and_its_files_become_sql() {
    let database = Postgres::shared().database();
    database.psql(
        "create table t (a int); create table schema_information (id integer unique, \
                   last_successful_run text); \
                   insert into schema_information values (1, '16788836990000000')",
    );
    let sandbox = Sandbox::with(&database);
    for (id, text) in [
        ("16788836960123456_x", PYTHON.to_owned()),
        ("16788836990000000_y", PYTHON.replace("x int", "y int")),
        ("16788837000000000_z", PYTHON.replace("x int", "z int").replace("DROP x", "DROP z")),
    ] {
        sandbox.write(&format!("backend-flask/db/migrations/{id}.py"), text);
    }
    sandbox.run(["migration", "adopt", "--yes"]).check(str![[r#"
exit 0
--- stdout
marked 20230315123456 (x) as applied
marked 20230315123459 (y) as applied
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
warning: Cruddur's scripts marked failed migrations as done: check what is missing with `cruddur-db migration status --fail-on drift`
found schema_information (16788836990000000)
would mark:
  20230315123456 (x) as applied
  20230315123459 (y) as applied

"#]]);
    sandbox.run(["migration", "import"]).check(str![[r#"
exit 0
--- stdout
wrote backend-flask/db/migrations/20230315123456_x.down.sql
wrote backend-flask/db/migrations/20230315123456_x.up.sql
wrote backend-flask/db/migrations/20230315123459_y.down.sql
wrote backend-flask/db/migrations/20230315123459_y.up.sql
wrote backend-flask/db/migrations/20230315123500_z.down.sql
wrote backend-flask/db/migrations/20230315123500_z.up.sql

"#]]);
    // Nothing is edited by that, and what is pending stays so.
    let run = sandbox.run(["migration", "status"]).succeeded();
    assert!(
        run.stdout.contains("3 migrations, 1 pending") && !run.stdout.contains("edited"),
        "{run:?}"
    );
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["rollback"]).succeeded();
    sandbox.write("backend-flask/db/migrations/5_bad.py", "print(1)");
    let run = sandbox.run(["migration", "import"]).ended_with(1);
    assert!(
        run.stdout.contains("not imported: backend-flask/db/migrations/5_bad.py:1:"),
        "{run:?}"
    );
}

#[test]
fn one_that_is_still_written_is_done_again() {
    let database = Postgres::shared().database();
    let mut sandbox = project(
        &database,
        &[
            ("1_a.up.sql", "create table a (x int)"),
            ("1_a.down.sql", "drop table a"),
            ("2_b.up.sql", "create table b (x int)"),
            ("2_b.down.sql", "drop table b"),
        ],
    );
    sandbox.run(["migrate"]).succeeded();
    sandbox.write("db/migrations/2_b.up.sql", "create table b (x int, y int)");
    sandbox.run(["migration", "redo"]).check(str![[r#"
exit 0
--- stdout
rolled back db/migrations/2_b.down.sql: 1 statement ([TIME])
applied db/migrations/2_b.up.sql: 1 statement ([TIME])
1 migration rolled back and applied again ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(
        database.psql(
            "select count(*) from pg_attribute where attrelid = 'b'::regclass and attnum > 0"
        ),
        "2"
    );
    sandbox.write("db/migrations/1_a.up.sql", "create table a (x int, y int)");
    let json = sandbox.run(["migration", "redo", "1", "--format", "json"]).succeeded().json();
    assert_eq!(json["applied"].as_array().unwrap().len(), 2);
    // JSON is written also where nothing is to be done again.
    sandbox.run(["rollback", "--to", "0"]).succeeded();
    let json = sandbox.run(["migration", "redo", "--format", "json"]).succeeded().json();
    assert_eq!(json["applied"], serde_json::json!([]), "{json}");
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let run = sandbox.run(["migration", "redo", "--env", "prod"]).ended_with(2);
    assert!(run.stderr.contains("prod is protected"), "{run:?}");
}
