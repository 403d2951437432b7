//! `activity`, and its JSON beside what the back end's queries return.

use std::process::Command;

use serde_json::Value;
use snapbox::str;

use crate::common::{Database, Pgbouncer, Postgres, Sandbox, python_tools};

const CREATE: [&str; 5] = ["activity", "create", "--handle", "bayko", "--message"];

/// A database with schema and seeds, as `setup` leaves it.
fn seeded() -> (Database, Sandbox) {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    for command in ["schema-load", "seed"] {
        sandbox.run([command, "--quiet"]).succeeded();
    }
    (database, sandbox)
}

fn create(sandbox: &Sandbox, more: &[&str]) -> Value {
    let args = [&CREATE[..4], more, &["--format", "json", "--quiet"]].concat();
    sandbox.run(args).succeeded().json()
}

#[test]
fn what_is_created_is_shown_and_on_top_of_the_home_page() {
    let (_database, sandbox) = seeded();
    let run = sandbox.run([&CREATE[..], &["Grüße\nin two lines"]].concat());
    run.check(str![[r#"
exit 0
--- stdout
Andrew Bayko @bayko  [..]
  Grüße
  in two lines
  [..]-[..]-[..]-[..]-[..], until [..]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    let home = sandbox.run(["activity", "home", "--limit", "1", "--quiet"]).succeeded();
    assert_eq!(home.stdout, run.stdout);
    let uuid = run.stdout.lines().last().unwrap().trim().split(',').next().unwrap();
    let shown = sandbox.run(["activity", "show", uuid, "--quiet"]).succeeded();
    assert_eq!(shown.stdout, run.stdout);
    let all = sandbox.run(["activity", "home", "--format", "json"]).succeeded().json();
    assert_eq!(all.as_array().unwrap().len(), 3);
}

#[test]
fn it_lives_as_long_as_it_should() {
    let (database, sandbox) = seeded();
    for (ttl, hours) in [
        ("30-days", "720"),
        ("7-days", "168"),
        ("3-days", "72"),
        ("1-day", "24"),
        ("12-hours", "12"),
        ("3-hours", "3"),
        ("1-hour", "1"),
    ] {
        create(&sandbox, &["--message", ttl, "--ttl", ttl]);
        let sql = format!(
            "select extract(epoch from expires_at - created_at)::int / 3600 \
             from activities where message = '{ttl}'"
        );
        assert_eq!(database.psql(&sql), hours, "{ttl}");
    }
    create(&sandbox, &["--message", "default"]);
    let sql = "select expires_at - created_at from activities where message = 'default'";
    assert_eq!(database.psql(sql), "7 days");
}

#[test]
fn what_the_back_end_refused_is_refused_before_anything_is_asked() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/nothing");
    let long = "ä".repeat(281);
    for (args, detail) in [
        (&["--handle", "bayko", "--message", " "][..], "message_blank"),
        (&["--handle", "bayko", "--message", ""], "message_blank"),
        (&["--handle", "bayko", "--message", "\n\t"], "message_blank"),
        (&["--handle", "bayko", "--message", &long], "message_exceed_max_chars"),
        (&["--handle", "bayko", "--message", "x", "--ttl", "2-days"], "ttl_blank"),
        (&["--handle", "bayko", "--message", "x", "--ttl", "7 days"], "ttl_blank"),
        (&["--handle", "bayko", "--message", "x", "--ttl", "7-DAYS"], "ttl_blank"),
        (&["--handle", "bayko", "--message", "x", "--ttl", ""], "ttl_blank"),
        (&["--handle", "", "--message", "x"], "user_handle_blank"),
        (&["--cognito-user-id", " ", "--message", "x"], "cognito_user_id_blank"),
    ] {
        let args = [&["activity", "create"], args, &["--format", "json"]].concat();
        let run = sandbox.run(args.clone()).ended_with(2);
        let error: Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!(error["error"]["detail"], detail, "{args:?}");
    }
    let args = ["activity", "create", "--handle", "bayko", "--message", &long];
    let run = sandbox.run(args).ended_with(2);
    assert!(run.stderr.contains("the message has 281 characters; 280 are allowed"), "{run:?}");
    sandbox.run(["activity", "create", "--message", "x"]).ended_with(2);
    let both = ["activity", "create", "-m", "x", "--handle", "a", "--cognito-user-id", "b"];
    sandbox.run(both).ended_with(2);
    sandbox.run(["activity", "show", "1"]).ended_with(2);
    let mock = ["activity", "create", "-m", "x", "--cognito-user-id", "MOCK"];
    sandbox.run(mock).ended_with(2);
}

#[test]
fn two_hundred_and_eighty_characters_fit() {
    let (database, sandbox) = seeded();
    let message = "🦀".repeat(280);
    assert_eq!(create(&sandbox, &["--message", &message])["message"], message.as_str());
    let sql = "select max(char_length(message)) from activities";
    assert_eq!(database.psql(sql), "280");
}

#[test]
fn quotes_are_only_characters() {
    let (database, sandbox) = seeded();
    let message = "'); drop table users; -- \\ \" %(x)s $1";
    assert_eq!(create(&sandbox, &["--message", message])["message"], message);
    assert_eq!(database.psql("select count(*) from users"), "2");
}

#[test]
fn an_unknown_user_is_an_error_and_leaves_no_trace() {
    let (database, sandbox) = seeded();
    sandbox.run(["activity", "create", "--handle", "nobody", "--message", "x"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: there is no user with the handle "nobody"
hint: `cruddur-db user list` shows the users, user add adds one

"#]]);
    sandbox.run(["activity", "create", "--cognito-user-id", "x", "--message", "x"]).ended_with(1);
    assert_eq!(database.psql("select count(*) from activities"), "2");
    database.psql("update users set cognito_user_id = 'an-id' where handle = 'bayko'");
    let args = ["activity", "create", "--cognito-user-id", "an-id", "--message", "x", "--quiet"];
    assert!(sandbox.run(args).succeeded().stdout.starts_with("Andrew Bayko @bayko"));
}

#[test]
fn nothing_is_nothing() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["activity", "home"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: relation "public.activities" does not exist (SQLSTATE 42P01)
hint: load the schema: `cruddur-db schema-load`

"#]]);
    sandbox.run(["schema-load"]).succeeded();
    let home = sandbox.run(["activity", "home", "--quiet", "--format", "json"]).succeeded();
    assert_eq!(home.stdout, "[]\n");
    assert_eq!(sandbox.run(["activity", "home", "--quiet"]).succeeded().stdout, "no activities\n");
    let unknown = ["activity", "show", "8fd5a7f6-3d2e-4b6a-9c52-0c5f4f6a7b1e", "--quiet"];
    sandbox.run(unknown).check(str![[r#"
exit 1
--- stderr
error: there is no activity 8fd5a7f6-3d2e-4b6a-9c52-0c5f4f6a7b1e
hint: `cruddur-db activity home` lists the activities

"#]]);
    let json = sandbox.run([&unknown[..], &["--format", "json"]].concat()).succeeded();
    assert_eq!(json.stdout, "{}\n");
}

#[test]
fn a_protected_database_wants_its_name() {
    let (database, mut sandbox) = seeded();
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let args = [&CREATE[..], &["x", "--env", "prod"]].concat();
    sandbox.run(args.clone()).check(str![[r#"
exit 4
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
error: confirmation needed: an activity would be added in database [DB] of prod
hint: confirm with: `cruddur-db activity create --handle bayko --message x --env prod --confirm [DB]`

"#]]);
    let dry = sandbox.run([&args[..], &["--dry-run", "--quiet"]].concat()).succeeded();
    assert_eq!(
        dry.stdout,
        "an activity of the user with the handle \"bayko\" would be added, for 7-days\n"
    );
    assert_eq!(database.psql("select count(*) from activities"), "2");
    sandbox.run([&args[..], &["--confirm", &database.name]].concat()).succeeded();
    sandbox.run(["activity", "home", "--env", "prod"]).succeeded();
    assert_eq!(database.psql("select count(*) from activities"), "3");
}

/// The back end's way: a template within a wrapper, through its driver.
const BACK_END: &str = r#"
import json, sys, psycopg

url, uuid = sys.argv[1:]
columns = """activities.uuid, users.display_name, users.handle, activities.message,
  activities.replies_count, activities.reposts_count, activities.likes_count,
  activities.reply_to_activity_uuid, activities.expires_at, activities.created_at
  FROM public.activities"""
home = f"""SELECT {columns} LEFT JOIN public.users ON users.uuid = activities.user_uuid
  ORDER BY activities.created_at DESC"""
show = f"""SELECT {columns} INNER JOIN public.users ON users.uuid = activities.user_uuid
  WHERE activities.uuid = %(uuid)s"""
array = f"SELECT COALESCE(array_to_json(array_agg(row_to_json(array_row))),'[]'::json) FROM ({home}) array_row"
object = f"SELECT COALESCE((SELECT row_to_json(object_row) FROM ({show}) object_row), '{{}}'::json)"
with psycopg.connect(url) as connection:
    for sql in (array, object):
        value = connection.execute(sql, {"uuid": uuid}).fetchone()[0]
        print(json.dumps(value, indent=2, ensure_ascii=False))
        print("---")
"#;

#[test]
fn the_json_is_that_of_the_back_end_to_the_letter() {
    let (database, sandbox) = seeded();
    database.psql(
        "update activities set created_at = created_at - interval '1 day' \
         where message like 'This%'",
    );
    let made = create(&sandbox, &["--message", "An answer: \"ü\"\n\\ 🦀 </script>"]);
    let uuid = made["uuid"].as_str().unwrap();
    database.psql(&format!(
        "update activities set likes_count = 3, expires_at = null, reply_to_activity_uuid = \
         (select uuid from activities where uuid <> '{uuid}' limit 1) where uuid = '{uuid}'"
    ));
    let python = python_tools("tests/requirements.txt").join("bin/python");
    for uuid in [uuid, "8fd5a7f6-3d2e-4b6a-9c52-0c5f4f6a7b1e"] {
        let output = Command::new(&python).args(["-c", BACK_END, &database.url(), uuid]).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let theirs = String::from_utf8(output.stdout).unwrap();
        let theirs: Vec<&str> = theirs.split("---\n").collect();
        let json = |args: &[&str]| {
            let output = sandbox.command(args.iter().copied()).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        assert_eq!(json(&["activity", "home", "--format", "json"]), theirs[0]);
        assert_eq!(json(&["activity", "show", uuid, "--format", "json"]), theirs[1]);
    }
}

/// The tables as the bootcamp had them: their times have no time zone, so that the session's
/// counts.
const WITHOUT_TIME_ZONE: &str = "create table public.users (uuid uuid default gen_random_uuid() \
     primary key, display_name text not null, handle text not null, email text not null, \
     cognito_user_id text not null, created_at timestamp default current_timestamp not null); \
     create table public.activities (uuid uuid default gen_random_uuid() primary key, \
     user_uuid uuid not null, message text not null, replies_count integer default 0, \
     reposts_count integer default 0, likes_count integer default 0, reply_to_activity_uuid \
     integer, expires_at timestamp, created_at timestamp default current_timestamp not null)";

#[test]
fn times_are_those_of_the_roles_time_zone_as_in_psql() {
    let server = Postgres::shared();
    let role = server.role("login");
    let database = server.database();
    let name = &role.name;
    database.psql(&format!(
        "{WITHOUT_TIME_ZONE}; grant all on all tables in schema public to {name}; \
         alter role {name} set timezone = 'Pacific/Marquesas'; \
         alter role {name} set datestyle = 'German, DMY'; \
         alter role {name} set intervalstyle = 'sql_standard'; \
         alter role {name} set extra_float_digits = -12; \
         alter role {name} set bytea_output = 'escape'"
    ));
    let poolers = ["session", "transaction"].map(|mode| Pgbouncer::start(server, mode, &[name]));
    let pooled = poolers.iter().map(|pooler| pooler.url_of(name, &database.name));
    for (number, url) in std::iter::once(role.url(&database.name)).chain(pooled).enumerate() {
        let mut sandbox = Sandbox::with(&database);
        sandbox.set("CONNECTION_URL", &url);
        let handle = format!("u{number}");
        let names = ["--handle", &handle, "--display-name", "U", "--email", "u@example.com"];
        sandbox.run([&["user", "add"][..], &names].concat()).succeeded();
        let args = ["activity", "create", "--handle", &handle, "--message", "x", "--ttl", "1-hour"];
        sandbox.run(args).succeeded();
        // What psql takes for now, as the role.
        let now = crate::common::psql(
            &url,
            &format!(
                "select u.created_at between localtimestamp - interval '1 min' and localtimestamp, \
                 a.created_at between localtimestamp - interval '1 min' and localtimestamp, \
                 a.expires_at between localtimestamp + interval '59 min' \
                 and localtimestamp + interval '60 min' \
                 from users u join activities a on u.uuid = a.user_uuid where handle = '{handle}'"
            ),
        );
        assert_eq!(now, "t|t|t", "{url}");
        // What is read does not hang on how the session would write it.
        let home = sandbox.run(["activity", "home", "--format", "json"]).succeeded().json();
        let sql = "select json_agg(created_at order by created_at desc) from activities";
        let times: Vec<_> = home.as_array().unwrap().iter().map(|it| &it["created_at"]).collect();
        let theirs: Vec<Value> = serde_json::from_str(&database.psql(sql)).unwrap();
        assert_eq!(times, theirs.iter().collect::<Vec<_>>());
        for command in [&["sessions"][..], &["user", "list"], &["doctor"]] {
            sandbox.run(command.iter().copied()).succeeded();
        }
    }
}

/// Citus does not know the names of a whole row's columns. These stand in the way of its
/// functions, as theirs do there.
const NAMELESS: &str = "create schema nameless;
    create function nameless.row_to_json(record) returns json language plpgsql as
        $$ begin return '{\"f1\":null}'::json; end $$;
    create function nameless.to_json(anyelement) returns json language plpgsql as
        $$ begin return '{\"f1\":null}'::json; end $$;";

#[test]
fn json_is_built_by_names() {
    let (database, mut sandbox) = seeded();
    database.psql(NAMELESS);
    let path = "?options=-c%20search_path%3Dnameless,public,pg_catalog";
    sandbox.set("CONNECTION_URL", format!("{}{path}", database.url()));
    let created = create(&sandbox, &["--message", "hello", "--ttl", "1-day"]);
    let uuid = created["uuid"].as_str().unwrap();
    let json = |args: &[&str]| {
        sandbox.run([args, &["--format", "json", "--quiet"]].concat()).succeeded().json()
    };
    assert_eq!(json(&["activity", "show", uuid]), created);
    assert_eq!(json(&["activity", "home"])[0], created);
    let user = ["--handle", "ann", "--display-name", "Ann", "--email", "ann@example.com"];
    let added = json(&[&["user", "add"][..], &user].concat());
    assert_eq!(json(&["user", "list"])[1]["uuid"], added["uuid"]);
}
