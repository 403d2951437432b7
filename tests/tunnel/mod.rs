//! Tunnels to a database, by a real ssh and a real sshd.

mod hold;
mod refused;
mod ssm;

use snapbox::str;

use crate::common::{Bastion, Database, Encrypted, Postgres, Sandbox};

/// A sandbox whose `prod` is this database, as the bastion sees it.
fn sandbox(bastion: &Bastion, database: &Database) -> Sandbox {
    let mut sandbox = Sandbox::new();
    let url = database.url().replace("127.0.0.1", "localhost");
    sandbox.set("PROD_CONNECTION_URL", url).set("PROD_TUNNEL", "ssh:bastion");
    sandbox.hide(&database.name, "[DB]");
    sandbox.hide(format!(":{}", Postgres::shared().port()), ":[PORT]");
    bastion.lend(&mut sandbox);
    sandbox
}

#[test]
fn the_certificate_is_still_checked_for_the_servers_name() {
    let (bastion, encrypted) = (Bastion::start(""), Encrypted::shared());
    let mut sandbox = Sandbox::new();
    bastion.lend(&mut sandbox);
    sandbox.write("ca.pem", encrypted.authority.pem());
    let url = encrypted.url("tls_only", "sslmode=verify-full&sslrootcert=ca.pem");
    sandbox.set("PROD_CONNECTION_URL", &url);
    sandbox.write("cruddur-db.toml", "[environments.prod]\ntunnel = \"ssh:bastion\"\n");
    let sql = "select ssl, current_setting('application_name') from pg_stat_ssl \
               where pid = pg_backend_pid()";
    let psql = sandbox.run(["connect", "prod", "--tunnel", "-q", "--", "-XAtc", sql]);
    assert_eq!(psql.succeeded().stdout, "t|cruddur-db connect\n");
    let own = sandbox.run(["connect", "prod", "--tunnel", "-q", "--builtin", "-c", sql]);
    assert!(own.succeeded().stdout.contains("cruddur-db connect"));
    let dump = sandbox.run(["dump", "prod", "--tunnel", "-q", "--schema-only"]).succeeded();
    assert!(dump.stdout.contains("PostgreSQL database dump"));
    let wanted = format!("target 127.0.0.1 port {}", encrypted.server.port());
    assert!(bastion.log().matches(&wanted).count() >= 3, "{}", bastion.log());

    let other = url.replace(Encrypted::HOST, "other.example.test");
    sandbox.set("PROD_CONNECTION_URL", other);
    let run = sandbox.run(["connect", "prod", "--tunnel", "-c", "select 1"]).ended_with(3);
    assert!(run.stderr.contains("other.example.test"), "{run:?}");
}

#[test]
fn what_it_leads_to_is_never_local() {
    let (bastion, database) = (Bastion::start(""), Postgres::shared().database());
    let mut sandbox = sandbox(&bastion, &database);
    sandbox.set("CONNECTION_URL", database.url());
    sandbox.run(["drop", "prod", "--tunnel"]).check(str![[r#"
exit 4
--- stderr
prod: [DB] on localhost:[PORT] as postgres (remote, protected, through ssh:bastion)
contents: 0 tables, [..] MB; last activity unknown
error: confirmation needed: database [DB] of prod on localhost will be dropped after a backup
hint: confirm with: `cruddur-db drop prod --tunnel --confirm [DB]`

"#]]);
    // The same name and port on this machine are another server.
    sandbox.run(["connect", "prod", "-c", "select 1"]).check(str![[r#"
exit 2
--- stderr
error: PROD_CONNECTION_URL points to localhost:[PORT] as ssh:bastion sees it, which is not this machine
hint: go through it: `cruddur-db connect prod -c 'select 1' --tunnel`

"#]]);
    sandbox.run(["drop", "--dry-run"]).succeeded();
    let plan = sandbox.run(["drop", "prod", "--tunnel", "--dry-run", "--format", "json"]);
    let target = &plan.succeeded().json()["target"];
    assert_eq!(target["locality"], "remote");
    assert_eq!(target["tunnel"], "ssh:bastion");
}

#[test]
fn commands_that_need_several_connections_share_one() {
    let (bastion, database) = (Bastion::start(""), Postgres::shared().database());
    let sandbox = sandbox(&bastion, &database);
    sandbox.write("db/schema.sql", "create table t (n int);\n");
    sandbox.write("cruddur-db.toml", "[environments.prod]\nseeds = []\n");
    let confirm = format!("--confirm={}", database.name);
    sandbox.run(["setup", "prod", "--tunnel", &confirm]).succeeded();
    sandbox.run(["doctor", "prod", "--tunnel"]).succeeded();
    assert_eq!(bastion.log().matches("Accepted publickey").count(), 2);
    let shown = sandbox.run(["config", "prod"]).succeeded().stdout;
    assert!(shown.contains("tunnel        ssh:bastion, with --tunnel"), "{shown}");
}

#[test]
fn six_at_once_do_not_meet() {
    let (bastion, database) = (Bastion::start("MaxStartups 100"), Postgres::shared().database());
    let sandbox = sandbox(&bastion, &database);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6)
            .map(|n| {
                let (sandbox, sql) = (&sandbox, format!("select {n}"));
                scope.spawn(move || {
                    sandbox.run(["connect", "prod", "--tunnel", "-q", "--", "-XAtc", &sql])
                })
            })
            .collect();
        for (n, run) in runs.into_iter().enumerate() {
            assert_eq!(run.join().unwrap().succeeded().stdout, format!("{n}\n"));
        }
    });
}
