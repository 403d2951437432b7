//! Values of `connect --format json`, with the server's `to_json` as the judge.

use serde_json::json;

use crate::common::{Database, Pgbouncer, Postgres, Run, Sandbox, psql};

/// Texts of which each type takes some.
const TEXTS: &str = r#"
    '1', '-2.50', '1e29', '123456789012345678901234567890.10', 'NaN', 'Infinity', '-infinity', 't',
    'off', '', 'a', 'it''s "q", \ {} ()', E'tab\there', 'null', '2026-01-02',
    '2026-01-02 03:04:05', '2026-01-02 03:04:05.678+00', '0044-03-15 BC', '1800-01-01 00:00:00+00',
    '03:04:05.5', '03:04:05+05:30', '1 day 02:03:04', '{"a": [1.0, 1.23e+29], "b": null}',
    '{1,2,NULL}', '{{a,b},{"c, d",NULL}}', '[2:3]={1,2}', '{}', '(1,2)', '(1,2),(3,4)', '[1,2)',
    'empty', '{[1,2),[5,6)}', '[2026-01-01,2026-01-02)', '<(1,2),3>', '{1,2,3}',
    '((1,2),(3,4))', '127.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05',
    '9c1e2c5e-6a1e-4c7b-8f7a-0c5f4f6a7b1e', '\x00ff', '0101', '$1,234.50', '<a>b</a>', 'fat & rat',
    '1 2 3', '16/B374D848', '10:20:10,14', '(0,1)', 'pg_catalog', 'int4', 'pg_class', '=',
    'postgres', 'english', '$.a', 'red', '(1,)', '(,"x ""y"" \\ ")', '({"(1,z)"},)', 'a=>1, "b c"=>NULL, d=>"say \"x\", \\ or => "', '{"a=>1","b=>\"\""}', '(b=>2,1)'
"#;

/// Types of our own, and a function that says whether a type takes a text.
const SETUP: &str = r#"
    create extension hstore;
    create domain positive as numeric check (value > 0);
    create domain several as positive[];
    create type color as enum ('red', 'green');
    create type item as (n int, "the text" text);
    create type kept as (h hstore, n int);
    create type holder as (items item[], at timestamptz);
    create table dropped (a int, b text, c boolean[]);
    alter table dropped drop column b;
    create function takes(text, text) returns boolean language plpgsql as $$
    begin
        execute format('select %L::%s', $1, $2);
        return true;
    exception when others then
        return false;
    end $$;
"#;

/// Literals of every type that values can have, alone and in arrays.
fn literals(database: &Database) -> Vec<String> {
    let sql = format!(
        "select format('%L::%s', x, t) from unnest(array[{TEXTS}]) x, lateral (
             select format_type(oid, null) t from pg_type
             where typtype in ('b', 'd', 'e', 'r', 'm') and typname !~ '^_?pg_(node_tree|ndis|dep|mcv|brin)'
                or typname in ('item', 'holder', 'dropped', 'kept', '_item', '_holder', '_hstore')
         ) every where takes(x, t) order by t collate \"C\", x collate \"C\""
    );
    database.psql(&sql).lines().map(str::to_owned).collect()
}

/// The values of a result of one row, as they were written.
fn values(run: &Run) -> Vec<String> {
    let lines = run.stdout.lines().filter(|line| line.starts_with("    \""));
    lines.map(|line| line.split_once(": ").unwrap().1.trim_end_matches(',').to_owned()).collect()
}

#[test]
fn the_server_agrees_about_every_type() {
    let database = Postgres::shared().database();
    database.psql(SETUP);
    let sandbox = Sandbox::with(&database);
    let literals = literals(&database);
    assert!(literals.len() > 500, "{}", literals.len());
    let name = &database.name;
    for (zone, style) in [
        ("Asia/Kolkata", "ISO, MDY"),
        ("America/St_Johns", "German, MDY"),
        ("Europe/Berlin", "SQL, MDY"),
        ("UTC", "Postgres, MDY"),
    ] {
        let set = |style: &str| format!("alter database {name} set datestyle = '{style}'");
        database.psql(&format!("alter database {name} set timezone = '{zone}'"));
        for chunk in literals.chunks(150) {
            let list: Vec<String> =
                chunk.iter().enumerate().map(|(n, it)| format!("{it} as c{n}")).collect();
            let sql = format!("select {}", list.join(", "));
            let judged: Vec<String> = (0..chunk.len())
                .map(|n| format!("coalesce(to_json(c{n})::text, 'null')"))
                .collect();
            let judged = format!("select unnest(array[{}]) from ({sql}) q", judged.join(", "));
            // to_json writes dates so in any style, and ranges by the style: here they are alike.
            database.psql(&set("ISO, MDY"));
            let expected: Vec<String> = database.psql(&judged).lines().map(str::to_owned).collect();
            database.psql(&set(style));
            let run = sandbox.run(["connect", "--format", "json", "-c", &sql]).succeeded();
            for ((literal, ours), theirs) in chunk.iter().zip(values(&run)).zip(&expected) {
                assert_eq!(&ours, theirs, "{literal} in {zone}, {style}");
            }
            assert_eq!(values(&run).len(), chunk.len());
        }
    }
}

