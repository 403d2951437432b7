//! Filling an empty database whose files need several transactions: one of its migrations runs
//! without a transaction, or uses what an earlier one must commit first. Until the seeds are
//! loaded, a comment on the migration table says that they are not, so that the next run goes on
//! there.

use std::time::{Duration, Instant};

use super::exclusive::Look;
use super::migrate::{self, MigrateRequest};
use super::setup_plan::SetupFiles;
use super::setup_steps::Steps;
use super::setup_units::{nothing, request, run_units, units};
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::migrations::ProjectMigrations;
use crate::postgres::migration_table::{self, TableLook};
use crate::postgres::{ConnectRequest, filling, sqlstate};
use crate::report::counted;
use crate::report::migrate::counted_by_kind;
use crate::script::{End, Mode, Unit};

/// How long to wait for a `migrate` of the same database.
const LOCK_WAIT: Duration = Duration::from_secs(60);

/// Whether the files failed only because they all ran in one transaction.
pub fn needs_several(error: &Error) -> bool {
    let codes = [sqlstate::UNSAFE_NEW_ENUM_VALUE, sqlstate::ACTIVE_SQL_TRANSACTION];
    error.code().is_some_and(|code| codes.contains(&code))
}

/// Whether an earlier run has begun to fill the database, and not completed it.
pub async fn has_begun(login: ConnectRequest<'_>, migrations: &ProjectMigrations) -> bool {
    // What prevents the query prevents the work, too, which then explains it.
    look_at(login, migrations).await.is_ok_and(|look| look.is_filling)
}

async fn look_at(login: ConnectRequest<'_>, migrations: &ProjectMigrations) -> Result<TableLook> {
    let mut client = login.connect_client().await?;
    let look = migration_table::look(&mut client, login.target, migrations.sqlx.table()).await;
    client.close().await;
    look
}

/// Loads the schema after these statements, and then the rest. The schema and the note that the
/// rest is missing are one transaction.
///
/// Errors: those of a file or the server, with what is done.
pub async fn fill(
    look: Look<'_>,
    (files, migrations): (&SetupFiles, &ProjectMigrations),
    first: &[String],
    steps: &mut Steps<'_>,
) -> Result<()> {
    let target = look.login.target;
    steps.progress.notice(
        "the migrations cannot share one transaction: the database is filled in several; should \
         one fail, the next run goes on there",
    );
    let start = steps.begin("loading")?;
    let mut client = look.login.connect_client().await?;
    let schema = units(&files.schema, Some(first.join("\n")), End::Stay);
    let statements = run_units(look, &mut client, files, &schema).await?;
    let found = migration_table::look(&mut client, target, migrations.sqlx.table()).await?;
    let mut note = found.table.create_statements(&migrations.sqlx.create_schemas);
    note.push(filling::begin(found.table.name()));
    let (first, last) = (String::new(), note.join(";\n"));
    let mode = Mode::Transaction { begin: false, first, last, end: End::Commit };
    run_units(look, &mut client, files, &[Unit { input: nothing(), mode }]).await?;
    client.close().await;
    if !files.schema.inputs.is_empty() {
        let names = files.schema.names().join(", ");
        let statements = counted(statements as usize, "statement");
        steps.end("schema-load", format!("{names}: {statements}"), start);
    }
    go_on(look, files, steps).await
}

/// Runs what is pending, then loads the seeds; with them, the database is filled.
///
/// Errors: those of a file or the server, with what is done.
pub async fn go_on(look: Look<'_>, files: &SetupFiles, steps: &mut Steps<'_>) -> Result<()> {
    let Some(migrations) = &files.migrations else { return Ok(()) };
    let start = Instant::now();
    let request = MigrateRequest {
        resume: true,
        lock_wait: LOCK_WAIT,
        ..request(look.login, files, migrations, steps)
    };
    let ran = async {
        let (plan, opened) = migrate::plan(request).await?;
        migrate::run_planned(request, opened, &plan).await
    };
    let ran = ran.await.map_err(|error| with_state(error, "the schema is loaded"))?;
    if !ran.applied.is_empty() {
        let applied = counted_by_kind(ran.applied.iter().map(|it| it.version));
        steps.end("migrate", applied, start);
    }
    let start = Instant::now();
    let seeds = seed(look, files, migrations).await;
    let is_done = |error: &Error| {
        error.location().is_none() && error.code() == Some(sqlstate::DIVISION_BY_ZERO)
    };
    // By an earlier run, whose connection was lost, but not its last transaction.
    if seeds.as_ref().is_err_and(is_done) {
        return Ok(());
    }
    let done = "the schema and the migrations are done, the seeds are not";
    let statements = seeds.map_err(|error| with_state(error, done))?;
    if !files.seeds.inputs.is_empty() {
        let names = files.seeds.names().join(", ");
        let statements = counted(statements as usize, "statement");
        steps.end("seed", format!("{names}: {statements}"), start);
    }
    Ok(())
}

/// The seeds, and that the database is filled, in one transaction.
async fn seed(look: Look<'_>, files: &SetupFiles, migrations: &ProjectMigrations) -> Result<u64> {
    let mut client = look.login.connect_client().await?;
    let table = migrations.sqlx.table();
    let found = migration_table::look(&mut client, look.login.target, table).await?;
    let first = format!(
        "SET LOCAL lock_timeout = {};\n{};\nSET LOCAL lock_timeout TO DEFAULT",
        LOCK_WAIT.as_millis(),
        filling::claim(found.table.name())
    );
    let mut seeds = units(&files.seeds, Some(first), End::Commit);
    if let Some(Unit { mode: Mode::Transaction { last, .. }, .. }) = seeds.last_mut() {
        *last = filling::end(found.table.name());
    }
    let statements = run_units(look, &mut client, files, &seeds).await?;
    client.close().await;
    Ok(statements)
}

/// Adds what is done, and how it continues.
fn with_state(error: Error, done: &str) -> Error {
    let state = format!("{done}; {} goes on there", hint::command("prepare"));
    match error.kind() {
        Kind::Interrupted => Error::interrupted(format!("interrupted: {state}")),
        _ => error.also(state),
    }
}
