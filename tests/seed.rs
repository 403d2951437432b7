use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn the_built_in_seeds_follow_the_built_in_schema() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load"]).succeeded();
    sandbox.run(["seed"]).check(str![[r#"
exit 0
--- stdout
loaded Cruddur's built-in seed.sql: 2 statements, public.users 2 rows, public.activities 2 rows ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no seed file here: using Cruddur's built-in seed.sql

"#]]);
    let sql =
        "select handle, message from activities join users on users.uuid = user_uuid order by 1";
    assert_eq!(
        database.psql(sql),
        "andrewbrown|This was imported as seed data!\nbayko|I am the other user of these seeds."
    );
    sandbox.run(["seed"]).succeeded();
    assert_eq!(database.psql("select count(*) from activities"), "2");
}

#[test]
fn a_directory_is_run_in_order_then_common_then_the_environment() {
    let database = Postgres::shared().database();
    database.psql("create table t (n serial, what text)");
    let mut sandbox = Sandbox::with(&database);
    for (path, what) in [
        ("seeds/20_second.sql", "second"),
        ("seeds/10_first.sql", "first"),
        ("seeds/common/a.sql", "common"),
        ("seeds/dev/a.sql", "dev"),
        ("seeds/test/a.sql", "test"),
        ("seeds/.hidden.sql", "hidden"),
        ("seeds/notes.txt", "notes"),
    ] {
        sandbox.write(path, format!("insert into t (what) values ('{what}');"));
    }
    sandbox.run(["seed"]).check(str![[r#"
exit 0
--- stdout
loaded seeds/10_first.sql, seeds/20_second.sql, seeds/common/a.sql, seeds/dev/a.sql: 4 statements, t 4 rows ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
warning: not loaded: seeds/notes.txt

"#]]);
    let all = "select string_agg(what, ' ' order by n) from t";
    assert_eq!(database.psql(all), "first second common dev");
    database.psql("truncate t restart identity");
    sandbox.set("TEST_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["seed", "test"]).succeeded();
    assert_eq!(database.psql(all), "first second common test");
}

#[test]
fn a_failure_in_the_last_file_takes_back_the_first() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = Sandbox::with(&database);
    sandbox.write("seeds/1.sql", "insert into t values (1);");
    sandbox.write("seeds/2.sql", "insert into t values (2), ('x');");
    sandbox.run(["seed"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: seeds/2.sql:1:28: invalid input syntax for type integer: "x" (SQLSTATE 22P02)
1 | insert into t values (2), ('x');
  |                            ^

"#]]);
    assert_eq!(database.psql("select count(*) from t"), "0");
}

#[test]
fn a_search_path_of_one_file_does_not_reach_the_next() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = Sandbox::with(&database);
    sandbox.write("seeds/1.sql", "select pg_catalog.set_config('search_path', '', false);");
    sandbox.write("seeds/2.sql", "insert into t values (2);");
    sandbox.run(["seed"]).succeeded();
    assert_eq!(database.psql("select count(*) from t"), "1");
}

#[test]
fn a_dry_run_runs_and_rolls_back() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = Sandbox::with(&database);
    sandbox.write("seeds/1.sql", "insert into t values (1), (2);");
    for flag in ["--dry-run", "--check"] {
        let run = sandbox.run(["seed", flag]).succeeded();
        assert!(
            run.stdout.contains("ran and rolled back") && run.stdout.contains("2 rows"),
            "{run:?}"
        );
    }
    let json = sandbox.run(["seed", "--check", "--format", "json"]).succeeded().json();
    assert_eq!(json["committed"], false);
    assert_eq!(json["tables"][0]["rows"], 2);
    assert_eq!(database.psql("select count(*) from t"), "0");
}

#[test]
fn a_directory_without_files_is_a_mistake() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    std::fs::create_dir(sandbox.work().join("seeds")).unwrap();
    sandbox.run(["seed"]).check(str![[r#"
exit 2
--- stderr
error: there are no files to load in seeds
hint: use a file ending in *.sql, *.csv, optionally followed by .gz, .xz, .zst, .bz2

"#]]);
}

#[test]
fn a_protected_environment_wants_the_name() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.write("seeds/1.sql", "insert into t values (1);");
    sandbox.run(["seed", "prod"]).ended_with(4);
    assert_eq!(database.psql("select count(*) from t"), "0");
    sandbox.run(["seed", "prod", "--confirm", &database.name]).succeeded();
    assert_eq!(database.psql("select count(*) from t"), "1");
}

/// Compresses with Python, which has what most machines have.
fn packed(kind: &str, text: &str) -> Vec<u8> {
    if kind == "zst" {
        return zstd::encode_all(text.as_bytes(), 1).unwrap();
    }
    let module = match kind {
        "gz" => "gzip",
        "xz" => "lzma",
        _ => "bz2",
    };
    let script = format!(
        "import {module}, sys; sys.stdout.buffer.write({module}.compress(sys.argv[1].encode()))"
    );
    let output =
        std::process::Command::new("python3").args(["-c", &script, text]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn compressed_files_are_read_whole_or_not_at_all() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = Sandbox::with(&database);
    let rows = |from: i32| {
        (from..from + 2000).map(|n| format!("insert into t values ({n});\n")).collect::<String>()
    };
    for kind in ["gz", "xz", "zst", "bz2"] {
        database.psql("truncate t");
        // Two pieces, one after the other, are one file for all these tools.
        let bytes = [packed(kind, &rows(0)), packed(kind, &rows(2000))].concat();
        let name = format!("seeds/1.SQL.{}", kind.to_uppercase());
        sandbox.write(&name, &bytes);
        sandbox.write(&format!("seeds/2_T.csv.{kind}"), packed(kind, "x\n7\n").as_slice());
        let run = sandbox.run(["seed"]).ended_with(1);
        assert!(run.stderr.contains("\"T\" does not exist"), "{run:?}");
        std::fs::remove_file(sandbox.work().join(format!("seeds/2_T.csv.{kind}"))).unwrap();
        sandbox.write(&format!("seeds/02_t.csv.{kind}"), packed(kind, "x\n7\n").as_slice());
        sandbox.run(["seed"]).succeeded();
        assert_eq!(database.psql("select count(*), count(distinct x) from t"), "4001|4000");
        for end in [bytes.len() - 1, bytes.len() - 5, bytes.len() / 2 + 40, 30] {
            sandbox.write(&name, &bytes[..end]);
            let run = sandbox.run(["seed"]).ended_with(1);
            assert!(run.stderr.contains(&name), "{kind} {end}: {run:?}");
        }
        assert_eq!(database.psql("select count(*) from t"), "4001");
        std::fs::remove_dir_all(sandbox.work().join("seeds")).unwrap();
    }
}

#[test]
fn what_is_not_loaded_is_named() {
    let database = Postgres::shared().database();
    database.psql("create table users (x int)");
    let sandbox = Sandbox::with(&database);
    for name in ["README", "01.sql~", "03.sql.rar", ".DS_Store"] {
        sandbox.write(&format!("seeds/{name}"), "nonsense");
    }
    sandbox.write("seeds/02_users.CSV", "X\n5\n".to_lowercase());
    sandbox.write("seeds/dev/x.json", "[]");
    let warning =
        "warning: not loaded: seeds/01.sql~, seeds/03.sql.rar, seeds/README, seeds/dev/x.json";
    for args in [&["seed", "--quiet"][..], &["seed", "--quiet", "--dry-run"]] {
        let run = sandbox.run(args.iter().copied()).succeeded();
        assert_eq!(run.stderr.lines().filter(|line| *line == warning).count(), 1, "{run:?}");
    }
    assert_eq!(database.psql("select x from users"), "5");
    let run = sandbox.run(["config"]).succeeded();
    let named = "(found by convention); not loaded: seeds/01.sql~, ";
    assert!(run.stdout.contains(named), "{run:?}");
    std::fs::remove_file(sandbox.work().join("seeds/02_users.CSV")).unwrap();
    let run = sandbox.run(["seed"]).ended_with(2);
    assert!(
        run.stderr.contains("*.sql, *.csv, also with .gz, .xz, .zst, .bz2 after it"),
        "{run:?}"
    );
}
