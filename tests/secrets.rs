//! A canary password is looked for wherever it could come out.

use std::io::Write;

use clap::{Command, CommandFactory};
use cruddur_db::cli::Cli;

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
        &["activity", "home"],
        &["user", "list"],
        &["user", "list", "--env", "prod"],
        &["dump"],
        &["connect", "--", "-X", "-c", "select 1"],
        &["connect", "prod", "--", "-X", "-c", "select 1"],
        &["connect", "--builtin", "-c", "\\conninfo", "-c", "select nope"],
        &["doctor"],
        &["doctor", "prod"],
        &["drop", "--dry-run"],
        &["drop", "prod"],
        &["env-set"],
        &["sessions", "--csv"],
        &["sessions", "kill", "--all"],
        &["drop", "--backup"],
        &["restore", "--last"],
        &["restore", "--list"],
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

/// Others' statements may set passwords, and so may our own files.
#[test]
fn statements_are_shown_without_passwords() {
    let (sandbox, database) = sandbox();
    database.psql("create table t (x int)");
    let mut holder = database.after(&["begin", "lock t"]);
    let statement = "set app.jwt_secret = 'canary';\n";
    holder.stdin.as_mut().unwrap().write_all(statement.as_bytes()).unwrap();
    let idle = "select state from pg_stat_activity where datname = current_database() \
                and query like 'set app%'";
    database.wait_for(idle, "idle in transaction");
    let role = "create role pg_app password 'canary'";
    sandbox.write("syntax.sql", format!("{role} nonsense;\n"));
    sandbox.write("context.sql", format!("do $$ begin {role}; end $$;\n"));
    sandbox
        .write("inner.sql", "do $$ begin execute 'create role a password ''canary'' b'; end $$;\n");
    sandbox.write(
        "migrations/20260101000000_a.up.sql",
        format!("{role};\nalter table t add y int;\n"),
    );
    sandbox.write("migrations/20260101000000_a.down.sql", "alter table t drop y;\n");
    let shows = |args: &[&str], shown: &str| {
        let run = sandbox.run(args);
        assert!(run.stdout.contains(shown) || run.stderr.contains(shown), "{run:?}");
        assert!(!run.stdout.contains("canary") && !run.stderr.contains("canary"), "{run:?}");
    };
    for more in [&[][..], &["--csv"], &["--format", "json"]] {
        shows(&[&["sessions"], more].concat(), "set app.jwt_secret = '***'");
    }
    shows(&["migrate", "--dry-run"], "password '***'");
    shows(&["schema-load", "syntax.sql"], "1 | create role pg_app password '******' nonsense;");
    shows(&["schema-load", "context.sql"], "SQL statement \"create role pg_app password '***'\"");
    sandbox.write("quoted.sql", "create role pg_app password \"canary\";\n");
    shows(&["schema-load", "quoted.sql"], "error: quoted.sql:1:29: syntax error (");
    shows(&["connect", "--builtin", "-c", "alter role a set password 'canary'"], "syntax error (");
    database.psql("create table users (id int, password text not null)");
    sandbox.write("rows.sql", "insert into users (id, password)\nvalues (1, 'canary', nope);\n");
    shows(&["seed", "rows.sql"], "2 | values (1, '******', nope);");
    sandbox.write("row.sql", "insert into users (password, id) values ('canary', '-');\n");
    shows(&["seed", "row.sql"], "('******', '*')");
    sandbox.write("null.sql", "insert into users (password, id) values (null, 42);\n");
    shows(&["seed", "null.sql"], "violates not-null constraint");
    sandbox.write("copy.sql", "copy users (password, id) from stdin;\ncanary\tx\n\\.\n");
    shows(&["seed", "copy.sql"], "2 | ***\n");
    shows(&["schema-load", "inner.sql"], "1 | create role a password '******' b");
    shows(&["connect", "--builtin", "-c", &format!("{role} nonsense")], "'******' nonsense");
    sandbox.write("migrations/20260101000000_a.up.sql", "alter table t add y int;\n");
    shows(&["migrate", "--lock-timeout", "100ms"], "set app.jwt_secret = '***'");
    holder.kill().unwrap();
    holder.wait().unwrap();
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
        "postgresql://h/d?password=canary&nonsense=1",
        "host=h dbname=d password=x canary",
        "postgresql://u:canary@h1,h2/d?port=1,2,3",
        "postgresql://u:canary@[::1/d",
    ] {
        sandbox.set("CONNECTION_URL", url);
        for args in [&["config"][..], &["sessions", "--format", "json"]] {
            let run = sandbox.run(args).ended_with(2);
            assert!(!run.stderr.contains("canary"), "{url}: {run:?}");
        }
    }
}

