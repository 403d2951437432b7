use std::time::Instant;

use super::backup::{self, BackupRequest};
use super::exclusive::{Look, make_ordinary};
use super::files::Files;
pub use super::load_open::Opened;
use super::load_open::{open, patient};
use super::load_plan::LoadPlan;
use super::undone::{self, Applied};
use super::{tag, way};
use crate::approval::Approved;
use crate::error::{Error, Kind, Result};
use crate::interrupt::Interrupt;
use crate::migrations::ProjectMigrations;
use crate::model::Target;
use crate::postgres::client::Client;
use crate::postgres::database_state::{self, DatabaseState};
use crate::postgres::{Session, contents, distribution, is_lost, tables};
use crate::progress::Progress;
use crate::report::loaded::{FilesLoaded, TableRows};
use crate::script::{self, Loaded, Options};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadMode {
    /// Everything is rolled back.
    DryRun,
    /// It adds rows; `ask` for the database name first.
    Append { ask: bool },
    /// It may drop tables; asks if protected.
    Replace,
}

pub struct LoadRequest {
    pub files: Files,
    pub mode: LoadMode,
    pub options: Options,
    pub backup: Option<BackupRequest>,
    /// Migrations that a schema may undo.
    pub migrations: Option<ProjectMigrations>,
}

/// Inspects the database that the files would be loaded into.
///
/// Errors: the database is a template, or tagged with another environment (usage), unless it is a
/// dry run; no backup can be taken.
pub async fn plan(look: Look<'_>, request: LoadRequest) -> Result<(LoadPlan, Opened)> {
    let LoadRequest { files, mode, options, backup, migrations } = request;
    let target = look.login.target;
    let mut plan = LoadPlan {
        target: target.clone(),
        files,
        options: Options { dry_run: mode == LoadMode::DryRun, ..options },
        migrations: migrations.filter(|_| mode == LoadMode::Replace),
        distributed: None,
        ask: false,
        other_project: None,
        contents: None,
        backup: None,
    };
    if mode == LoadMode::DryRun {
        return Ok((plan, Opened::default()));
    }
    plan.ask = match mode {
        LoadMode::Append { ask } => ask,
        _ => target.needs_typed_name(),
    };
    let soon = !plan.ask && !look.dry_run && backup.is_none();
    let (mut opened, mut session) = open(look, mode == LoadMode::Replace, soon).await?;
    let state = look_inside(look, &mut opened, &mut session).await?;
    plan.other_project = tag::other_project(target, state.project.as_deref());
    opened.project.clone_from(&state.project);
    // What was whole before stays so, whatever is loaded into it.
    plan.options.marks_part =
        mode == LoadMode::Replace && (state.is_part || tables::count(&mut session).await? == 0);
    plan.options.is_part = state.is_part;
    let distribution = if state.has_citus { distribution::look(&mut session).await? } else { None };
    plan.distributed = Some(distribution.is_some());
    if distribution.is_some() {
        plan.files = plan.files.distributed();
    }
    if plan.ask {
        plan.contents = Some(contents::look(&mut session).await.into());
    }
    plan.backup = backup::plan(look.login, &state, distribution.as_ref(), backup.as_ref()).await?;
    if plan.backup.is_some() {
        way::check(look.login, &state.server, &state.name).await?;
    }
    Ok((plan, opened))
}

/// Inspects the session's database, and checks that the connection still leads to it.
///
/// Errors (usage): it is a template, or tagged with another environment.
async fn look_inside(
    look: Look<'_>,
    opened: &mut Opened,
    session: &mut Session,
) -> Result<DatabaseState> {
    let target = look.login.target;
    // The previous holder of the lock may have replaced this database. Poolers
    // assign a session with a client's first statement.
    let lives = async {
        match &mut opened.client {
            Some(client) if !client.has_made_up_pid() => {
                client.execute(String::new()).await.is_ok()
            }
            _ => true,
        }
    };
    let (state, lives) = tokio::join!(database_state::state_inside(session), lives);
    if !lives {
        opened.client = None;
    }
    let state = match state {
        Err(error) if opened.lock.is_some() && is_lost(&error) => {
            *session = look.login.connect().await?;
            database_state::state_inside(session).await?
        }
        state => state?,
    };
    if state.name != target.database().as_str() {
        look.progress.notice(&format!(
            "{} is database {} on the server: a pooler in between uses another name for it",
            target.database(),
            state.name
        ));
    }
    if state.is_template {
        return Err(Error::usage(format!(
            "{} is a template database; nothing was changed",
            state.name
        ))
        .with_hint(make_ordinary(&state.name)));
    }
    tag::check(target, state.tag.as_deref())?;
    Ok(state)
}

/// Takes the plan's backup, then loads its files, all in one transaction unless a file rules
/// that out.
///
/// Errors: those of a file or the server, with the location. The database is then unchanged.
pub async fn apply(
    look: Look<'_>,
    opened: Opened,
    plan: &Approved<LoadPlan>,
) -> Result<FilesLoaded> {
    let (progress, interrupt) = (look.progress, look.interrupt);
    let kept = backup::take(plan.backup.as_ref(), &plan.target, progress, interrupt).await?;
    tag::take_over(look.login, opened.project.as_deref(), progress).await;
    let mut client = match opened.client {
        Some(client) => client,
        // The inspecting session may still occupy a connection.
        None => patient(look.login).connect_client().await?,
    };
    // If protected, knowing the outcome is worth a round trip.
    let options = &Options { traceable: plan.target.needs_typed_name(), ..plan.options.clone() };
    let files = &plan.files;
    let distributed = files.may_be_distributed()
        && match plan.distributed {
            Some(distributed) => distributed,
            None => distribution::is_there(&mut client, &plan.target).await?,
        };
    let other = distributed.then(|| files.distributed());
    let files = other.as_ref().unwrap_or(files);
    let target = &plan.target;
    let applied = match &plan.migrations {
        Some(migrations) => match undone::look(&mut client, target, files, migrations).await {
            // A table that may not be read, or a server without the required features.
            Err(error) if error.kind() == Kind::Failed => {
                progress.warn(&format!(
                    "the migrations that the schema undoes are unknown: {}",
                    error.message()
                ));
                None
            }
            looked => looked?,
        },
        None => None,
    };
    let last = applied.as_ref().and_then(Applied::forget);
    let options = &Options { last, ..options.clone() };
    let mut loaded = run(&mut client, target, files, options, progress, interrupt).await?;
    if let Some(applied) = applied {
        applied.tell(&mut client, target, progress).await;
    }
    client.close().await;
    loaded.backup = kept.map(|kept| kept.file);
    if let Some(lock) = opened.lock {
        lock.release().await;
    }
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
    Ok(report(files, loaded, start))
}

/// The result of a load that began then.
pub(super) fn report(files: &Files, loaded: Loaded, start: Instant) -> FilesLoaded {
    let tables = loaded.rows.into_iter().map(|(table, rows)| TableRows { table, rows });
    FilesLoaded {
        files: files.names(),
        statements: loaded.statements,
        tables: tables.collect(),
        seconds: start.elapsed().as_secs_f64(),
        committed: loaded.committed,
        backup: None,
    }
}