#[test]
fn a_date_style_that_is_set_changes_how_dates_are_read_alone() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let date = "select '02.01.2026'::date as d";
    let run = sandbox.run([
        "connect",
        "--format",
        "json",
        "-c",
        "set datestyle = 'German'",
        "-c",
        date,
        "-c",
        "begin; set local datestyle = 'SQL, MDY'",
        "-c",
        date,
    ]);
    let dates = run.succeeded().stdout;
    assert!(dates.contains("\"d\": \"2026-01-02\"") && dates.contains("\"2026-02-01\""), "{dates}");
}

#[test]
fn the_way_there_makes_no_difference() {
    let database = Postgres::shared().database();
    database.psql(SETUP);
    let sql = "select array[row(1, 'a b')::item, null] as items, now() - now() as none, \
               '{\"a\": 1e200}'::jsonb as j; select 1.10 as n; begin; select '{t}'::bool[] as b";
    let expected = "[\n  {\n    \"items\": [{\"n\":1,\"the text\":\"a b\"},null],\n    \
                    \"none\": \"00:00:00\",\n    \"j\": {\"a\": 1";
    let pooler = Pgbouncer::start(Postgres::shared(), "transaction", &[]);
    for url in [database.url(), pooler.url(&database.name)] {
        let mut sandbox = Sandbox::new();
        sandbox.set("CONNECTION_URL", url);
        for more in [&[][..], &["--read-only"], &["--builtin"]] {
            let args = [&["connect", "--format", "json", "-c", sql], more].concat();
            let run = sandbox.run(args).succeeded();
            assert!(run.stdout.starts_with(expected), "{run:?}");
            assert!(run.stdout.contains("\"n\": 1.10\n"), "{run:?}");
            assert!(run.stdout.contains("\"b\": [true]\n"), "{run:?}");
        }
    }
}

#[test]
fn results_before_an_error_are_whole() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let sql = "begin; select array[1.0, null] as a; select 1/0";
    let run = sandbox.run(["connect", "--format", "json", "-c", sql]).ended_with(1);
    assert!(run.stdout.contains("\"a\": [1.0,null]\n"), "{run:?}");
    // A type that is seen for the first time cannot be asked for any more.
    let sql = "create type pair as (a int, b int); begin; select row(1, 2)::pair as p; select 1/0";
    let run = sandbox.run(["connect", "--format", "json", "-c", sql]).ended_with(1);
    assert!(run.stdout.contains("\"p\": \"(1,2)\"\n"), "{run:?}");
    assert_eq!(psql(&database.url(), "select 1"), "1");
    let run =
        sandbox.run(["connect", "--format", "json", "-c", "select 1 as a, 'x' as a where false"]);
    assert_eq!(run.succeeded().json(), json!([]));
}

/// The exceptions that docs/looking.md names: the server's `to_json` has more of these.
#[test]
fn rows_without_a_type_are_text() {
    let database = Postgres::shared().database();
    database.psql("create table t (a int, b text); insert into t values (1, 'x')");
    let sandbox = Sandbox::with(&database);
    for (value, expected) in [
        ("row(1, 'a b')", r#""(1,\"a b\")""#),
        ("array[row(1, 2), row(3, 4)]", r#""{\"(1,2)\",\"(3,4)\"}""#),
        ("(select s from (select 1 as n, true as ok) s)", r#""(1,t)""#),
        ("(select t from t)", r#"{"a":1,"b":"x"}"#),
        ("to_json(row(1, 2))", r#"{"f1":1,"f2":2}"#),
    ] {
        let sql = format!("select {value} as v");
        let run = sandbox.run(["connect", "--format", "json", "-c", &sql]).succeeded();
        assert_eq!(values(&run), [expected], "{value}");
        let judged = database.psql(&format!("select to_json({value})"));
        assert_eq!(judged == expected, expected.starts_with('{'), "{value}: {judged}");
    }
}
