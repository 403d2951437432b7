//! Files that end their transaction themselves, by ROLLBACK too: what must be rolled back or
//! atomic changes nothing, and anything else says truly what is kept.

use cruddur_db::script::{Input, Options};
use snapbox::str;

use super::generated::{Random, run_of};
use super::judge::{file, load_into};
use crate::common::{Postgres, Sandbox};

/// So many cases are tried in the suite.
const CASES: usize = 150;

/// What begins, ends and divides transactions.
const TRANSACTIONS: [&str; 29] = [
    "begin",
    "BEGIN WORK",
    "start transaction isolation level serializable",
    "commit",
    "end transaction",
    "commit and no chain",
    "commit and chain",
    "END AND CHAIN",
    "rollback",
    "ROLLBACK WORK",
    "rollback /* to savepoint a */ transaction",
    "-- to a\nrollback",
    "abort",
    "abort and no chain",
    "rollback and chain",
    "abort work and chain",
    "prepare transaction 'q'",
    "prepare transaction 'q'\n'r'",
    "prepare transaction U&'q!0061' uescape '!'",
    "prepare transaction $$q$$",
    "commit prepared 'q'",
    "rollback prepared 'q'",
    "savepoint a",
    "savepoint a; rollback to a",
    "savepoint a; rollback transaction to savepoint a",
    "release a",
    "set transaction read only",
    "call commits()",
    "do $$ begin rollback; end $$",
];

/// Lines of psql that lead to the same.
const COMMANDS: [&str; 9] = [
    "\\ir rollback.sql",
    "\\ir insert.sql",
    ":r;",
    ":r \\g",
    ":{?r} :r;",
    "\\set AUTOCOMMIT off",
    "\\if false\n\\else\nrollback;\n\\endif",
    "prepare transaction :'r';",
    "select 'rollback' as r \\gset",
];

fn text(random: &mut Random) -> String {
    let mut text = "\\set r rollback\n".to_owned();
    for _ in 0..=random.below(5) {
        let statement = match random.below(10) {
            0..=3 => format!("insert into t values ({})", random.below(100)),
            4 => "create table if not exists more ()".to_owned(),
            5 => {
                text.push_str(random.one(&COMMANDS));
                text.push('\n');
                continue;
            }
            _ => random.one(&TRANSACTIONS).to_owned(),
        };
        text.push_str(&statement);
        text.push_str(random.one(&[";\n", "; ", " \\; ", " \\g\n", " \\gset\n", ";;\n"]));
    }
    text.push_str(random.one(&["insert into t values (0);\n", "insert into t values (0)", ""]));
    text
}

#[test]
fn what_must_be_undone_or_atomic_changes_nothing_whatever_ends_a_transaction() {
    let server = Postgres::private("max_prepared_transactions = 4");
    let (url, directory) = (server.url("postgres"), tempfile::tempdir().unwrap());
    server.psql(
        "postgres",
        "create table t (a int); create procedure commits() language plpgsql as \
         $$ begin insert into t values (1); commit; end $$",
    );
    file(&directory, "rollback.sql", "insert into t values (1);\nrollback;\n");
    file(&directory, "insert.sql", "insert into t values (2);\n");
    let contents = || {
        let all = "select concat_ws(' ', (select count(*) from t), (select count(*) from \
                   pg_prepared_xacts), to_regclass('more'))";
        server.psql("postgres", all)
    };
    let (cases, seed) = run_of();
    let cases = std::env::var_os("SCRIPT_CASES").map_or(CASES, |_| cases);
    let mut passed = 0;
    for case in 0..cases as u64 {
        let mut random = Random(seed * 1_000_000 + case);
        let texts: Vec<String> = (0..=random.below(2)).map(|_| text(&mut random)).collect();
        let inputs: Vec<Input> = (0..)
            .zip(&texts)
            .map(|(at, text)| Input::File(file(&directory, &format!("{at}.sql"), text)))
            .collect();
        let dry_run = random.chance(70);
        let options = Options { dry_run, whole: !dry_run, ..Options::default() };
        let (result, _) = load_into(&url, &inputs, &options);
        passed += usize::from(result.is_ok());
        if dry_run || result.is_err() {
            assert_eq!(contents(), "0 0", "dry run {dry_run}, {result:?}: {texts:#?}");
        } else {
            server.psql("postgres", "truncate t; drop table if exists more");
        }
    }
    assert!(passed * 10 > cases, "only {passed} of {cases} pass: they try little");
}

