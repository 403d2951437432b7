use super::judge::{file, load_files};
use crate::common::Postgres;

#[test]
fn the_place_is_counted_in_characters() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(
        &folder,
        "e.sql",
        "create table t (a text);\ninsert into t values ('日本語'); select 'é', nope;\ncreate table u (a int);",
    );
    let database = Postgres::shared().database();
    let error = load_files(&database, &[&path]).unwrap_err();
    let text = error.to_string().replace(path.to_str().unwrap(), "e.sql");
    assert_eq!(
        text,
        "e.sql:2:43: column \"nope\" does not exist (SQLSTATE 42703)\n\
         2 | insert into t values ('日本語'); select 'é', nope;\n  \
           |                                              ^"
    );
    assert_eq!(database.psql("select count(*) from pg_class where relname = 't'"), "0");
}
