//! Layer by layer, on servers that are well and on such that are not.

mod bad_days;
#[cfg(feature = "aws")]
mod cloud;
mod fixes;
mod tls;

use std::io::Write;
use std::net::TcpListener;

use snapbox::str;

use crate::common::{Pgbouncer, Postgres, Run, Sandbox};

/// The health of every layer, in their order.
fn layers(run: &Run) -> Vec<(String, String)> {
    let json = run.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let layers = json["layers"].as_array().unwrap().iter();
    layers.map(|layer| (text(&layer["layer"]), text(&layer["health"]))).collect()
}

/// What was found at a layer, its health first.
fn found(run: &Run, layer: &str) -> String {
    let json = run.json();
    let layers = json["layers"].as_array().unwrap();
    let found = layers.iter().find(|it| it["layer"] == layer).unwrap();
    let (health, text) = (found["health"].as_str().unwrap(), found["found"].as_str().unwrap());
    let fix = found["fix"].as_str().map(|fix| format!(" / {fix}")).unwrap_or_default();
    format!("{health}: {text}{fix}")
}

/// What doctor says to do at a layer.
fn fix(run: &Run, layer: &str) -> String {
    let json = run.json();
    let layers = json["layers"].as_array().unwrap();
    let fix = layers.iter().find(|it| it["layer"] == layer).unwrap()["fix"].as_str();
    fix.unwrap_or_else(|| panic!("{layer} needs no fix: {run:?}")).to_owned()
}

fn examine(sandbox: &Sandbox, url: &str, status: i32) -> Run {
    let args = ["doctor", "--quiet", "--format", "json", "--url", url];
    sandbox.run(args).ended_with(status)
}

