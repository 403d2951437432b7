//! A database that is emptied and loaded in one transaction.

use crate::common::{Pgbouncer, Postgres, Sandbox, cut_at_reply};

fn check(port: u16, nth: usize, role: &crate::common::Role, has_migrations: bool) {
    let server = Postgres::shared();
    let database = server.database();
    database.psql(&format!("alter database {} owner to {}", database.name, role.name));
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    sandbox.write("schema/schema.sql", "create table old (i int);");
    sandbox.write("seeds/seed.sql", "insert into old values (1);");
    sandbox.run(["setup", "--quiet"]).succeeded();
    sandbox.write("schema/schema.sql", "create table new (i int);");
    sandbox.write("seeds/seed.sql", "insert into new values (1);");
    if has_migrations {
        sandbox.write("db/migrations/1_t.sql", "create table t (i int);");
    }
    let way = cut_at_reply(port, "COMMIT\0", nth);
    let url =
        role.url(&database.name).replace(&format!(":{}/", server.port()), &format!(":{way}/"));
    let run = sandbox.run(["setup", "--url", &url]);
    let is_new = database.psql("select to_regclass('new') is not null") == "t";
    let what = format!("cut at COMMIT {nth}, migrations {has_migrations}, new {is_new}: {run:?}");
    match is_new {
        true => assert_eq!(run.status, Some(0), "{what}"),
        false => {
            assert_ne!(run.status, Some(0), "{what}");
            assert!(run.stderr.contains("rolled back"), "{what}");
            assert_eq!(database.psql("select i from old"), "1", "{what}");
        }
    }
}

#[test]
fn the_outcome_of_a_setup_in_place_is_that_of_the_server() {
    let server = Postgres::shared();
    let role = server.role("login");
    let pooler = Pgbouncer::start(server, "transaction", &[&role.name]);
    for port in [server.port(), pooler.port()] {
        for nth in 1..=3 {
            for has_migrations in [false, true] {
                check(port, nth, &role, has_migrations);
            }
        }
    }
}
