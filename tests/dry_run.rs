//! Commands that only read, and dry runs, change nothing at all.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use snapbox::str;

use crate::common::{Postgres, Sandbox, psql};

/// Every command with a dry run, by the arguments that it needs.
const DRY: [&[&str]; 15] = [
    &["setup", "--dry-run"],
    &["setup", "test", "--keep", "--dry-run"],
    &["create", "--dry-run"],
    &["drop", "--dry-run"],
    &["schema-load", "--dry-run"],
    &["schema-load", "-e", "test", "--dry-run"],
    &["seed", "--dry-run"],
    &["restore", "dump.sql", "--dry-run"],
    &["env-set", "--dry-run"],
    &["env-set", "-e", "test", "--dry-run"],
    &["sessions", "kill", "--all", "--dry-run"],
    &["activity", "create", "--handle", "andrewbrown", "-m", "hello", "--dry-run"],
    &[
        "user",
        "add",
        "--handle",
        "x",
        "--display-name",
        "X",
        "--email",
        "x@example.com",
        "--dry-run",
    ],
    &["server", "start", "--dry-run"],
    &["server", "stop", "--dry-run"],
];

/// Every command that reads.
const READ: [&[&str]; 10] = [
    &["sessions"],
    &["sessions", "--blocking", "-e", "test"],
    &["dump"],
    &["dump", "-e", "test"],
    &["connect", "-c", "select 1"],
    &["connect", "test", "-c", "select 1"],
    &["activity", "home"],
    &["user", "list", "-e", "test"],
    &["schema-load", "--check", "-e", "test"],
    &["doctor"],
];

/// Everything below a directory: what a file is long, and when it was written.
fn listing(directory: &Path) -> BTreeMap<String, (u64, SystemTime)> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let (path, metadata) = (entry.path(), entry.metadata().unwrap());
        if metadata.is_dir() {
            found.extend(listing(&path));
        }
        let name = path.display().to_string();
        found.insert(name, (metadata.len(), metadata.modified().unwrap()));
    }
    found
}

/// What the server keeps of its databases, and what is in the one that the commands work on.
fn catalog(url: &str) -> String {
    let all = psql(
        url,
        "select string_agg(concat_ws(' ', datname, datdba, datacl, datconnlimit, \
         shobj_description(d.oid, 'pg_database'), setconfig), ';' order by datname, setrole) \
         from pg_database d left join pg_db_role_setting on setdatabase = d.oid",
    );
    let rows = format!("{}cruddur", url.trim_end_matches("postgres"));
    let rows =
        psql(&rows, "select (select count(*) from users), (select count(*) from activities)");
    format!("{all} {rows}")
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("dump.sql", "-- PostgreSQL database dump\ncreate table t (x int);\n");
    sandbox
}

#[test]
fn in_a_fresh_home_nothing_is_made() {
    let sandbox = sandbox();
    for args in DRY {
        let run = sandbox.run(args.iter().copied()).succeeded();
        assert!(!sandbox.server_home().exists(), "{args:?}: {run:?}");
    }
    for args in READ {
        let run = sandbox.run(args.iter().copied());
        assert!(!sandbox.server_home().exists(), "{args:?}: {run:?}");
        if args[0] != "doctor" {
            let hint = "hint: create it and its database with: `cruddur-db create";
            assert!(run.status == Some(3) && run.stderr.contains(hint), "{args:?}: {run:?}");
        }
    }
    sandbox.run(["setup", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would create [ROOT]/pg/[..]/data and start Postgres [VERSION]
would continue with database cruddur, which does not exist yet

"#]]);
    sandbox.run(["sessions", "test"]).check(str![[r#"
exit 3
--- stderr
error: TEST_CONNECTION_URL is not set, and there is no managed server yet
hint: create it and its database with: `cruddur-db create --env test`

"#]]);
}

#[test]
fn a_stopped_server_stays_stopped_in_a_dry_run() {
    let sandbox = sandbox();
    Postgres::shared().copy_new(&sandbox.server_home());
    sandbox.run(["setup"]).succeeded();
    sandbox.run(["server", "stop"]).succeeded();
    let before = listing(&sandbox.server_home());
    for args in DRY {
        let run = sandbox.run(args.iter().copied()).succeeded();
        assert_eq!(listing(&sandbox.server_home()), before, "{args:?}: {run:?}");
    }
    sandbox.run(["drop", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would start Postgres [VERSION] on [ROOT]/pg/[..]/data
would continue with database cruddur (details are known only once the server runs)

"#]]);
    // A read needs it, and says so.
    let run = sandbox.run(["connect", "-c", "select 1"]).succeeded();
    assert!(run.stderr.contains("using the managed Postgres"), "{run:?}");
    let before = catalog(&sandbox.server_url());
    for args in DRY {
        sandbox.run(args.iter().copied()).succeeded();
        assert_eq!(catalog(&sandbox.server_url()), before, "{args:?}");
    }
    for args in READ {
        let run = sandbox.run(args.iter().copied());
        assert_eq!(catalog(&sandbox.server_url()), before, "{args:?}");
        let of_test = args.contains(&"test");
        assert_eq!(run.status, Some(if of_test { 3 } else { 0 }), "{args:?}: {run:?}");
        assert!(!of_test || run.stderr.contains("create --env test"), "{args:?}: {run:?}");
    }
    sandbox.run(["schema-load", "-q", "-e", "test", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would create database cruddur_test on the managed server and continue with it

"#]]);
}
