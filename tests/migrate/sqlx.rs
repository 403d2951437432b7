//! sqlx's own migrator takes over from us, and we from it.

use std::path::Path;

use sqlx_core::connection::Connection;
use sqlx_core::migrate::{MigrateError, Migrator};
use sqlx_postgres::PgConnection;

use super::{project, rows};
use crate::common::{Database, Postgres, Sandbox};

/// What sqlx does with the directory.
fn sqlx(database: &Database, directory: &Path) -> Result<(), MigrateError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let migrator = Migrator::new(directory).await?;
        let mut connection = PgConnection::connect(&database.url()).await.unwrap();
        migrator.run_direct(None, &mut connection, false).await
    })
}

fn directory(sandbox: &Sandbox) -> std::path::PathBuf {
    sandbox.work().join("db/migrations")
}

const FILES: [(&str, &str); 4] = [
    ("1_users.sql", "create table users (id int);\r\ninsert into users values (1);\r\n"),
    ("2_bio.up.sql", "alter table users add bio text;"),
    ("2_bio.down.sql", "alter table users drop bio;"),
    ("3_index.sql", "-- no-transaction\ncreate index concurrently i on users (bio)"),
];

#[test]
fn each_finds_nothing_left_by_the_other() {
    let server = Postgres::shared();
    let (ours, theirs) = (server.database(), server.database());
    let sandbox = project(&ours, &FILES);
    sandbox.run(["migrate"]).succeeded();
    sqlx(&theirs, &directory(&sandbox)).unwrap();
    let all = "select version, description, success, encode(checksum, 'hex'), \
               execution_time >= 0 from _sqlx_migrations order by version";
    assert_eq!(ours.psql(all), theirs.psql(all));
    let shape = "select string_agg(format('%s %s %s %s', attname, atttypid::regtype, attnotnull, \
                 pg_get_expr(adbin, adrelid)), ', ' order by attnum) from pg_attribute \
                 left join pg_attrdef on adrelid = attrelid and adnum = attnum \
                 where attrelid = '_sqlx_migrations'::regclass and attnum > 0";
    assert_eq!(ours.psql(shape), theirs.psql(shape));
    // Crosswise, with one more.
    sandbox.write("db/migrations/4_more.sql", "insert into users values (4)");
    sqlx(&ours, &directory(&sandbox)).unwrap();
    let mut other = Sandbox::with(&theirs);
    other.set("CONNECTION_URL", theirs.url());
    let run = other.run(["migrate", "--dir", directory(&sandbox).to_str().unwrap()]).succeeded();
    assert!(run.stdout.contains("1 migration applied"), "{run:?}");
    assert_eq!(ours.psql("select count(*) from users"), "2");
    assert_eq!(theirs.psql("select count(*) from users"), "2");
    assert_eq!(rows(&ours), rows(&theirs));
}

#[test]
fn what_we_did_not_finish_sqlx_does_not_pass_over() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[("1_a.sql", "-- no-transaction\nselect 1;\nselect 1 / 0;\n"), ("2_b.sql", "select 2")],
    );
    sandbox.run(["migrate"]).ended_with(1);
    let error = sqlx(&database, &directory(&sandbox)).unwrap_err();
    assert!(matches!(error, MigrateError::Dirty(1)), "{error:?}");
}

#[test]
fn neither_runs_while_the_other_does() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &[("1_a.sql", "select 1")]);
    // As sqlx holds it.
    let mut crc = flate2::Crc::new();
    crc.update(database.name.as_bytes());
    let key = 0x3d32_ad9e * i64::from(crc.sum());
    let lock = format!("select pg_advisory_lock({key})");
    let mut holder = database.after(&[&lock]);
    let run = sandbox.run(["migrate", "--lock-wait", "50ms"]).ended_with(1);
    assert!(run.stderr.contains("is migrating it"), "{run:?}");
    drop(holder.stdin.take());
    holder.wait().unwrap();
    sandbox.run(["migrate"]).succeeded();
}
