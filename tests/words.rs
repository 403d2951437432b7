//! The environment as a bare word, on every command that opens a database, and what else a word
//! may be.

use clap::{Arg, Command, CommandFactory};
use cruddur_db::cli::Cli;
use snapbox::str;

use crate::common::{Postgres, Sandbox};

/// Every command that opens a database takes the word: none of them works on dev instead.
#[test]
fn every_command_on_a_database_takes_the_environment_as_a_word() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    // A server that answers is not asked for another environment.
    sandbox.set("STAGE_CONNECTION_URL", "postgresql://u@127.0.0.1:1/stage");
    sandbox.write("migrations/1_a.up.sql", "create table a ();");
    sandbox.write("migrations/1_a.down.sql", "drop table a;");
    let event = r#"{"version": "1", "triggerSource": "PostConfirmation_ConfirmSignUp", "userName": "ann",
        "region": "r", "userPoolId": "p", "callerContext": {"awsSdkVersion": "1", "clientId": "c"}, "response": {}, "request":
        {"userAttributes": {"sub": "s-1", "email": "a@b.c", "name": "A", "preferred_username": "a"}}}"#;
    sandbox.write("event.json", event);
    let toml = "[environments.stage]\nschema = 's.sql'\nseeds = 'd.sql'\nprotected = false\n";
    sandbox.write("cruddur-db.toml", toml);
    sandbox.write("s.sql", "");
    sandbox.write("d.sql", "");
    let uuid = "7f0a3b8e-3d5c-4c4f-9f0e-2f6d1c0b9a41";
    let calls: &[&[&str]] = &[
        &["setup", "stage"],
        &["connect", "stage", "--builtin", "-c", "select 1"],
        &["create", "stage"],
        &["drop", "stage"],
        &["schema-load", "stage"],
        &["schema-load", "stage", "migrations/1_a.up.sql"],
        &["schema-load", "migrations/1_a.up.sql", "stage"],
        &["prepare", "stage"],
        &["migrate", "stage"],
        &["rollback", "stage"],
        &["migration", "status", "stage"],
        &["migration", "mark", "stage", "1"],
        &["migration", "mark", "stage", "--all"],
        &["migration", "redo", "stage"],
        &["migration", "redo", "stage", "1"],
        &["migration", "adopt", "stage"],
        &["seed", "stage"],
        &["seed", "stage", "-"],
        &["dump", "stage"],
        &["dump", "stage", "out.sql"],
        &["dump", "out.sql", "stage"],
        &["restore", "stage", "migrations/1_a.up.sql"],
        &["env-set", "stage"],
        &["sessions", "stage"],
        &["sessions", "stage", "kill", "--all"],
        &["sessions", "kill", "stage", "--all"],
        &["sessions", "kill", "stage", "4711"],
        &["sessions", "cancel", "stage", "4711"],
        &["doctor", "stage"],
        &["wait", "stage", "--wait=0"],
        &["activity", "home", "stage"],
        &["activity", "show", uuid, "stage"],
        &["activity", "create", "stage", "--handle", "a", "--message", "b"],
        &["user", "list", "stage"],
        &["user", "add", "stage", "--handle", "a", "--display-name", "A", "--email", "a@b.c"],
        #[cfg(feature = "lambda")]
        &["post-confirmation", "stage", "event.json"],
    ];
    for words in calls {
        let run = sandbox.run(words.iter().copied());
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(
            said.contains("nothing listens on 127.0.0.1:1")
                || said.contains("127.0.0.1:1 does not accept"),
            "{words:?}: {run:?}"
        );
        assert!(matches!(run.status, Some(1 | 3)), "{words:?}: {run:?}");
    }
    assert!(!sandbox.work().join("out.sql").exists() && !sandbox.work().join("stage").exists());
    assert_eq!(database.psql("select count(*) from pg_class where relname = 'a'"), "0");
}

