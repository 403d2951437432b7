use snapbox::str;

use crate::common::{Postgres, Sandbox};

/// As the old project keeps it: drops first, psql-only things none.
const BOOTCAMP: &str = "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\";
DROP TABLE IF EXISTS public.users;
DROP TABLE IF EXISTS public.activities;
CREATE TABLE public.users (
  uuid UUID DEFAULT uuid_generate_v4() PRIMARY KEY,
  display_name text NOT NULL
);
CREATE TABLE public.activities (
  uuid UUID DEFAULT uuid_generate_v4() PRIMARY KEY,
  user_uuid UUID NOT NULL,
  message text NOT NULL,
  created_at TIMESTAMP default current_timestamp NOT NULL
);
";

const TABLES: &str = "select string_agg(tablename, ' ' order by tablename) from pg_tables \
                      where schemaname = 'public'";

#[test]
fn the_file_is_found_where_projects_keep_it() {
    let sandbox_at = |path: &str| {
        let database = Postgres::shared().database();
        let sandbox = Sandbox::with(&database);
        sandbox.write(path, BOOTCAMP);
        let run = sandbox.run(["schema-load"]).succeeded();
        assert!(run.stdout.starts_with(&format!("loaded {path}: 5 statements")), "{run:?}");
        assert_eq!(database.psql(TABLES), "activities users");
        sandbox.run(["schema-load"]).succeeded();
        sandbox.write(path, "create table users (id int);");
        let hint = "hint: if the database has it already, `cruddur-db setup` makes the database again, \
                    without what is in it now\n";
        let run = sandbox.run(["schema-load"]).ended_with(1);
        assert!(run.stderr.contains(hint), "{run:?}");
        let run = sandbox.run(["schema-load", path]).ended_with(1);
        assert!(!run.stderr.contains(hint), "{run:?}");
        // It would be there for `setup`, too.
        sandbox.write(path, "create role postgres;");
        let run = sandbox.run(["schema-load"]).ended_with(1);
        assert!(!run.stderr.contains("cruddur-db setup"), "{run:?}");
    };
    for path in ["schema/schema.sql", "db/schema.sql", "backend-flask/db/schema.sql"] {
        sandbox_at(path);
    }
}

