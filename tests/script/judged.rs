//! What psql does by itself, and we do as it does.

use cruddur_db::script::{Input, Options};

use super::judge::{file, judge, load_files, load_into, psql};
use crate::common::{Postgres, Sandbox};

#[test]
fn data_follows_a_copy_behind_another_statement() {
    let directory = tempfile::tempdir().unwrap();
    let text = "create table t (a int); create table u (a int);\n\
                select 1 \\; copy t from stdin; select 2;\n1\n2\n\\.\n\
                insert into t values (3) \\; copy t from stdin \\; copy u from stdin;\n4\n\\.\n5\n\\.\n\
                select 1 \\; insert into u values (6);\n";
    judge(&file(&directory, "c.sql", text));
    let bad =
        file(&directory, "bad.sql", "create table t (a int);\nselect 1 \\;\n select 'é', nope;\n");
    let database = Postgres::shared().database();
    let error = load_files(&database, &[&bad]).unwrap_err();
    let place = error.location().unwrap();
    assert_eq!((place.line, place.column), (Some(3), Some(14)), "{error}");
}

#[test]
fn row_count_is_that_of_the_statement_before() {
    let directory = tempfile::tempdir().unwrap();
    let text = "create table t (a int, b text);\ninsert into t values (1), (2);\n\
                insert into t values (:ROW_COUNT, :'ROW_COUNT');\n\
                copy t (a) from stdin;\n5\n6\n7\n\\.\n\
                \\set n :ROW_COUNT\ninsert into t values (:n, :'SQLSTATE' || :'ERROR');\n\
                select 1 from t \\gset\nupdate t set a = a;\nselect :ROW_COUNT + 1 as x \\gset\n\
                insert into t values (:x, :'LAST_ERROR_MESSAGE');\n";
    judge(&file(&directory, "r.sql", text));
}

/// A file that says nothing is in the database's own encoding.
#[test]
fn a_file_is_in_the_encoding_of_its_database() {
    let directory = tempfile::tempdir().unwrap();
    let server = Postgres::shared();
    let bytes = b"create table t (a text);\ninsert into t values ('\xe4');\n";
    let path = file(&directory, "latin.sql", bytes);
    let make = || {
        let database = server.missing_database();
        let sql = "create database NAME encoding 'LATIN1' locale 'C' template template0";
        server.psql("postgres", &sql.replace("NAME", &database.name));
        database
    };
    let ours = make();
    load_files(&ours, &[&path]).unwrap();
    assert_eq!(ours.psql("select ascii(a) from t"), "228");
    // Into another database as it is told to.
    let database = server.database();
    let mut sandbox = Sandbox::with(&database);
    std::fs::copy(&path, sandbox.work().join("latin.sql")).unwrap();
    sandbox.run(["schema-load", "latin.sql"]).ended_with(1);
    sandbox.set("PGCLIENTENCODING", "LATIN1");
    sandbox.run(["schema-load", "latin.sql"]).succeeded();
    assert_eq!(database.psql("select ascii(a) from t"), "228");
    // One that begins with a mark of UTF-8 is that.
    let ours = make();
    let path = file(&directory, "utf8.sql", "\u{feff}create table t as select 'ä'::text as a;");
    load_files(&ours, &[&path]).unwrap();
    assert_eq!(ours.psql("select ascii(a) from t"), "228");
}

#[test]
fn an_error_in_a_function_has_its_line() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let text =
        "create table t (a int);\ndo $$\nbegin\n  insert into t\n  values (nope);\nend $$;\n";
    let error = load_files(&database, &[&file(&directory, "do.sql", text)]).unwrap_err();
    let place = error.location().unwrap();
    assert_eq!((place.line, place.column), (Some(5), Some(11)), "{error}");
    let text = "create function f() returns int language plpgsql as $$\ndeclare x int;\nbegin\n\
                \x20 select a into x from nowhere;\n  return x;\nend $$;\nselect f();\n";
    let path = file(&directory, "f.sql", text);
    let error = load_files(&database, &[&path]).unwrap_err();
    let shown = error.to_string().replace(path.to_str().unwrap(), "f.sql");
    snapbox::assert_data_eq!(
        shown,
        snapbox::str![[r#"
f.sql:7:1: relation "nowhere" does not exist (SQLSTATE 42P01)
7 | select f();
  | ^
detail: PL/pgSQL function f() line 4 at SQL statement
in the query at f.sql:4:24:
4 | select a        from nowhere
  |                      ^
"#]]
    );
}

#[test]
fn notices_are_whole() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let text = "create schema s; create table s.a (); create table s.b ();\n\
                drop schema s cascade;\n\
                do $$ begin raise info 'for you' using hint = 'look'; end $$;\n";
    let inputs = [Input::File(file(&directory, "n.sql", text))];
    let said = load_into(&database.url(), &inputs, &Options::default()).1.join("\n");
    assert_eq!(
        said,
        "notice: drop cascades to 2 other objects\n\
         detail: drop cascades to table s.a\ndrop cascades to table s.b\n\
         info: for you\nhint: look"
    );
}