/// A command with options for a database takes the word, too.
#[test]
fn no_command_on_a_database_is_without_the_word() {
    let mut without = Vec::new();
    without_word(&Cli::command(), "", &mut without);
    assert!(without.is_empty(), "{without:?}");
}

/// The managed server's URL is that of an environment, too.
#[test]
fn server_url_takes_the_word() {
    let run = Sandbox::new().run(["server", "url", "prod", "--env-file", ".env"]).ended_with(2);
    assert!(run.stderr.contains("for dev and test, not for prod"), "{run:?}");
}

/// What a page says of all commands holds for each of them.
#[test]
fn what_changes_something_takes_dry_run_but_for_those_that_are_named() {
    const READS: &str = "activity home, activity show, completions, config, doctor, man, \
        migration list, migration status, migration test, rds-audit, rds-status, rds-url, rds-wait, \
        schema-json, server logs, server status, server url, sessions, sg-list, structure, \
        test-db list, trigger-status, tunnel, user list, version, wait";
    let mut without = Vec::new();
    without_dry_run(&Cli::command(), "", &mut without);
    let page = std::fs::read_to_string("docs/databases.md").unwrap();
    let (sentence, _) = page.split_once("; those that work").unwrap();
    let is_named = |path: &String| {
        READS.split(", ").any(|it| it == path) || sentence.contains(&format!("`{path}`"))
    };
    without.retain(|path| !is_named(path));
    assert!(without.is_empty(), "{without:?}");
}

fn without_dry_run(command: &Command, path: &str, without: &mut Vec<String>) {
    let has = command.get_arguments().any(|arg: &Arg| arg.get_id() == "dry_run");
    if !has && !path.is_empty() && !command.is_subcommand_required_set() {
        without.push(path.to_owned());
    }
    for below in command.get_subcommands().filter(|it| it.get_name() != "help") {
        without_dry_run(below, format!("{path} {}", below.get_name()).trim(), without);
    }
}

