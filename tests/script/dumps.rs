use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use cruddur_db::script::{Input, Options};
use tempfile::TempDir;

use super::judge::{dump, file, judge_between, load_files, load_into, psql};
use crate::common::{Database, Postgres};

/// A database with an object of every kind.
fn source() -> &'static Database {
    static SOURCE: OnceLock<Database> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let database = Postgres::shared().database();
        psql(&database, &objects()).unwrap();
        database
    })
}

fn objects() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/script/objects.sql")
}

/// What a program of Postgres writes to a file for the database of all objects.
fn written(directory: &TempDir, program: &str, arguments: &[&str]) -> PathBuf {
    let path = directory.path().join("dump");
    let mut command = Command::new(crate::common::program(program));
    if program == "pg_dump" {
        command.arg("-d").arg(source().url());
    }
    let output = command.args(arguments).arg("-f").arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    path
}

/// A dump of this shape must load as with psql, and into the same that it was made of.
fn judge_dump(arguments: &[&str]) {
    let directory = tempfile::tempdir().unwrap();
    let path = written(&directory, "pg_dump", arguments);
    let (theirs, ours) = (Postgres::shared().database(), Postgres::shared().database());
    judge_between(&theirs, &ours, &path, &path);
    let says = format!("{arguments:?}");
    assert_eq!(ours.psql("select count(*) from pg_type where typname = 'mood'"), "1", "{says}");
    if arguments.is_empty() {
        assert_eq!(dump(source()), dump(&ours), "{says}");
    }
}

#[test]
fn every_object_survives_the_plain_dump() {
    judge_dump(&[]);
}

#[test]
fn objects_load_as_with_psql() {
    let (theirs, ours) = (Postgres::shared().database(), Postgres::shared().database());
    judge_between(&theirs, &ours, &objects(), &objects());
}

#[test]
fn dumps_that_clean_first() {
    judge_dump(&["--clean", "--if-exists"]);
}

#[test]
fn dumps_of_inserts() {
    judge_dump(&["--inserts"]);
    judge_dump(&["--column-inserts", "--rows-per-insert=2", "--on-conflict-do-nothing"]);
}

#[test]
fn dumps_of_the_schema_alone() {
    judge_dump(&["--schema-only"]);
    judge_dump(&["--schema-only", "--no-comments", "--no-publications"]);
}

#[test]
fn dumps_with_everything_quoted() {
    judge_dump(&["--quote-all-identifiers", "--load-via-partition-root", "--no-owner"]);
    judge_dump(&["--use-set-session-authorization", "--no-acl"]);
}

#[test]
fn dumps_in_other_encodings() {
    let directory = tempfile::tempdir().unwrap();
    let path = file(
        &directory,
        "names.sql",
        "create table app_é (ü text); insert into app_é values ('ÄÖ\\€');",
    );
    let small = Postgres::shared().database();
    psql(&small, &path).unwrap();
    for encoding in ["WIN1252", "LATIN9"] {
        let path = directory.path().join(encoding);
        let status = Command::new(crate::common::program("pg_dump"))
            .args(["-E", encoding, "-d", &small.url(), "-f"])
            .arg(&path)
            .status();
        assert!(status.unwrap().success());
        assert!(String::from_utf8(std::fs::read(&path).unwrap()).is_err());
        let (theirs, ours) = (Postgres::shared().database(), Postgres::shared().database());
        judge_between(&theirs, &ours, &path, &path);
        assert_eq!(dump(&ours), dump(&small));
    }
}

#[test]
fn data_alone_goes_into_a_schema_that_is_there() {
    let directory = tempfile::tempdir().unwrap();
    let schema = written(&directory, "pg_dump", &["--schema-only"]);
    let (theirs, ours) = (Postgres::shared().database(), Postgres::shared().database());
    psql(&theirs, &schema).unwrap();
    psql(&ours, &schema).unwrap();
    let data = written(&directory, "pg_dump", &["--data-only", "--disable-triggers"]);
    judge_between(&theirs, &ours, &data, &data);
}

#[test]
fn no_owner_and_no_acl_leave_out_what_pg_restore_leaves_out() {
    let directory = tempfile::tempdir().unwrap();
    let role = Postgres::shared().role("superuser login");
    let theirs = Postgres::shared().database();
    let ours = Postgres::shared().database();
    let archive = directory.path().join("archive");
    let status = Command::new(crate::common::program("pg_dump"))
        .args(["-Fc", "-d", &source().url(), "-f"])
        .arg(&archive)
        .status();
    assert!(status.unwrap().success());
    let restored =
        written(&directory, "pg_restore", &["--no-owner", "--no-acl", archive.to_str().unwrap()]);
    let (written_to, restored) = (restored, directory.path().join("restored.sql"));
    std::fs::rename(written_to, &restored).unwrap();
    // As another superuser, whose all objects must be then.
    let output = Command::new(crate::common::program("psql"))
        .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-1", "-o", "/dev/null", "-f"])
        .arg(&restored)
        .arg(role.url(&theirs.name))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let options = Options { no_owner: true, no_acl: true, ..Options::default() };
    let load = |database: &Database, dump: PathBuf| {
        let (result, said) = load_into(&role.url(&database.name), &[Input::File(dump)], &options);
        result.unwrap();
        said.join("\n")
    };
    let said = load(&ours, written(&directory, "pg_dump", &[]));
    assert_eq!(dump(&theirs), dump(&ours));
    assert!(said.matches("owners are skipped (--no-owner)").count() == 1, "{said}");
    assert!(said.matches("privileges are skipped (--no-acl)").count() == 1, "{said}");
    let ours = Postgres::shared().database();
    load(&ours, written(&directory, "pg_dump", &["--use-set-session-authorization"]));
    assert_eq!(dump(&theirs), dump(&ours));
    // SET ROLE is no owner of the dump's: pg_restore writes it with --no-owner, too.
    let other = Postgres::shared().role("superuser");
    let ours = Postgres::shared().database();
    let as_other = format!("--role={}", other.name);
    let archive = archive.to_str().unwrap();
    load(&ours, written(&directory, "pg_restore", &[&as_other, "--no-owner", archive]));
    let owner = "select distinct relowner::regrole from pg_class where oid >= 16384";
    assert_eq!(ours.psql(owner), other.name);
}

#[test]
fn a_dump_that_creates_its_database_is_refused_before_it_does() {
    let directory = tempfile::tempdir().unwrap();
    let ours = Postgres::shared().database();
    let path = written(&directory, "pg_dump", &["--clean", "--create"]);
    let error = load_files(&ours, &[&path]).unwrap_err();
    assert!(error.message().starts_with("DROP DATABASE t"), "{error}");
    assert!(source().exists());
    let path = written(&directory, "pg_dump", &["--create"]);
    let error = load_files(&ours, &[&path]).unwrap_err();
    assert!(error.message().starts_with("CREATE DATABASE t"), "{error}");
    assert_eq!(ours.psql("select count(*) from pg_class where relname = 'users'"), "0");
    // Into the database of its own name it loads: it already exists, and we are in it.
    let text = std::fs::read_to_string(&path).unwrap().replace(&source().name, &ours.name);
    let path = file(&directory, "own.sql", text);
    load_files(&ours, &[&path]).unwrap();
    assert_eq!(ours.psql("select count(*) from app.users"), "3");
}
