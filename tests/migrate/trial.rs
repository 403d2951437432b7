//! `migration test` and drift: in databases of their own, on the managed server.

use std::process::{Command, Stdio};

use snapbox::str;

use crate::common::{Postgres, Sandbox, program, psql};

fn project(sandbox: &Sandbox) {
    sandbox.write("db/schema.sql", "create table users (id int primary key, name text);");
    sandbox.write("db/migrations/1_bio.up.sql", "alter table users add bio text;");
    sandbox.write("db/migrations/1_bio.down.sql", "alter table users drop bio;");
    sandbox.write("db/migrations/2_i.sql", "create index concurrently by_name on users (name);");
    sandbox.write(
        "db/migrations/3_likes.up.sql",
        "create table likes (x int); alter table users add likes int default 0;",
    );
    sandbox
        .write("db/migrations/3_likes.down.sql", "drop table likes; alter table users drop likes;");
    let view = "create or replace view bios as select bio from users;";
    sandbox.write("db/migrations/repeatable/bios.sql", view);
}

/// The databases of the managed server, which no trial stays among.
fn databases(sandbox: &Sandbox) -> String {
    let names = "select string_agg(datname, ' ' order by datname) from pg_database";
    psql(&sandbox.server_url(), names)
}

#[test]
fn each_is_run_forth_back_and_forth_again() {
    let sandbox = Sandbox::with_server();
    project(&sandbox);
    sandbox.run(["migration", "test"]).check(str![[r#"
exit 0
--- stdout
ok      db/migrations/1_bio.up.sql
ok      db/migrations/2_i.sql (no down migration)
ok      db/migrations/3_likes.up.sql
3 migrations tested ([TIME])

"#]]);
    // What a way back leaves, and what it takes too much of.
    let function = "create function f() returns int language sql as 'select 1';";
    sandbox.write("db/migrations/4_f.up.sql", function);
    sandbox.write("db/migrations/4_f.down.sql", "drop index by_name;");
    sandbox.run(["migration", "test"]).check(str![[r#"
exit 1
--- stdout
ok      db/migrations/1_bio.up.sql
ok      db/migrations/2_i.sql (no down migration)
ok      db/migrations/3_likes.up.sql
differs db/migrations/4_f.up.sql
        after its down migration, function public.f() is left
        after its down migration, index public.by_name is missing
        it does not run again: function "f" already exists with same argument types
        later ones were not tested
1 of 4 migrations would not restore the database ([TIME])

"#]]);
    let json = sandbox.run(["migration", "test", "--format", "json"]).ended_with(1).json();
    assert_eq!(json["tested"][3]["left_by_down"].as_array().unwrap().len(), 2);
    // One that cannot run at all says so itself.
    sandbox.write("db/migrations/4_f.up.sql", "select nonsense;");
    sandbox.run(["migration", "test"]).check(str![[r#"
exit 1
--- stderr
error: db/migrations/4_f.up.sql:1:8: column "nonsense" does not exist (SQLSTATE 42703)
1 | select nonsense;
  |        ^

"#]]);
    // The connection that drops the database may be lost.
    let ends = "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'";
    for (more, status) in [("", 0), ("; select nonsense", 1)] {
        sandbox.write("db/migrations/4_f.up.sql", format!("{ends}{more};"));
        sandbox.write("db/migrations/4_f.down.sql", "select 1;");
        sandbox.run(["migration", "test"]).ended_with(status);
        assert_eq!(databases(&sandbox), "postgres template0 template1");
    }
    // A killed one's database goes with the next.
    psql(&sandbox.server_url(), "create database cruddur_db_scratch_1_2");
    sandbox.run(["migration", "test"]).ended_with(1);
    assert_eq!(databases(&sandbox), "postgres template0 template1");
}

/// They mean something else where the settings are others.
#[test]
fn drift_is_found_under_the_settings_of_the_database() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["create"]).succeeded();
    let name = &database.name;
    database.psql(&format!(
        "alter database {name} set timezone = 'America/Toronto'; \
         alter database {name} set datestyle = 'ISO, DMY'; \
         alter role postgres in database {name} set search_path = app, public"
    ));
    let made =
        "create table t (at timestamptz default '2020-02-01', on_day date default '01/02/2024')";
    sandbox.write("db/migrations/1_t.sql", format!("create schema app;\n{made};\n"));
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(database.psql("select to_regclass('app.t') is null"), "f");
    sandbox.run(["migration", "status", "--fail-on", "drift"]).succeeded();
    database.psql("alter table app.t alter on_day set default '02/02/2024'");
    sandbox.run(["migration", "status", "--fail-on", "drift"]).ended_with(1);
}

#[test]
fn drift_is_what_the_files_do_not_make() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    project(&sandbox);
    sandbox.write("db/seed.sql", "insert into users values (1, 'x');");
    sandbox.run(["setup"]).succeeded();
    let status = || sandbox.run(["migration", "status", "--fail-on", "pending,drift"]);
    status().check(str![[r#"
exit 0
--- stdout
version  name   state    since
1        bio    applied  [..]
2        i      applied  [..]
3        likes  applied  [..]
3 migrations, 0 pending
repeatable  state    since
bios.sql    applied  [..]
1 repeatable file, 0 pending
no drift: the database matches the files
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    for (planted, taken) in [
        ("alter table users add planted int", "alter table users drop planted"),
        ("create index planted on users (bio)", "drop index planted"),
        (
            "create function planted() returns int language sql as 'select 1'",
            "drop function planted()",
        ),
        ("create or replace view bios as select upper(bio) as bio from users", "drop view bios"),
        ("alter table users alter name set not null", "alter table users alter name drop not null"),
    ] {
        database.psql(planted);
        let run = sandbox.run(["migration", "status", "--fail-on", "drift"]).ended_with(1);
        let name = if planted.contains("view") { "bios" } else { "planted" };
        let named =
            run.stdout.contains(name) || run.stdout.contains("column public.users.name differs");
        assert!(run.stdout.contains("drift:") && named, "{planted}: {run:?}");
        database.psql(taken);
        database.psql("create or replace view bios as select bio from users");
    }
    status().succeeded();
    database.psql("drop index by_name; alter table users add planted int; drop table likes");
    status().check(str![[r#"
exit 1
--- stdout
version  name   state    since
1        bio    applied  [..]
2        i      applied  [..]
3        likes  applied  [..]
3 migrations, 0 pending
repeatable  state    since
bios.sql    applied  [..]
1 repeatable file, 0 pending
drift:
  column public.users.planted is not in the files
  index public.by_name is missing
  table public.likes is missing
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    // Pending is no drift, and a plain look compares nothing.
    database.psql("create index by_name on users (name); alter table users drop planted; create table likes (x int)");
    sandbox.write("db/migrations/5_more.sql", "create table more (x int);");
    sandbox.run(["migration", "status", "--fail-on", "drift"]).succeeded();
    status().ended_with(1);
    let plain = sandbox.run(["migration", "status", "--format", "json"]).succeeded().json();
    assert!(plain.get("drift").is_none());
    assert_eq!(databases(&sandbox), "postgres template0 template1");
}

#[test]
fn a_role_that_only_reads_sees_drift() {
    let server = Postgres::shared();
    let database = server.missing_database();
    let mut sandbox = Sandbox::with(&database);
    project(&sandbox);
    sandbox.write("db/seed.sql", "insert into users values (1, 'x');");
    sandbox.run(["setup"]).succeeded();
    let reader = server.role("LOGIN");
    database.psql(&format!("grant select on all tables in schema public to {}", reader.name));
    sandbox.set("CONNECTION_URL", reader.url(&database.name));
    sandbox.run(["migration", "status", "--fail-on", "drift"]).succeeded();
    database.psql("create table planted (x int)");
    sandbox.run(["migration", "status", "--fail-on", "drift"]).ended_with(1);
    database.psql(&format!("revoke all on all tables in schema public from {}", reader.name));
}

#[test]
fn six_at_once_do_not_hinder_each_other() {
    let sandbox = Sandbox::with_server();
    project(&sandbox);
    sandbox.run(["create"]).succeeded();
    sandbox.run(["schema-load"]).succeeded();
    sandbox.run(["migrate"]).succeeded();
    let runs = [["migration", "test"].as_slice(), &["migration", "status", "--fail-on", "drift"]];
    let runs: Vec<_> = runs
        .into_iter()
        .cycle()
        .take(6)
        .map(|args| {
            let mut command = sandbox.command(args.iter().copied());
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for run in runs {
        sandbox.finished(run.wait_with_output().unwrap()).succeeded();
    }
}

/// As other people's sessions may be there, and those of roles that may not use `postgres`.
#[test]
fn a_session_in_template1_is_no_obstacle() {
    let sandbox = Sandbox::with_server();
    project(&sandbox);
    sandbox.run(["migration", "test"]).succeeded();
    let url = sandbox.server_url();
    let (server, _) = url.rsplit_once('/').unwrap();
    let there = format!("{server}/template1");
    let mut sleeper = Command::new(program("psql"));
    let mut sleeper = sleeper.args(["-X", &there, "-c", "select pg_sleep(600)"]).spawn().unwrap();
    let asleep = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'";
    while psql(&url, asleep) != "1" {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let run = sandbox.run(["migration", "test"]);
    sleeper.kill().unwrap();
    sleeper.wait().unwrap();
    run.succeeded();
}
