//! Hints for slips, for the old scripts' names and for other tools' words.

use clap::{Command, CommandFactory};
use cruddur_db::cli::Cli;
use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn other_words_lead_to_commands_that_exist() {
    let sandbox = Sandbox::new();
    for (word, meant) in [
        ("reset", "setup"),
        ("db:setup", "setup"),
        ("db:create", "create"),
        ("db:drop", "drop"),
        ("db:migrate", "migrate"),
        ("db:migrate:status", "migration status"),
        ("db:rollback", "rollback"),
        ("db:seed", "seed"),
        ("db:schema:load", "schema-load"),
        ("db:schema:dump", "dump --schema-only"),
        ("db:reset", "setup"),
        ("db:prepare", "prepare"),
        ("db-setup", "setup"),
        ("db-connect", "connect"),
        ("db-schema-load", "schema-load"),
        ("bin/db/setup", "setup"),
        ("./bin/db-sessions", "sessions"),
        ("./backend-flask/bin/db/migrate", "migrate"),
        ("bin/db/kill-all", "sessions kill --all"),
        ("generate/migration", "migration new NAME"),
        ("pg:psql", "connect"),
        ("console", "connect"),
        ("query", "connect -c SQL"),
        ("select 1", "connect -c SQL"),
        ("connect prod", "connect prod"),
        ("db setup", "setup"),
        ("tables", "connect -c '\\d'"),
        ("ping", "doctor"),
        ("up", "migrate"),
        ("stop", "server stop"),
        ("redo", "migration redo"),
        ("logs", "server logs"),
        ("url", "server url"),
        #[cfg(feature = "aws")]
        ("rds-update-sg-rule", "sg-allow-my-ip"),
        #[cfg(feature = "aws")]
        ("bin/rds/update-sg-rule", "sg-allow-my-ip"),
    ] {
        let run = sandbox.run([word]).ended_with(2);
        assert!(
            run.stderr.contains(&format!("tip: did you mean: cruddur-db {meant}\n")),
            "{run:?}"
        );
        let first = meant.split(' ').next().unwrap();
        assert!(Cli::command().find_subcommand(first).is_some(), "{meant}");
    }
    sandbox.run(["db:reset"]).check(str![[r#"
exit 2
--- stderr
error: unrecognized subcommand 'db:reset'

  tip: did you mean: cruddur-db setup

Usage: cruddur-db [OPTIONS] <COMMAND>

For more information, try '--help'.

"#]]);
    sandbox.run(["reset", "--format", "json"]).check(str![[r#"
exit 2
--- stderr
{"error":{"hint":"did you mean: cruddur-db setup","kind":"usage","message":"unrecognized subcommand 'reset'"}}

"#]]);
    // One word of several commands.
    let run = sandbox.run(["list"]).ended_with(2);
    assert!(run.stderr.contains("cruddur-db migration list, or cruddur-db user list\n"), "{run:?}");
    // What is like nothing gets no advice, but below a command what there is.
    assert!(!sandbox.run(["nonsense"]).ended_with(2).stderr.contains("tip"));
    let run = sandbox.run(["activity", "nonsense"]).ended_with(2);
    assert!(run.stderr.contains("\n  tip: activity has: create, home, show\n"), "{run:?}");
    let run = sandbox.run(["sessions", "--format", "csv"]).ended_with(2);
    assert!(run.stderr.contains("\n  tip: --csv does that\n"), "{run:?}");
    // Nor is a page of names.
    let run = sandbox.run(["--quiet"]).ended_with(2);
    assert!(run.stderr.contains("\n  tip: cruddur-db -h lists the commands\n"), "{run:?}");
    assert!(!run.stderr.contains("schema-load"), "{run:?}");
}

/// A word that asks for nothing that destroys does not lead there because it is written alike.
#[test]
fn no_command_that_destroys_is_suggested_for_another_word() {
    let sandbox = Sandbox::new();
    for word in
        ["stop", "redo", "restart", "store", "set", "step", "show", "drops-nothing", "rollout"]
    {
        let run = sandbox.run([word]).ended_with(2);
        for command in ["setup", "drop", "restore", "rollback"] {
            assert!(!run.stderr.contains(&format!("cruddur-db {command}\n")), "{run:?}");
            assert!(!run.stderr.contains(&format!("'{command}'")), "{run:?}");
        }
    }
    for (word, meant) in [("setpu", "setup"), ("dorp", "drop"), ("restor", "restore")] {
        let run = sandbox.run([word]).ended_with(2);
        assert!(run.stderr.contains(&format!("'{meant}'")), "{run:?}");
    }
}

/// The hint is the line that was meant, and none says that a slip is a value.
#[test]
fn what_a_command_does_not_take_leads_to_what_it_takes() {
    let mut sandbox = Sandbox::new();
    sandbox.write(".env", "STAGING_CONNECTION_URL=postgresql://u@127.0.0.1:1/d\n");
    sandbox.unset("CONNECTION_URL");
    let url = "postgresql://me:hunter2@127.0.0.1:1/d";
    for (words, hint) in [
        (&["connect", "--prod"][..], "did you mean: `cruddur-db connect --env prod`"),
        (&["dump", "--staging", "a.sql"], "`cruddur-db dump --env staging a.sql`"),
        (&["connect", "--csv"], "psql arguments follow --: `cruddur-db connect -- --csv`"),
        (&["dump", "-o", "x.sql"], "did you mean: `cruddur-db dump x.sql`"),
        (&["dump", "-ox.sql"], "did you mean: `cruddur-db dump x.sql`"),
        (&["dump", "--output=x y.sql"], "did you mean: `cruddur-db dump 'x y.sql'`"),
        (&["seed", "--file", "x.sql", "-e", "test"], "`cruddur-db seed x.sql -e test`"),
        (&["restore", "-f", "x.sql"], "`cruddur-db restore x.sql`"),
        (
            &["schema-load", "--url", url, "-f", "x.sql"],
            "schema-load --url postgresql://me@127.0.0.1:1/d x.sql`",
        ),
        (&["migrate", "20240101000000"], "did you mean: `cruddur-db migrate --to 20240101000000`"),
        (
            &["migrate", "--check", "2"],
            "`cruddur-db migrate --check --steps 2`, or `cruddur-db migrate --check --to 2`",
        ),
        (&["rollback", "2"], "did you mean: `cruddur-db rollback --steps 2`"),
        (&["rollback", "20240101000000"], "`cruddur-db rollback --to 20240101000000`"),
        (&["test-db", "create", "4"], "did you mean: `cruddur-db test-db create --count 4`"),
        (&["sessions", "kill", "abc"], "error: there is no environment abc\n"),
        (&["sessions", "cancel", "pord"], "hint: did you mean prod? `cruddur-db sessions` lists"),
        (&["prod", "connect"], "the environment follows the command: `cruddur-db connect prod`"),
        (&["staging", "dump", "x.sql"], "`cruddur-db dump staging x.sql`"),
        (&["prod", "sessions", "kill", "--all"], "`cruddur-db sessions kill prod --all`"),
        (&["prod", "migration", "list"], "`cruddur-db migration list --env prod`"),
        (&["prod"], "`cruddur-db connect prod`"),
        (&["prod", "--read-only"], "`cruddur-db connect prod --read-only`"),
        (&["connect", "prod", "select 1"], "-c runs SQL: cruddur-db connect ENV -c SQL"),
        (&["connect", "prod\r"], "\"prod\\r\" is not a valid environment name"),
        (&["connect", "my prod"], "\"my prod\" is not a valid environment name"),
        (&["server", "start", "--port", "5432"], "the managed server takes a free port"),
        (&["migration", "mark"], "hint: `cruddur-db migration status` lists the versions"),
        (&["man", "nonsense"], "hint: cruddur-db -h lists the commands"),
        (&["connect", "alter role u password 'hunter2'"], "and SQL follows connect -c\n"),
        (&["connect", "select 1"], "did you mean: `cruddur-db connect -c 'select 1'`"),
        (&["sesions"], "some similar subcommands exist: 'sessions', 'version'"),
        (&["connect", "dev", "prod"], "a command works on one environment: dev or prod"),
        (&["migration", "list", "prod"], "did you mean: `cruddur-db migration list --env prod`"),
        #[cfg(feature = "aws")]
        (&["trigger-status", "prod"], "did you mean: `cruddur-db trigger-status --env prod`"),
    ] {
        let run = sandbox.run(words.iter().copied()).ended_with(2);
        assert!(run.stderr.contains(hint), "{hint}: {run:?}");
        assert!(!run.stderr.contains("to pass '"), "{run:?}");
        assert!(!run.stderr.contains("hunter2"), "{run:?}");
    }
}

#[test]
fn slips_below_a_command_are_seen() {
    let sandbox = Sandbox::new();
    for (words, hint) in [
        (&["sessions", "cancle"][..], "did you mean: cruddur-db sessions cancel"),
        (&["sessions", "cancle", "4711"], "did you mean: cruddur-db sessions cancel"),
        (&["sessions", "kil", "--all"], "did you mean: cruddur-db sessions kill"),
        (&["wait", "10"], "did you mean: `cruddur-db wait --wait=10`"),
        (&["wait", "10s"], "did you mean: `cruddur-db wait --wait=10`"),
        (&["wait", "--timeout", "10"], "cruddur-db wait --wait=SECONDS"),
        (&["drop", "--force"], "--confirm NAME confirms"),
        (&["setup", "prod", "--force"], "--confirm NAME confirms"),
        (&["server", "destroy", "--force"], "--yes answers the question"),
    ] {
        let run = sandbox.run(words.iter().copied()).ended_with(2);
        assert!(run.stderr.contains(hint), "{run:?}");
    }
}

#[test]
fn yes_is_taken_everywhere_and_shown_where_it_answers() {
    fn each(command: &Command, path: &str, see: &mut dyn FnMut(&Command, &str)) {
        see(command, path);
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            each(below, format!("{path} {}", below.get_name()).trim_start(), see);
        }
    }
    let mut program = Cli::command();
    program.build();
    let mut shown = Vec::new();
    each(&program, "", &mut |command, path| {
        let yes = command.get_arguments().find(|arg| arg.get_id() == "yes").unwrap();
        assert_eq!(yes.get_short(), Some('y'), "{path}");
        if !yes.is_hide_set() {
            shown.push(path.to_owned());
        }
    });
    for path in ["server destroy", "server upgrade", "migration adopt"] {
        assert!(shown.iter().any(|it| it == path), "{shown:?}");
    }
    for path in ["", "setup", "connect", "sessions kill", "wait"] {
        assert!(!shown.iter().any(|it| it == path), "{shown:?}");
    }
}

#[test]
fn yes_is_not_enough_where_a_name_is_asked_for() {
    let database = Postgres::shared().database();
    database.psql("create table precious ()");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["sessions", "prod", "--yes", "--quiet"]).succeeded();
    let run = sandbox.run(["drop", "prod", "--yes", "--no-backup"]).ended_with(4);
    assert!(run.stderr.contains("--yes is not enough here"), "{run:?}");
    let mut terminal = sandbox.terminal(&["drop", "prod", "--yes", "--no-backup"]);
    terminal.wait_for("(--yes is not enough here)").press("yes\r");
    assert_eq!(terminal.end(), 4);
    assert!(database.exists());
    sandbox.run(["drop", "prod", "-y", "--no-backup", "--confirm", &database.name]).succeeded();
    assert!(!database.exists());
}

/// What is suggested is taken, up to a server that is not there.
#[test]
fn a_value_behind_its_option_is_told_how_it_is_written() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    sandbox.set("PROD_CONNECTION_URL", "postgresql://u@127.0.0.1:1/prod");
    for (given, meant) in [
        ("setup --wait 5", "setup --wait=5"),
        ("wait --wait 5", "wait --wait=5"),
        ("create prod --wait 5", "create prod --wait=5"),
        ("connect -c -1", "connect --command=-1"),
        ("connect prod --command -1", "connect prod --command=-1"),
        ("--format json prod", "--format json config --env prod"),
    ] {
        let run = sandbox.run(given.split(' ')).ended_with(2);
        assert!(run.stderr.contains(&format!("`cruddur-db {meant}`")), "{run:?}");
        let again = sandbox.run(meant.replace("wait=5", "wait=0").split(' '));
        assert_ne!(again.status, Some(2), "{again:?}");
    }
}