/// A parameter is no parameter, and a cursor list is what psql sees.
#[test]
fn statements_go_as_psql_sends_them() {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("p.sql", "create table t (a int); insert into t select $1;\n"),
        ("q.sql", "prepare p as select $1 + 1; create table t as execute p (2);\n"),
        (
            "c.sql",
            "declare c cursor for select 1; create table t as select name from pg_cursors;\n",
        ),
        (
            "i.sql",
            "begin isolation level serializable; create table t as \
                   select current_setting('transaction_isolation') as s; commit;\n",
        ),
        (
            "w.sql",
            "create table t as select current_query() as q;\ninsert into t select \
                   count(distinct x)::text from (select statement_timestamp()) as s (x);\n",
        ),
    ] {
        judge(&file(&directory, name, text));
    }
    let (theirs, ours) = (Postgres::shared().database(), Postgres::shared().database());
    let path = file(
        &directory,
        "z.sql",
        "create table t as select current_setting('TimeZone') as z, \
                                       current_setting('DateStyle') as d;\n",
    );
    for database in [&theirs, &ours] {
        let name = &database.name;
        database.psql(&format!("alter database {name} set timezone = 'America/Toronto'"));
        database.psql(&format!("alter database {name} set datestyle = 'German'"));
    }
    psql(&theirs, &path).unwrap();
    load_files(&ours, &[&path]).unwrap();
    assert_eq!(ours.psql("select z, d from t"), "America/Toronto|German, DMY");
    assert_eq!(theirs.psql("select z, d from t"), ours.psql("select z, d from t"));
}

/// What `\gset` keeps is of its own statement, and not of one before.
#[test]
fn variables_are_set_by_the_statement_before_them() {
    let directory = tempfile::tempdir().unwrap();
    let text = "create table t (a int);\nselect 1 as x \\gset\nselect 2 as x;\n\
                insert into t values (3) \\gset\nvalues (4), (5);\ninsert into t values (:x) \\gset\n\
                set work_mem = '1MB' \\gset\nselect 6 as x \\; insert into t values (7) \\gset\n\
                insert into t values (:x);\ninsert into t values (8) returning a as x \\gset\n\
                insert into t values (:x);\n";
    judge(&file(&directory, "g.sql", text));
}

/// Our own questions come too late to settle it.
#[test]
fn a_transaction_may_choose_its_isolation_late() {
    let directory = tempfile::tempdir().unwrap();
    let text = "set standard_conforming_strings = on \\; set work_mem = '1MB';\n\
                set standard_conforming_strings = off;\nset constraints all immediate \\g\n\
                set transaction isolation level serializable;\ncreate table t (a text);\n\
                insert into t select current_setting('transaction_isolation');\n";
    judge(&file(&directory, "i.sql", text));
    // So may the one that AND CHAIN begins.
    for end in ["commit and chain", "rollback and chain"] {
        let text = format!(
            "create table t (a text);\ncommit;\nbegin;\nselect 1;\n{end};\n\
             set transaction isolation level serializable;\n\
             insert into t select current_setting('transaction_isolation');\ncommit;\n"
        );
        judge(&file(&directory, "i.sql", text));
        let text = format!("select 1 \\g\n{end};\nset transaction isolation level serializable;\n");
        judge(&file(&directory, "i.sql", text));
    }
}

/// Also where one of several changes the encoding.
#[test]
fn a_row_that_is_to_be_stored_must_be_there() {
    let directory = tempfile::tempdir().unwrap();
    for (id, stored) in [("1", ":v"), ("-1", "0")] {
        let text = format!(
            "create table t (a int);\nselect 2 as w \\; set client_encoding = 'LATIN1' \\; \
             select {id} as v where {id} > 0 \\gset\ninsert into t values ({stored});\n"
        );
        judge(&file(&directory, "g.sql", text));
    }
}

/// psql ignores the case of this one.
#[test]
fn copy_is_a_command_in_any_case() {
    let directory = tempfile::tempdir().unwrap();
    let data = file(&directory, "d.csv", "1\n2\n");
    let data = data.display();
    let text = format!(
        "create table t (a int);\n\\COPY t from '{data}' csv\n\\if false\n\
         \\Copy t from 'x\\else'\n\\endif\n\\Copy t from stdin\n3\n\\.\n"
    );
    judge(&file(&directory, "copy.sql", text));
    for line in ["\\ECHO x", "\\SET a b", "\\I x"] {
        let text = format!("create table t (a int);\n{line}\n");
        let path = file(&directory, "upper.sql", text);
        let (theirs, ours) = (Postgres::shared().database(), Postgres::shared().database());
        assert!(psql(&theirs, &path).unwrap_err().contains("invalid command"), "{line}");
        assert!(load_files(&ours, &[&path]).is_err(), "{line}");
    }
}

#[test]
fn psqls_variables_have_its_values() {
    let directory = tempfile::tempdir().unwrap();
    let names = [
        "AUTOCOMMIT",
        "COMP_KEYWORD_CASE",
        "ECHO_HIDDEN",
        "FETCH_COUNT",
        "HIDE_TABLEAM",
        "HIDE_TOAST_COMPRESSION",
        "HISTCONTROL",
        "HISTSIZE",
        "IGNOREEOF",
        "ON_ERROR_ROLLBACK",
        "PROMPT1",
        "PROMPT2",
        "PROMPT3",
        "QUIET",
        "SHOW_ALL_RESULTS",
        "SHOW_CONTEXT",
        "SINGLELINE",
        "SINGLESTEP",
        "VERBOSITY",
    ];
    let values: Vec<String> = names.iter().map(|name| format!("('{name}', :'{name}')")).collect();
    let text = format!("create table t as values {};\n", values.join(", "));
    judge(&file(&directory, "v.sql", text));
}
