use std::time::Instant;

use super::backup::{self, Keeping};
use super::files::Files;
use super::{Interrupt, Progress, contents, stamp};
use crate::approval::Approved;
use crate::error::Result;
use crate::model::Target;
use crate::postgres::client::Client;
use crate::postgres::{Login, databases};
use crate::report::loaded::{FilesLoaded, LoadPlan, TableRows};
use crate::script::{self, Options};

/// How serious a load is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Everything is rolled back.
    Trial,
    /// It adds rows; `ask` for the database's name first.
    Adds { ask: bool },
    /// It may drop tables; asks where losing them is serious.
    MayDrop,
}

/// Looks at the database that the files would go to. `keeping` wants a backup.
///
/// Errors: the database is marked as another environment's (usage), unless it is a trial; no
/// backup can be taken.
pub async fn plan(
    login: Login<'_>,
    files: &Files,
    weight: Weight,
    keeping: Option<&Keeping>,
) -> Result<LoadPlan> {
    let target = login.target;
    let mut plan = LoadPlan {
        target: target.clone(),
        files: files.names(),
        ask: false,
        contents: None,
        backup: None,
    };
    if weight == Weight::Trial {
        return Ok(plan);
    }
    let mut connection = login.connect().await?;
    let state = databases::state(&mut connection, target).await?;
    stamp::check(target, state.stamp.as_deref())?;
    match weight {
        Weight::Adds { ask } => plan.ask = ask,
        _ => plan.ask = target.needs_typed_name(),
    }
    if weight == Weight::MayDrop {
        if plan.ask {
            plan.contents = Some(contents::look_over(&mut connection, target).await);
        }
        plan.backup = backup::plan(target, &state, keeping).await?;
    }
    Ok(plan)
}

/// Takes the plan's backup, then loads its files, all in one transaction unless a file rules
/// that out.
///
/// Errors: what a file or the server says, with its place. The database is then as before.
pub async fn apply(
    login: Login<'_>,
    plan: &Approved<LoadPlan>,
    files: &Files,
    options: &Options,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<FilesLoaded> {
    let kept = backup::take(plan.backup.as_ref(), &plan.target, progress, interrupt).await?;
    let mut client = login.connect_client().await?;
    let mut loaded = run(&mut client, &plan.target, files, options, progress, interrupt).await?;
    client.close().await;
    loaded.backup = kept.map(|kept| kept.file);
    Ok(loaded)
}

/// See [`apply`]; for `setup`, whose plan covers the load.
pub(super) async fn run(
    client: &mut Client,
    target: &Target,
    files: &Files,
    options: &Options,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<FilesLoaded> {
    let start = Instant::now();
    let loaded = script::load(client, &files.inputs, options, target, progress, interrupt).await?;
    let tables = loaded.rows.into_iter().map(|(table, rows)| TableRows { table, rows });
    Ok(FilesLoaded {
        files: files.names(),
        statements: loaded.statements,
        tables: tables.collect(),
        seconds: start.elapsed().as_secs_f64(),
        committed: loaded.committed,
        backup: None,
    })
}
