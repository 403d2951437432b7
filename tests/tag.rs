//! The environment that a database is tagged with.

use snapbox::str;

use crate::common::{Database, Postgres, Sandbox};

/// The comment of the database that psql is in.
pub const TAG: &str = "select coalesce(shobj_description(oid, 'pg_database'), '') \
                       from pg_database where datname = current_database()";

const DEV: &str = "cruddur-db: environment=dev";
const PROD: &str = "cruddur-db: environment=prod";

/// A database of `dev` that the program made, seen as `prod` by the sandbox.
fn devs_seen_as_prod() -> (Sandbox, Database) {
    let database = Postgres::shared().missing_database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.run(["create"]).succeeded();
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    database.psql("create table precious as select 1 as x");
    (sandbox, database)
}

#[test]
fn create_and_setup_tag_what_they_make() {
    let database = Postgres::shared().missing_database_named("tagged \"o'ne\" \n\\ ü");
    let sandbox = Sandbox::with(&database);
    let made = sandbox.run(["create", "--format", "json"]).succeeded().json();
    assert_eq!(made["environment"], "dev");
    assert_eq!(database.psql(TAG), DEV);
    sandbox.run(["setup"]).succeeded();
    assert_eq!(database.psql(TAG), DEV);
    let dump = sandbox.run(["dump"]).succeeded().stdout;
    assert!(!dump.contains("cruddur_db"), "{dump}");
}

/// Nobody confirms what is refused anyway.
#[test]
fn the_tag_is_looked_at_before_anything_is_asked() {
    let (sandbox, _database) = devs_seen_as_prod();
    for args in [
        &["user", "add", "prod", "--handle", "a", "--display-name", "A", "--email", "a@b.c"][..],
        &["activity", "create", "prod", "--handle", "a", "--message", "m"],
    ] {
        let run = sandbox.run(args).ended_with(2);
        assert!(run.stderr.contains(" is tagged as dev, but this is prod;"), "{run:?}");
    }
}