#[test]
fn a_database_that_is_well() {
    let database = Postgres::shared().database();
    database.psql("create extension \"uuid-ossp\"; create table t ()");
    let name = &database.name;
    database.psql(&format!("alter database \"{name}\" set cruddur_db.environment = 'dev'"));
    let sandbox = Sandbox::with(&database);
    let run = sandbox.run(["doctor", "--verbose"]).succeeded();
    assert!(run.stdout.contains("\npass    TCP              [TIME]  127.0.0.1:"), "{run:?}");
    // Some day a version gets no more fixes, which is a warning then.
    let mut run = sandbox.run(["doctor"]);
    let is_dated = |line: &&str| line.contains(" version  ") || line.contains("checks");
    let (dated, others): (Vec<_>, Vec<_>) = run.stdout.lines().partition(is_dated);
    match dated[..] {
        [version, "all 12 checks passed"] => assert!(version.starts_with("pass "), "{version}"),
        [version, "of 12 checks: 1 warning"] => assert!(version.starts_with("warn "), "{version}"),
        _ => panic!("{dated:?}"),
    }
    run.stdout = others.join("\n") + "\n";
    run.check(str![[r#"
exit 0
--- stdout
pass    configuration    dev: [DB] on 127.0.0.1:[PORT] as postgres (local), from CONNECTION_URL
pass    DNS              an address, no name to resolve
pass    TCP              127.0.0.1:[PORT] accepts connections
pass    TLS              the server offers none, and is on this machine
pass    login            as postgres
pass    database         open
pass    pooler           none: a direct connection
pass    privileges       postgres is a superuser
pass    extensions       installed: plpgsql 1.0, uuid-ossp 1.1
pass    schema           1 table
pass    tag              it is tagged as dev

"#]]);
}

#[test]
fn what_hangs_on_a_failed_layer_is_unknown() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    sandbox.run(["doctor"]).check(str![[r#"
exit 1
--- stdout
pass    configuration    dev: d on 127.0.0.1:1 as u (local), from CONNECTION_URL
pass    DNS              an address, no name to resolve
FAIL    TCP              127.0.0.1:1 does not accept connections: Connection refused (os error 111)
                         fix: check that the server is running, and its port; or remove CONNECTION_URL: without it, dev is on a server that cruddur-db runs itself
unknown 9 checks skipped: TCP failed
of 12 checks: 1 failed, 9 unknown

"#]]);
    let run = examine(&sandbox, "postgresql://u@no-such-host.invalid/d", 1);
    assert!(found(&run, "dns").starts_with("fail: no-such-host.invalid does not resolve"));
    let run = examine(&sandbox, "postgresql://u@h/d?gssencmode=require", 1);
    assert!(found(&run, "configuration").contains("gssencmode=require cannot be applied"));
    let run = examine(&sandbox, "mysql://h/d", 1);
    assert!(found(&run, "configuration").starts_with("fail: the URL in --url cannot be used"));
    assert!(run.json()["target"].is_null());
}

#[test]
fn refused_logins_and_missing_databases_are_told_apart() {
    let server = Postgres::shared();
    let database = server.database();
    let sandbox = Sandbox::new();
    let wrong = database.url().replace(server.password(), "wrong");
    let run = examine(&sandbox, &wrong, 1);
    assert!(found(&run, "login").contains("password authentication failed"), "{run:?}");
    assert!(found(&run, "login").contains(" / check the user and password"), "{run:?}");
    assert_eq!(found(&run, "database"), "unknown: skipped: login failed");
    let missing = server.missing_database();
    let run = examine(&sandbox, &missing.url(), 1);
    assert_eq!(found(&run, "login"), "pass: as postgres");
    assert!(found(&run, "database").contains("does not exist (SQLSTATE 3D000)"), "{run:?}");
    assert!(found(&run, "database").contains("cruddur-db create"), "{run:?}");
}

#[test]
fn an_ordinary_role_is_told_what_it_may_do() {
    let server = Postgres::shared();
    let database = server.database();
    database.psql("create table a (); create table b ()");
    let role = server.role("login");
    let sandbox = Sandbox::new();
    let privileges =
        |status| found(&examine(&sandbox, &role.url(&database.name), status), "privileges");
    assert!(
        privileges(1).starts_with("fail: may read 0 and write 0 of 2 tables / ask their owner to")
    );
    database.psql(&format!("grant select, insert, update, delete on a to {}", role.name));
    assert!(privileges(0).starts_with("warn: may read 1 and write 1 of 2 tables"));
    database.psql(&format!("grant select, insert, update, delete on b to {}", role.name));
    let text = privileges(0);
    assert!(
        text.starts_with("warn: may read 2 and write 2 of 2 tables, but may not create"),
        "{text}"
    );
    database.psql(&format!("grant create on schema public to {}", role.name));
    assert!(privileges(0).starts_with("pass: "));
    let sql = format!("revoke connect on database \"{}\" from public", database.name);
    database.psql(&sql);
    let run = examine(&sandbox, &role.url(&database.name), 1);
    assert!(found(&run, "database").contains("SQLSTATE 42501"), "{run:?}");
    database.psql(&format!("drop owned by {}", role.name));
}

#[test]
fn warnings_fail_only_when_asked_to() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let run = sandbox.run(["doctor", "--format", "json"]).succeeded();
    let warned: Vec<_> = layers(&run).into_iter().filter(|(_, health)| health == "warn").collect();
    let names: Vec<&str> = warned.iter().map(|(layer, _)| layer.as_str()).collect();
    assert_eq!(names, ["schema", "tag"]);
    assert_eq!(run.json()["health"], "warn");
    sandbox.run(["doctor", "--fail-on", "warn"]).ended_with(1);
    let name = &database.name;
    database.psql(&format!("alter database \"{name}\" set cruddur_db.environment = 'prod'"));
    let run = sandbox.run(["doctor", "--format", "json"]).ended_with(1);
    assert!(found(&run, "tag").starts_with("fail: it is tagged as prod, but this is dev"));
    sandbox.set("STAGING_CONNECTION_URL", database.url());
    let run = sandbox.run(["doctor", "--format", "json"]).ended_with(1);
    assert!(found(&run, "configuration").contains("environment staging points to the same"));
}

#[test]
fn the_managed_server_is_looked_at_and_not_started() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(["doctor", "--format", "json"]).succeeded();
    assert!(found(&run, "managed_server").starts_with("warn: it has not been created yet"));
    assert_eq!(found(&run, "login"), "unknown: skipped: the managed server is not running");
    assert!(!sandbox.server_home().exists());
    sandbox.server_url();
    let run = sandbox.run(["doctor", "--format", "json"]).ended_with(1);
    assert!(found(&run, "managed_server").starts_with("pass: Postgres [VERSION]"), "{run:?}");
    assert!(found(&run, "database").contains("3D000"), "{run:?}");
    sandbox.run(["server", "stop"]).succeeded();
    let run = sandbox.run(["doctor", "--format", "json"]).succeeded();
    assert!(found(&run, "managed_server").starts_with("warn: it is stopped"), "{run:?}");
}

#[test]
fn what_is_no_postgres_and_what_does_not_answer() {
    let sandbox = Sandbox::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = format!("postgresql://u@127.0.0.1:{port}/d");
    let args = ["doctor", "--format", "json", "--timeout", "1s", "--url", &url];
    let run = sandbox.run(args).ended_with(1);
    let mute = format!("fail: 127.0.0.1:{port} accepts connections and says nothing / ");
    assert!(found(&run, "tls").starts_with(&mute), "{run:?}");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // Whoever connects may have gone.
            let _ = stream.and_then(|mut stream| stream.write_all(b"HTTP/1.1 400 Bad Request"));
        }
    });
    let run = sandbox.run(args).ended_with(1);
    let http = format!("fail: 127.0.0.1:{port} speaks HTTP, not Postgres / check host and port");
    assert!(found(&run, "tls").starts_with(&http), "{run:?}");
}