/// Every variable that is read is on the page that lists them.
#[test]
fn every_variable_is_in_the_reference() {
    // Those of the machine and of services, which nobody sets for this program.
    const OTHERS: &str = "CODESPACE_NAME GITHUB_USER GITPOD_ENVIRONMENT_ID GITPOD_GIT_USER_EMAIL GITPOD_GIT_USER_NAME \
        GITPOD_WORKSPACE_ID XDG_CACHE_HOME XDG_DATA_HOME XDG_STATE_HOME";
    let page = std::fs::read_to_string("docs/reference.md").unwrap();
    let mut missing = Vec::new();
    for file in ["config/state.rs", "config/resolve.rs", "config/owner.rs", "commands/aws.rs"] {
        let text = std::fs::read_to_string(format!("src/{file}")).unwrap();
        let words = text.split('"').map(str::to_owned);
        let is_name = |it: &String| {
            it.contains('_') && it.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        };
        missing.extend(words.filter(is_name));
    }
    missing.retain(|it| !page.contains(&format!("`{it}`")));
    missing.retain(|it| !OTHERS.split(' ').any(|other| other == it) && !it.starts_with("AWS_"));
    assert!(missing.is_empty(), "{missing:?}");
    for name in ["<NAME>_TUNNEL", "PAGER", "EDITOR"] {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}

fn without_word(command: &Command, path: &str, without: &mut Vec<String>) {
    let has = |id: &str| command.get_arguments().any(|arg: &Arg| arg.get_id() == id);
    // The words of `test-db drop` are databases.
    if has("wait") && !has("word") && path != " test-db drop" {
        without.push(path.to_owned());
    }
    for below in command.get_subcommands() {
        without_word(below, &format!("{path} {}", below.get_name()), without);
    }
}

/// `dump prod` once wrote dev into a file named prod.
#[test]
fn a_name_without_dot_and_slash_is_an_environment_and_no_file() {
    let database = Postgres::shared().database();
    database.psql("create table mine (x int); insert into mine values (7)");
    let mut sandbox = Sandbox::with(&database);
    sandbox.write("prod", "not SQL");
    sandbox.write("seeds/1.sql", "insert into mine values (8);");
    for words in [&["dump", "prod", "--force"][..], &["seed", "prod"], &["restore", "prod"]] {
        let run = sandbox.run(words.iter().copied()).ended_with(2);
        let named = ["PROD_CONNECTION_URL is not set", "restore needs a backup"];
        assert!(named.iter().any(|text| run.stderr.contains(text)), "{run:?}");
    }
    sandbox.run(["dump", "pord"]).check(str![[r#"
exit 2
--- stderr
error: there is no environment pord
hint: did you mean prod? A file of that name is written ./pord

"#]]);
    sandbox.run(["seed", "seeds"]).check(str![[r#"
exit 2
--- stderr
error: there is no environment seeds
hint: the environments are dev, prod, test. A file of that name is written ./seeds

"#]]);
    sandbox.run(["dump", "dev", "test"]).check(str![[r#"
exit 2
--- stderr
error: two environments are named: dev and test
hint: a file is written ./test

"#]]);
    sandbox.run(["dump", "a.sql", "b.sql"]).ended_with(2);
    assert!(!sandbox.work().join("pord").exists() && !sandbox.work().join("test").exists());
    assert_eq!(std::fs::read(sandbox.work().join("prod")).unwrap(), b"not SQL");

    // The file and the directory of such a name.
    sandbox.run(["dump", "./prod", "--force"]).succeeded();
    let dumped = std::fs::read_to_string(sandbox.work().join("prod")).unwrap();
    assert!(dumped.contains("CREATE TABLE public.mine"), "{dumped}");
    sandbox.run(["seed", "./seeds"]).succeeded();
    sandbox.run(["seed", "dev", "seeds/"]).succeeded();
    assert_eq!(database.psql("select array_agg(x order by x) from mine"), "{7,8,8}");
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    assert!(sandbox.run(["dump", "prod"]).succeeded().stdout.contains("TABLE public.mine"));
}

#[test]
fn a_slip_in_an_environments_name_gets_a_suggestion() {
    let mut sandbox = Sandbox::new();
    sandbox.write(".env", "STAGING_CONNECTION_URL=postgresql://u@127.0.0.1:1/d\n");
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    sandbox.write("cruddur-db.toml", "[environments.demonstration]\nurl_var = 'D'\n");
    sandbox.run(["drop", "pord"]).check(str![[r#"
exit 2
--- stderr
error: environment pord has no database: PORD_CONNECTION_URL is not set
hint: did you mean prod? Otherwise set PORD_CONNECTION_URL to postgresql://USER@HOST:5432/DATABASE

"#]]);
    for (word, meant) in
        [("stagin", "staging"), ("production", "prod"), ("demonstrate", "demonstration")]
    {
        for words in [&["sessions", word][..], &["connect", "--env", word], &["seed", word]] {
            let run = sandbox.run(words.iter().copied()).ended_with(2);
            assert!(run.stderr.contains(&format!("did you mean {meant}?")), "{run:?}");
        }
    }
}

#[test]
fn numbers_are_sessions_and_versions() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("migrations/1_a.sql", "create table a ();");
    sandbox.run(["migration", "mark", "dev", "1"]).succeeded();
    assert_eq!(database.psql("select version from _sqlx_migrations"), "1");
    for words in [
        &["sessions", "kill"][..],
        &["sessions", "kill", "dev"],
        &["sessions", "cancel"],
        &["sessions", "kill", "4711", "--all"],
        &["sessions", "kill", "0"],
        &["sessions", "kill", "1x"],
        &["sessions", "kill", "4711", "dev"],
        &["sessions", "test", "kill", "dev", "4711"],
        &["migration", "mark"],
        &["migration", "mark", "1", "--all"],
        &["migration", "redo", "1", "2"],
        &["migration", "redo", "./1"],
    ] {
        sandbox.run(words.iter().copied()).ended_with(2);
    }
}
