//! The table of exit codes in docs/reference.md, and what becomes of every command that goes to a
//! database when its server is dead or refuses the login.

use clap::{Command, CommandFactory};
use cruddur_db::cli::Cli;

use crate::common::{Database, Postgres, Sandbox};

/// Commands that go to a database, with what they need. `doctor` says what it found, and ends with
/// 1.
const COMMANDS: [&str; 28] = [
    "setup --confirm x",
    "connect --builtin -c select",
    "create",
    "drop --confirm x",
    "schema-load schema.sql --confirm x",
    "prepare --confirm x",
    "migrate --confirm x",
    "rollback --confirm x",
    "migration status",
    "migration mark --all --confirm x",
    "migration redo --confirm x",
    "migration adopt --confirm x",
    "seed schema.sql --confirm x",
    "restore schema.sql --confirm x",
    "env-set --confirm x",
    "sessions",
    "wait --wait=0",
    "activity create --handle a --message b --confirm x",
    "activity home",
    "activity show 8fd5a7f6-3d2e-4b6a-9c52-0c5f4f6a7b1e",
    "user list",
    "user add --handle a --email a@example.com --display-name A --confirm x",
    "sessions cancel 1",
    "sessions kill 1 --confirm x",
    "dump x.sql",
    "test-db create --confirm x_test",
    "test-db list",
    "test-db drop --confirm x_test",
];

/// Commands with `--wait` that are not in the list: one works on the managed server, and other
/// features bring the others.
const OTHERS: [&str; 3] = ["migration test", "user sync", "post-confirmation"];

/// A sandbox in which each of the commands finds what it reads.
fn project(url: &str) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", url).set("TEST_CONNECTION_URL", format!("{url}_test"));
    sandbox.write("schema.sql", "select 1;\n");
    sandbox.write("cruddur-db.toml", "[environments.dev]\nschema = \"schema.sql\"\n");
    sandbox.write("migrations/1_one.up.sql", "select 1;\n");
    sandbox.write("migrations/1_one.down.sql", "select 1;\n");
    sandbox
}

fn all_end_with_3(url: &str, kind: &str) {
    let sandbox = project(url);
    std::thread::scope(|scope| {
        for half in COMMANDS.chunks(COMMANDS.len().div_ceil(2)) {
            let sandbox = &sandbox;
            scope.spawn(move || {
                for line in half {
                    let args = line.split(' ').chain(["--format", "json"]);
                    let run = sandbox.run(args);
                    assert_eq!(run.status, Some(3), "{line}: {run:?}");
                    let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
                    assert_eq!(error["error"]["kind"], kind, "{line}: {run:?}");
                    assert_eq!(run.stdout, "", "{line}");
                }
            });
        }
    });
}

#[test]
fn a_dead_server_is_3() {
    all_end_with_3("postgresql://me:secret@127.0.0.1:1/x", "unreachable");
}

#[test]
fn a_refused_login_is_3() {
    let url = Postgres::shared().url("postgres");
    let url = url.replace(Postgres::shared().password(), "wrong").replace("/postgres", "/x");
    all_end_with_3(&url, "login");
}

#[test]
fn no_command_is_forgotten() {
    let mut found = Vec::new();
    walk(&Cli::command(), "", &mut found);
    for path in found.iter().filter(|path| !OTHERS.contains(&path.as_str())) {
        let listed = COMMANDS.iter().any(|line| line.starts_with(path.as_str()));
        assert!(listed, "{path} is not in the list");
    }
}

/// The commands that can wait for a server.
fn walk(command: &Command, path: &str, found: &mut Vec<String>) {
    if command.get_arguments().any(|arg| arg.get_id() == "wait") {
        found.push(path.to_owned());
    }
    for inner in command.get_subcommands() {
        walk(inner, format!("{path} {}", inner.get_name()).trim(), found);
    }
}

/// A database with a row that a statement may not insert twice.
fn database() -> (Database, Sandbox) {
    let database = Postgres::shared().database();
    let sandbox = project(&database.url());
    (database, sandbox)
}

#[test]
fn each_code_means_what_the_table_says() {
    let (database, sandbox) = database();
    let prod = |sandbox: &mut Sandbox| _ = sandbox.set("PROD_CONNECTION_URL", database.url());
    sandbox.run(["schema-load", "schema.sql"]).ended_with(0);
    sandbox.run(["drop", "--dry-run"]).ended_with(0);
    sandbox.write("bad.sql", "select 1/0;\n");
    sandbox.run(["schema-load", "bad.sql"]).ended_with(1);
    sandbox.run(["activity", "home"]).ended_with(1);
    for usage in [
        &["schema-load", "missing.sql"][..],
        &["schema-load", "--nonsense"],
        &["sessions", "staging"],
        &["dump", "/nonexist/x.sql"],
        &["dump", "schema.sql"],
        &["dump", "schema.sql/x.sql", "--force"],
        &["restore", "missing.sql"],
    ] {
        sandbox.run(usage.iter().copied()).ended_with(2);
    }
    let mut sandbox = sandbox;
    prod(&mut sandbox);
    sandbox.unset("CONNECTION_URL");
    sandbox.run(["drop", "--env", "prod"]).ended_with(4);
    sandbox.run(["drop", "--env", "prod", "--confirm", "another"]).ended_with(4);
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_anything_is_tried() {
    let sandbox = project("postgresql://me:secret@127.0.0.1:1/x");
    for path in ["/nonexist/x.sql", "schema.sql", "schema.sql/x.sql", "x.tar"] {
        sandbox.run(["dump", path]).ended_with(2);
    }
    sandbox.run(["dump", "schema.sql", "--force"]).ended_with(3);
    // Its output is SQL.
    sandbox.run(["dump", "--format", "json"]).ended_with(2);
}