/// What is between here and the server, and whether there is a way past it.
#[test]
fn a_pooler_is_seen_and_what_it_pools() {
    let server = Postgres::shared();
    let database = server.database();
    let mut sandbox = Sandbox::new();
    let pooler = |sandbox: &Sandbox, status| {
        let run = sandbox.run(["doctor", "--quiet", "--format", "json"]).ended_with(status);
        found(&run, "pooler")
    };
    let fix = " / set DIRECT_URL to the server's direct URL, for migrations, create, drop, setup, restore \
               and dump";
    let statements = " / commands that need a transaction fail, loads included: set its pool_mode \
                      to transaction or session";
    for (mode, health, kind, fix) in [
        ("session", "pass", "session", ""),
        ("transaction", "warn", "transaction", fix),
        ("transaction\nserver_round_robin = 1\nmin_pool_size = 3", "warn", "transaction", fix),
        ("statement", "warn", "statement", statements),
    ] {
        let bouncer = Pgbouncer::start(server, mode, &[]);
        sandbox.set("CONNECTION_URL", bouncer.url(&database.name)).unset("DIRECT_URL");
        let expected = format!("{health}: a {kind} pooler{fix}");
        assert_eq!(pooler(&sandbox, 0), expected, "{mode}");
        sandbox.set("DIRECT_URL", database.url());
        let found = pooler(&sandbox, 0);
        let same = format!(": a {kind} pooler\nDIRECT_URL points to the same database");
        assert!(found.contains(&same), "{mode}: {found}");
        assert_eq!(found.starts_with("pass"), mode != "statement", "{mode}: {found}");
    }
    let bouncer = Pgbouncer::start(server, "session", &[]);
    let url = bouncer.url(&database.name);
    sandbox.set("CONNECTION_URL", &url).set("DIRECT_URL", format!("{url}?connect_timeout=9"));
    assert_eq!(
        pooler(&sandbox, 0),
        "warn: a session pooler\nDIRECT_URL points to the same database, through a pooler as \
         well / DIRECT_URL should point to the server itself"
    );
    let other = Postgres::private("");
    other.psql("postgres", &format!("create database {}", database.name));
    sandbox.set("DIRECT_URL", other.url(&database.name));
    assert_eq!(
        pooler(&sandbox, 1),
        "fail: a session pooler\nDIRECT_URL points to another database / CONNECTION_URL and \
         DIRECT_URL must point to the same database"
    );
    sandbox.set("DIRECT_URL", format!("postgresql://u@127.0.0.1:1/{}", database.name));
    let found = pooler(&sandbox, 1);
    assert!(found.contains("\nDIRECT_URL: nothing listens on 127.0.0.1:1"), "{found}");
    sandbox.set("DIRECT_URL", database.url().replace(server.password(), "wrong"));
    let found = pooler(&sandbox, 1);
    assert!(found.contains("\nDIRECT_URL: password authentication failed"), "{found}");
    // The pooled URL again.
    let bouncer = Pgbouncer::start(server, "transaction", &[]);
    let url = bouncer.url(&database.name);
    sandbox.set("CONNECTION_URL", &url).set("DIRECT_URL", &url);
    let fix = " / DIRECT_URL is the same URL as CONNECTION_URL: set it to the server itself, for";
    let found = pooler(&sandbox, 0);
    assert!(found.contains(fix), "{found}");
    // Past no pooler: the direct URL is of use to nobody, and does no access.
    sandbox.set("CONNECTION_URL", database.url());
    sandbox.set("DIRECT_URL", format!("{}?connect_timeout=9", database.url()));
    let found = pooler(&sandbox, 0);
    assert!(found.starts_with("pass: none: a direct connection\n"), "{found}");
}