#[test]
fn the_built_in_schema_serves_dev_and_says_so() {
    let database = Postgres::shared().database();
    Sandbox::with(&database).run(["schema-load"]).check(str![[r#"
exit 0
--- stdout
loaded Cruddur's built-in schema.sql: 12 statements, public.schema_information 1 row ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql

"#]]);
    assert_eq!(database.psql(TABLES), "activities schema_information users");
}

#[test]
fn the_built_in_schema_is_not_for_other_environments() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["schema-load", "prod"]).check(str![[r#"
exit 2
--- stderr
error: there is no schema file for prod
hint: looked for schema/schema.sql, db/schema.sql, db/structure.sql, backend-flask/db/schema.sql here and upwards to [ROOT]; name a file; or `cruddur-db init --env prod` writes a cruddur-db.toml with what is there

"#]]);
}

#[test]
fn a_protected_environment_wants_the_name() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.write("db/schema.sql", BOOTCAMP);
    sandbox.run(["schema-load", "prod"]).check(str![[r#"
exit 4
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
contents: 0 tables, [..]; last activity unknown
error: confirmation needed: after a backup, db/schema.sql would run on database [DB] of prod, and may drop tables and rows
hint: confirm with: `cruddur-db schema-load prod --confirm [DB]`

"#]]);
    assert_eq!(database.psql(TABLES), "");
    sandbox.run(["schema-load", "prod", "--confirm", &database.name]).succeeded();
    assert_eq!(database.psql(TABLES), "activities users");
}

#[test]
fn an_error_is_placed_by_characters_and_leaves_no_table() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let mut text = "-- żółć ☃ 日本語\n".repeat(39);
    text.insert_str(0, "create table first (x int); ");
    text.push_str("select '日本語', 1 frm first;\n");
    sandbox.write("schema/schema.sql", text);
    sandbox.run(["schema-load"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: schema/schema.sql:40:21: syntax error at or near "first" (SQLSTATE 42601)
40 | select '日本語', 1 frm first;
   |                        ^

"#]]);
    let run = sandbox.run(["schema-load", "--format", "json"]).ended_with(1);
    let error: serde_json::Value =
        serde_json::from_str(run.stderr.lines().last().unwrap()).unwrap();
    assert_eq!(error["error"]["line"], 40);
    assert_eq!(error["error"]["column"], 21);
    assert_eq!(error["error"]["sqlstate"], "42601");
    assert_eq!(database.psql(TABLES), "");
}

#[test]
fn a_failing_third_statement_leaves_nothing() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let text = "create table a (x int);\ncreate table b (x int);\ninsert into a values (1/0);\n\
                create table c (x int);\n";
    sandbox.write("schema/schema.sql", text);
    sandbox.run(["schema-load"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: schema/schema.sql:3:1: division by zero (SQLSTATE 22012)
3 | insert into a values (1/0);
  | ^

"#]]);
    assert_eq!(database.psql(TABLES), "");
}

#[test]
fn missing_empty_and_odd_files() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load", "nowhere.sql"]).check(str![[r#"
exit 2
--- stderr
error: nowhere.sql does not exist

"#]]);
    sandbox.write("empty.sql", "");
    sandbox.run(["schema-load", "empty.sql"]).check(str![[r#"
exit 0
--- stdout
loaded empty.sql: 0 statements ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.write("comment.sql", "-- nothing yet\n");
    sandbox.run(["schema-load", "comment.sql"]).succeeded();
    sandbox.write("latin.sql", b"select '\xe9';");
    sandbox.run(["schema-load", "latin.sql"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: latin.sql:1:9: the byte 0xe9 is not UTF-8
1 | select '�';
  |         ^
hint: declare another encoding at the top of the file: SET client_encoding = 'LATIN1'; or convert it with iconv

"#]]);
    sandbox.write("crlf.sql", "\u{feff}create table crlf (x int);\r\nselect 1;\r\n");
    sandbox.run(["schema-load", "crlf.sql"]).succeeded();
    assert_eq!(database.psql(TABLES), "crlf");
}

#[test]
fn several_files_are_one_transaction() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("one.sql", "create table one (x int);");
    sandbox.write("two.sql", "create table two (x no_such_type);");
    let run = sandbox.run(["schema-load", "one.sql", "two.sql"]).ended_with(1);
    assert!(run.stderr.contains("two.sql:1:21: type \"no_such_type\" does not exist"), "{run:?}");
    assert_eq!(database.psql(TABLES), "");
}

#[test]
fn check_runs_and_keeps_nothing() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load", "--check"]).check(str![[r#"
exit 0
--- stdout
ran and rolled back Cruddur's built-in schema.sql: 12 statements, public.schema_information 1 row ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql

"#]]);
    assert_eq!(database.psql(TABLES), "");
    sandbox.write("bad.sql", "create table t (x int);\nselect * from missing;\n");
    sandbox.run(["schema-load", "--check", "bad.sql"]).ended_with(1);
}

#[test]
fn a_dry_run_names_the_files() {
    let database = Postgres::shared().database();
    Sandbox::with(&database).run(["schema-load", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
Cruddur's built-in schema.sql would be loaded
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql

"#]]);
    assert_eq!(database.psql(TABLES), "");
}

#[test]
fn the_role_that_may_not_is_told_so() {
    let database = Postgres::shared().database();
    let role = Postgres::shared().role("login");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    sandbox.write("schema/schema.sql", "create schema mine;");
    let run = sandbox.run(["schema-load"]).ended_with(1);
    assert!(
        run.stderr.contains("schema/schema.sql:1:1: permission denied for database"),
        "{run:?}"
    );
}
