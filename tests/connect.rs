use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use snapbox::str;

use crate::common::{Outcome, Pgbouncer, Postgres, Sandbox, psql, write_program};

/// The session of the check has ended when psql's begins.
#[test]
fn a_role_with_one_session_is_enough() {
    let database = Postgres::shared().database();
    let role = Postgres::shared().role("login connection limit 1");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    let sessions = format!("select count(*) from pg_stat_activity where usename = '{}'", role.name);
    for _ in 0..10 {
        sandbox.run(["connect", "-c", "select 1"]).succeeded();
        // That of psql may take longer to end than psql.
        Postgres::shared().wait_for(&sessions, "0");
    }
}

#[test]
fn hands_over_to_psql_with_its_arguments_and_status() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let sql = "select current_setting('application_name')";
    let run = sandbox.run(["connect", "--quiet", "--", "-X", "-A", "-t", "-c", sql]);
    run.check(str![[r#"
exit 0
--- stdout
cruddur-db connect

"#]]);
    sandbox.run(["connect", "--", "-X", "-c", "select 1/0"]).ended_with(1);
    let failing = ["connect", "--", "-X", "-v", "ON_ERROR_STOP=1", "-f", "missing.sql"];
    sandbox.run(failing).ended_with(1);
}

#[test]
fn misleading_variables_do_not_lead_elsewhere() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PGHOSTADDR", "192.0.2.1").set("PGSERVICE", "other").set("PGPORT", "1");
    let service = "[other]\nhost=/nowhere\nhostaddr=192.0.2.1\ndbname=postgres\nuser=nobody\n";
    sandbox.write("../home/.pg_service.conf", service);
    sandbox.set("PGDATABASE", "postgres").set("PGUSER", "nobody").set("PGHOST", "/nowhere");
    let sql = "select current_database()";
    let run = sandbox.run(["connect", "--", "-X", "-A", "-t", "-c", sql]).succeeded();
    assert_eq!(run.stdout, "[DB]\n");
}

#[test]
fn the_password_stands_in_no_argument() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let directory = sandbox.root().join("bin");
    std::fs::create_dir(&directory).unwrap();
    let psql = directory.join("psql");
    let script = "#!/bin/sh\ntr '\\0' ' ' < /proc/$$/cmdline\necho\necho \"$PGPASSWORD\" | wc -c\n";
    write_program(&psql, script);
    let mut sandbox = sandbox;
    let path = format!("{}:/usr/bin:/bin", directory.display());
    sandbox.set("PATH", path);
    let run = sandbox.run(["connect", "--", "-X"]).succeeded();
    let password = Postgres::shared().password();
    assert!(!run.stdout.contains(password), "{run:?}");
    assert!(run.stdout.ends_with(&format!("{}\n", password.len() + 1)), "{run:?}");
}

#[test]
fn statements_run_in_order_up_to_the_first_error() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    std::fs::write(sandbox.root().join("home/.psqlrc"), "\\pset format unaligned\n").unwrap();
    let args = ["connect", "-q", "-c", "select 1 as a", "-c", "select 1/0", "-c", "select 2"];
    sandbox.run(args).check(str![[r#"
exit 1
--- stdout
 a 
---
 1
(1 row)

--- stderr
ERROR:  division by zero

"#]]);
}

#[test]
fn read_only_joins_the_options_of_the_url() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let show = ["-c", "show default_transaction_read_only", "-c", "show work_mem"];
    let args = [&["connect", "--read-only", "--", "-XAt"], &show[..]].concat();
    sandbox.set("PGOPTIONS", "-c work_mem=3MB");
    assert_eq!(sandbox.run(args.clone()).succeeded().stdout, "on\n3MB\n");
    sandbox.set("CONNECTION_URL", format!("{}?options=-c%20work_mem%3D2MB", database.url()));
    assert_eq!(sandbox.run(args).succeeded().stdout, "on\n2MB\n");
    let run = sandbox.run(["connect", "--read-only", "-c", "create table t ()"]).ended_with(1);
    assert!(run.stderr.contains("read-only transaction"), "{run:?}");
    let hint = "hint: --read-only makes every transaction read-only: leave it out\n";
    assert!(run.stderr.ends_with(hint), "{run:?}");
}

#[test]
fn the_prompt_of_psql_names_the_environment() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url());
    let mut terminal = sandbox.terminal(&["connect", "prod", "--read-only"]);
    terminal.wait_for("\x1b[1;31mprod\x1b[0m (read-only) ").wait_for("=# ");
    terminal.press("select 'typed in prod';\r").wait_for("(1 row)").wait_for("=# ");
    terminal.press("\\q\r");
    assert_eq!(terminal.end(), 0);
    let directory = sandbox.root().join("home/.local/state/cruddur-db/history");
    let kept = std::fs::read_to_string(directory.join("prod")).unwrap();
    assert!(kept.contains("typed in prod"), "{kept}");
    assert_eq!(directory.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    let mut terminal = sandbox.terminal(&["connect"]);
    terminal.wait_for(&format!("dev {}=# ", database.name)).press("\x04");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn what_a_person_has_set_up_for_psql_stays() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let own = sandbox.root().join("own_history");
    sandbox.set("PSQL_HISTORY", &own);
    let home = sandbox.root().join("home");
    std::fs::write(home.join(".psqlrc"), "\\set PROMPT1 'mine%# '\n").unwrap();
    let mut terminal = sandbox.terminal(&["connect"]);
    terminal.wait_for("mine# ").press("select 1;\r").wait_for("(1 row)");
    terminal.wait_for("mine# ").press("\\q\r");
    assert_eq!(terminal.end(), 0);
    assert!(std::fs::read_to_string(own).unwrap().contains("select 1;"));
    assert!(!home.join(".local").exists());
}

