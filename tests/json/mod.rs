//! What `--format json` promises beyond what `common::json_output` asserts of every run.

mod schemas;
mod values;

use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn warnings_are_a_field_of_the_one_object() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("db/seeds/1.sql", "create table t (id int);\n");
    sandbox.write("db/seeds/notes.md", "");
    let run = sandbox.run(["seed", "db/seeds", "--format", "json"]).succeeded();
    assert_eq!(run.json()["files"][0], "db/seeds/1.sql");
    assert_eq!(run.stderr, "{\"warnings\":[\"not loaded: db/seeds/notes.md\"]}\n");
    let run = sandbox.run(["seed", "db/seeds", "--format", "json"]);
    run.check(str![[r#"
exit 1
--- stderr
{"error":{"column":1,"file":"db/seeds/1.sql","kind":"failed","line":1,"message":"relation /"t/" already exists","sqlstate":"42P07"},"warnings":["not loaded: db/seeds/notes.md"]}

"#]]);
}

#[test]
fn what_was_said_meanwhile_is_a_field_when_it_is_asked_for() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("schema.sql", "drop table if exists t;\n");
    let run = sandbox.run(["schema-load", "schema.sql", "--format", "json", "--verbose"]);
    assert_eq!(
        run.succeeded().stderr,
        "{\"notices\":[\"dev: [DB] on 127.0.0.1:[PORT] as postgres (local)\",\"notice: \
         table \\\"t\\\" does not exist, skipping\"]}\n"
    );
    let run = sandbox.run(["schema-load", "schema.sql", "--format", "json"]).succeeded();
    assert_eq!(run.stderr, "");
}

#[test]
fn notices_of_statements_come_with_their_error() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let sql = "do $$ begin raise notice 'so far'; end $$";
    let args = ["connect", "--format", "json", "-c", sql, "-c", "\\timing", "-c", "select 1/0"];
    sandbox.run(args).check(str![[r#"
exit 1
--- stdout
{
  "done": "DO",
  "rows": 0
}
--- stderr
{"error":{"kind":"failed","message":"division by zero","sqlstate":"22012"},"notices":["notice: so far","timing is on"]}

"#]]);
}

#[test]
fn psql_is_not_asked_for_json() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["connect", "--format", "json", "--", "-c", "select 1"]).check(str![[r#"
exit 2
--- stderr
{"error":{"hint":"leave out --format json, or what is after --","kind":"usage","message":"psql cannot write JSON"}}

"#]]);
    let run = sandbox.run(["connect", "--", "--format", "json"]).ended_with(1);
    assert!(run.stderr.contains("psql: unrecognized option '--format'"), "{run:?}");
}

#[test]
fn tips_and_lists_about_the_arguments_are_fields() {
    let sandbox = Sandbox::new();
    let error = |args: &[&str]| sandbox.run(args.iter().copied()).ended_with(2).stderr;
    assert_eq!(
        error(&["sesions", "--format", "json"]),
        "{\"error\":{\"hint\":\"some similar subcommands exist: 'sessions', 'version'\",\"kind\":\"usage\",\
         \"message\":\"unrecognized subcommand 'sesions'\",\"suggestions\":[\"sessions\",\"version\"]}}\n"
    );
    assert_eq!(
        error(&["doctor", "--fail-on", "wran", "--format=json"]),
        "{\"error\":{\"choices\":[\"warn\",\"fail\"],\"hint\":\"a similar value exists: 'warn'\",\"kind\":\
         \"usage\",\"message\":\"invalid value 'wran' for '--fail-on <HEALTH>'\",\"suggestions\":[\"warn\"]}}\n"
    );
}
