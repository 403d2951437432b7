//! Files of which the end is missing.

use std::io::Write;

use flate2::write::GzEncoder;
use snapbox::str;

use crate::common::{Database, Postgres, Sandbox};

/// A database with a table that must stay, and its dump without its last lines: all of its rows
/// but those of the last table.
fn dumped() -> (Database, Sandbox, String) {
    let database = Postgres::shared().database();
    database.psql("create table a as select 1 as x; create table b as select 2 as x");
    let sandbox = Sandbox::with(&database);
    let dump = sandbox.run(["dump", "-"]).succeeded().stdout;
    (database, sandbox, dump)
}

/// Up to the data of the last table.
fn cut(dump: &str) -> &str {
    &dump[..dump.find("-- Data for Name: b;").unwrap()]
}

fn zipped(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

#[test]
fn an_empty_file_replaces_nothing() {
    let (database, sandbox, _) = dumped();
    for ending in [".gz", ".zst", ".xz", ".bz2"] {
        let file = format!("e.sql{ending}");
        for start in [&b""[..], &b"\x1f"[..], &b"\x28\xb5"[..], &b"\xfd7z"[..], &b"BZ"[..]] {
            sandbox.write(&file, start);
            for args in [&["restore", &file][..], &["restore", "--dry-run", &file]] {
                let run = sandbox.run(args.iter().copied()).ended_with(2);
                assert_eq!(run.stderr, format!("error: {file} is cut short\n"));
            }
            let run = sandbox.run(["schema-load", &file]).ended_with(2);
            assert!(run.stderr.contains(&format!("error: {file} is cut short\n")), "{run:?}");
        }
    }
    sandbox.write("e.sql", "");
    sandbox.run(["restore", "e.sql", "--dry-run"]).check(str![[r#"
exit 2
--- stderr
error: e.sql is empty

"#]]);
    // The label of a backup is a file in the file.
    sandbox.write("label.sql.gz", zipped("-- cruddur-db backup: {}\n"));
    sandbox.write("comments.sql", "-- nothing here\n\n/* nor here */\n");
    for file in ["e.sql", "label.sql.gz", "comments.sql"] {
        sandbox.run(["restore", file]).ended_with(2);
    }
    sandbox.run(["restore", "-q", "comments.sql"]).check(str![[r#"
exit 2
--- stderr
error: comments.sql has no statements, so it is no dump

"#]]);
    assert_eq!(database.psql("select x from b"), "2");
    // To load nothing is no mistake.
    sandbox.run(["schema-load", "comments.sql"]).succeeded();
}

#[test]
fn a_dump_without_its_end_replaces_nothing() {
    let (database, mut sandbox, dump) = dumped();
    sandbox.write("cut.sql", cut(&dump));
    sandbox.write("cut.sql.gz", zipped(cut(&dump)));
    // `\restrict` tells it, too.
    let bare: Vec<&str> = dump.lines().filter(|line| !line.starts_with("--")).collect();
    sandbox.write("bare.sql", bare.join("\n"));
    let restricted = format!("\\restrict a\n{}", cut(&dump).replace("\\restrict", "-- "));
    let restricted: Vec<&str> = restricted.lines().filter(|it| !it.starts_with("--")).collect();
    sandbox.write("restricted.sql", restricted.join("\n"));
    sandbox.write("whole.sql", format!("{dump}\ninsert into public.b values (3);\n"));
    for file in ["cut.sql", "cut.sql.gz", "restricted.sql"] {
        let run = sandbox.run(["restore", file]).ended_with(1);
        assert!(run.stderr.contains(&format!("error: {file} is cut short")), "{run:?}");
        assert_eq!(database.psql("select x from b"), "2");
    }
    sandbox.run(["restore", "-q", "cut.sql"]).check(str![[r#"
exit 1
--- stderr
error: cut.sql is cut short: the end of the dump is missing

"#]]);
    sandbox.run(["restore", "whole.sql"]).succeeded();
    assert_eq!(database.psql("select x from public.b order by 1"), "2\n3");
    sandbox.run(["restore", "bare.sql"]).succeeded();
    assert_eq!(database.psql("select x from public.b"), "2");
    // As psql does, with a word.
    database.psql("drop table a, b");
    // How many it has depends on the version of pg_dump.
    let count = cut(&dump).lines().filter(|line| line.ends_with(';')).count();
    sandbox.hide(format!("{count} statements"), "[COUNT] statements");
    sandbox.run(["schema-load", "-q", "cut.sql"]).check(str![[r#"
exit 0
--- stdout
loaded cut.sql: [COUNT] statements, public.a 1 row ([TIME])
--- stderr
warning: cut.sql is cut short: the end of the dump is missing

"#]]);
    assert_eq!(database.psql("select count(*) from public.b"), "0");
}

#[test]
fn it_replaces_nothing_in_place_either() {
    let role = Postgres::shared().role("login");
    let (database, mut sandbox, dump) = dumped();
    sandbox.write("cut.sql", cut(&dump));
    sandbox.write("comments.sql", "-- nothing\n");
    database.psql(&format!(
        "alter database {} owner to {role}; alter table a owner to {role}; \
         alter table b owner to {role}; alter schema public owner to {role}",
        database.name,
        role = role.name
    ));
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    sandbox.run(["restore", "cut.sql", "--no-owner"]).ended_with(1);
    let run = sandbox.run(["restore", "comments.sql", "--no-owner"]).ended_with(2);
    assert!(run.stderr.contains("does not have CREATEDB"), "{run:?}");
    assert_eq!(database.psql("select x from b"), "2");
}