#[test]
fn what_ends_the_transaction_is_named_with_its_place() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    database.psql("create table t (a int)");
    let whole = Options { whole: true, ..Options::default() };
    let check = Options { dry_run: true, ..Options::default() };
    for (text, line, what) in [
        ("rollback;\ninsert into t values (2);\n", 1, "rolls back midway"),
        ("insert into t values (1);\nabort;\ndrop table t;\n", 2, "rolls back midway"),
        ("begin;\nrollback and chain;\n", 2, "rolls back midway"),
        ("insert into t values (1);\nprepare transaction 'q';\n", 2, "prepares its transaction"),
        ("select 1 \\;\nrollback;\ninsert into t values (2);\n", 2, "rolls back midway"),
        ("\\set r rollback\ninsert into t values (1);\n:r;\n", 3, "rolls back midway"),
    ] {
        for (options, why) in [(&check, "cannot be run and rolled back"), (&whole, "atomic")] {
            let path = file(&directory, "e.sql", text);
            let error = load_into(&database.url(), &[Input::File(path)], options).0.unwrap_err();
            assert!(error.message().contains(what), "{text}: {error}");
            assert!(error.message().contains(why), "{text}: {error}");
            assert_eq!(error.location().and_then(|place| place.line), Some(line), "{text}");
            assert_eq!(database.psql("select count(*) from t"), "0", "{text}");
        }
    }
    let back = file(&directory, "b.sql", "savepoint a;\ndrop table t;\nrollback to savepoint a;\n");
    for options in [&check, &whole] {
        load_into(&database.url(), &[Input::File(back.clone())], options).0.unwrap();
    }
}

/// Where the files may have transactions of their own.
#[test]
fn what_is_kept_is_told_truly() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    database.psql("create table t (a int)");
    let failed = |text: &str| {
        sandbox.write("x.sql", text);
        let run = sandbox.run(["seed", "x.sql"]).ended_with(1);
        let hint = run.stderr.lines().find(|line| line.starts_with("hint: everything"));
        hint.unwrap_or(&run.stderr).to_owned()
    };
    let insert = "insert into t values (1);\n";
    let except = ", except what the files themselves rolled back or prepared";
    for (text, kept) in [
        (
            format!("{insert}rollback;\n{insert}select 1/0;\n"),
            format!("before this statement is committed{except}"),
        ),
        (
            format!("{insert}commit;\n{insert}select 1/0;\n"),
            "before this statement is committed".to_owned(),
        ),
        (
            format!("{insert}commit;\n{insert}begin;\n{insert}select 1/0;\n"),
            "before x.sql:4:1 is committed".to_owned(),
        ),
        (
            format!("begin;\n{insert}commit and chain;\n{insert}select 1/0;\n"),
            "up to x.sql:3:1 is committed".to_owned(),
        ),
        (
            format!("begin;\n{insert}rollback \\; begin;\n{insert}select 1/0;\n"),
            "error: x.sql:5:1: division by zero".to_owned(),
        ),
    ] {
        let hint = failed(&text);
        assert!(hint.contains(&kept), "{text}: {hint}");
    }
}

#[test]
fn a_file_rolls_back_no_other() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    database.psql("create table t (a int)");
    sandbox.write("b.sql", "insert into t values (1);\n");
    sandbox.write("a.sql", "begin;\ninsert into t values (2);\nrollback;\n");
    sandbox.run(["seed", "b.sql", "a.sql"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: a.sql:3:1: the file rolls back here, but that would undo the files before it too
3 | rollback;
  | ^
hint: to run it statement by statement, as psql does, begin the file with the line -- cruddur-db: no-transaction

"#]]);
    sandbox.run(["seed", "a.sql"]).check(str![[r#"
exit 0
--- stdout
ran and rolled back a.sql: 2 statements ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
a.sql:3:1: the file rolls back here: what it did before is undone, and what follows runs statement by statement

"#]]);
    assert_eq!(sandbox.run(["seed", "a.sql", "--format", "json"]).json()["committed"], false);
    assert_eq!(database.psql("select count(*) from t"), "0");
    sandbox.run(["seed", "a.sql", "b.sql"]).check(str![[r#"
exit 0
--- stdout
loaded a.sql, b.sql: 3 statements, t 1 row ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
a.sql:3:1: the file rolls back here: what it did before is undone, and what follows runs statement by statement

"#]]);
    assert_eq!(database.psql("select count(*) from t"), "1");
}

#[test]
fn a_prepared_transaction_is_told() {
    let server = Postgres::private("max_prepared_transactions = 4");
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", server.url("postgres"));
    sandbox.write("p.sql", "create table pt (i int);\nprepare transaction 'zz9';\n");
    sandbox.run(["schema-load", "p.sql"]).check(str![[r#"
exit 1
--- stderr
dev: postgres on 127.0.0.1:[PORT] as postgres (local)
error: p.sql:2:1: the file prepares its transaction here, but nothing of it would be committed
2 | prepare transaction 'zz9';
  | ^
hint: to run it statement by statement, as psql does, begin the file with the line -- cruddur-db: no-transaction

"#]]);
    let prepared = "select count(*) from pg_prepared_xacts";
    assert_eq!(server.psql("postgres", prepared), "0");
    let text = "-- cruddur-db: no-transaction\nbegin;\ncreate table pt (i int);\n\
                prepare transaction 'zz9';\n";
    sandbox.write("p.sql", text);
    sandbox.run(["schema-load", "p.sql"]).check(str![[r#"
exit 0
--- stdout
loaded p.sql: 3 statements ([TIME])
--- stderr
dev: postgres on 127.0.0.1:[PORT] as postgres (local)
p.sql: runs statement by statement, without a transaction
p.sql:4:1: the transaction is prepared, not committed: it keeps its locks until COMMIT PREPARED or ROLLBACK PREPARED

"#]]);
    assert_eq!(server.psql("postgres", prepared), "1");
}
