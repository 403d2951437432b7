//! What `migrate` and `rollback` say is what the server has done, wherever the connection breaks.

use crate::common::{Database, Pgbouncer, Postgres, Sandbox, cut_at_reply};

const FILES: usize = 4;

fn project(database: &Database, first: &str) -> Sandbox {
    let sandbox = Sandbox::with(database);
    for version in 1..=FILES {
        let first = if version == 1 { first } else { "" };
        let up = format!("create table t{version} (i int);\n{first}");
        sandbox.write(&format!("db/migrations/{version}_t.up.sql"), up);
        let down = format!("drop table t{version};");
        sandbox.write(&format!("db/migrations/{version}_t.down.sql"), down);
    }
    sandbox
}

fn tables(database: &Database) -> usize {
    let sql = "select count(*) from pg_tables where tablename in ('t1', 't2', 't3', 't4')";
    database.psql(sql).parse().unwrap()
}

/// Runs it over a way that breaks when the server says `reply` for the `nth` time.
fn check(port: u16, reply: &'static str, nth: usize, command: &[&str], first: &str) {
    let database = Postgres::shared().database();
    let sandbox = project(&database, first);
    let is_down = command[0] == "rollback";
    if is_down {
        sandbox.run(["migrate", "--quiet"]).succeeded();
    }
    let before = tables(&database);
    let way = cut_at_reply(port, reply, nth);
    let url =
        database.url().replace(&format!(":{}/", Postgres::shared().port()), &format!(":{way}/"));
    let run = sandbox.run(command.iter().copied().chain(["--url", &url, "--yes"]));
    // Nothing goes on behind our back.
    let others = format!(
        "select count(*) from pg_stat_activity where datname = '{}' and state = 'active'",
        database.name
    );
    assert_eq!(Postgres::shared().psql("postgres", &others), "0", "{run:?}");
    let done = tables(&database).abs_diff(before);
    let (all, pending, word) =
        if is_down { (2, "", "rolled back") } else { (FILES, " pending", "applied") };
    let what = format!("{command:?}, cut at {reply:?} {nth}, {done} of {all}: {run:?}");
    if done == all {
        assert_eq!(run.status, Some(0), "{what}");
        return;
    }
    assert_eq!(run.status, Some(3), "{what}");
    let said = match done {
        0 => format!("the server reports: none of the {all}{pending} is {word}"),
        _ => format!("the server reports: {done} of the {all}{pending} {word}, up to "),
    };
    assert!(run.stderr.contains(&said), "{what}");
    sandbox.run(command.iter().copied().chain(["--quiet"])).succeeded();
}

const SLOW: &str = "select pg_sleep(0.3);";

#[test]
fn the_outcome_is_that_of_the_server() {
    let port = Postgres::shared().port();
    for nth in 1..=FILES {
        check(port, "COMMIT\0", nth, &["migrate"], "");
    }
    check(port, "COMMIT\0", 1, &["migrate", "--tx", "all"], "");
    check(port, "COMMIT\0", 1, &["rollback", "--steps", "2"], "");
    check(port, "COMMIT\0", 2, &["rollback", "--steps", "2"], "");
}

/// The server has received all of it, and would go on.
#[test]
fn what_is_under_way_is_ended() {
    let port = Postgres::shared().port();
    for command in [&["migrate"][..], &["migrate", "--tx", "all"]] {
        check(port, "CREATE TABLE\0", 2, command, SLOW);
    }
}

#[test]
fn the_same_through_a_pooler() {
    let pooler = Pgbouncer::start(Postgres::shared(), "transaction", &[]);
    let port = pooler.port();
    for nth in 1..=FILES {
        check(port, "COMMIT\0", nth, &["migrate"], "");
    }
    check(port, "COMMIT\0", 1, &["rollback", "--steps", "2"], "");
    check(port, "CREATE TABLE\0", 2, &["migrate"], SLOW);
}

/// It is rolled back and applied again in one transaction, and has its row before and after.
#[test]
fn the_outcome_of_a_redo_is_that_of_the_server() {
    let server = Postgres::shared();
    let pooler = Pgbouncer::start(server, "transaction", &[]);
    for port in [server.port(), pooler.port()] {
        for reply in ["COMMIT\0", "DROP TABLE\0", "CREATE TABLE\0"] {
            let database = server.database();
            let sandbox = project(&database, "");
            sandbox.run(["migrate", "--quiet"]).succeeded();
            database.psql("insert into t4 values (1)");
            let way = cut_at_reply(port, reply, 1);
            let way = format!(":{way}/");
            let url = database.url().replace(&format!(":{}/", server.port()), &way);
            let run = sandbox.run(["migration", "redo", "--url", &url, "--yes"]);
            let is_done = database.psql("select count(*) from t4") == "0";
            let what = format!("cut at {reply:?}, done {is_done}: {run:?}");
            assert_eq!(run.status == Some(0), is_done, "{what}");
            assert_eq!(run.stderr.contains("nothing was changed"), !is_done, "{what}");
        }
    }
}
