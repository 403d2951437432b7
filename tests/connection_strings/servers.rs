//! Several servers in one string: which of them a command works on, and that it stays there.

use std::process::Stdio;

use snapbox::str;

use crate::common::{Outcome, Postgres, Sandbox, Standby, psql};

fn port_of(sandbox: &Sandbox, url: &str) -> String {
    let run = sandbox.run(["sessions", "--format", "json", "--url", url]).succeeded();
    assert!(run.stdout.contains("cruddur-db sessions"), "{run:?}");
    let connect = ["connect", "-c", "select current_setting('port')", "--format", "json", "--url"];
    let run = sandbox.run([&connect[..], &[url]].concat()).succeeded();
    run.stdout.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn a_dead_server_is_passed_over_and_a_refusal_is_not() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let first = |url: &str, list: &str| url.replace("127.0.0.1:", &format!("{list},127.0.0.1:"));
    sandbox.set("CONNECTION_URL", first(&database.url(), "127.0.0.1:1"));
    sandbox.run(["wait", "--wait=0"]).check(str![[r#"
exit 0
--- stdout
the server is up ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:1 or 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1,127.0.0.1:2/d");
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
dev: d on 127.0.0.1:1 or 127.0.0.1:2 as u (local)
error: none of 2 servers can be used:
  nothing listens on 127.0.0.1:1
  nothing listens on 127.0.0.1:2

"#]]);
    // Who refuses a login is asked no second time, and nobody else is.
    let wrong = database.url().replace(Postgres::shared().password(), "wrong");
    let port = Postgres::shared().port();
    let list = format!("127.0.0.1:{port},127.0.0.1:1");
    sandbox.set("CONNECTION_URL", wrong.replace(&format!("127.0.0.1:{port}"), &list));
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.contains("password authentication failed"), "{run:?}");
}

#[test]
fn each_server_has_its_own_line_in_the_password_file() {
    let server = Postgres::shared();
    let database = server.database();
    let mut sandbox = Sandbox::with(&database);
    let port = server.port();
    let lines = format!("127.0.0.1:1:*:*:canary\n127.0.0.1:{port}:*:*:{}\n", server.password());
    let file = sandbox.write("../home/.pgpass", lines);
    std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let url = format!("postgresql://postgres@127.0.0.1:1,127.0.0.1:{port}/{}", database.name);
    sandbox.set("CONNECTION_URL", url);
    sandbox.run(["sessions"]).succeeded();
    sandbox.run(["connect", "--", "-XAtc", "select 1"]).succeeded();
}

#[test]
fn the_kind_of_server_is_the_one_that_was_asked_for() {
    let pair = Standby::start();
    let sandbox = Sandbox::new();
    let (primary, standby) = (pair.primary.port().to_string(), pair.port().to_string());
    for (wanted, port) in [
        ("any", &standby),
        ("read-write", &primary),
        ("primary", &primary),
        ("read-only", &standby),
        ("standby", &standby),
        ("prefer-standby", &standby),
    ] {
        let url = pair.both("postgres", &format!("target_session_attrs={wanted}"));
        assert_eq!(&port_of(&sandbox, &url), port, "{wanted}");
        // psql agrees.
        assert_eq!(psql(&url, "show port"), *port, "{wanted}");
    }
    // In any order, both come up sooner or later.
    let url = pair.both("postgres", "load_balance_hosts=random");
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..200 {
        seen.insert(port_of(&sandbox, &url));
        if seen.len() == 2 {
            break;
        }
    }
    assert_eq!(seen.len(), 2, "{seen:?}");
    let url = format!("{}?target_session_attrs=read-write", pair.url("postgres"));
    let run = sandbox.run(["sessions", "--url", &url]).ended_with(3);
    assert!(
        run.stderr.contains("is a standby and read-only, but target_session_attrs=read-write"),
        "{run:?}"
    );
}

/// The load works on the primary, which dies in the middle, and the standby takes its place.
#[test]
fn a_failover_in_a_load_leaves_nothing_half_done() {
    let pair = Standby::start();
    let mut sandbox = Sandbox::new();
    let url = pair.both("app", "target_session_attrs=read-write");
    sandbox.set("CONNECTION_URL", &url);
    sandbox.run(["create"]).succeeded();
    // The standby is asked first, and must have heard of it.
    pair.catch_up();
    sandbox.write("base.sql", "create table base (n int); insert into base values (1);\n");
    sandbox.run(["schema-load", "base.sql"]).succeeded();
    // More than can be on its way while the server sleeps, so that COMMIT is not sent yet.
    let rest = format!("comment on table half is '{}';\n", "x".repeat(100_000)).repeat(20);
    let sql = "create table half (n int);\ninsert into half select generate_series(1, 1000);\n\
               select pg_sleep(600);\n";
    sandbox.write("long.sql", format!("{sql}{rest}create table rest (n int);\n"));
    let mut command = sandbox.command(["schema-load", "long.sql"]);
    let load = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let sleeping = "select count(*) from pg_stat_activity where query like '%pg_sleep(600)%' \
                    and pid <> pg_backend_pid() and state = 'active'";
    crate::common::wait_until(sleeping, || pair.primary.psql("postgres", sleeping) != "0");
    pair.catch_up();
    pair.promote();
    sandbox.hide(pair.port().to_string(), "STANDBY");
    sandbox.finished(load.outcome()).check(str![[r#"
exit 3
--- stderr
dev: app on 127.0.0.1:STANDBY or 127.0.0.1:[PORT] as postgres (local)
...
warning: terminating connection due to immediate shutdown command
error: long.sql:3:1: 127.0.0.1:[PORT] closed the connection
3 | select pg_sleep(600);
  | ^
detail: that was before COMMIT: the load was rolled back

"#]]);

    // Whoever waits gets the new primary, with all that was done before and nothing of the load.
    sandbox.run(["wait", "--wait=60"]).succeeded();
    pair.wait_until("not pg_is_in_recovery()");
    let tables = "select string_agg(relname, ' ') from pg_class where relname in \
                  ('base', 'half', 'rest')";
    assert_eq!(psql(&pair.url("app"), tables), "base");
    sandbox.run(["schema-load", "base.sql", "--dry-run"]).succeeded();
}

#[test]
fn waiting_waits_for_a_promotion() {
    let pair = Standby::start();
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", format!("{}?target_session_attrs=primary", pair.url("postgres")));
    sandbox.run(["wait", "--wait=0"]).ended_with(3);
    let mut command = sandbox.command(["sessions", "--wait=60"]);
    let waiting = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It has come at least once, and was turned away.
    pair.wait_until(
        "exists (select from pg_stat_database where datname = 'postgres' and sessions > 0)",
    );
    pair.promote();
    sandbox.finished(waiting.outcome()).succeeded();
}
