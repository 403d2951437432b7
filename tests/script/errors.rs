use cruddur_db::error::{Error, Location};

use super::judge::{elsewhere, file, load_files};
use crate::common::Postgres;

#[test]
fn the_place_is_counted_in_characters() {
    let directory = tempfile::tempdir().unwrap();
    let path = file(
        &directory,
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

#[test]
fn an_error_at_another_statement_is_noticed() {
    let directory = tempfile::tempdir().unwrap();
    let path = file(&directory, "e.sql", "select 1;\nselect\n  nope;\nselect 2; select 3;\n");
    let name = path.display();
    let second =
        format!("psql:{name}:3: ERROR:  42703\npsql:{name}:3: STATEMENT:  select\n  nope;\n");
    let third = format!("psql:{name}:4: ERROR:  42703\npsql:{name}:4: STATEMENT:  select 2;\n");
    for (said, line, column, same) in [
        (&second, 3, 3, true),
        (&second, 2, 1, true),
        (&second, 1, 1, false),
        (&second, 4, 1, false),
        (&third, 4, 8, true),
        (&third, 4, 18, false),
    ] {
        let place = Location { file: path.clone(), line: Some(line), column: Some(column) };
        let error = Error::failed("column \"nope\" does not exist").with_location(place);
        assert_eq!(elsewhere(said, &error).is_none(), same, "{line}:{column} of {said}");
    }
    let place = Location { file: "other.sql".into(), line: Some(3), column: Some(3) };
    assert!(elsewhere(&second, &Error::failed("nope").with_location(place)).is_some());
}
