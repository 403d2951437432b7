use std::path::PathBuf;
use std::time::Instant;

use super::backup::{self, BackupRequest};
use super::exclusive::{Exclusive, Look};
use super::migrate::refuse_engine;
use super::replace::{self, Without};
use super::setup_plan::{Method, SetupFiles, SetupPlan};
use super::setup_steps::Steps;
use super::{drop, reset, setup_load, tag};
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::ProjectMigrations;
use crate::model::{Setting, Target, Way};
use crate::postgres::databases::CreateOptions;
use crate::postgres::migration_lock::MigrationLock;
use crate::postgres::repeatable_table::RepeatableTable;
use crate::postgres::{ConnectRequest, Identifier, migration_table, sqlstate, tables};
use crate::report::counted;
use crate::report::setup::SetUp;

/// Inspects the target that every step acts on. `keep` loses nothing.
///
/// Errors: those of [`Exclusive::open`]; the database cannot be replaced, or has tables that
/// `keep` would endanger; no backup can be taken; the server cannot run the migrations (usage).
pub async fn plan(
    look: Look<'_>,
    files: SetupFiles,
    keep: bool,
    user_pool: Option<String>,
    backup_request: Option<&BackupRequest>,
) -> Result<(SetupPlan, Exclusive)> {
    let target = look.login.target;
    let others = files.are_built_in() && !keep;
    let look = Look { others, may_look_later: !keep, ..look };
    let mut exclusive = Exclusive::open(look).await?;
    let drop = drop::plan_on(look, &mut exclusive, backup_request).await?;
    let kept = keep && drop.present;
    if kept {
        tag::refuse_other_project(target, exclusive.state.project.as_deref())?;
    }
    let method = match reset::reason(&exclusive, &target.user) {
        _ if kept => Method::Keep,
        Some(reason) => Method::Reset { reason },
        None => Method::Replace,
    };
    match &method {
        Method::Replace => replace::check(target, &exclusive, "replace")?,
        Method::Reset { .. } => reset::check(look).await?,
        Method::Keep => {}
    }
    if files.migrations.is_some()
        && let Ok(maintenance) = exclusive.maintenance()
    {
        refuse_engine(maintenance.engine())?;
    }
    let files = if exclusive.distribution().is_some() { files.distributed() } else { files };
    let others = exclusive.inside.as_mut().map(|inside| std::mem::take(&mut inside.others));
    let plan = SetupPlan {
        method,
        others: others.unwrap_or_default(),
        drop: (!kept).then_some(drop),
        target: target.clone(),
        files,
        user_pool,
    };
    Ok((plan, exclusive))
}

/// Recreates the database with its schema and seeds and replaces the old one: all
/// or nothing. Each finished step is reported to `progress`.
///
/// Errors: the first failure. The database is then unchanged.
pub async fn apply(
    look: Look<'_>,
    mut exclusive: Exclusive,
    plan: &Approved<SetupPlan>,
) -> Result<SetUp> {
    let Look { login, progress, interrupt, .. } = look;
    let target = login.target;
    let planned = plan.drop.as_ref().and_then(|drop| drop.backup.as_ref());
    let backup = backup::take(planned, target, progress, interrupt).await?;
    // Held to the end, so that partial work is cleaned up.
    let _hold = interrupt.hold();
    let files = &plan.files;
    if plan.method != Method::Replace {
        tag::take_over(login, exclusive.state.project.as_deref(), progress).await;
    }
    let mut steps = Steps { progress, interrupt, done: Vec::new(), start: Instant::now() };
    match &plan.method {
        Method::Replace => replace(look, &mut exclusive, plan, &mut steps).await?,
        Method::Keep => {
            setup_load::keep(look, files, exclusive.state.is_part, &mut steps).await?;
        }
        Method::Reset { reason } => {
            progress.notice(&format!("{reason}: the database is emptied and loaded in place"));
            exclusive.look_inside(look).await?;
            setup_load::reset(look, &mut exclusive, files, &mut steps).await?;
            tag::tag_untagged(login, &exclusive.state, progress).await;
        }
    }
    if plan.method != Method::Replace {
        tag::count_as_whole(login, &exclusive.state, progress).await;
    }
    exclusive.release().await;
    let seconds = steps.start.elapsed().as_secs_f64();
    // The one that others use.
    let known = match &target.way {
        Way::Direct(pooled) => pooled,
        _ => target,
    };
    let (database, url) = (target.database().to_string(), known.url.to_string());
    let backup: Option<PathBuf> = backup.map(|kept| kept.file);
    let done = SetUp { database, url, steps: steps.done, backup, seconds };
    match interrupt.is_raised() {
        true => Err(Error::interrupted(format!(
            "interrupted after completion: database {} is set up",
            done.database
        ))),
        false => Ok(done),
    }
}

/// The new database has the search path of the one that it replaces.
fn by_search_path(error: Error, settings: &[Setting], target: &Target) -> Error {
    let is_set = settings.iter().any(|setting| setting.name == "search_path");
    match error.code() {
        Some(sqlstate::UNDEFINED_SCHEMA) if is_set => error.with_hint(format!(
            "the search_path is that of database {0}: make its schema first, or: ALTER DATABASE \
             {1} RESET search_path",
            target.database(),
            Identifier(target.database().as_str())
        )),
        _ => error,
    }
}

