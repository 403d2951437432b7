//! What another table lists as applied: of another project, in another schema, or another tool's.

use ::snapbox::str;

use super::project;
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
