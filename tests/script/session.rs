use cruddur_db::script::{Input, Options};

use super::judge::{file, load_files, load_into};
use crate::common::Postgres;

#[test]
fn the_next_file_finds_the_session_as_new() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let role = Postgres::shared().role("nologin");
    let first = format!(
        "create table t (n int, what text);
         set search_path = ''; set time zone 'Asia/Tokyo'; set role {};
         set standard_conforming_strings = off;
         prepare p as select 1; declare c cursor with hold for select 1;
         listen x; select pg_catalog.pg_advisory_lock(1); create temp table tmp (a int);
         \\set v 1",
        role.name
    );
    let second = "insert into t values (1, current_user), (2, current_setting('search_path')),
        (3, 'a\\'), (4, (select count(*) from pg_prepared_statements)::text),
        (5, (select count(*) from pg_cursors)::text), (6, to_regclass('tmp')::text),
        (7, (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())::text),
        (8, (current_setting('TimeZone') <> 'Asia/Tokyo')::text);";
    let one = file(&directory, "1.sql", first);
    let two = file(&directory, "2.sql", second);
    let loaded = load_files(&database, &[&one, &two]).unwrap();
    assert_eq!(loaded.files, 2);
    assert_eq!(
        database.psql("select string_agg(coalesce(what, 'none'), ' ' order by n) from t"),
        "postgres \"$user\", public a\\ 0 0 none 0 true"
    );
    assert_eq!(loaded.statements, 11, "{loaded:?}");
}

#[test]
fn variables_come_from_outside() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let path = file(
        &directory,
        "v.sql",
        "create table :\"name\" (a text); insert into :name values (:'v');",
    );
    let variables = vec![("name".to_owned(), "t".to_owned()), ("v".to_owned(), "it's".to_owned())];
    let options = Options { variables, ..Options::default() };
    load_into(&database.url(), &[Input::File(path)], &options).0.unwrap();
    assert_eq!(database.psql("select a from t"), "it's");
}

#[test]
fn what_only_a_newer_server_knows_is_left_out_once() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let text = "SET transaction_timeout = 0;\nSET transaction_timeout = 0;\nCREATE SCHEMA public;\n\
                create table t (a int);\n";
    let path = file(&directory, "v.sql", text);
    let (result, said) = load_into(&database.url(), &[Input::File(path)], &Options::default());
    result.unwrap();
    let version: u32 =
        database.psql("select current_setting('server_version_num')").parse().unwrap();
    let timeouts = said.iter().filter(|line| line.contains("transaction_timeout")).count();
    assert_eq!(timeouts, usize::from(version < 170_000), "{said:?}");
    assert!(said.iter().any(|line| line.contains("CREATE SCHEMA public is skipped")), "{said:?}");
    assert_eq!(database.psql("select count(*) from t"), "0");
}

#[test]
fn statements_that_no_transaction_holds_are_run_and_told() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let text = "create table t (a int);\ncreate index concurrently i on t (a);\nvacuum t;\n\
                insert into t values (1);\nreindex table concurrently t;\n";
    let path = file(&directory, "v.sql", text);
    let (result, said) =
        load_into(&database.url(), &[Input::File(path.clone())], &Options::default());
    result.unwrap();
    assert!(said[0].ends_with("v.sql:2:1: this statement cannot run in a transaction; the statements before it are committed first"), "{said:?}");
    assert_eq!(database.psql("select count(*) from t"), "1");

    let check = Options { dry_run: true, ..Options::default() };
    let other = Postgres::shared().database();
    let error = load_into(&other.url(), &[Input::File(path)], &check).0.unwrap_err();
    assert!(error.message().contains("that cannot run in a transaction"), "{error}");
    assert_eq!(other.psql("select count(*) from pg_class where relname = 't'"), "0");
}

#[test]
fn no_transaction_is_asked_for_at_the_top() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let text = "-- a comment\n-- cruddur-db: no-transaction\ncreate type e as enum ('a');\n\
                alter type e add value 'b';\ncreate table t (a e);\ninsert into t values ('b');\n\
                select 1/0;\n";
    let path = file(&directory, "v.sql", text);
    let error = load_files(&database, &[&path]).unwrap_err();
    assert_eq!(error.code(), Some("22012"));
    assert_eq!(database.psql("select count(*) from t"), "1");
}

#[test]
fn a_failed_trial_and_a_good_one_leave_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let check = Options { dry_run: true, ..Options::default() };
    let good = file(&directory, "good.sql", "create table t (a int);");
    assert!(!load_into(&database.url(), &[Input::File(good)], &check).0.unwrap().committed);
    let text = "create table p (a int primary key);\n\
                create table c (a int references p deferrable initially deferred);\n\
                insert into c values (1);\n";
    let bad = file(&directory, "bad.sql", text);
    let error = load_into(&database.url(), &[Input::File(bad)], &check).0.unwrap_err();
    assert_eq!(error.code(), Some("23503"));
    assert_eq!(database.psql("select count(*) from pg_class where relname in ('t', 'p')"), "0");
}
