//! However a file ends, nothing of ours touches it. psql is the judge.

use super::generated::all_alike;
use super::judge::{file, load_files};
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
    "create table t (a int);\ncopy t from stdin;\n1\n\\.\nselect a from t",
    "begin;\ninsert into acts select id from users;\ncommit",
    "insert into acts values (7) returning id",
    "select 'open",
];

#[test]
fn every_ending_loads_as_with_psql() {
    let cases: Vec<_> =
        BODIES.iter().flat_map(|body| ENDINGS.iter().map(move |ending| (body, ending))).collect();
    all_alike(&cases, |directory, (body, ending)| {
        file(directory, "s.sql", format!("{body}{ending}"))
    });
    let directory = tempfile::tempdir().unwrap();
    let ours = Postgres::shared().database();
    ours.psql("create table users (id int); create table acts (id int)");
    ours.psql("insert into users values (1), (2)");
    // The one that said it had loaded two rows, and had loaded none.
    let path = file(&directory, "s.sql", "insert into acts select id from users\n");
    let loaded = load_files(&ours, &[&path]).unwrap();
    assert_eq!(loaded.rows, [("acts".to_owned(), 2)]);
    assert_eq!(ours.psql("select count(*) from acts"), "2");
}
