//! Every command that talks to a database, through pgbouncer with the defaults of its package.

use std::time::{Duration, Instant};

use snapbox::str;

use crate::common::{Pgbouncer, Postgres, Sandbox, psql};

/// Each transaction on another connection to the server than the one before, as on a pooler with
/// many clients.
const ROUND_ROBIN: &str = "transaction\nserver_round_robin = 1";

/// Has the pool open the connections that it goes round: two clients at the same time need two.
fn spread(url: &str) {
    let pid = || psql(url, "select pg_backend_pid() from pg_sleep(0.1)");
    let deadline = Instant::now() + Duration::from_secs(20);
    let on_one = || {
        std::thread::scope(|scope| {
            let other = scope.spawn(pid);
            pid() == other.join().unwrap()
        })
    };
    while on_one() {
        assert!(Instant::now() < deadline, "all transactions are on one connection");
    }
}

/// Runs the commands in the order of a day, each on what the one before left.
fn walk(mode: &str) {
    let server = Postgres::shared();
    let pooler = Pgbouncer::start(server, mode, &[]);
    let database = server.missing_database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    sandbox.write("notes.sql", "create table notes (id int); insert into notes values (1), (2);");
    let run = |line: &str| sandbox.run(line.split(' ')).succeeded();
    let says = |line: &str, expected: &str| {
        let run = run(line);
        assert!(run.stdout.contains(expected), "{mode}: {line}: {run:?}");
    };
    says("create --quiet", "created");
    says("create --quiet", "already exists");
    let url = pooler.url(&database.name);
    let spread = || {
        if mode == ROUND_ROBIN {
            spread(&url)
        }
    };
    spread();
    says("schema-load --quiet", "loaded");
    says("seed --quiet", "public.users 2 rows, public.activities 2 rows");
    says("schema-load --check --quiet notes.sql", "rolled back");
    says("seed --quiet notes.sql", "notes 2 rows");
    assert_eq!(database.psql("select count(*) from notes"), "2");
    run("setup --quiet");
    spread();
    says("activity create --handle bayko --message hi --quiet", "hi");
    assert_eq!(run("activity home --format json").json().as_array().unwrap().len(), 3);
    let id = database.psql("select uuid from activities where message = 'hi'");
    says(&format!("activity show {id} --quiet"), "hi");
    says("user add --handle ann --display-name A --email a@example.com --quiet", "ann");
    assert_eq!(run("user list --format json").json().as_array().unwrap().len(), 3);
    says("sessions --quiet", "cruddur-db sessions");
    says("sessions --blocking --quiet", "nobody waits");
    says("sessions kill --idle 1h --quiet", "no session ended");
    says("doctor", "all 11 layers are well");
    says("wait --quiet", "up");
    says("env-set dev --quiet", "is tagged as dev");
    says("connect --quiet -c select(41+1)", "42");
    says("connect --quiet --builtin -c select(41+1)", "42");
    run("dump all.sql");
    let dumped = std::fs::read_to_string(sandbox.work().join("all.sql")).unwrap();
    assert!(dumped.contains("ann\ta@example.com"), "{dumped}");
    says("drop --backup --quiet", "dropped");
    assert!(!database.exists());
}

#[test]
fn every_command_works_in_session_mode() {
    walk("session");
}

#[test]
fn every_command_works_in_transaction_mode() {
    walk(ROUND_ROBIN);
}

#[test]
fn what_a_pooler_does_not_take_is_named() {
    let pooler = Pgbouncer::start(Postgres::shared(), "transaction", &[]);
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let url = format!("{}?options=-c%20statement_timeout%3D5s", pooler.url(&database.name));
    let port = url.split(['@', '/']).find_map(|part| part.strip_prefix("127.0.0.1:")).unwrap();
    sandbox.hide(format!(":{port}"), ":[PORT]").set("CONNECTION_URL", &url);
    sandbox.run(["user", "list"]).check(str![[r#"
exit 3
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: unsupported startup parameter: options (SQLSTATE 08P01)
hint: a pooler is in between; leave that out of the URL and of PGOPTIONS, or name it in its ignore_startup_parameters

"#]]);
}