#[test]
fn arguments_for_psql_need_psql() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PATH", "/nowhere").set("CRUDDUR_PG_BINDIR", "/nowhere");
    let run = sandbox.run(["connect", "--", "-l"]).ended_with(1);
    assert!(run.stderr.contains("psql was not found"), "{run:?}");
    let run = sandbox.run(["connect", "-c", "select 5 as five"]).succeeded();
    assert!(run.stdout.contains(" five \n"), "{run:?}");
    sandbox.run(["connect", "--builtin", "--", "-l"]).ended_with(2);
}

/// Whatever the pooler does with options, nothing is written, and nothing stays behind.
#[test]
fn read_only_holds_through_a_pooler() {
    let server = Postgres::shared();
    for mode in ["transaction", "session"] {
        let database = server.database();
        database.psql("create table t (a int); insert into t values (1)");
        let pooler = Pgbouncer::start(server, mode, &[]);
        let mut sandbox = Sandbox::with(&database);
        sandbox.set("CONNECTION_URL", pooler.url(&database.name));
        for sql in [
            "delete from t",
            "select 1; delete from t",
            "begin; delete from t; commit",
            "begin; commit; delete from t",
            "set default_transaction_read_only = off; delete from t",
            "set session characteristics as transaction read write; delete from t",
            "set transaction read write; delete from t",
            "copy t from stdin",
        ] {
            let run = sandbox.run(["connect", "--read-only", "-c", sql]).ended_with(1);
            let says = ["SQLSTATE 25006", "has no data here"];
            assert!(says.iter().any(|says| run.stderr.contains(says)), "{sql}: {run:?}");
        }
        let run = sandbox.run(["connect", "-q", "--read-only", "-c", "select a + 1 as b from t"]);
        assert!(run.succeeded().stdout.contains("2"));
        let run = sandbox.run(["connect", "--read-only", "--", "-c", "delete from t"]);
        assert_ne!(run.status, Some(0), "{run:?}");
        assert_eq!(psql(&pooler.url(&database.name), "select count(*) from t"), "1");
        // The sessions that the pooler keeps are as they were.
        psql(&pooler.url(&database.name), "insert into t values (2)");
    }
}

/// What is wrong reads as everywhere else, whichever program it is for.
#[test]
fn what_is_wrong_with_the_login_is_said_before_psql_starts() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let missing = Postgres::shared().missing_database();
    let wrong = database.url().replacen(Postgres::shared().password(), "wrong", 1);
    for (url, says) in [
        ("postgresql://me@127.0.0.1:1/x".to_owned(), "127.0.0.1:1"),
        (wrong, "password authentication failed"),
        (missing.url(), "does not exist"),
    ] {
        sandbox.set("CONNECTION_URL", url);
        let first = sandbox.run(["sessions", "--quiet"]).ended_with(3);
        assert!(first.stderr.contains(says), "{first:?}");
        for args in [&["connect", "--quiet"][..], &["connect", "-q", "-c", "select 1"]] {
            let run = sandbox.run(args.to_vec()).ended_with(3);
            assert_eq!(run.stderr, first.stderr);
            let run = sandbox.run([args, &["--builtin"]].concat()).ended_with(3);
            assert_eq!(run.stderr, first.stderr);
        }
    }
    // These need no database.
    let run = sandbox.run(["connect", "--", "--version"]).succeeded();
    assert!(run.stdout.contains("psql"), "{run:?}");
}

#[test]
fn a_password_that_is_missing_is_asked_for() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let password = Postgres::shared().password();
    let url = database.url().replacen(&format!(":{password}@"), "@", 1);
    sandbox.set("CONNECTION_URL", url);
    for args in [&["connect"][..], &["connect", "--builtin"]] {
        let mut terminal = sandbox.terminal(args);
        terminal.wait_for("Password of postgres").press(&format!("{password}\r"));
        terminal.wait_for("=# ").press("\\q\r");
        assert_eq!(terminal.end(), 0);
        assert!(!terminal.everything().contains(password));
    }
    let run = sandbox.run(["connect", "-c", "select 1"]).ended_with(3);
    assert!(run.stderr.contains("no password was given"), "{run:?}");
}

/// Both programs stop at the first error, with the same status.
#[test]
fn piped_statements_stop_at_the_first_error() {
    let database = Postgres::shared().database();
    database.psql("create table t (a int)");
    let sandbox = Sandbox::with(&database);
    std::fs::write(sandbox.root().join("home/.psqlrc"), "\\set ON_ERROR_STOP off\n").unwrap();
    let text = "insert into t values (1);\nselect 1/0;\ninsert into t values (2);\n";
    let file = sandbox.write("bad.sql", text);
    for args in [&[][..], &["--builtin"], &["--", "-XAt"]] {
        let mut command = sandbox.command([&["connect", "--quiet"], args].concat());
        let child = command.stdin(std::fs::File::open(&file).unwrap());
        let child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let run = sandbox.finished(child.outcome()).ended_with(3);
        assert!(run.stderr.contains("division by zero"), "{run:?}");
        assert_eq!(database.psql("delete from t returning a"), "1");
    }
    // psql's own way where it reads something else.
    sandbox.run(["connect", "--", "-X", "-f", "bad.sql"]).succeeded();
}
