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
use crate::migrations::Selection;
use crate::ops::setup_plan::SetupFiles;
use crate::postgres::client::Client;
use crate::postgres::migration_table;
use crate::report::migrate::{Direction, RanMigration};

/// For a dry run: whether each migration could run in a new database. Those that the schema may note
/// as applied are left out: it names their versions, or includes files.
///
/// Errors (usage): one has no statement yet, or cannot run.
pub fn check_fresh(files: &SetupFiles) -> Result<()> {
    let Some(migrations) = &files.migrations else { return Ok(()) };
    let texts = files.schema.inputs.iter().map(|input| std::fs::read_to_string(input.name()));
    let Ok(schema) = texts.collect::<std::io::Result<String>>() else { return Ok(()) };
    let may_note = |version: i64| schema.contains("\\i") || schema.contains(&version.to_string());
    let mut due = migrations.files.migrations.iter().filter(|it| !may_note(it.version));
    due.try_for_each(|migration| jobs::refuse_empty(&Job::up(migration, None)?))?;
    migrations.files.repeatable.iter().try_for_each(|file| repeatables::job(file).map(drop))
}

/// Runs the pending migrations in a database that is not in use yet, except those recorded as
/// applied by its schema. With `within`, everything runs in the open transaction, which stays open.
/// Returns the connection, too.
///
/// Errors: those of [`super::plan`] and [`super::apply`], except about what is applied: the
/// database is dropped then, or the transaction rolled back; with `within`, a migration that cannot
/// run in a transaction (usage).
pub(in crate::ops) async fn run_fresh(
    request: MigrateRequest<'_>,
    mut client: Client,
    within: bool,
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
    if let Some(job) = jobs.iter().find(|job| within && job.is_steps()) {
        let message =
            format!("{} runs without a transaction, but everything runs in one here", job.file());
        return Err(Error::usage(message).with_hint(
            "use a role with CREATEDB, which gets a new database to run it in; or leave it \
             to migrate",
        ));
    }
    let (lock, later) = (None, 0);
    let mut opened = Opened { lock, client, look, rows, repeatables, jobs, later, within };
    let mut done = Progressed::default();
    match run_all(request, &mut opened, &mut done).await {
        Err(error) if error.kind() == Kind::Interrupted => {
            Err(Error::interrupted("interrupted; nothing was changed"))
        }
        result => result.map(|()| (opened.client, done.applied)),
    }
}
