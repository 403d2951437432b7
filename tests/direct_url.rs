//! The URL past a pooler, beside the one through it.

use snapbox::str;

use crate::common::{Database, Pgbouncer, Postgres, Sandbox};

/// A pooler that knows this database only: nothing that needs another one goes through it.
fn narrow(database: &Database) -> Pgbouncer {
    let server = Postgres::shared();
    let line = format!("{} = host=127.0.0.1 port={}", database.name, server.port());
    Pgbouncer::with_databases(server, "transaction", &[line], &[])
}

/// A sandbox whose `dev` is reached through the pooler and past it.
fn sandbox(pooler: &Pgbouncer, database: &Database) -> Sandbox {
    let mut sandbox = Sandbox::with(database);
    let url = pooler.url(&database.name);
    let port = url.split(['@', '/']).find_map(|part| part.strip_prefix("127.0.0.1:")).unwrap();
    sandbox.hide(format!(":{port}"), ":[POOLER]");
    sandbox.set("CONNECTION_URL", &url).set("DIRECT_URL", database.url());
    sandbox
}

#[test]
fn what_a_pooler_cannot_carry_goes_past_it() {
    let database = Postgres::shared().missing_database();
    let pooler = narrow(&database);
    let sandbox = sandbox(&pooler, &database);
    let says = |line: &str, expected: &str| {
        let run = sandbox.run(line.split(' ')).succeeded();
        assert!(run.stdout.contains(expected), "{line}: {run:?}");
        run
    };
    let run = says("create", "created");
    let line = "dev: [DB] on 127.0.0.1:[PORT] as postgres (local, past the pooler)\n";
    assert!(run.stderr.contains(line), "{run:?}");
    says("setup", "is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[POOLER]/[DB]");
    let run = says("user list", "bayko");
    let line = "dev: [DB] on 127.0.0.1:[POOLER] as postgres (local)\n";
    assert!(run.stderr.contains(line), "{run:?}");
    sandbox.run(["dump", "all.sql"]).succeeded();
    says("restore all.sql", "restored");
    says("drop --backup", "dropped");
    assert!(!database.exists());
    says("restore --last", "restored");
    assert_eq!(database.psql("select count(*) from users"), "2");
    let json = sandbox.run(["drop", "--dry-run", "--format", "json"]).succeeded().json();
    assert_eq!(json["target"]["direct"], true, "{json}");
}

/// The backup before a load goes past the pooler, too; the load itself through it.
#[test]
fn a_backup_before_a_load_goes_past_the_pooler() {
    let server = Postgres::shared();
    let database = server.database();
    database.psql("create table precious as select 1 as x");
    let line = format!("{} = host=127.0.0.1 port={}", database.name, server.port());
    let all = "postgres = host=127.0.0.1 port=".to_owned() + &server.port().to_string();
    let pooler = Pgbouncer::with_databases(server, "transaction", &[line, all], &[]);
    let sandbox = sandbox(&pooler, &database);
    sandbox.write("s.sql", "drop table precious;");
    sandbox.run(["schema-load", "s.sql", "--backup", "--quiet"]).succeeded();
    let kept = std::fs::read_dir(sandbox.backups().join("dev")).unwrap();
    assert_eq!(kept.count(), 1);
    let server = Postgres::private("");
    server.psql("postgres", &format!("create database {}", database.name));
    let mut sandbox = sandbox;
    sandbox.set("DIRECT_URL", server.url(&database.name));
    database.psql("create table precious as select 1 as x");
    let run = sandbox.run(["schema-load", "s.sql", "--backup"]).ended_with(2);
    let said = "CONNECTION_URL and DIRECT_URL are on different servers, though both name [DB]; \
                nothing was changed";
    assert!(run.stderr.contains(said), "{run:?}");
    assert_eq!(database.psql("table precious"), "1");
}

