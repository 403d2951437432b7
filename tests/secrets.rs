//! A canary password is looked for wherever it could come out.

use crate::common::{Postgres, Sandbox};

/// Where the managed server is kept from starting, so that only the URL's server is used.
fn sandbox() -> (Sandbox, crate::common::Database) {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", Postgres::shared().url("another"));
    (sandbox, database)
}

#[test]
fn no_output_shows_the_password() {
    let (sandbox, _database) = sandbox();
    sandbox.write("bad.sql", "select 1;\nselect nonsense;\n");
    let calls: &[&[&str]] = &[
        &["create"],
        &["create", "--dry-run"],
        &["setup"],
        &["setup", "--dry-run"],
        &["setup", "prod"],
        &["schema-load"],
        &["schema-load", "bad.sql"],
        &["seed"],
        &["sessions", "--all"],
        &["sessions", "prod"],
        &["config"],
        &["config", "prod"],
        &["wait"],
        &["dump"],
        &["connect", "--", "-X", "-c", "select 1"],
        &["connect", "prod", "--", "-X", "-c", "select 1"],
        &["connect", "--builtin", "-c", "\\conninfo", "-c", "select nope"],
        &["doctor"],
        &["doctor", "prod"],
        &["drop", "--dry-run"],
        &["drop", "prod"],
        &["drop"],
    ];
    for call in calls {
        for more in [&[][..], &["--format", "json"], &["--verbose"]] {
            let place = call.iter().position(|word| *word == "--").unwrap_or(call.len());
            let args: Vec<&str> = [&call[..place], more, &call[place..]].concat();
            let run = sandbox.run(args.clone());
            let password = Postgres::shared().password();
            assert!(!run.stdout.contains(password), "{args:?}: {run:?}");
            assert!(!run.stderr.contains(password), "{args:?}: {run:?}");
        }
    }
}

#[test]
fn no_help_text_shows_what_is_set() {
    let (sandbox, _database) = sandbox();
    for command in crate::help::commands() {
        let run = sandbox.run([command.as_str(), "--help"]);
        assert!(!run.stdout.contains(Postgres::shared().password()), "{command}");
    }
}

#[test]
fn broken_urls_are_not_quoted() {
    let mut sandbox = Sandbox::new();
    for url in [
        "postgresql://u:canary#x@h/d",
        "postgresql://u:canary@h:port/d",
        "postgresql://u:canary@h",
        "postgresql://u:canary@h/d?nonsense=1",
        "postgresql://u:canary%zz@h/d",
        "mysql://u:canary@h/d",
        "canary",
        "postgresql://h/d?password=canary",
        "postgresql://u:canary@h1,h2/d",
        "postgresql://u:canary@[::1/d",
    ] {
        sandbox.set("CONNECTION_URL", url);
        for args in [&["config"][..], &["sessions", "--format", "json"]] {
            let run = sandbox.run(args).ended_with(2);
            assert!(!run.stderr.contains("canary"), "{url}: {run:?}");
        }
    }
}