/// Whatever an option refuses, it may have been meant for `--url`.
#[test]
fn no_option_shows_a_password_that_it_gets() {
    let mut sandbox = Sandbox::new();
    sandbox.without_postgres();
    #[cfg(feature = "aws")]
    sandbox.without_aws();
    let mut program = Cli::command();
    program.build();
    let mut lines = Vec::new();
    lines_with_password(&program, &[], &mut lines);
    assert!(lines.len() > 500, "{}", lines.len());
    for line in lines {
        let run = sandbox.run(line.iter().map(String::as_str)).ended_with(2);
        assert!(!run.stdout.contains("canary") && !run.stderr.contains("canary"), "{line:?}");
        assert!(!run.stderr.contains("panicked"), "{run:?}");
    }
    let json = sandbox.run(["setup", "--env", "postgres://u:canary@h/d", "--format", "json"]);
    assert!(json.stderr.contains("\"hint\":\"it follows --url\""), "{json:?}");
}

/// Each command's options with a URL, in turn in an argument of its own and behind an equals sign.
fn lines_with_password(command: &Command, path: &[&str], lines: &mut Vec<Vec<String>>) {
    let url = "postgres://user:canary@127.0.0.1:1/db";
    let mut line = |arguments: &[&str]| {
        lines.push(path.iter().chain(arguments).map(|word| (*word).to_owned()).collect());
    };
    line(&[url]);
    let taking = command.get_arguments().filter(|arg| arg.get_action().takes_values());
    for long in taking.filter_map(|arg| arg.get_long()).filter(|long| *long != "url") {
        match (long.len() + path.len()) % 2 {
            0 => line(&[&format!("--{long}"), url]),
            _ => line(&[&format!("--{long}={url}")]),
        }
    }
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        lines_with_password(below, &[path, &[below.get_name()]].concat(), lines);
    }
}

#[test]
fn no_process_shows_the_password_among_its_arguments() {
    let (sandbox, database) = sandbox();
    database.psql("create table t (x int)");
    // pg_dump waits for this lock, and is there to check.
    let mut locker = std::process::Command::new(crate::common::program("psql"))
        .args(["-X", "-q", "-A", "-t"])
        .args([
            "-c",
            "begin",
            "-c",
            "lock t",
            "-c",
            "select 'locked'",
            "-c",
            "select pg_sleep(600)",
        ])
        .env("PGPASSWORD", Postgres::shared().password())
        .arg(database.url().replace(&format!(":{}@", Postgres::shared().password()), "@"))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = locker.stdout.as_mut().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut String::new()).unwrap();
    let mut dump = sandbox.command(["dump", "x.sql"]).spawn().unwrap();
    let waiting = "select count(*) from pg_stat_activity \
                   where datname = current_database() and wait_event_type = 'Lock'";
    database.wait_for(waiting, "1");
    let ours = dump.id().to_string();
    let shown: Vec<(String, String)> = std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| {
            let directory = entry.ok()?.path();
            let stat = std::fs::read_to_string(directory.join("stat")).ok()?;
            let parent = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.to_owned();
            let line = std::fs::read(directory.join("cmdline")).ok()?;
            Some((parent, String::from_utf8_lossy(&line).replace('\0', " ")))
        })
        .filter(|(parent, line)| *parent == ours || line.contains(&database.name))
        .collect();
    assert!(shown.iter().any(|(_, line)| line.contains("pg_dump")), "{shown:?}");
    let password = Postgres::shared().password();
    for (_, line) in shown.iter().filter(|(parent, line)| *parent == ours || !line.contains("psql"))
    {
        assert!(!line.contains(password), "a password among arguments");
    }
    // The lock stays as long as the server does not see that its owner is gone.
    for child in [&mut dump, &mut locker] {
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
