//! `drop`, `create` and `migration mark`, whose one statement is done when nobody hears it.

use crate::common::{Database, Pgbouncer, Postgres, Role, Sandbox, cut_at_reply};

fn through(role: &Role, database: &Database, port: u16, reply: &'static str, nth: usize) -> String {
    let way = cut_at_reply(port, reply, nth);
    let server = format!(":{}/", Postgres::shared().port());
    role.url(&database.name).replace(&server, &format!(":{way}/"))
}

#[test]
fn what_was_done_is_said() {
    let server = Postgres::shared();
    let role = server.role("login createdb createrole");
    let pooler = Pgbouncer::start(server, "transaction", &[&role.name]);
    for port in [server.port(), pooler.port()] {
        let database = server.missing_database();
        let sandbox = Sandbox::with(&database);
        let url = through(&role, &database, port, "CREATE DATABASE\0", 1);
        let run = sandbox.run(["create", "--url", &url]).succeeded();
        assert!(run.stderr.contains(" as created"), "{run:?}");
        assert!(database.exists());
        sandbox.write("db/migrations/1_t.sql", "create table t (i int);");
        for args in [&["migration", "mark", "1"][..], &["migration", "mark", "--checksum", "1"]] {
            let reply = if args.len() == 3 { "INSERT 0 1\0" } else { "UPDATE 1\0" };
            let url = through(&role, &database, port, reply, 1);
            let run = sandbox.run([args, &["--url", &url]].concat()).succeeded();
            assert!(run.stderr.contains("reports all of them as marked"), "{run:?}");
            sandbox.write("db/migrations/1_t.sql", "create table u (i int);");
        }
        assert_eq!(database.psql("select version, success from _sqlx_migrations"), "1|t");
        let url = through(&role, &database, port, "DROP DATABASE\0", 1);
        let run = sandbox.run(["drop", "--url", &url, "--yes"]).succeeded();
        assert!(run.stderr.contains(" as dropped"), "{run:?}");
        assert!(!database.exists());
    }
}

/// The swap of a setup by a role that may create databases.
#[test]
fn a_swap_is_found_out_through_a_pooler() {
    let server = Postgres::shared();
    let role = server.role("login createdb");
    let pooler = Pgbouncer::start(server, "transaction", &[&role.name]);
    for (port, reply) in [
        (server.port(), "CREATE TABLE\0"),
        (server.port(), "ALTER DATABASE\0"),
        (pooler.port(), "ALTER DATABASE\0"),
        (pooler.port(), "DO\0"),
        (pooler.port(), "DROP DATABASE\0"),
    ] {
        let database = server.missing_database();
        let sandbox = set_up(&role, &database);
        sandbox.write("schema/schema.sql", "create table new (i int);");
        let url = through(&role, &database, port, reply, 1);
        let run = sandbox.run(["setup", "--url", &url]);
        let is_new = database.psql("select to_regclass('new') is not null") == "t";
        assert_eq!(run.status == Some(0), is_new, "cut at {reply:?}: {run:?}");
        assert!(!run.stderr.contains("no rows"), "cut at {reply:?}: {run:?}");
        let unchanged = reply == "CREATE TABLE\0" && run.stderr.contains("nothing was changed");
        assert_eq!(is_new, !unchanged, "cut at {reply:?}: {run:?}");
    }
}

/// A project whose database the role has set up.
fn set_up(role: &Role, database: &Database) -> Sandbox {
    let mut sandbox = Sandbox::with(database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    sandbox.write("schema/schema.sql", "create table old (i int);");
    sandbox.write("seeds/seed.sql", "");
    sandbox.run(["setup", "--quiet"]).succeeded();
    sandbox
}

/// The connection breaks when it exists and has not been filled yet.
#[test]
fn what_was_being_prepared_is_dropped() {
    let server = Postgres::shared();
    let role = server.role("login createdb");
    for reply in ["CREATE DATABASE\0", "ALTER DATABASE\0"] {
        let database = server.missing_database();
        let sandbox = set_up(&role, &database);
        let name = &database.name;
        database.psql(&format!("alter database {name} set datestyle = 'ISO, DMY'"));
        let url = through(&role, &database, server.port(), reply, 1);
        let run = sandbox.run(["setup", "--url", &url]).ended_with(3);
        assert!(run.stderr.contains("nothing was changed"), "cut at {reply:?}: {run:?}");
        let all = format!("select datname from pg_database where datname like '%{name}%'");
        assert_eq!(database.psql(&all), *name, "cut at {reply:?}: {run:?}");
        assert_eq!(database.psql("select to_regclass('old') is not null"), "t");
    }
}
