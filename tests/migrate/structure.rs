//! The schema that migrations have made, in a file of the project.

use std::os::unix::fs::MetadataExt;

use ::snapbox::str;

use super::{project, rows};
use crate::common::{Database, Postgres, Sandbox, write_program};

const FILE: &str = "schema/structure.sql";

/// A project that keeps its structure.
fn keeping(database: &Database, files: &[(&str, &str)]) -> Sandbox {
    let sandbox = project(database, files);
    sandbox.write("cruddur-db.toml", format!("[migrations]\nstructure = '{FILE}'\n"));
    sandbox
}

fn structure(sandbox: &Sandbox) -> String {
    std::fs::read_to_string(sandbox.work().join(FILE)).unwrap_or_default()
}

const USERS: &str = "create extension \"uuid-ossp\";\n\
     create table users (uuid uuid default uuid_generate_v4() primary key, name text not null);\n\
     comment on table users is 'a; b';\n\
     create function one() returns int language plpgsql as $$ begin -- one;\n  return 1; end $$;\n\
     grant select on users to public;\n\
     alter default privileges grant select on tables to pg_monitor;\n";

#[test]
fn it_is_written_when_it_changed_and_leaves_nothing_pending() {
    let database = Postgres::shared().database();
    let sandbox = keeping(
        &database,
        &[
            ("1_users.sql", USERS),
            ("2_index.up.sql", "create index on users (name);"),
            ("2_index.down.sql", "drop index users_name_idx;"),
        ],
    );
    sandbox.write("db/migrations/repeatable/v.sql", "create view v as select 1 as one;");
    sandbox.run(["migrate", "--check"]).succeeded();
    sandbox.run(["migrate", "--dry-run"]).succeeded();
    assert_eq!(structure(&sandbox), "");
    let run = sandbox.run(["migrate"]).succeeded();
    assert!(run.stdout.ends_with("\nwrote schema/structure.sql\n"), "{run:?}");
    let first = structure(&sandbox);
    snapbox::assert_data_eq!(
        // pg_dump before 16 writes two spaces.
        first.replace("TABLES  TO", "TABLES TO"),
        str![[r#"
-- Written by cruddur-db after migrating in dev. Do not edit: it is replaced.

SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;

CREATE FUNCTION public.one() RETURNS integer
    LANGUAGE plpgsql
    AS $$ begin -- one;
  return 1; end $$;

SET default_table_access_method = heap;

CREATE TABLE public._cruddur_repeatable (
    name text NOT NULL,
    checksum bytea NOT NULL,
    applied_on timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public._sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);

CREATE TABLE public.users (
    uuid uuid DEFAULT public.uuid_generate_v4() NOT NULL,
    name text NOT NULL
);

COMMENT ON TABLE public.users IS 'a; b';

CREATE VIEW public.v AS
 SELECT 1 AS one;

ALTER TABLE ONLY public._cruddur_repeatable
    ADD CONSTRAINT _cruddur_repeatable_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public._sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (uuid);

CREATE INDEX users_name_idx ON public.users USING btree (name);

GRANT SELECT ON TABLE public.users TO PUBLIC;

GRANT SELECT ON TABLE public.v TO pg_monitor;

ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor;

INSERT INTO public._sqlx_migrations (version, description, success, checksum, execution_time) VALUES (1, 'users', true, decode('317265378e04e0509ae5961bf5141aaaac154026e00c55871f17fb13f66c24187f64329afeba73f3e1e4268d4484d72d', 'hex'), 0);
INSERT INTO public._sqlx_migrations (version, description, success, checksum, execution_time) VALUES (2, 'index', true, decode('005fb5dfe3eb9fa8d43fd6a7087a4e1f0046bb7f3ca3b4e82beff62f061280b6bcbcb227fbd062399f40dfc8a2588312', 'hex'), 0);
INSERT INTO public._cruddur_repeatable (name, checksum) VALUES ('v.sql', decode('8384e45ae26a1f111e6f0d7bc3fd6704c736dc7df39ae3eafa625f6329575455c538a40fe3bc0857963774b9029b7143', 'hex'));

"#]]
    );
    let inode = || std::fs::metadata(sandbox.work().join(FILE)).unwrap().ino();
    let before = inode();
    let json = sandbox.run(["migrate", "--format", "json"]).succeeded().json();
    assert_eq!((json.get("structure"), inode()), (None, before));
    let json = sandbox.run(["rollback", "--format", "json"]).succeeded().json();
    assert_eq!(json["structure"], FILE);
    assert!(!structure(&sandbox).contains("users_name_idx"));
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(structure(&sandbox), first);
    std::fs::remove_file(sandbox.work().join(FILE)).unwrap();
    sandbox.run(["migration", "redo"]).succeeded();
    assert_eq!(structure(&sandbox), first);
    assert_loads_as_a_plain_owner(&sandbox, &first);
}

/// On another machine, from the file alone.
fn assert_loads_as_a_plain_owner(sandbox: &Sandbox, text: &str) {
    let server = Postgres::shared();
    let owner = server.role("login");
    let database = server.missing_database();
    server.psql("postgres", &format!("create database {} owner {}", database.name, owner.name));
    if server.major() < 13 {
        database.psql("create extension \"uuid-ossp\"");
    }
    let mut other = keeping(&database, &[]);
    for file in ["1_users.sql", "2_index.up.sql", "2_index.down.sql", "repeatable/v.sql"] {
        let file = format!("db/migrations/{file}");
        other.write(&file, std::fs::read(sandbox.work().join(&file)).unwrap());
    }
    other.write(FILE, text);
    other.set("CONNECTION_URL", owner.url(&database.name));
    let run = other.run(["schema-load"]).succeeded();
    assert!(run.stdout.contains(FILE), "{run:?}");
    other.run(["migration", "status", "--fail-on", "pending"]).succeeded();
    let run = other.run(["migrate"]).succeeded();
    assert!(run.stdout.contains("nothing to do"), "{run:?}");
    assert_eq!(structure(&other), text);
    database.psql(&format!("drop owned by {}", owner.name));
}

#[test]
fn setup_begins_with_it() {
    let database = Postgres::shared().missing_database();
    let sandbox = keeping(&database, &[("1_users.sql", USERS)]);
    sandbox.run(["setup"]).succeeded();
    sandbox.run(["migrate"]).succeeded();
    sandbox.write("db/migrations/2_more.sql", "create table more (x int);");
    let run = sandbox.run(["setup"]).succeeded();
    assert!(run.stderr.contains("schema-load  schema/structure.sql"), "{run:?}");
    assert!(run.stderr.contains("1 of 2 migrations; the schema has the other ("), "{run:?}");
    assert_eq!(rows(&database), "1|t\n2|t");
    // A schema that is named is meant.
    sandbox.write(
        "cruddur-db.toml",
        format!("[migrations]\nstructure = '{FILE}'\n[environments.dev]\nschema = 'own.sql'\n"),
    );
    sandbox.write("own.sql", "create table own (x int);");
    sandbox.run(["setup"]).succeeded();
    assert_eq!(database.psql("select to_regclass('own'), to_regclass('users')"), "own|users");
}

#[test]
fn what_somebody_wrote_is_not_overwritten() {
    let database = Postgres::shared().database();
    let sandbox = keeping(&database, &[("1_t.sql", "create table t (x int);")]);
    sandbox.write(FILE, "-- mine\n");
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
error: schema/structure.sql was not written by cruddur-db and would be overwritten
hint: change structure in cruddur-db.toml, or remove the file

"#]]);
    assert_eq!(database.psql("select to_regclass('t')"), "");
    assert_eq!(structure(&sandbox), "-- mine\n");
}

#[test]
fn migrations_are_tried_without_it() {
    let database = Postgres::shared().database();
    let sandbox = keeping(
        &database,
        &[("1_t.up.sql", "create table t (x int);"), ("1_t.down.sql", "select 1;")],
    );
    sandbox.run(["migrate"]).succeeded();
    assert!(structure(&sandbox).contains("CREATE TABLE public.t"));
    let run = sandbox.run(["migration", "test"]).ended_with(1);
    assert!(run.stdout.contains("public.t"), "{run:?}");
    sandbox.run(["migration", "status", "--fail-on", "drift"]).succeeded();
    database.psql("create table planted (x int)");
    sandbox.run(["migration", "status", "--fail-on", "drift"]).ended_with(1);
}

/// The rows that migrations insert are not in it.
#[test]
fn only_dev_and_test_begin_with_it() {
    let database = Postgres::shared().missing_database();
    let mut sandbox = keeping(&database, &[("1_t.sql", "create table t (x int);")]);
    sandbox.run(["setup"]).succeeded();
    sandbox.run(["migrate"]).succeeded();
    sandbox.set("TEST_CONNECTION_URL", database.url());
    sandbox.set("STAGING_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let shown = |environment| sandbox.run(["config", environment]).succeeded().stdout;
    assert!(shown("test").contains("schema        schema/structure.sql"), "{}", shown("test"));
    assert!(!shown("staging").contains("structure.sql"), "{}", shown("staging"));
}

#[test]
fn other_environments_write_none() {
    let database = Postgres::shared().database();
    let mut sandbox = keeping(&database, &[("1_t.sql", "create table t (x int);")]);
    sandbox.set("TEST_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.write(FILE, "-- mine\n");
    sandbox.run(["migrate", "test"]).succeeded();
    assert_eq!(structure(&sandbox), "-- mine\n");
}

#[test]
fn without_a_pg_dump_that_fits_the_migrations_run_all_the_same() {
    let database = Postgres::shared().database();
    let mut sandbox = keeping(&database, &[("1_t.sql", "create table t (x int);")]);
    sandbox.set("CRUDDUR_PG_BINDIR", "/nowhere");
    let program = sandbox.work().join("broken/pg_dump");
    write_program(&program, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 99.1'\nexit 1\n");
    sandbox.set("PATH", program.parent().unwrap());
    let run = sandbox.run(["migrate"]).succeeded();
    assert!(run.stderr.contains("warning: schema/structure.sql is not written: "), "{run:?}");
    assert_eq!(rows(&database), "1|t");
    assert_eq!(structure(&sandbox), "");
}
