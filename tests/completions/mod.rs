//! What the program offers when a shell asks it, and what shells make of it.

mod shells;

use std::fmt::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use clap::CommandFactory;
use cruddur_db::args::Candidates;
use cruddur_db::cli::Cli;
use snapbox::{Data, str};

use crate::common::{Postgres, Sandbox, program, wait_until};

/// What is offered for the last word, as fish asks for it; nothing is said beside it.
fn offered(sandbox: &Sandbox, words: &[&str]) -> String {
    let mut command = sandbox.command(["--", "cruddur-db"].iter().chain(words));
    let output = command.env("CRUDDUR_COMPLETE", "fish").output().unwrap();
    let run = sandbox.finished(output).succeeded();
    assert_eq!(run.stderr, "", "{words:?}");
    run.stdout
}

/// A project: two migrations, files of all kinds, two environments of its own.
fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["20250101000000_users", "20250202000000_bio"] {
        sandbox.write(&format!("migrations/{name}.up.sql"), "select 1;\n");
        sandbox.write(&format!("migrations/{name}.down.sql"), "select 1;\n");
    }
    for name in ["a.sql", "b.csv.gz", "c.SQL.zst", "d.txt", "ca.pem", ".hidden.sql", "sub/e.sql"] {
        sandbox.write(name, "");
    }
    sandbox.write("cruddur-db.toml", "[environments.demo]\nurl_var = 'DEMO'\n");
    sandbox.write(".env", "STAGING_CONNECTION_URL=postgresql://u:hunter2@localhost/stage\n");
    sandbox
}

#[test]
fn the_directory_is_fresh() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let sandbox = Sandbox::new();
    for (shell, file) in [
        ("bash", "cruddur-db.bash"),
        ("zsh", "_cruddur-db"),
        ("fish", "cruddur-db.fish"),
        ("powershell", "_cruddur-db.ps1"),
        ("elvish", "cruddur-db.elv"),
    ] {
        let run = sandbox.run(["completions", shell]).succeeded();
        let path = directory.join(file);
        if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
            std::fs::write(&path, &run.stdout).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == run.stdout, "{file} is stale: SNAPSHOTS=overwrite cargo test completions");
    }
}

#[test]
fn an_unknown_shell_is_a_usage_error() {
    let sandbox = Sandbox::new();
    sandbox.run(["completions", "tcsh"]).ended_with(2);
    let output = sandbox.command(["setup"]).env("CRUDDUR_COMPLETE", "tcsh").output().unwrap();
    let run = sandbox.finished(output).ended_with(2);
    assert!(run.stderr.contains("unknown shell `tcsh`"), "{run:?}");
}