#[test]
fn both_lead_to_the_same_database() {
    let (server, other) = (Postgres::shared(), Postgres::private(""));
    let database = server.database();
    database.psql("create table precious as select 1 as x");
    other.psql("postgres", &format!("create database {}", database.name));
    other.psql(&database.name, "create table precious as select 2 as x");
    let pooler = narrow(&database);
    let mut sandbox = sandbox(&pooler, &database);
    sandbox.set("DIRECT_URL", other.url(&database.name));
    sandbox.hide(format!(":{}", other.port()), ":[OTHER]");
    sandbox.write("dump.sql", "select 1;");
    sandbox.write("migrations/1_t.up.sql", "drop table precious");
    sandbox.write("migrations/1_t.down.sql", "drop table precious");
    for line in [
        "drop",
        "setup",
        "restore dump.sql",
        "drop --dry-run",
        "create",
        "prepare",
        "dump",
        "migrate --quiet",
        "migrate --dry-run",
        "rollback --quiet",
        "migration redo --quiet",
        "migration mark --all",
        "migration adopt",
        "migration status",
    ] {
        let run = sandbox.run(line.split(' ')).ended_with(2);
        let said = "DIRECT_URL and CONNECTION_URL are on different servers";
        assert!(run.stderr.contains(said) && run.stdout.is_empty(), "{line} {run:?}");
    }
    // The server that the pooler leads to has none of this name.
    let name = &database.name;
    let elsewhere = format!("{name} = host=127.0.0.1 port={} dbname={name}x", server.port());
    let wrong = Pgbouncer::with_databases(server, "session", &[elsewhere], &[]);
    sandbox.set("CONNECTION_URL", wrong.url(name));
    let run = sandbox.run(["drop"]).ended_with(2);
    assert!(run.stderr.contains("are on different servers"), "{run:?}");
    // Nobody answers at the pooler's port.
    sandbox.set("CONNECTION_URL", format!("postgresql://postgres@127.0.0.1:1/{name}"));
    let run = sandbox.run(["drop"]).ended_with(3);
    let said = "it is unknown whether DIRECT_URL and CONNECTION_URL point to the same database; \
                nothing was changed: nothing listens on 127.0.0.1:1";
    assert!(run.stderr.contains(said), "{run:?}");
    // What only reads goes on.
    let run = sandbox.run(["dump"]).succeeded();
    let said = "warning: it is unknown whether DIRECT_URL and CONNECTION_URL point to the same";
    assert!(run.stderr.contains(said) && run.stdout.contains("precious"), "{run:?}");
    sandbox.run(["migrate"]).ended_with(3);
    assert_eq!(other.psql(name, "table precious"), "2");
    assert_eq!(database.psql("table precious"), "1");
}

