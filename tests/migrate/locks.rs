//! Several at once, directly and through poolers, and locks that others hold.

use std::process::Stdio;

use super::{project, rows};
use crate::common::{Outcome, Pgbouncer, Postgres};

/// Migrations that each leave one row in `log`.
fn logging(count: usize) -> Vec<(String, String)> {
    let first = ("1_log.sql".to_owned(), "create table log (version int)".to_owned());
    let more = (2..=count).map(|version| {
        (format!("{version}_x.sql"), format!("insert into log values ({version});"))
    });
    [first].into_iter().chain(more).collect()
}

fn at_once(url: &str, count: usize, database: &crate::common::Database) {
    let files = logging(40);
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut sandbox = project(database, &files);
    sandbox.write("db/migrations/41_index.sql", "create index concurrently i on log (version)");
    sandbox.write("db/migrations/42_x.sql", "insert into log values (42)");
    sandbox.set("CONNECTION_URL", url);
    let runs: Vec<_> = (0..count)
        .map(|_| {
            let mut command = sandbox.command(["migrate"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for run in runs {
        sandbox.finished(run.outcome()).succeeded();
    }
    assert_eq!(database.psql("select count(*), count(distinct version) from log"), "40|40");
    assert_eq!(database.psql("select count(*) from _sqlx_migrations where success"), "42");
    assert_eq!(
        database.psql("select indisvalid from pg_index where indrelid = 'log'::regclass"),
        "t"
    );
}

#[test]
fn six_at_once_run_each_file_once() {
    let database = Postgres::shared().database();
    at_once(&database.url(), 6, &database);
}

#[test]
fn twelve_at_once_through_a_pooler_of_transactions() {
    let server = Postgres::shared();
    let database = server.database();
    let pooler = Pgbouncer::start(server, "transaction", &[]);
    at_once(&pooler.url(&database.name), 12, &database);
    // Nothing is left in the sessions that others get.
    let locks = "select count(*) from pg_locks where locktype = 'advisory' and database = \
                 (select oid from pg_database where datname = current_database())";
    assert_eq!(database.psql(locks), "0");
}

#[test]
fn a_long_reader_is_named_and_does_not_stop_others() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox =
        project(&database, &[("1_a.sql", "select 1"), ("2_b.sql", "alter table t add y int")]);
    let mut reader = database.after(&["begin", "select * from t"]);
    let run = sandbox.run(["migrate", "--lock-timeout", "60ms"]).ended_with(1);
    assert!(
        run.stderr.contains("db/migrations/2_b.sql:1:1: canceling statement due to lock timeout"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("(5 of 5)") && run.stderr.contains("blocked 5 times by process ID"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("select * from t") || run.stderr.contains("idle in transaction"),
        "{run:?}"
    );
    assert_eq!(rows(&database), "1|t");
    // Meanwhile others were held up for no longer than one try; now it goes away in time.
    let mut command = sandbox.command(["migrate", "--lock-timeout", "300ms"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let waits = format!(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = '{}'",
        database.name
    );
    Postgres::shared().wait_for(&waits, "1");
    drop(reader.stdin.take());
    reader.wait().unwrap();
    sandbox.finished(child.outcome()).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t");
}

#[test]
fn an_index_is_made_while_others_wait_for_the_lock() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int); insert into t select generate_series(1, 20000)");
    let files: Vec<(String, String)> = (1..=4)
        .map(|n| (format!("{n}_i.sql"), format!("create index concurrently i{n} on t (x)")))
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let sandbox = project(&database, &files);
    let runs: Vec<_> = (0..4)
        .map(|_| {
            let mut command = sandbox.command(["migrate"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for run in runs {
        sandbox.finished(run.outcome()).succeeded();
    }
    assert_eq!(
        database
            .psql("select count(*) from pg_index where indrelid = 't'::regclass and indisvalid"),
        "4"
    );
}

#[test]
fn a_pooler_with_one_session_is_enough() {
    let server = Postgres::shared();
    let database = server.database();
    let line = format!("* = host=127.0.0.1 port={} pool_size=1", server.port());
    let pooler = Pgbouncer::with_databases(server, "transaction", &[line], &[]);
    let mut sandbox = project(&database, &[("1_a.sql", "create table a (x int)")]);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    let run = sandbox.run(["migrate"]).succeeded();
    assert!(run.stderr.contains("continuing without the lock"), "{run:?}");
    assert_eq!(rows(&database), "1|t");
}

/// As it may be set for a role or a database since Postgres 17.
#[test]
fn a_limit_of_transactions_does_not_end_the_lock() {
    let server = Postgres::shared();
    if server.major() < 17 {
        return;
    }
    let database = server.database();
    let files = ["1_a.sql", "2_b.sql", "3_c.sql"].map(|name| (name, "select pg_sleep(0.4)"));
    let sandbox = project(&database, &files);
    let limit = format!("alter database {} set transaction_timeout = '500ms'", database.name);
    server.psql("postgres", &limit);
    let mut migrate = sandbox.command(["migrate", "--quiet"]);
    let mut migrate = migrate.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    database.wait_for(
        "select count(*) from pg_locks l join pg_database d on d.oid = l.database where locktype = \
         'advisory' and granted and datname = current_database() and exists (select from \
         pg_stat_activity where datname = d.datname and wait_event = 'PgSleep' and \
         clock_timestamp() - backend_start > '0.9 s')",
        "1",
    );
    assert!(migrate.wait().unwrap().success());
}