async fn replace(
    look: Look<'_>,
    exclusive: &mut Exclusive,
    plan: &SetupPlan,
    steps: &mut Steps<'_>,
) -> Result<()> {
    steps.begin("creating the database")?;
    let look_inside = exclusive.look_inside(look);
    let properties = exclusive.state.properties.clone();
    let plainly = exclusive.state.like_template;
    let user = &look.login.target.user;
    let options = CreateOptions::in_place_of(properties.as_ref(), plainly, user);
    let looking = tokio::sync::Mutex::new(());
    let looked = async {
        let _looking = looking.lock().await;
        look_inside.await
    };
    let made = async {
        let settings = properties.as_ref().map_or(&[][..], |it| &it.settings);
        let staging = replace::create_staging(look, exclusive, options, settings).await?;
        let files = &plan.files;
        let loaded = setup_load::load_staging(look.login, &staging, files, steps, &looking).await;
        Ok((staging, loaded.map_err(|error| by_search_path(error, settings, look.login.target))))
    };
    let (looked, made): (_, Result<_>) = tokio::join!(looked, made);
    let (staging, loaded) = made?;
    let placed = async {
        looked.and(loaded)?;
        let start = steps.begin("replacing the database")?;
        let (properties, without) = (properties.as_ref(), Without::default());
        replace::put_in_place(look, exclusive, &staging, properties, without).await?;
        Ok(start)
    };
    let start = match placed.await {
        Ok(start) => start,
        Err(error) => {
            replace::abandon(look, exclusive, &staging).await;
            return Err(error);
        }
    };
    let name = plan.target.database();
    let sessions = plan.drop.as_ref().map_or(0, |drop| drop.sessions.0.len());
    match (properties.is_some(), sessions) {
        (false, _) => steps.end("create", format!("database {name} created"), start),
        (true, 0) => steps.end("replace", format!("database {name} replaced"), start),
        (true, count) => {
            let ended = counted(count, "session");
            steps.end("replace", format!("database {name} replaced, {ended} ended"), start);
        }
    }
    Ok(())
}

/// The last step if a Cognito pool is configured: the users of the seeds get their IDs.
/// `users` were fetched before anything was lost.
///
/// Errors: the IDs cannot be set; the earlier steps are done, and are named.
#[cfg(feature = "aws")]
pub async fn sync_users(
    login: crate::postgres::ConnectRequest<'_>,
    pool: &str,
    users: &[crate::model::CognitoUser],
    set_up: &mut SetUp,
    progress: &dyn crate::progress::Progress,
) -> Result<()> {
    progress.doing("user-sync");
    let start = Instant::now();
    let synced = async {
        let mut session = login.connect().await?;
        let plan = super::user_sync::plan(&mut session, pool, users, false).await?;
        super::user_sync::run(&mut session, &plan).await
    };
    let synced = synced.await.map_err(|error| {
        let done: Vec<_> = set_up.steps.iter().map(|step| step.name).collect();
        error.prefixed(&format!("user-sync failed (done before: {})", done.join(", ")))
    })?;
    let seconds = start.elapsed().as_secs_f64();
    let what = format!("{pool}: {}", synced.0.summary("set"));
    let step = crate::report::setup::Step { name: "user-sync", what, seconds };
    progress.notice(&step.to_string());
    set_up.steps.push(step);
    set_up.seconds += seconds;
    Ok(())
}

/// `--keep` promises to lose nothing, and a schema file may drop tables.
pub async fn refuse_tables(login: ConnectRequest<'_>, plan: &SetupPlan) -> Result<()> {
    let count = match plan.method {
        Method::Keep => count_tables(login, &plan.files).await?,
        _ => 0,
    };
    if count == 0 {
        return Ok(());
    }
    let all = counted(count as usize, "table");
    Err(Error::failed(format!("database {} already has {all}", login.target.database()))
        .with_hint("remove --keep to recreate the database"))
}

/// What a load that commits midway has left is not a database to go on with.
pub fn refuse_part(target: &Target, is_part: bool) -> Result<()> {
    if !is_part {
        return Ok(());
    }
    let (name, environment) = (target.database(), &target.environment);
    let message = format!(
        "database {name} is loaded in part: what loads it commits midway, and has not come to its end"
    );
    let whole = format!("if it is whole by now: {}", hint::command("env-set").of(environment));
    Err(Error::failed(message).with_hint(match target.needs_typed_name() {
        true => whole,
        false => {
            format!("recreate it with: {}; {whole}", hint::command("setup").of(environment))
        }
    }))
}

/// How many user tables the existing database has. Those in which nothing is recorded of the
/// migrations are none: a `migrate` that failed leaves them.
pub async fn count_tables(login: ConnectRequest<'_>, files: &SetupFiles) -> Result<i64> {
    let mut session = login.connect().await?;
    let count = tables::count(&mut session).await?;
    session.close().await;
    let Some(migrations) = files.migrations.as_ref().filter(|_| count > 0) else {
        return Ok(count);
    };
    if count_empty(login, migrations).await? == 0 {
        return Ok(count);
    }
    // One at work has not recorded anything yet, either.
    let mut lock = MigrationLock::connect(login).await?;
    let at_work = lock.attempt(login).await?.is_err();
    lock.release().await;
    if at_work {
        return Ok(count);
    }
    // It may have come to its end just now.
    Ok(count - count_empty(login, migrations).await?)
}

/// How many of the tables of the migrations are there and have no rows.
async fn count_empty(login: ConnectRequest<'_>, migrations: &ProjectMigrations) -> Result<i64> {
    let target = login.target;
    let mut client = login.connect_client().await?;
    let table = migration_table::look(&mut client, target, migrations.sqlx.table()).await?.table;
    let is_empty = table.present && table.rows(&mut client, target).await?.is_empty();
    let other = RepeatableTable::look(&mut client, target, &table).await?;
    let other_is_empty = other.present && other.rows(&mut client, target).await?.is_empty();
    client.close().await;
    Ok(i64::from(is_empty) + i64::from(other_is_empty))
}
