//! Filling the database that a setup creates: schema, migrations, seeds.

use super::exclusive::{Exclusive, Look};
use super::files::Files;
use super::migrate::{MigrateRequest, in_steps, refuse_engine, run_fresh, step_by_step};
use super::setup_plan::SetupFiles;
use super::setup_steps::Steps;
use super::{load, replace, reset};
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::ProjectMigrations;
use crate::model::Target;
use crate::postgres::client::Client;
use crate::postgres::{ConnectRequest, RetryTimeout, sqlstate};
use crate::report::counted;
use crate::report::loaded::FilesLoaded;
use crate::report::migrate::RanMigration;
use crate::script::{End, Input, Mode as UnitMode, Options, Unit, load_series};

/// Fills the staging database. `looking` is locked while an inspection of the old one has its own
/// connection.
pub async fn load_staging(
    login: ConnectRequest<'_>,
    staging: &Target,
    files: &SetupFiles,
    steps: &mut Steps<'_>,
    looking: &tokio::sync::Mutex<()>,
) -> Result<()> {
    let mut client = connect_staging(login, staging, steps, looking).await?;
    let known_as = Some(login.target.database().clone());
    let options = Options { disposable: true, known_as, ..options(files) };
    match &files.migrations {
        None => {
            // A seed may need what an earlier transaction must commit first, such as an enum value.
            let commit_after = Some(files.schema.inputs.len());
            let options = Options { commit_after, ..options };
            load_step(&mut client, staging, ("load", &files.all()), &options, steps).await?;
        }
        Some(migrations) => {
            load_step(&mut client, staging, ("schema-load", &files.schema), &options, steps)
                .await?;
            let start = steps.begin("running the migrations")?;
            let known_as = Some(login.target.database());
            let login = ConnectRequest { target: staging, ..login };
            let request = MigrateRequest { known_as, ..request(login, files, migrations, steps) };
            let ran;
            (client, ran) = run_fresh(request, client, None)
                .await
                .map_err(|error| made_by_the_schema(error, &files.schema))?;
            steps.end("migrate", migrated(migrations, &ran), start);
            load_step(&mut client, staging, ("seed", &files.seeds), &options, steps).await?;
        }
    }
    // A database with connections cannot be renamed.
    client.close().await;
    Ok(())
}

async fn connect_staging(
    login: ConnectRequest<'_>,
    staging: &Target,
    steps: &Steps<'_>,
    looking: &tokio::sync::Mutex<()>,
) -> Result<Client> {
    let connect = async {
        match replace::connect_staging(login, staging).await {
            Err(error) if error.code() == Some(sqlstate::TOO_MANY_CONNECTIONS) => {
                // Without the inspection there may be a free connection.
                let _over = looking.lock().await;
                let retry_timeout = RetryTimeout::A_MOMENT;
                replace::connect_staging(ConnectRequest { retry_timeout, ..login }, staging).await
            }
            connected => connected,
        }
    };
    tokio::select! {
        client = connect => client,
        () = steps.interrupt.wait() => Err(steps.interrupted()),
    }
}

/// Loads the files, if any, as a step of this name.
async fn load_step(
    client: &mut Client,
    target: &Target,
    (name, files): (&'static str, &Files),
    options: &Options,
    steps: &mut Steps<'_>,
) -> Result<()> {
    if files.inputs.is_empty() {
        return Ok(());
    }
    let start = steps.begin("loading")?;
    let (progress, interrupt) = (steps.progress, steps.interrupt);
    let loaded = load::run(client, target, files, options, progress, interrupt).await?;
    steps.end(name, summary(&loaded), start);
    Ok(())
}

fn options(files: &SetupFiles) -> Options {
    let whole_hint = Some(in_steps(files));
    Options { variables: files.variables.clone(), whole_hint, ..Options::default() }
}

fn request<'a>(
    login: ConnectRequest<'a>,
    files: &'a SetupFiles,
    migrations: &'a ProjectMigrations,
    steps: &Steps<'a>,
) -> MigrateRequest<'a> {
    let of_project = (&migrations.files, &migrations.sqlx);
    MigrateRequest {
        // A schema file may record more migrations than there are files.
        ignore_missing: true,
        variables: &files.variables,
        ..MigrateRequest::new(login, of_project, (steps.progress, steps.interrupt))
    }
}

/// Explains a migration that makes again what the schema file has made, as after `dump
/// --schema-only` in a project with migrations: such a file does not say which have run.
fn made_by_the_schema(error: Error, schema: &Files) -> Error {
    let is_there = error.code().is_some_and(|code| sqlstate::ALREADY_THERE.contains(&code));
    if !is_there || schema.inputs.is_empty() {
        return error;
    }
    let names = schema.names().join(", ");
    error.with_hint(format!(
        "{names} makes what this migration makes, and does not note that it has run.\n\
         Remove the file: the migrations make the schema. To keep it in a file that notes them, \
         write structure = \"schema/structure.sql\" under [migrations] in cruddur-db.toml: {} \
         fills it",
        hint::command("migrate")
    ))
}

