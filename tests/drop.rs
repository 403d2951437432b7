use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn drops_once_and_then_has_a_word() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["drop"]).check(str![[r#"
exit 0
--- stdout
database [DB] dropped
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.run(["drop"]).check(str![[r#"
exit 0
--- stdout
database [DB] does not exist; nothing to drop
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
}

#[test]
fn ends_the_sessions_of_others_and_shows_them() {
    let database = Postgres::shared().database();
    let mut holder = database.hold("a stubborn client");
    let run = Sandbox::with(&database).run(["drop"]).succeeded();
    assert!(run.stderr.contains("a stubborn client"), "{run:?}");
    assert!(run.stdout.contains("1 session ended"), "{run:?}");
    assert!(!database.exists());
    assert!(!holder.wait().unwrap().success());
}

#[test]
fn a_protected_environment_wants_the_name() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("STAGE_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["drop", "--env", "stage"]).check(str![[r#"
exit 4
--- stderr
stage: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
contents: 0 tables, [..]; last activity unknown
error: confirmation needed: database [DB] of stage on 127.0.0.1 will be dropped after a backup
hint: confirm with: `cruddur-db drop --env stage --confirm [DB]`

"#]]);
    sandbox.run(["drop", "--env", "stage", "--confirm", "other"]).check(str![[r#"
exit 4
--- stderr
error: --confirm is "other", but the name is "[DB]"; nothing was changed

"#]]);
    assert!(database.exists());
    sandbox.run(["drop", "--env", "stage", "--confirm", &database.name]).succeeded();
    assert!(!database.exists());
}

#[test]
fn protection_is_the_projects_to_say() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("cruddur-db.toml", "[environments.dev]\nprotected = true\n");
    sandbox.run(["drop"]).ended_with(4);
    assert!(database.exists());
}

#[test]
fn a_remote_server_wants_the_name_in_any_environment() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    // An address of this machine that is not loopback to those who only read it.
    let url = database.url().replace("127.0.0.1", "0.0.0.0");
    sandbox.set("CONNECTION_URL", url);
    let run = sandbox.run(["drop"]).ended_with(4);
    assert!(run.stderr.contains("(remote)"), "{run:?}");
    assert!(database.exists());
}

#[test]
fn one_database_under_two_names_is_refused() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url().replace("127.0.0.1", "localhost"));
    sandbox.run(["drop"]).check(str![[r#"
exit 2
--- stderr
error: environments dev and prod both point to database [DB] on 127.0.0.1; one of them is a mistake
hint: check CONNECTION_URL and PROD_CONNECTION_URL

"#]]);
    assert!(database.exists());
}

#[test]
fn a_dry_run_tells_and_drops_nothing() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["drop", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database [DB] would be dropped
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    let plan = sandbox.run(["drop", "--dry-run", "--format", "json"]).succeeded().json();
    assert_eq!(plan["present"], true);
    assert_eq!(plan["target"]["database"], "[DB]");
    assert!(database.exists());
}

#[test]
fn databases_of_the_server_and_templates_are_refused() {
    let server = Postgres::shared();
    let template = server.database();
    let mark = |is: bool| {
        let sql = format!("alter database {} is_template {is}", template.name);
        server.psql("postgres", &sql);
    };
    mark(true);
    let mut sandbox = Sandbox::with(&template);
    sandbox.write("t.sql", "create table t (x int);");
    sandbox.write("schema/schema.sql", "create table t (x int);");
    sandbox.write("seeds/t.sql", "select 1;");
    for (name, why) in [
        ("postgres", "is a system database"),
        ("template0", "is a system database"),
        ("template1", "is a system database"),
        ("rdsadmin", "is a system database"),
        (&template.name, "is a template database"),
    ] {
        sandbox.set("CONNECTION_URL", server.url(name));
        for args in [&["drop"][..], &["drop", "--dry-run"], &["setup"], &["restore", "t.sql"]] {
            let run = sandbox.run(args);
            assert!(matches!(run.status, Some(1 | 2)), "{args:?} {run:?}");
            assert!(run.stderr.contains(why), "{args:?} {run:?}");
        }
    }
    sandbox.write("db/migrations/1_t.sql", "create table t ();");
    for args in [&["schema-load", "t.sql"][..], &["seed", "t.sql"], &["migrate"]] {
        let run = sandbox.run(args).ended_with(2);
        let said = "error: [DB] is a template database; nothing was changed\n\
                    hint: its owner can: ALTER DATABASE \"[DB]\" IS_TEMPLATE false\n";
        assert!(run.stderr.ends_with(said), "{run:?}");
    }
    assert_eq!(template.psql("select to_regclass('t') is null"), "t");
    mark(false);
}

/// `WITH (FORCE)` alone fails then for everybody but a superuser.
#[test]
fn an_autovacuum_worker_is_not_in_the_owner_s_way() {
    let server = Postgres::private(
        "autovacuum_naptime = 1s\nautovacuum_vacuum_threshold = 1\n\
         autovacuum_vacuum_cost_delay = 100ms\nautovacuum_vacuum_cost_limit = 1\n",
    );
    let password = server.password();
    server.psql("postgres", &format!("create role owner login createdb password '{password}'"));
    let database = Postgres::shared().missing_database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", server.url_of("owner", "app"));
    sandbox.write("schema/schema.sql", "create table t (x int);");
    sandbox.write("seeds/t.sql", "select 1;");
    // Each time a new worker, which would take minutes.
    let busy = || {
        server.psql(
            "app",
            "create table big as select repeat('x', 2000) from generate_series(1, 4000)",
        );
        server.psql("app", "delete from big");
        let worker = "select count(*) > 0 from pg_stat_activity \
                      where datname = 'app' and backend_type = 'autovacuum worker'";
        server.wait_for(worker, "t");
    };
    sandbox.run(["create"]).succeeded();
    busy();
    sandbox.run(["setup"]).succeeded();
    assert_eq!(server.psql("app", "select to_regclass('big') is null"), "t");
    busy();
    sandbox.run(["drop"]).succeeded();
    let left = "select count(*) from pg_database where datname like 'cruddur%' or datname = 'app'";
    assert_eq!(server.psql("postgres", left), "0");
}

#[test]
fn what_the_server_would_refuse_is_not_promised() {
    let server = Postgres::shared();
    let database = server.database();
    let reader = server.role("login");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", reader.url(&database.name)).hide(&reader.name, "[READER]");
    for args in [&["drop"][..], &["drop", "--dry-run"]] {
        let run = sandbox.run(args).ended_with(1);
        assert!(run.stderr.contains("so [READER] may not drop it; nothing was changed"), "{run:?}");
    }
    assert!(database.exists());
}

/// As while somebody thinks about the question.
#[test]
fn a_server_that_ends_idle_sessions_is_connected_to_again() {
    let server = Postgres::shared();
    let database = server.database();
    let owner = server.role("login createdb");
    let name = &database.name;
    database.psql(&format!(
        "alter database {name} owner to {0}; alter role {0} set idle_session_timeout = '1100ms'",
        owner.name
    ));
    let mut sandbox = Sandbox::new();
    sandbox.set("PROD_CONNECTION_URL", owner.url(name));
    let mut terminal = sandbox.terminal(&["drop", "prod", "--no-backup"]);
    terminal.wait_for("Type ");
    // Left is the session that holds the lock, which is in a transaction.
    let idle = format!(
        "select count(*) from pg_stat_activity where usename = '{}' and state = 'idle'",
        owner.name
    );
    server.wait_for(&idle, "0");
    terminal.press(&format!("{name}\r"));
    terminal.wait_for("dropped");
    let status = terminal.end();
    assert_eq!(status, 0, "{}", terminal.everything());
    assert!(!database.exists());
}

#[test]
fn who_could_not_create_it_again_is_asked() {
    let server = Postgres::shared();
    let owner = server.role("login");
    let database = server.database();
    server.psql("postgres", &format!("alter database {} owner to {}", database.name, owner.name));
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", owner.url(&database.name)).hide(&owner.name, "[OWNER]");
    sandbox.run(["drop"]).check(str![[r#"
exit 4
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [OWNER] (local)
error: confirmation needed: database [DB] will be dropped, but role [OWNER] may not create it again
hint: confirm with: `cruddur-db drop --confirm [DB]`; to empty and load it instead: `cruddur-db setup`

"#]]);
    assert!(database.exists());
    sandbox.run(["drop", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database [DB] would be dropped
role [OWNER] may not create it again
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [OWNER] (local)

"#]]);
    sandbox.run(["drop", "--confirm", &database.name]).succeeded();
    assert!(!database.exists());
}