#[test]
fn each_argument_has_its_own_values() {
    let sandbox = project();
    let mut shown = String::new();
    for words in [
        &["migrat"][..],
        &["migration", "m"],
        &["migrate", ""],
        &["--env", "s"],
        &["-e", "d"],
        &["setup", "--env=de"],
        &["migrate", "--to", ""],
        &["migrate", "-e", "prod", "--to=202502"],
        &["migrate", "--dir", "sub", "--to", ""],
        &["rollback", "--to", "20250101"],
        &["migration", "redo", ""],
        &["migration", "mark", "20250101000000", ""],
        &["migration", "list", "--dir", "m"],
        &["migration", "new", "x", "--from", ""],
        &["seed", ""],
        &["schema-load", "sub/"],
        &["restore", ""],
        &["dump", ""],
        &["setup", "--ca-file", ""],
        &["sessions", "--db", ""],
        &["sessions", "-e", "staging", "kill", "--db", ""],
        &["server", "url", ""],
        &["server", "url", "--database", "work_"],
        &["sessions", "--state", ""],
        &["--format", "j"],
        &["completions", ""],
        &["schema-json", "ma"],
        &["schema-json", "mi"],
        &["schema-json", "migration", "m"],
        &["man", "se"],
        &["man", "sessions", "k"],
        &["man", "sessions", "kill", ""],
        &["dump", "--format", ""],
        &["doctor", "--fail"],
    ] {
        writeln!(shown, "$ {}\n{}", words.join(" "), offered(&sandbox, words)).unwrap();
    }
    assert!(!shown.contains("hunter2"), "{shown}");
    snapbox::assert_data_eq!(
        Data::text(shown),
        str![[r#"
$ migrat
migrate	Run pending migrations
migration	Manage migrations

$ migration m
mark	Mark migrations as applied without running them

$ migrate 
demo	DEMO
dev	CONNECTION_URL
prod	PROD_CONNECTION_URL
staging	STAGING_CONNECTION_URL
test	TEST_CONNECTION_URL

$ --env s
staging	STAGING_CONNECTION_URL

$ -e d
demo	DEMO
dev	CONNECTION_URL

$ setup --env=de
--env=demo	DEMO
--env=dev	CONNECTION_URL

$ migrate --to 
20250101000000	users
20250202000000	bio

$ migrate -e prod --to=202502
--to=20250202000000	bio

$ migrate --dir sub --to 

$ rollback --to 20250101
20250101000000	users

$ migration redo 
demo	DEMO
dev	CONNECTION_URL
prod	PROD_CONNECTION_URL
staging	STAGING_CONNECTION_URL
test	TEST_CONNECTION_URL
20250101000000	users
20250202000000	bio

$ migration mark 20250101000000 
20250101000000	users
20250202000000	bio

$ migration list --dir m
migrations/

$ migration new x --from 
a.sql
c.SQL.zst
migrations/
sub/

$ seed 
demo	DEMO
dev	CONNECTION_URL
prod	PROD_CONNECTION_URL
staging	STAGING_CONNECTION_URL
test	TEST_CONNECTION_URL
a.sql
b.csv.gz
c.SQL.zst
migrations/
sub/

$ schema-load sub/
sub/e.sql

$ restore 
demo	DEMO
dev	CONNECTION_URL
prod	PROD_CONNECTION_URL
staging	STAGING_CONNECTION_URL
test	TEST_CONNECTION_URL
a.sql
c.SQL.zst
migrations/
sub/

$ dump 
demo	DEMO
dev	CONNECTION_URL
prod	PROD_CONNECTION_URL
staging	STAGING_CONNECTION_URL
test	TEST_CONNECTION_URL
a.sql
c.SQL.zst
migrations/
sub/

$ setup --ca-file 
ca.pem
migrations/
sub/

$ sessions --db 
work
work_test

$ sessions -e staging kill --db 
stage

$ server url 
dev	CONNECTION_URL
test	TEST_CONNECTION_URL

$ server url --database work_
work_test

$ sessions --state 
active
idle	In a transaction or not
idle-in-transaction

$ --format j
json	One JSON value on stdout; errors and warnings are one JSON object on stderr

$ completions 
bash
elvish
fish
powershell
zsh

$ schema-json ma

$ schema-json mi
migrate
migration

$ schema-json migration m
mark

$ man se
setup
seed
sessions
server

$ man sessions k
kill

$ man sessions kill 
--out	Write all pages to a directory, such as ~/.local/share/man/man1
--help	Print help (see more with '--help')
--env	Environment: dev, test, prod or your own [default: CRUDDUR_ENV, then dev]
--url	Connection URL (passwords are better kept in PGPASSWORD or ~/.pgpass)
--ca-file	Verify the server's certificate with these CA certificates (verify-full)
--iam	Log in with an IAM token (Amazon RDS)
--secret	Log in with the password from AWS Secrets Manager
--yes	Answer yes to questions; commands that ask a yes-or-no question show it
--no-dotenv	Do not read .env files
--format	Output format
--quiet	Print only results and errors
--verbose	Print more details

$ dump --format 
text	For people
json	One JSON value on stdout; errors and warnings are one JSON object on stderr
github	Text, with errors as GitHub Actions annotations on stderr

$ doctor --fail
--fail-on	Exit with 1 at this or worse (unknown counts as warn)


"#]]
    );
}

#[test]
fn options_come_with_their_first_dash() {
    let sandbox = project();
    assert!(!offered(&sandbox, &[""]).contains("\n-"));
    assert!(offered(&sandbox, &["create", "--"]).contains("--owner\t"));
    // There is nothing else here.
    assert!(offered(&sandbox, &["create", "dev", ""]).starts_with("--owner\t"));
}

#[test]
fn restore_is_offered_backups_the_newest_first() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    database.psql("create table t ()");
    sandbox.run(["drop", "-e", "prod", "--confirm", &database.name]).succeeded();
    let shown = offered(&sandbox, &["restore", "prod", ""]);
    assert!(offered(&sandbox, &["restore", ""]).ends_with(&shown));
    let (file, what) = shown.trim_end().split_once('\t').unwrap();
    assert!(file.starts_with("[ROOT]/backups/prod/[DB]-20"), "{shown}");
    assert!(what.starts_with("prod: [DB] of 20"), "{shown}");
    assert_eq!(offered(&sandbox, &["restore", "--env", "prod", ""]), shown);
    assert!(!offered(&sandbox, &["restore", "--env", "test", ""]).contains(file));
}

#[test]
fn sessions_are_offered_and_not_what_they_run() {
    let database = Postgres::shared().database();
    let mut holder = database.hold("a client");
    let sandbox = Sandbox::with(&database);
    for verb in ["cancel", "kill"] {
        let shown = offered(&sandbox, &["sessions", verb, "dev", ""]);
        assert!(offered(&sandbox, &["sessions", verb, ""]).ends_with(&shown));
        let (pid, what) = shown.trim_end().split_once('\t').unwrap();
        assert_eq!(what, "postgres, a client, active");
        assert!(pid.parse::<i32>().is_ok(), "{shown}");
        assert_eq!(offered(&sandbox, &["sessions", verb, &pid[..1]]), shown);
    }
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn a_protected_a_closed_and_a_mute_database_are_not_asked() {
    let database = Postgres::shared().database();
    let mut holder = database.hold("a client");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url());
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = mute.local_addr().unwrap().port();
    sandbox.set("TEST_CONNECTION_URL", format!("postgresql://u:hunter2@127.0.0.1:{port}/x"));
    let kill = |before: &[&'static str]| {
        let words = [before, &["sessions", "kill", ""]].concat();
        offered(&sandbox, &words)
    };
    assert!(kill(&[]).contains("a client"));
    for before in
        [&["-e", "prod"][..], &["-e", "test"], &["-e", "nowhere"], &["-e", "dev", "--iam"]]
    {
        assert!(kill(before).starts_with("--all\t"), "{before:?}");
    }
    // The managed server is not there, and is not made.
    sandbox.unset("CONNECTION_URL");
    assert!(offered(&sandbox, &["sessions", "kill", "dev", ""]).starts_with("--all\t"));
    assert!(!sandbox.server_home().exists());
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn sessions_of_the_managed_server_are_offered_while_it_runs() {
    let sandbox = Sandbox::with_server();
    sandbox.run(["create"]).succeeded();
    let url = sandbox.server_url();
    let url = format!("{}cruddur", url.strip_suffix("postgres").unwrap());
    let mut client = Command::new(program("psql"))
        .args([&url, "-c", "select pg_sleep(600)"])
        .env("PGAPPNAME", "a client")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait_until("the session is offered", || {
        offered(&sandbox, &["sessions", "kill", ""]).contains("postgres, a client, active\n")
    });
    client.kill().unwrap();
    client.wait().unwrap();
    sandbox.run(["server", "stop"]).succeeded();
    assert!(offered(&sandbox, &["sessions", "kill", "dev", ""]).starts_with("--all\t"));
}

/// Neither what cannot be read nor a line without sense is a reason to speak while someone types.
#[test]
fn what_is_broken_is_passed_over_in_silence() {
    let sandbox = project();
    let before = tree(sandbox.root());
    assert_eq!(offered(&sandbox, &["--nonsense", "what", "--env", "st"]), ENV);
    assert_eq!(offered(&sandbox, &["migrate", "--steps", "x", "--env", "st"]), ENV);
    sandbox.write("cruddur-db.toml", "this is no TOML");
    sandbox.write(".env", b"A='\n\xff");
    sandbox.write("migrations/1_a.sql", "");
    sandbox.write("migrations/1_b.sql", "");
    assert_eq!(offered(&sandbox, &["--env", "st"]), "");
    assert_eq!(offered(&sandbox, &["migrate", "--to", ""]), "");
    assert!(offered(&sandbox, &["sessions", "kill", "dev", ""]).starts_with("--all\t"));
    for name in ["1_a.sql", "1_b.sql"] {
        std::fs::remove_file(sandbox.work().join("migrations").join(name)).unwrap();
    }
    assert_eq!(tree(sandbox.root()), before);
}

const ENV: &str = "staging\tSTAGING_CONNECTION_URL\n";

/// The paths of all files below.
fn tree(directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.display().to_string());
        if path.is_dir() {
            found.extend(tree(&path));
        }
    }
    found.sort();
    found
}