#[test]
fn another_name_is_refused_before_anything_is_asked() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("DIRECT_URL", Postgres::shared().url("postgres"));
    sandbox.run(["user", "list"]).check(str![[r#"
exit 2
--- stderr
error: DIRECT_URL is for database postgres, but CONNECTION_URL is for [DB]
hint: both must point to the same database, one through a pooler and one directly

"#]]);
    sandbox.run(["drop"]).ended_with(2);
    sandbox.set("DIRECT_URL", "postgresql://u:canary pass@h/x");
    let run = sandbox.run(["drop"]).ended_with(2);
    assert!(run.stderr.contains("the URL in DIRECT_URL cannot be used"), "{run:?}");
    assert!(!run.stderr.contains("canary"), "{run:?}");
    // What is empty is not set, and another URL has no direct one.
    sandbox.set("DIRECT_URL", " ");
    sandbox.run(["user", "list"]).ended_with(1);
    sandbox.set("DIRECT_URL", "postgresql://u@h/x");
    sandbox.run(["drop", "--dry-run", "--url", &database.url()]).succeeded();
}

#[test]
fn its_variable_is_named_like_the_other_one() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::new();
    let url = |host: &str| format!("postgresql://ann:canary@{host}/shop");
    let pooled = url("stage-pooler.example");
    sandbox.set("STAGE_CONNECTION_URL", &pooled).set("STAGE_DIRECT_URL", url("stage.example"));
    sandbox.run(["config", "stage"]).check(str![[r#"
exit 0
--- stdout
environment   stage
database      postgresql://ann:***@stage-pooler.example:5432/shop (from STAGE_CONNECTION_URL)
tls           prefer, no certificate is checked
login         password
direct URL    postgresql://ann:***@stage.example:5432/shop (from STAGE_DIRECT_URL)
tls           prefer, no certificate is checked
login         password
protected     yes
schema        there is no schema file for stage
seeds         there is no seed file for stage
project file  none
env files     none

"#]]);
    let json = sandbox.run(["config", "stage", "--format", "json"]).succeeded();
    assert!(!json.stdout.contains("canary"), "{json:?}");
    let json = json.json();
    assert_eq!(json["url"], "postgresql://ann:***@stage-pooler.example:5432/shop");
    assert_eq!(json["direct"]["url"], "postgresql://ann:***@stage.example:5432/shop");
    assert_eq!(json["direct"]["from"], "STAGE_DIRECT_URL");
    let direct = |sandbox: &Sandbox, environment: &str| {
        let run = sandbox.run(["config", environment, "--format", "json"]).succeeded();
        run.json()["direct"]["from"].as_str().map(str::to_owned)
    };
    // A `.env` file counts as for every URL, and the project file names another variable.
    sandbox.unset("STAGE_DIRECT_URL");
    assert_eq!(direct(&sandbox, "stage"), None);
    sandbox.write(".env", format!("STAGE_DIRECT_URL='{}'\n", url("stage.example")));
    assert_eq!(direct(&sandbox, "stage").as_deref(), Some("STAGE_DIRECT_URL"));
    sandbox.write("cruddur-db.toml", "[environments.stage]\ndirect_url_var = 'UNPOOLED'\n");
    assert_eq!(direct(&sandbox, "stage"), None);
    sandbox.set("UNPOOLED", url("stage.example"));
    assert_eq!(direct(&sandbox, "stage").as_deref(), Some("UNPOOLED"));
    // What is another environment's by the project file is not this one's by default.
    sandbox.set("CONNECTION_URL", database.url()).set("DIRECT_URL", url("stage.example"));
    sandbox.write("cruddur-db.toml", "[environments.stage]\ndirect_url_var = 'DIRECT_URL'\n");
    assert_eq!(direct(&sandbox, "dev"), None);
    assert_eq!(direct(&sandbox, "stage").as_deref(), Some("DIRECT_URL"));
    // The same URL twice is one.
    sandbox.set("DIRECT_URL", &pooled);
    assert_eq!(direct(&sandbox, "stage"), None);
}

/// Either URL may say that the database is far away, or that it is another environment's.
#[test]
fn what_protects_counts_by_both() {
    let server = Postgres::shared();
    let database = server.database();
    let pooler = Pgbouncer::start(server, "session", &[]);
    let mut sandbox = sandbox(&pooler, &database);
    sandbox.write("s.sql", "create table t (x int);");
    let far = |user: &str| {
        let url = database.url();
        let (_, rest) = url.split_once("127.0.0.1").unwrap();
        let password = server.password();
        format!("postgresql://{user}:{password}@db.example{rest}?hostaddr=127.0.0.1")
    };
    sandbox.set("DIRECT_URL", far("postgres"));
    for args in [&["schema-load", "s.sql"][..], &["drop"], &["setup"]] {
        let run = sandbox.run(args).ended_with(4);
        assert!(run.stderr.contains("(remote"), "{args:?} {run:?}");
        let says = run.stderr.contains("database [DB] of dev on db.example w");
        assert_eq!(says, args[0] != "schema-load", "{args:?} {run:?}");
    }
    sandbox.set("DIRECT_URL", pooler.url(&database.name)).set("CONNECTION_URL", far("postgres"));
    let run = sandbox.run(["drop"]).ended_with(4);
    assert!(run.stderr.contains("on 127.0.0.1 will be dropped"), "{run:?}");
    // Two environments on one database, by whichever URL.
    sandbox.set("DIRECT_URL", database.url()).set("CONNECTION_URL", pooler.url(&database.name));
    sandbox.set("STAGE_CONNECTION_URL", far("postgres"));
    sandbox.set("STAGE_DIRECT_URL", database.url());
    for args in [&["drop"][..], &["schema-load", "s.sql"]] {
        let run = sandbox.run(args).ended_with(2);
        assert!(run.stderr.contains("environments dev and stage both point to"), "{run:?}");
        assert!(run.stderr.contains("STAGE_DIRECT_URL"), "{run:?}");
    }
    assert!(database.exists());
}