/// `2 of 3 migrations`, or that there was nothing to do.
fn migrated(migrations: &ProjectMigrations, ran: &[RanMigration]) -> String {
    let all = migrations.files.migrations.len();
    let (versioned, repeatable): (Vec<_>, Vec<_>) = ran.iter().partition(|it| it.version.is_some());
    let mut text = match (versioned.len(), all) {
        (0, 0) => String::new(),
        (0, 1) => "the schema has the migration".to_owned(),
        (0, all) => format!("the schema has all {all} migrations"),
        (count, all) if count == all => counted(count, "migration"),
        (count, all) => {
            let others = if all - count == 1 { "other" } else { "others" };
            format!("{count} of {all} migrations; the schema has the {others}")
        }
    };
    if !repeatable.is_empty() {
        let separator = if text.is_empty() { "" } else { ", " };
        let files = counted(repeatable.len(), "repeatable file");
        text.push_str(&format!("{separator}{files}"));
    }
    text
}

/// `--keep`: fills the existing database, which must have no tables. `is_part`: it is marked as
/// loaded in part.
pub async fn keep(
    look: Look<'_>,
    files: &SetupFiles,
    is_part: bool,
    steps: &mut Steps<'_>,
) -> Result<()> {
    let target = look.login.target;
    let mut client = look.login.connect_client().await?;
    match &files.migrations {
        None => {
            let options = Options { marks_part: true, is_part, ..options(files) };
            load_step(&mut client, target, ("load", &files.all()), &options, steps).await
        }
        Some(migrations) => {
            let start = steps.begin("loading")?;
            let what = whole(look, client, (files, migrations), &[], steps).await?;
            steps.end("load", what, start);
            Ok(())
        }
    }
}

/// Empties the existing database and fills it, all in one transaction.
pub async fn reset(
    look: Look<'_>,
    exclusive: &mut Exclusive,
    files: &SetupFiles,
    steps: &mut Steps<'_>,
) -> Result<()> {
    let start = steps.begin("loading")?;
    let what = match &files.migrations {
        None => {
            let all = files.all();
            let loaded = reset::run(look, exclusive, &all.inputs, &options(files)).await?;
            summary(&load::report(&all, loaded, start))
        }
        Some(migrations) => {
            let first = reset::begin(look, exclusive).await?;
            let client = look.login.connect_client().await?;
            whole(look, client, (files, migrations), &first, steps).await.map_err(reset::blocked)?
        }
    };
    steps.end("reset", format!("emptied; {what}"), start);
    Ok(())
}

/// Fills the database in one transaction, after these statements.
///
/// Errors: a file with its own commits, or a migration that cannot run in a transaction.
async fn whole(
    look: Look<'_>,
    client: Client,
    (files, migrations): (&SetupFiles, &ProjectMigrations),
    first: &[String],
    steps: &Steps<'_>,
) -> Result<String> {
    let mut client = client;
    refuse_engine(client.engine())?;
    let schema = units(&files.schema, Some(first.join("\n")), End::Stay);
    let statements = run_units(look, &mut client, files, &schema).await?;
    let request = request(look.login, files, migrations, steps);
    let (mut client, ran) = run_fresh(request, client, Some(files))
        .await
        .map_err(|error| made_by_the_schema(error, &files.schema))?;
    let seeds = units(&files.seeds, None, End::Commit);
    let more = run_units(look, &mut client, files, &seeds);
    let more = more.await.map_err(|error| step_by_step(error, files))?;
    client.close().await;
    let names: Vec<_> = files.schema.names().into_iter().chain(files.seeds.names()).collect();
    let statements = counted((statements + more) as usize, "statement");
    let loaded = (!names.is_empty()).then(|| format!("{}: {statements}", names.join(", ")));
    let parts: Vec<_> = loaded.into_iter().chain([migrated(migrations, &ran)]).collect();
    Ok(parts.join(", "))
}

/// The files within one transaction with this end. `begin` are the statements that it begins with.
fn units(files: &Files, begin: Option<String>, end: End) -> Vec<Unit> {
    let nothing = Input::Text { name: "nothing".into(), text: "" };
    let inputs = match files.inputs.as_slice() {
        [] => std::slice::from_ref(&nothing),
        inputs => inputs,
    };
    let mut begin = begin;
    let unit = |(index, input): (usize, &Input)| {
        let first = begin.take();
        let end = if index + 1 == inputs.len() { end } else { End::Stay };
        let (begin, first, last) = (first.is_some(), first.unwrap_or_default(), String::new());
        Unit { input: input.clone(), mode: UnitMode::Transaction { begin, first, last, end } }
    };
    inputs.iter().enumerate().map(unit).collect()
}

/// Returns how many statements the files had.
async fn run_units(
    look: Look<'_>,
    client: &mut Client,
    files: &SetupFiles,
    units: &[Unit],
) -> Result<u64> {
    let ends = |unit: &Unit| matches!(unit.mode, UnitMode::Transaction { end: End::Commit, .. });
    let traceable = units.iter().any(ends);
    let options = Options { whole: true, traceable, ..options(files) };
    let Look { login, progress, interrupt, .. } = look;
    let (done, result) =
        load_series(client, units, &options, login.target, progress, interrupt).await;
    result?;
    Ok(done.iter().map(|unit| unit.statements).sum())
}

fn summary(loaded: &FilesLoaded) -> String {
    format!("{}: {}", loaded.files.join(", "), loaded.summary())
}