#[test]
fn what_was_there_before_is_tagged_only_when_told() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["create"]).succeeded();
    sandbox.run(["setup", "--keep"]).succeeded();
    assert_eq!(database.psql(TAG), "");
    sandbox.run(["env-set", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database [DB] would be tagged as dev
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(database.psql(TAG), "");
    sandbox.run(["env-set"]).check(str![[r#"
exit 0
--- stdout
database [DB] is tagged as dev
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(database.psql(TAG), DEV);
    sandbox.run(["env-set", "dev"]).succeeded();
    sandbox.run(["env-set", "--dry-run", "--format", "json"]).succeeded();
    sandbox.run(["setup"]).succeeded();
}

#[test]
fn another_environments_database_is_refused_by_all_that_may_lose_something() {
    let (sandbox, database) = devs_seen_as_prod();
    sandbox.write("file.sql", "drop table precious;");
    sandbox.run(["drop", "--env", "prod", "--confirm", &database.name]).check(str![[r#"
exit 2
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
error: database [DB] is tagged as dev, but this is prod; nothing was changed
hint: check PROD_CONNECTION_URL; if the tag is wrong: `cruddur-db env-set --env prod`

"#]]);
    for args in [
        &["setup"][..],
        &["setup", "--keep"],
        &["setup", "--dry-run"],
        &["drop", "--dry-run"],
        &["schema-load", "file.sql"],
        &["schema-load", "file.sql", "--dry-run"],
        &["seed", "file.sql"],
        &["restore", "file.sql"],
        &["sessions", "kill", "--all"],
    ] {
        let mut args = args.to_vec();
        args.extend(["--env", "prod"]);
        if !args.contains(&"--dry-run") {
            args.extend(["--confirm", &database.name]);
        }
        sandbox.write("schema/schema.sql", "drop table precious;");
        sandbox.write("seeds/seed.sql", "drop table precious;");
        let run = sandbox.run(args).ended_with(2);
        assert!(run.stderr.contains("[DB] is tagged as dev, but this is prod"), "{run:?}");
    }
    assert_eq!(database.psql("select x from precious"), "1");
    assert!(!sandbox.backups().exists());
    // Looking is harmless, and so is a trial.
    sandbox.run(["sessions", "prod"]).succeeded();
    sandbox.run(["dump", "--env", "prod"]).succeeded();
    sandbox.run(["schema-load", "file.sql", "--check", "--env", "prod"]).succeeded();
}

/// Every command that writes, and nothing of it is written.
#[test]
fn another_environments_database_is_not_written_to() {
    let (sandbox, database) = devs_seen_as_prod();
    for file in ["schema/schema.sql", "seeds/seed.sql", "file.sql", "migrations/1_a.up.sql"] {
        sandbox.write(file, "create table a ();");
    }
    sandbox.write("migrations/1_a.down.sql", "drop table a;");
    for line in [
        "user add --handle ann --display-name A --email a@example.com",
        "activity create --handle bayko --message hi",
        "migrate",
        "rollback",
        "migration mark --all",
        "migration adopt",
        "prepare",
    ] {
        let line = format!("{line} --env prod --confirm {}", database.name);
        let run = sandbox.run(line.split(' ')).ended_with(2);
        assert!(run.stderr.contains("[DB] is tagged as dev, but this is prod"), "{line} {run:?}");
    }
    let tables = "select string_agg(tablename, ' ') from pg_tables where schemaname = 'public'";
    assert_eq!(database.psql(tables), "precious");
}

/// In place, by a role that may not create databases.
#[test]
fn setup_tags_what_it_empties_too() {
    let server = Postgres::shared();
    let owner = server.role("login");
    let database = server.missing_database();
    server.psql("postgres", &format!("create database {} owner {}", database.name, owner.name));
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", owner.url(&database.name));
    sandbox.write("schema/schema.sql", "create table a ();");
    sandbox.write("seeds/seed.sql", "select 1;");
    sandbox.run(["setup"]).succeeded();
    assert_eq!(database.psql(TAG), DEV);
    sandbox.run(["setup"]).succeeded();
    assert_eq!(database.psql(TAG), DEV);
}

#[test]
fn a_tag_is_changed_only_with_the_name() {
    let (sandbox, database) = devs_seen_as_prod();
    sandbox.run(["env-set", "prod"]).check(str![[r#"
exit 4
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
error: confirmation needed: database [DB] would be tagged as prod instead of dev
hint: confirm with: `cruddur-db env-set prod --confirm [DB]`

"#]]);
    assert_eq!(database.psql(TAG), DEV);
    sandbox.run(["env-set", "prod", "--confirm", &database.name]).check(str![[r#"
exit 0
--- stdout
database [DB] is tagged as prod
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)

"#]]);
    assert_eq!(database.psql(TAG), PROD);
    sandbox.run(["drop", "--env", "prod", "--confirm", &database.name]).succeeded();
    assert!(!database.exists());
}

#[test]
fn dev_cannot_take_the_tag_of_prod_by_the_way() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["env-set", "prod"]).ended_with(4);
    sandbox.run(["env-set", "prod", "--confirm", &database.name]).succeeded();
    sandbox.set("CONNECTION_URL", database.url()).unset("PROD_CONNECTION_URL");
    let run = sandbox.run(["env-set"]).ended_with(4);
    assert!(run.stderr.contains("would be tagged as dev instead of prod"), "{run:?}");
    sandbox.run(["setup"]).ended_with(2);
    assert_eq!(database.psql(TAG), PROD);
}

#[test]
fn only_the_owner_may_tag() {
    let database = Postgres::shared().database();
    let role = Postgres::shared().role("login");
    let mut sandbox = Sandbox::with(&database);
    sandbox.hide(&role.name, "[ROLE]");
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    sandbox.run(["env-set"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [ROLE] (local)
error: database [DB] cannot be tagged: must be owner of database [DB] (SQLSTATE 42501)

"#]]);
    assert_eq!(database.psql(TAG), "");
}

#[test]
fn who_may_make_but_not_tag_is_told_so() {
    let server = Postgres::shared();
    // A member that inherits nothing may give a database to the role, and then not alter it.
    let (owner, maker) = (server.role("nologin"), server.role("login createdb noinherit"));
    server.psql("postgres", &format!("grant {} to {}", owner.name, maker.name));
    let database = server.missing_database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", maker.url(&database.name)).hide(&maker.name, "[ROLE]");
    sandbox.run(["create", "--owner", &owner.name]).check(str![[r#"
exit 0
--- stdout
database [DB] created
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [ROLE] (local)
warning: database [DB] could not be tagged with its environment: must be owner of database [DB]

"#]]);
    assert_eq!(database.psql(TAG), "");
}

#[test]
fn a_missing_database_has_no_tag() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["drop"]).succeeded();
    sandbox.run(["env-set"]).ended_with(3);
}