/// Arguments that stand for something that can be found say so.
#[test]
fn no_argument_is_forgotten() {
    let mut forgotten = Vec::new();
    forgotten_in(&Cli::command(), &mut forgotten);
    assert!(forgotten.is_empty(), "without Candidates: {}", forgotten.join(", "));
}

fn forgotten_in(command: &clap::Command, forgotten: &mut Vec<String>) {
    // Which versions of Postgres RDS has, only AWS knows.
    let is_found = |arg: &&clap::Arg| arg.get_id() != "engine_version";
    let bare = command.get_arguments().filter(|arg| arg.get::<Candidates>().is_none());
    for arg in bare.filter(is_found) {
        let names = arg.get_value_names().unwrap_or_default();
        if names.iter().any(|name| ["ENV", "FILE", "DIR", "VERSION", "PID"].contains(&&**name)) {
            forgotten.push(format!("{} of {}", arg.get_id(), command.get_name()));
        }
    }
    for below in command.get_subcommands() {
        forgotten_in(below, forgotten);
    }
}

/// Only one command writes SARIF.
#[cfg(feature = "aws")]
#[test]
fn sarif_is_shown_where_it_is_written() {
    let sandbox = project();
    assert!(offered(&sandbox, &["rds-audit", "--format", ""]).contains("sarif\tSARIF 2.1.0"));
    assert!(sandbox.run(["rds-audit", "--help"]).succeeded().stdout.contains("- sarif:"));
    assert!(!offered(&sandbox, &["--format", ""]).contains("sarif"));
    for words in [&["--help"][..], &["dump", "--help"], &["man", "dump"]] {
        assert!(!sandbox.run(words.iter().copied()).succeeded().stdout.contains("sarif"));
    }
}

#[cfg(feature = "aws")]
#[test]
fn rules_and_instances_are_offered_by_what_aws_has() {
    let account = crate::common::Emulator::moto().account();
    let group = account.group("tab");
    let rule = account.rule(&group, "8.8.8.8/32", 5432, Some("ann@workspace-1"));
    account.instance("tabbed", &[]);
    let mut sandbox = account.sandbox();
    sandbox.set("DB_SG_ID", &group);
    let shown = offered(&sandbox, &["sg-revoke", "--rule-id", "sgr-"]);
    assert_eq!(shown, format!("{rule}\t8.8.8.8/32, ann@workspace-1\n"));
    assert!(offered(&sandbox, &["rds-status", "tab"]).starts_with("tabbed\t"));
    assert!(offered(&sandbox, &["sg-list", "--instance", "tab"]).starts_with("tabbed\t"));
    // Without credentials nothing is offered, and nothing is said.
    sandbox.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    assert_eq!(offered(&sandbox, &["rds-status", "tab"]), "");
}
