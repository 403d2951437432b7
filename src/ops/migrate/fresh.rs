//! Migrations in a database that is being created, after its schema.

use super::elsewhere;
use super::jobs::{self, Job};
use super::open::Opened;
use super::progressed::Progressed;
use super::repeatables::{self, Repeatables};
use super::request::MigrateRequest;
use super::run::run_all;
use super::{compare, refuse};
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::migrations::{Migration, MigrationFiles, Selection};
use crate::ops::setup_plan::SetupFiles;
use crate::postgres::client::Client;
use crate::postgres::{migration_table, sqlstate};
use crate::regular_file;
use crate::report::migrate::{Direction, RanMigration};

/// For a dry run: whether each migration could run in a new database. Those that the schema may note
/// as applied are left out: it names their versions, or includes files.
///
/// Errors (usage): one has no statement yet, or cannot run.
pub fn check_fresh(files: &SetupFiles) -> Result<()> {
    let Some(migrations) = &files.migrations else { return Ok(()) };
    let texts = files.schema.inputs.iter().map(|input| regular_file::read_to_string(input.name()));
    let Ok(schema) = texts.collect::<std::io::Result<String>>() else { return Ok(()) };
    let may_note = |version: i64| schema.contains("\\i") || schema.contains(&version.to_string());
    let mut due = migrations.files.migrations.iter().filter(|it| !may_note(it.version));
    due.try_for_each(|migration| jobs::refuse_empty(&Job::up(migration, None)?))?;
    migrations.files.repeatable.iter().try_for_each(|file| repeatables::job(file).map(drop))
}

/// Refuses migrations that `migrate` could not run in a database that it makes first.
///
/// Errors (usage): one has no statement yet, or cannot run.
pub fn check_new(files: &MigrationFiles, selection: Selection) -> Result<()> {
    let due: Vec<&Migration> = match selection {
        Selection::To(last) => files.migrations.iter().filter(|it| it.version <= last).collect(),
        Selection::Steps(steps) => files.migrations.iter().take(steps).collect(),
        Selection::All | Selection::From(_) => files.migrations.iter().collect(),
    };
    due.into_iter().try_for_each(|migration| jobs::refuse_empty(&Job::up(migration, None)?))
}

/// Runs the pending migrations in a database that is not in use yet, except those recorded as
/// applied by its schema. With `within`, everything runs in the open transaction, which stays open,
/// as the files it names do. Returns the connection, too.
///
/// Errors: those of [`super::plan`] and [`super::apply`], except about what is applied: the
/// database is dropped then, or the transaction rolled back; with `within`, a migration that cannot
/// run in a transaction (usage).
pub(in crate::ops) async fn run_fresh(
    request: MigrateRequest<'_>,
    mut client: Client,
    within: Option<&SetupFiles>,
) -> Result<(Client, Vec<RanMigration>)> {
    let target = request.login.target;
    let look = migration_table::look(&mut client, target, request.sqlx.table()).await?;
    let rows = look.table.rows(&mut client, target).await?;
    elsewhere::refuse_hidden(request, &mut client, &look, &rows).await?;
    let ignored = &request.sqlx.ignored_chars;
    let mut found = compare(&request.files.migrations, &rows, Selection::All, ignored)?;
    // What is being created is gone after an error.
    found.edited.iter_mut().for_each(|edited| edited.can_redo = false);
    refuse(&request, target, &found)?;
    let repeatables = Repeatables::look(request, &mut client, &look.table).await?;
    let mut jobs = match request.direction {
        Direction::Up => jobs::up(&request, &found)?,
        Direction::Down => jobs::down(&request, &rows)?,
    };
    jobs.extend(repeatables.due(&request)?);
    if let Some(files) = within
        && let Some(job) = jobs.iter().find(|job| job.is_steps())
    {
        let message =
            format!("{} runs without a transaction, but everything runs in one here", job.file());
        return Err(Error::usage(message).with_hint(in_steps(files)));
    }
    let (lock, later, all) = (None, 0, within);
    let within = within.is_some();
    let mut opened = Opened { lock, client, look, rows, repeatables, jobs, later, within };
    let mut done = Progressed::default();
    match run_all(request, &mut opened, &mut done).await {
        Err(error) if error.kind() == Kind::Interrupted => {
            Err(Error::interrupted("interrupted; nothing was changed"))
        }
        Err(error) => Err(match all {
            Some(files) => step_by_step(error, files),
            None => error,
        }),
        Ok(()) => Ok((opened.client, done.applied)),
    }
}

/// Explains what fails because an earlier file of the same transaction is not committed yet.
pub(in crate::ops) fn step_by_step(error: Error, files: &SetupFiles) -> Error {
    match error.code() {
        Some(sqlstate::UNSAFE_NEW_ENUM_VALUE) => error.with_hint(in_steps(files)),
        _ => error,
    }
}

/// How to fill the database in several transactions.
pub(in crate::ops) fn in_steps(files: &SetupFiles) -> String {
    let (schema, seeds) = (&files.schema.inputs, &files.seeds.inputs);
    let steps = [
        ("schema-load", schema.is_empty()),
        ("migrate", files.migrations.is_none()),
        ("seed", seeds.is_empty()),
    ];
    let steps = steps.into_iter().filter(|(_, is_missing)| !is_missing);
    let steps: Vec<String> = steps.map(|(step, _)| hint::command(step).to_string()).collect();
    format!(
        "fill the database in several transactions with: {}; or as a role with CREATEDB, with {}, \
         which fills a new one",
        steps.join(", then "),
        hint::command("setup")
    )
}
