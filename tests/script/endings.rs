//! However a file ends, nothing of ours touches it. psql is the judge.

use super::judge::{file, judge_between, load_files};
use crate::common::Postgres;

const ENDINGS: [&str; 14] = [
    "",
    "\n",
    "\r\n",
    "   \t\n\n",
    ";",
    ";;\n",
    " -- no newline",
    " -- newline\n",
    " /* closed */",
    " /* open",
    " \\;",
    " \\; select 1",
    "\n\\echo over",
    " as",
];

const BODIES: [&str; 5] = [
    "insert into acts select id from users",
    "create table NAME (a int);\ncopy NAME from stdin;\n1\n\\.\nselect a from NAME",
    "begin;\ninsert into acts select id from users;\ncommit",
    "insert into acts values (7) returning id",
    "select 'open",
];

#[test]
fn every_ending_loads_as_with_psql() {
    let folder = tempfile::tempdir().unwrap();
    let (theirs, ours) = (Postgres::shared().database(), Postgres::shared().database());
    for database in [&theirs, &ours] {
        database.psql("create table users (id int); create table acts (id int)");
        database.psql("insert into users values (1), (2)");
    }
    let mut count = 0;
    for body in BODIES {
        for ending in ENDINGS {
            count += 1;
            if ending == " as" && body.ends_with("commit") {
                continue;
            }
            let body = body.replace("NAME", &format!("t{count}"));
            let path = file(&folder, "s.sql", format!("{body}{ending}"));
            judge_between(&theirs, &ours, &path, &path);
        }
    }
    // The one that said it had loaded two rows, and had loaded none.
    let path = file(&folder, "s.sql", "insert into acts select id from users\n");
    let before: u64 = ours.psql("select count(*) from acts").parse().unwrap();
    let loaded = load_files(&ours, &[&path]).unwrap();
    assert_eq!(loaded.rows, [("acts".to_owned(), 2)]);
    let after: u64 = ours.psql("select count(*) from acts").parse().unwrap();
    assert_eq!(after, before + 2);
}
