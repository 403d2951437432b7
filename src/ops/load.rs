use std::time::Instant;

use super::backup::{self, BackupRequest};
use super::exclusive::Look;
use super::files::Files;
use super::load_plan::LoadPlan;
use super::look::take_lock;
use super::undone::{self, Applied};
use super::{contents, tag, way};
use crate::approval::Approved;
use crate::error::{Error, Kind, Result};
use crate::interrupt::Interrupt;
use crate::migrations::ProjectMigrations;
use crate::model::Target;
use crate::postgres::client::Client;
use crate::postgres::database_state::{self, DatabaseState};
use crate::postgres::lock::DatabaseLock;
use crate::postgres::{ConnectRequest, RetryTimeout, Session, distribution, is_lost, sqlstate};
use crate::progress::Progress;
use crate::report::loaded::{FilesLoaded, TableRows};
use crate::script::{self, Loaded, Options};

/// The effect of a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadMode {
    /// Everything is rolled back.
    DryRun,
    /// It adds rows; `ask` for the database name first.
    Append { ask: bool },
    /// It may drop tables; asks if protected.
    Replace,
}

/// What to load, and how.
pub struct LoadRequest {
    pub files: Files,
    pub mode: LoadMode,
    pub options: Options,
    /// The backup to take first, if any.
    pub backup: Option<BackupRequest>,
    /// Migrations that a schema may undo.
    pub migrations: Option<ProjectMigrations>,
}

/// The connections opened by the plan, for [`apply`].
#[derive(Default)]
pub struct Opened {
    lock: Option<DatabaseLock>,
    /// `None` if there is a confirmation or backup first, which may take long.
    client: Option<Client>,
}

/// Takes the lock if needed, and logs in to inspect, and if `soon` to load, concurrently:
/// each login takes several round trips.
async fn open(look: Look<'_>, mode: LoadMode, soon: bool) -> Result<(Opened, Session)> {
    // Loads that only add rows need no lock and do not wait.
    let lock = async {
        match mode {
            LoadMode::Replace => take_lock(look).await.map(|taken| taken.map(|(lock, _)| lock)),
            _ => Ok(None),
        }
    };
    let client = async {
        let login = ConnectRequest { retry_timeout: RetryTimeout::default(), ..look.login };
        if soon { login.connect_client().await.ok() } else { None }
    };
    let (lock, session, mut client) = tokio::join!(lock, look.login.connect(), client);
    let (lock, mut session) = match lock {
        Ok(lock) => (lock, session),
        Err(error) => {
            leave(None, session.ok(), client).await;
            return Err(error);
        }
    };
    if lock.as_ref().is_some_and(|lock| lock.waited) {
        // The previous holder of the lock may have replaced the database. There may be room for no
        // other session as long as these are there.
        leave(None, session.ok(), client.take()).await;
        session = look.login.connect().await;
    } else if lock.is_some() && session.as_ref().is_err_and(is_lost) {
        // See `look_inside`.
        session = look.login.connect().await;
    }
    match session {
        Ok(session) => Ok((Opened { lock, client }, session)),
        Err(error) => {
            leave(lock, None, client).await;
            Err(error)
        }
    }
}

/// Ends these sessions, so that others may take their place.
async fn leave(lock: Option<DatabaseLock>, session: Option<Session>, client: Option<Client>) {
    if let Some(client) = client {
        client.close_and_wait().await;
    }
    if let Some(session) = session {
        session.close().await;
    }
    if let Some(lock) = lock {
        lock.release_and_wait().await;
    }
}

fn patient(login: ConnectRequest<'_>) -> ConnectRequest<'_> {
    ConnectRequest { retry_timeout: login.retry_timeout.max(RetryTimeout::A_MOMENT), ..login }
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
    // The session that loads may take the room that another one waits for: the first attempt does
    // not wait, and the second does without it.
    let at_once = ConnectRequest { retry_timeout: RetryTimeout::default(), ..look.login };
    let first = if soon { at_once } else { look.login };
    let is_full = |error: &Error| error.code() == Some(sqlstate::TOO_MANY_CONNECTIONS);
    let waits = look.login.retry_timeout > RetryTimeout::default();
    let (mut opened, mut session) = match open(Look { login: first, ..look }, mode, soon).await {
        Err(error) if soon && is_full(&error) => {
            open(Look { login: patient(look.login), ..look }, mode, false).await?
        }
        Err(error) if soon && waits && error.kind() == Kind::Unreachable => {
            open(look, mode, false).await?
        }
        opened => opened?,
    };
    let state = look_inside(look, &mut opened, &mut session).await?;
    plan.other_project = tag::other_project(target, state.project.as_deref(), look.progress);
    let distribution = match state.has_citus {
        true => distribution::look(&mut session).await?,
        false => None,
    };
    plan.distributed = Some(distribution.is_some());
    if distribution.is_some() {
        plan.files = plan.files.distributed();
    }
    if mode == LoadMode::Replace {
        if plan.ask {
            plan.contents = Some(contents::look_over(&mut session).await);
        }
        plan.backup = backup::plan(target, &state, distribution.as_ref(), backup.as_ref()).await?;
        if plan.backup.is_some() {
            way::check(look.login, &state.server, &state.name).await?;
        }
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
        )));
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
