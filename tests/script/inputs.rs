//! Files that are no SQL, or not all of it: each with what is said, and nothing changed.

use std::io::Write;
use std::process::Stdio;

use flate2::Compression;
use flate2::write::GzEncoder;
use snapbox::str;

use super::judge::{file, load_files};
use crate::common::{Database, Outcome, Postgres, Run, Sandbox};

const TABLES: &str = "select count(*) from pg_tables where schemaname = 'public'";

struct Bad {
    database: Database,
    sandbox: Sandbox,
}

impl Bad {
    fn new() -> Self {
        let database = Postgres::shared().database();
        let sandbox = Sandbox::with(&database);
        Self { database, sandbox }
    }

    /// Loads a file of these bytes, which must fail with this status and leave nothing.
    #[track_caller]
    fn fails(&self, bytes: impl AsRef<[u8]>, status: i32, says: &str) {
        let name = format!("{}.sql", says.split(' ').next().unwrap().replace(['/', ':'], ""));
        self.sandbox.write(&name, bytes);
        self.said(self.sandbox.run(["schema-load", &name]), status, says);
    }

    #[track_caller]
    fn said(&self, run: Run, status: i32, says: &str) {
        let run = run.ended_with(status);
        assert!(run.stderr.contains(says), "{says}: {}", run.stderr);
        assert_eq!(self.database.psql(TABLES), "0");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn what_is_no_sql_is_named() {
    let bad = Bad::new();
    bad.fails(b"\x7fELF\0\0\0\0", 2, "is a binary file, not SQL");
    bad.fails(b"\xff\xfes\0e\0l\0", 2, "is in UTF-16");
    bad.fails(b"PK\x03\x04....", 2, "is a zip archive");
    // Compressed once is read, twice is a mistake.
    bad.fails(gzip(b"\x28\xb5\x2f\xfd...."), 2, "is compressed with zstd");
    bad.fails(b"\x28\xb5\x2f\xfd....", 1, "cannot be read");
    bad.fails(b"BZh91AY", 2, "is compressed with bzip2");
    std::fs::create_dir(bad.sandbox.work().join("d.sql")).unwrap();
    bad.said(bad.sandbox.run(["schema-load", "d.sql"]), 2, "there are no files to load in d.sql");
    bad.said(bad.sandbox.run(["schema-load", "none.sql"]), 2, "none.sql does not exist");
    bad.sandbox.write("i.sql", "create table t (a int);\n\\i d.sql\n");
    bad.said(bad.sandbox.run(["schema-load", "i.sql"]), 1, "i.sql:2:1: d.sql is a directory");
    bad.fails("create table t (a int);\0\n", 2, "is a binary file");
    let late = format!("create table t (a int);\n{}select '\0';", "-- x\n".repeat(5000));
    bad.fails(late, 1, ":5002:9: a zero byte");
}

#[test]
fn what_is_cut_off_is_placed_where_it_began() {
    let bad = Bad::new();
    let table = "create table t (a int);\n";
    bad.fails(
        format!("{table}copy t from stdin;\n1\n2\n"),
        1,
        ":3:1: the COPY data that begins here",
    );
    bad.fails(format!("{table}\nselect 'abc;\nselect 1;\n"), 1, ":3:8: unterminated quoted string");
    bad.fails(format!("{table}select \"abc;\n"), 1, ":2:8: unterminated quoted identifier");
    bad.fails(format!("{table}do $x$ begin\n"), 1, ":2:4: unterminated dollar-quoted string");
    bad.fails(format!("{table}  /* abc\n"), 1, ":2:3: unterminated /* comment");
    bad.fails(format!("{table}select 1 /* abc\n"), 1, ":2:10: unterminated /* comment");
    bad.fails(format!("{table}\\if true\n"), 1, "within an \\if; \\endif is missing");
    let zipped = gzip(format!("{table}{}", "insert into t values (1);\n".repeat(1000)).as_bytes());
    bad.fails(&zipped[..zipped.len() / 2], 1, "cannot be read");
}

#[test]
fn what_psql_or_the_server_refuses_is_placed() {
    let bad = Bad::new();
    let table = "create table t (a int primary key);\n";
    bad.fails(format!("{table}copy t from stdin;\n1\nx\n\\.\n"), 1, ":4: invalid input syntax");
    bad.fails(format!("{table}copy t from stdin;\n1\n1\t2\n\\.\n"), 1, ":4: extra data after");
    bad.fails(format!("{table}\\! touch /tmp/x\n"), 1, ":2:1: \\! is refused");
    bad.fails(format!("{table}\\o file\n"), 1, ":2:1: \\o is refused");
    bad.fails(format!("{table}select 1 \\g file\n"), 1, ":2:10: \\g with a target");
    bad.fails(format!("{table}select 'x' \\gexec\n"), 1, ":2:12: \\gexec is refused");
    bad.fails(format!("{table}\\connect other\n"), 1, ":2:1: \\connect to other is refused");
    bad.fails(format!("{table}\\copy t to 'file'\n"), 1, ":2:1: \\copy to a file is refused");
    bad.fails(format!("{table}\\set x `date`\n"), 1, ":2:1: a shell command in backquotes");
    bad.fails(format!("{table}\\i none.sql\n"), 1, ":2:1: there is no file none.sql");
    bad.fails(format!("{table}\\restrict k\n\\echo x\n"), 1, ":3:1: after \\restrict only");
    bad.fails(format!("{table}\\unrestrict k\n"), 1, ":2:1: \\unrestrict without");
    bad.fails(format!("{table}\\endif\n"), 1, ":2:1: \\endif without \\if");
    bad.fails(format!("{table}set client_encoding = 'mule_internal';\n"), 1, "is not supported");
    bad.fails(format!("{table}select '\u{e9}', nope;\n"), 1, ":2:13: column \"nope\"");
}

/// What a file includes may be wrong too, deep down.
#[test]
fn errors_keep_their_place_in_included_files() {
    let bad = Bad::new();
    bad.sandbox
        .write("a.sql", "create table t (a int);\n\\ir sub/b.sql\ncreate table u (a int);\n");
    bad.sandbox.write("sub/b.sql", "insert into t values (1);\n\\ir c.sql\n");
    bad.sandbox.write("sub/c.sql", "insert into t\n values ('é', nope);\n");
    bad.sandbox.run(["schema-load", "a.sql"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: sub/c.sql:2:15: column "nope" does not exist (SQLSTATE 42703)
2 |  values ('é', nope);
  |               ^

"#]]);
    bad.sandbox.write("sub/c.sql", "\\ir ../a.sql\n");
    bad.said(bad.sandbox.run(["schema-load", "a.sql"]), 1, "sub/c.sql:1:1: a.sql includes itself");
}

/// The same from a pipe: it cannot be read twice, and is kept for that.
#[test]
fn a_pipe_tells_the_first_error_and_shows_its_line() {
    let bad = Bad::new();
    let text = "create table t (a int);\ninsert into t values ('x');\nselec 1;\n";
    let mut child = bad
        .sandbox
        .command(["schema-load", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    bad.sandbox.finished(child.outcome()).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: <stdin>:2:23: invalid input syntax for type integer: "x" (SQLSTATE 22P02)
2 | insert into t values ('x');
  |                       ^

"#]]);
    assert_eq!(bad.database.psql(TABLES), "0");
}

#[test]
fn github_gets_an_annotation() {
    let bad = Bad::new();
    bad.sandbox.write("db/schema.sql", "create table t (a int);\nselect a, 50% from t;\n");
    bad.sandbox.run(["schema-load", "--format", "github"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/schema.sql:2:15: syntax error at or near "from" (SQLSTATE 42601)
2 | select a, 50% from t;
  |               ^
::error title=cruddur-db,file=[ROOT]/work/db/schema.sql,line=2,col=15::syntax error at or near "from" (SQLSTATE 42601)%0A2 | select a, 50%25 from t;%0A  |               ^

"#]]);
    bad.sandbox.write("db/schema.sql", "create table t (a int);");
    let run = bad.sandbox.run(["schema-load", "--format", "github", "--check"]).succeeded();
    assert!(run.stdout.starts_with("ran and rolled back db/schema.sql: 1 statement"), "{run:?}");
    bad.sandbox.run(["schema-load", "--format=github", "--nope"]).check(str![[r#"
exit 2
--- stderr
error: unexpected argument '--nope' found

  tip: a similar argument exists: '--no-owner'

Usage: cruddur-db schema-load [OPTIONS] [ENV] [FILE]...

For more information, try '--help'.
::error title=cruddur-db::unexpected argument '--nope' found%0Ahint: a similar argument exists: '--no-owner'

"#]]);
}

#[test]
fn seeds_in_csv_and_gzip() {
    let bad = Bad::new();
    let database = &bad.database;
    database.psql(
        "create schema app; create table app.u (id int, name text, at date, ok bool default true)",
    );
    bad.sandbox.write(
        "seeds/10_app.u.csv",
        "\u{feff}id, name,at\r\n1,\"a, \"\"b\"\"\",2024-01-02\r\n2,,\r\n3,\"\",\r\n",
    );
    bad.sandbox.write("seeds/20_app.u.csv.gz", gzip(b"name,id\nzipped,4\n"));
    bad.sandbox.write("seeds/30_more.sql.gz", gzip(b"insert into app.u (id) values (5);\n"));
    let run = bad.sandbox.run(["seed"]).succeeded();
    assert!(run.stdout.contains("app.u 5 rows"), "{run:?}");
    assert_eq!(
        database.psql(
            "select string_agg(concat(id, name, at, ok, name is null), ' ' order by id) from app.u"
        ),
        "1a, \"b\"2024-01-02tf 2tt 3tf 4zippedtf 5tt"
    );
    bad.sandbox.write("seeds/40_app.u.csv", "id,at\n6,2024-01-01\n7,soon\n");
    bad.sandbox.run(["seed", "seeds/40_app.u.csv"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: seeds/40_app.u.csv:3: invalid input syntax for type date: "soon" (SQLSTATE 22007)
3 | 7,soon
detail: COPY u, line 3, column at: "soon"

"#]]);
    bad.sandbox.write("seeds/50_app.u.csv", "id,nope\n6,x\n");
    let run = bad.sandbox.run(["seed", "seeds/50_app.u.csv"]).ended_with(1);
    assert!(run.stderr.contains("column \"nope\" of relation \"u\" does not exist"), "{run:?}");
    assert_eq!(database.psql("select count(*) from app.u"), "5");
}

#[test]
fn the_name_of_a_csv_file_is_a_table_even_with_a_month_and_a_schema() {
    let database = Postgres::shared().database();
    database.psql("create table people (name text)");
    let sandbox = Sandbox::with(&database);
    sandbox.write("seeds/2024-01_people.csv", "name\nann\n");
    sandbox.run(["seed", "seeds/2024-01_people.csv"]).succeeded();
    assert_eq!(database.psql("select name from people"), "ann");
    sandbox.write("seeds/nosuch.people.csv", "name\nann\n");
    let run = sandbox.run(["seed", "seeds/nosuch.people.csv"]).ended_with(1);
    assert!(run.stderr.contains("schema \"nosuch\" does not exist"), "{run:?}");
    assert!(run.stderr.contains("hint: the table name comes from the file name"), "{run:?}");
}

#[test]
fn what_acts_as_another_role_has_a_hint_that_helps() {
    let server = Postgres::shared();
    let database = server.database();
    let role = server.role("login");
    database.psql(&format!("alter database {} owner to {}", database.name, role.name));
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    for sql in ["set role postgres", "set local role postgres"] {
        sandbox.write("a.sql", format!("{sql};\ncreate table t ();\n"));
        for option in [&[][..], &["--no-owner"]] {
            let args = [&["seed", "a.sql"], option].concat();
            let run = sandbox.run(args).ended_with(1);
            let hint = match option {
                [] => "hint: the statement names another role: take it out",
                _ => "hint: the statement names another role, and --no-owner does not leave it out",
            };
            assert!(run.stderr.contains(hint), "{sql}: {run:?}");
        }
    }
    for (sql, schema) in [
        ("create schema zz authorization postgres", "zz"),
        ("create schema if not exists i authorization postgres", "i"),
        ("create schema a\n authorization\n postgres create table b ()", "a"),
        ("create schema authorization postgres", "postgres"),
        ("create schema \"Ä\" authorization \"nö\"", "Ä"),
    ] {
        sandbox.write("a.sql", format!("{sql};\nselect 1/0;\n"));
        let run = sandbox.run(["seed", "a.sql"]).ended_with(1);
        assert!(run.stderr.contains(": --no-owner\n"), "{sql}: {run:?}");
        let run = sandbox.run(["seed", "a.sql", "--no-owner"]).ended_with(1);
        let line = format!("a.sql:{}:", sql.lines().count() + 1);
        assert!(run.stderr.contains(&line) && run.stderr.contains("division by zero"), "{run:?}");
        sandbox.write("a.sql", format!("{sql};\n"));
        let run = sandbox.run(["seed", "a.sql", "--no-owner"]).succeeded();
        assert!(run.stderr.contains("owners are skipped (--no-owner)"), "{sql}: {run:?}");
        let owner =
            format!("select nspowner::regrole from pg_namespace where nspname = '{schema}'");
        assert_eq!(database.psql(&owner), role.name, "{sql}");
    }
    // There is nothing to leave out, or it is no SQL.
    sandbox.write("a.sql", "create schema x authorization;");
    let run = sandbox.run(["seed", "a.sql", "--no-owner"]).ended_with(1);
    assert!(run.stderr.contains("syntax error"), "{run:?}");
    database.psql(&format!("drop owned by {}", role.name));
    database.psql(&format!("alter database {} owner to postgres", database.name));
}

/// As gunzip reads it: other programs fill the last block with zeros.
#[test]
fn zeros_behind_a_gzip_file_are_no_part_of_it() {
    let directory = tempfile::tempdir().unwrap();
    let member = |text: &str| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let two = [member("create table t (a int);\n"), member("insert into t values (1);\n")].concat();
    for (more, loads) in
        [(&[][..], true), (&[0; 100_000], true), (b"\0\0x", false), (&two[..30], false)]
    {
        let path = file(&directory, "z.sql.gz", [&two, more].concat());
        let database = Postgres::shared().database();
        let loaded = load_files(&database, &[&path]);
        assert_eq!(loaded.is_ok(), loads, "{}", more.len());
        let said = loaded.err().map(|error| format!("{error:?}")).unwrap_or_default();
        assert_eq!(said.contains("something else follows its"), more.ends_with(b"x"), "{said}");
        let there = if loads { "t" } else { "" };
        assert_eq!(database.psql("select to_regclass('t')"), there);
    }
}
