//! What another table lists as applied: of another project, in another schema, or another tool's.

use ::snapbox::str;

use super::{project, rows};
use crate::common::{Database, Postgres, Sandbox};

fn project_b(database: &Database) -> Sandbox {
    project(database, &[("1_b.up.sql", "create table b (x int)"), ("1_b.down.sql", "drop table a")])
}

#[test]
fn another_migration_of_the_same_version_is_left_alone() {
    let database = Postgres::shared().database();
    let a = project(
        &database,
        &[("1_a.up.sql", "create table a (x int)"), ("1_a.down.sql", "drop table a")],
    );
    a.run(["migrate"]).succeeded();
    let state = "select to_regclass('a'), description, encode(checksum, 'hex') \
                 from _sqlx_migrations";
    let before = database.psql(state);
    let b = project_b(&database);
    b.run(["migrate"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: version 1 is applied as another migration, a, not as db/migrations/1_b.up.sql; nothing was changed
hint: if a is another branch's, use its files, or give db/migrations/1_b.up.sql a newer version; if it is another project's, set table-name under [migrate] in sqlx.toml to a table of this project's own; if the file was renamed, restore its name

"#]]);
    let said = "version 1 is applied as another migration, a, not as db/migrations/1_b.up.sql";
    let run = b.run(["migration", "status", "--fail-on", "pending"]).ended_with(1);
    assert!(run.stdout.contains(&format!("{said}\nhint: if a is another branch's")), "{run:?}");
    assert!(run.stdout.contains("1 migration, 0 pending, 1 applied as another\n"), "{run:?}");
    let json = b.run(["migration", "status", "--format", "json"]).succeeded().json();
    let (migration, note) = (&json["migrations"][0], &json["notes"][0]);
    assert_eq!((&migration["state"], &note["message"]), (&"other".into(), &said.into()));
    for args in [
        &["rollback"][..],
        &["rollback", "--dry-run"],
        &["rollback", "--to", "0"],
        &["migration", "redo"],
        &["migration", "mark", "1", "--checksum"],
    ] {
        let run = b.run(args.iter().copied()).ended_with(1);
        assert!(run.stderr.contains("is applied as another migration, a"), "{run:?}");
        assert!(!run.stderr.contains("migration mark"), "{run:?}");
        assert_eq!(database.psql(state), before, "{args:?}");
    }
    // One that stopped halfway is not completed by another's file either.
    for undone in ["execution_time = -2", "execution_time = -1000001"] {
        database.psql(&format!("update _sqlx_migrations set success = false, {undone}"));
        for args in
            [&["migrate", "--resume"][..], &["rollback", "--resume"], &["migration", "mark", "1"]]
        {
            b.run(args.iter().copied()).ended_with(1);
            assert_eq!(database.psql(state), before, "{args:?}");
        }
    }
    b.write("sqlx.toml", "[migrate]\ntable-name = '_b_migrations'\n");
    b.run(["migrate"]).succeeded();
    assert_eq!(database.psql("select version from _b_migrations"), "1");
}

#[test]
fn the_same_migration_is_rolled_back_and_an_edit_is_named() {
    let database = Postgres::shared().database();
    let sandbox = project_b(&database);
    sandbox.write("db/migrations/1_b.down.sql", "drop table b");
    sandbox.run(["migrate"]).succeeded();
    // Renamed alone, it is the same.
    for end in ["up", "down"] {
        let path = |name| sandbox.work().join(format!("db/migrations/1_{name}.{end}.sql"));
        std::fs::rename(path("b"), path("c")).unwrap();
    }
    let run = sandbox.run(["rollback", "--dry-run"]).succeeded();
    assert!(!run.stderr.contains("warning"), "{run:?}");
    for end in ["up", "down"] {
        let path = |name| sandbox.work().join(format!("db/migrations/1_{name}.{end}.sql"));
        std::fs::rename(path("c"), path("b")).unwrap();
    }
    sandbox.write("db/migrations/1_b.up.sql", "create table b (x int, y int)");
    sandbox.run(["rollback"]).check(str![[r#"
exit 0
--- stdout
rolled back db/migrations/1_b.down.sql: 1 statement ([TIME])
1 migration rolled back ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
warning: db/migrations/1_b.up.sql was edited after it was applied; its down migration may not fit what was applied

"#]]);
}

#[test]
fn a_changed_search_path_runs_nothing_again() {
    let server = Postgres::shared();
    let owner = server.role("login");
    let database = server.missing_database();
    server.psql("postgres", &format!("create database {} owner {}", database.name, owner.name));
    let text = "create table if not exists public.log (x int); insert into public.log values (1)";
    let mut sandbox = project(&database, &[("1_a.up.sql", text), ("1_a.down.sql", "select 1")]);
    sandbox.set("CONNECTION_URL", owner.url(&database.name));
    database.psql(&format!("grant all on schema public to {}", owner.name));
    sandbox.run(["migrate"]).succeeded();
    database.psql(&format!(
        "create schema app authorization {}; alter database {} set search_path = app, public",
        owner.name, database.name
    ));
    // Where it has no table, public is still found.
    sandbox.run(["migrate"]).succeeded();
    database.psql(&format!("alter database {} set search_path = app", database.name));
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [..] (local)
error: public._sqlx_migrations has these migrations, but the search_path leads to app._sqlx_migrations, where all would run again; nothing was changed
hint: if the search_path has changed, take that back with ALTER ROLE or ALTER DATABASE and RESET search_path; or set table-name = 'public._sqlx_migrations' under [migrate] in sqlx.toml

"#]]);
    // Nor does an empty one hide it.
    for empty in
        ["", "set role OWNER; create table app._sqlx_migrations (like public._sqlx_migrations)"]
    {
        database.psql(&empty.replace("OWNER", &owner.name));
        for args in [
            &["migrate", "--dry-run"][..],
            &["prepare"],
            &["rollback"],
            &["migration", "mark", "--all"],
        ] {
            let run = sandbox.run(args.iter().copied()).ended_with(2);
            assert!(run.stderr.contains("public._sqlx_migrations has these"), "{run:?}");
        }
        let run = sandbox.run(["migration", "status"]).succeeded();
        assert!(run.stdout.contains("public._sqlx_migrations has these"), "{run:?}");
    }
    assert_eq!(database.psql("select count(*) from public.log"), "1");
    sandbox.write("sqlx.toml", "[migrate]\ntable-name = 'public._sqlx_migrations'\n");
    let run = sandbox.run(["migrate"]).succeeded();
    assert!(run.stdout.contains("nothing to do"), "{run:?}");
    std::fs::remove_file(sandbox.work().join("sqlx.toml")).unwrap();
    database.psql(&format!("alter database {} reset search_path", database.name));
    let run = sandbox.run(["migrate"]).succeeded();
    assert!(run.stdout.contains("nothing to do"), "{run:?}");
}

#[test]
fn another_projects_table_is_a_warning_and_an_error_where_protected() {
    let server = Postgres::shared();
    let other = server.role("login");
    let readable = "grant select on _sqlx_migrations to public";
    let hidden = format!("{readable}; alter table _sqlx_migrations enable row level security");
    for then in [readable, "", &hidden] {
        let database = server.database();
        let a = project(&database, &[("1_a.sql", "create table public.a (x int)")]);
        a.run(["migrate"]).succeeded();
        database.psql(&format!(
            "create schema {0} authorization {0}; revoke all on _sqlx_migrations from public; \
             {then}",
            other.name,
        ));
        let mut b = project(&database, &[("2_b.sql", "create table b (x int)")]);
        b.set("PROD_CONNECTION_URL", other.url(&database.name)).unset("CONNECTION_URL");
        // By "$user", the first schema is the role's own.
        database.psql(&format!("alter database {} set search_path = \"$user\"", database.name));
        let run = b.run(["migrate", "prod", "--confirm", &database.name]).ended_with(2);
        assert!(run.stderr.contains("public._sqlx_migrations has other migrations"), "{run:?}");
        assert!(run.stderr.contains(&format!("table-name = '{}.", other.name)), "{run:?}");
        assert_eq!(database.psql("select count(*) from pg_class where relname = 'b'"), "0");
        b.unset("PROD_CONNECTION_URL").set("CONNECTION_URL", other.url(&database.name));
        let run = b.run(["migrate"]).succeeded();
        assert!(run.stderr.contains("warning: public._sqlx_migrations has other"), "{run:?}");
        // With rows of its own, it is a table of its own.
        let run = b.run(["migrate"]).succeeded();
        assert!(!run.stderr.contains("warning"), "{run:?}");
        database.psql(&format!("drop owned by {} cascade", other.name));
    }
}

#[test]
fn what_another_tool_has_migrated_is_not_run_again() {
    let server = Postgres::shared();
    for (table, values, says) in [
        ("schema_migrations (version varchar)", "('1')", "schema_migrations of dbmate (1 row"),
        ("schema_migrations (version bigint, dirty bool)", "(1, false)", "golang-migrate"),
        ("schema_information (id int, last_successful_run text)", "(1, '17')", "(17)"),
        (
            "flyway_schema_history (installed_rank int, version text, type text, success bool)",
            "(1, '1', 'SQL', true)",
            "flyway_schema_history of Flyway (1 version)",
        ),
        ("_prisma_migrations (id text)", "('1')", "Prisma has migrated"),
        ("migrations (id int, timestamp bigint, name text)", "(1, 1, 'a')", "TypeORM"),
        ("\"SequelizeMeta\" (name text)", "('1')", "Sequelize has migrated"),
    ] {
        let database = server.database();
        database.psql(&format!("create table {table}"));
        let name = table.split(' ').next().unwrap();
        database.psql(&format!("insert into {name} values {values}"));
        let sandbox = project(&database, &[("1_a.sql", "create table a (x int)")]);
        for args in [&["migrate"][..], &["migrate", "--dry-run"], &["prepare"]] {
            let run = sandbox.run(args.iter().copied()).ended_with(2);
            assert!(run.stderr.contains(says), "{run:?}");
            assert!(!run.stderr.contains("--all"), "{run:?}");
            let hint =
                if says.contains("migrated") || says == "TypeORM" { "mark" } else { "adopt" };
            assert!(run.stderr.contains(&format!("cruddur-db migration {hint}")), "{run:?}");
        }
        let run = sandbox.run(["migration", "status"]).succeeded();
        assert!(run.stdout.contains(says), "{run:?}");
        let run = sandbox.run(["migration", "adopt", "--dry-run"]);
        assert_eq!(run.stdout.contains("found"), !run.stderr.contains("error"), "{run:?}");
        assert!(!run.stderr.contains("mark --all"), "{run:?}");
        assert_eq!(database.psql("select to_regclass('a'), to_regclass('_sqlx_migrations')"), "|");
        sandbox.write("sqlx.toml", "[migrate]\ntable-name = 'public._sqlx_migrations'\n");
        sandbox.run(["migrate"]).succeeded();
        // Once it has a table of its own, it needs no word.
        std::fs::remove_file(sandbox.work().join("sqlx.toml")).unwrap();
        sandbox.run(["migrate"]).succeeded();
    }
}

#[test]
fn tables_that_list_nothing_do_not_count() {
    let server = Postgres::shared();
    for tables in [
        "create table schema_migrations (version varchar)",
        "create table schema_migrations (version varchar); \
         insert into schema_migrations values ('1'); delete from schema_migrations",
        "create table schema_migrations (version bigint, dirty bool); \
         insert into schema_migrations values (1, false); delete from schema_migrations",
        "create table schema_information (id int, last_successful_run text); \
         insert into schema_information values (1, '0')",
        "create schema auth; create table auth.schema_migrations (version varchar); \
         insert into auth.schema_migrations values ('1')",
        "create table migrations (bird text, arrives date); \
         insert into migrations values ('swift', now())",
        "create schema old; create table old._sqlx_migrations (version bigint); \
         insert into old._sqlx_migrations values (1)",
    ] {
        let database = server.database();
        database.psql(tables);
        let sandbox = project(&database, &[("1_a.sql", "select 1")]);
        let run = sandbox.run(["migrate"]).succeeded();
        assert!(!run.stderr.contains("warning"), "{run:?}");
        assert_eq!(rows(&database), "1|t");
    }
}
