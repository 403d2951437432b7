//! What a question does with its answer: the name given in advance, another one, and none.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn a_name_that_contradicts_is_refused_everywhere() {
    let database = Postgres::shared().database();
    database.psql("create table precious (x int)");
    let mut sandbox = Sandbox::with(&database);
    sandbox.write("f.sql", "drop table precious;");
    sandbox.write("db/migrations/1_a.up.sql", "drop table precious;");
    sandbox.write("db/migrations/1_a.down.sql", "create table precious (x int);");
    let user = "--handle=x --display-name=X --email=x@example.com";
    for command in [
        "drop",
        "setup",
        "prepare",
        "migrate",
        "rollback",
        "env-set",
        "restore f.sql",
        "schema-load f.sql",
        "schema-load --check f.sql",
        "seed f.sql",
        "sessions kill 1",
        "migration mark 1",
        "migration redo",
        "test-db create",
        "activity create --handle=x --message=x",
        &format!("user add {user}"),
    ] {
        for name in ["nope", ""] {
            let args = command.split(' ').map(str::to_owned).chain([format!("--confirm={name}")]);
            let run = sandbox.run(args.collect::<Vec<_>>()).ended_with(4);
            assert!(run.stderr.contains(&format!("--confirm is {name:?}")), "{command}: {run:?}");
        }
    }
    assert_eq!(database.psql("select count(*) from precious"), "0");
    sandbox.hide(&database.name, "[DB]").run(["drop", "--confirm", "nope"]).check(str![[r#"
exit 4
--- stderr
error: --confirm is "nope", but the name is "[DB]"; nothing was changed

"#]]);
    sandbox.run(["drop", "--confirm", &database.name]).succeeded();
}

#[test]
fn the_end_of_the_input_is_a_no() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.unset("CONNECTION_URL").set("PROD_CONNECTION_URL", database.url());
    let mut terminal = sandbox.terminal(&["drop", "prod", "--no-backup"]);
    terminal.wait_for("to continue: ");
    // Another one is told what it waits for.
    let mut other = sandbox
        .command(["drop", "-q", "prod", "--no-backup", "--confirm", &database.name])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(other.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("warning: waiting for another drop of "), "{line}");
    terminal.press("\x04").wait_for("no answer; nothing was changed");
    assert_eq!(terminal.end(), 4);
    assert!(other.wait().unwrap().success());
    assert!(!database.exists());
}

#[test]
fn a_yes_and_a_password_are_asked_for_alike() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    std::fs::create_dir_all(sandbox.server_home().join("15/data")).unwrap();
    for (keys, status) in [("\x04", 4), ("n\r", 4), ("y", 4), ("y\r", 0)] {
        let mut terminal = sandbox.terminal(&["server", "destroy"]);
        terminal.wait_for("Continue? [y/N]: ").press(keys);
        if keys == "y" {
            // Twice: the first sends what was typed without the end of a line.
            terminal.wait_for("y").press("\x04\x04");
        }
        assert_eq!(terminal.end(), status, "{keys:?}: {}", terminal.everything());
    }
    let password = Postgres::shared().password();
    sandbox.set("CONNECTION_URL", database.url().replacen(&format!(":{password}@"), "@", 1));
    let mut terminal = sandbox.terminal(&["connect"]);
    terminal.wait_for("Password of postgres: ").press("\x04");
    assert_eq!(terminal.end(), 4);
}