/// A pooler whose sessions are all taken, and one with a name of a service.
#[test]
fn what_does_not_show_of_a_pooler_is_unknown() {
    let server = Postgres::shared();
    let database = server.database();
    let sandbox = Sandbox::new();
    // One to ask, and none to compare with.
    let bouncer = Pgbouncer::start(server, "session\ndefault_pool_size = 1", &[]);
    let run = examine(&sandbox, &bouncer.url(&database.name), 0);
    let unknown = "a pooler of unknown mode";
    assert_eq!(found(&run, "pooler"), format!("unknown: {unknown}"));
    assert!(found(&run, "privileges").starts_with("pass"), "{run:?}");
    let bouncer = Pgbouncer::start(server, "session", &[]);
    let url = bouncer.url(&database.name);
    let name = "ep-a1-pooler.us-east-2.aws.neon.tech";
    let url = url.replace("127.0.0.1", name) + "?hostaddr=127.0.0.1";
    let run = examine(&sandbox, &url, 0);
    assert_eq!(found(&run, "pooler"), "pass: a session pooler, Neon's by its name");
}

/// Each of several servers is looked at, and one that will do is enough.
#[test]
fn every_server_of_a_url_is_looked_at() {
    let server = Postgres::shared();
    let database = server.database();
    let mut sandbox = Sandbox::with(&database);
    let (name, port, password) = (&database.name, server.port(), server.password());
    let hosts = format!("127.0.0.1:1,127.0.0.1:{port},no-such-host.invalid:{port}");
    sandbox.set("CONNECTION_URL", format!("postgresql://postgres:{password}@{hosts}/{name}"));
    let run = sandbox.run(["doctor", "--format", "json"]).succeeded();
    let looked = found(&run, "dns");
    let addresses = "warn: 127.0.0.1:1: an address, no name to resolve\n\
                     127.0.0.1:[PORT]: an address, no name to resolve\n\
                     no-such-host.invalid:[PORT]: no-such-host.invalid does not resolve";
    assert!(looked.starts_with(addresses), "{looked}");
    let looked = found(&run, "tcp");
    let ports = "warn: 127.0.0.1:1: 127.0.0.1:1 does not accept connections: Connection refused (os error 111)\n\
                 127.0.0.1:[PORT]: 127.0.0.1:[PORT] accepts connections / check that the server is running";
    assert!(looked.starts_with(ports), "{looked}");
    let tls = "pass: 127.0.0.1:[PORT]: the server offers none, and is on this machine";
    assert_eq!(found(&run, "tls"), tls);
    assert_eq!(found(&run, "login"), "pass: as postgres");
    sandbox.set("CONNECTION_URL", format!("postgresql://u@127.0.0.1:1,127.0.0.1:2/{name}"));
    let run = sandbox.run(["doctor", "--format", "json"]).ended_with(1);
    let looked = found(&run, "tcp");
    assert!(
        looked.starts_with("fail: 127.0.0.1:1: 127.0.0.1:1 does not accept connections"),
        "{looked}"
    );
    assert!(looked.contains("\n127.0.0.1:2: 127.0.0.1:2 does not accept connections"), "{looked}");
    assert_eq!(found(&run, "login"), "unknown: skipped: TCP failed");
}
