//! `migrate` and `rollback`: the lock, the plan, and running it with our own loader.

mod adopt;
mod elsewhere;
mod fresh;
mod jobs;
mod lost;
mod mark;
mod open;
mod other;
mod progressed;
mod redo;
mod repeatables;
mod request;
mod row_change;
mod run;
mod steps;
mod waiting;

pub use self::adopt::plan_adopt;
pub use self::elsewhere::notes;
pub use self::fresh::{check_fresh, check_new};
pub(super) use self::fresh::{in_steps, run_fresh, step_by_step};
use self::jobs::Job;
pub use self::mark::{Which, apply_mark, plan_mark};
pub use self::open::Opened;
pub(super) use self::open::refuse_engine;
pub use self::other::renumbered;
pub use self::redo::{apply_redo, plan_redo};
pub use self::request::{LOCK_TIMEOUT, MigrateRequest, Mode};
pub use self::run::apply;
use super::backup;
use super::exclusive::make_ordinary;
use super::tag;
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::{Judge, Plan, Selection, plan as compare};
use crate::model::{MigrationRow, StatementVerdict, Target};
use crate::postgres::migration_table::TableLook;
use crate::postgres::{database_state, distribution};
use crate::report::backup::BackupPlan;
use crate::report::migrate::{Direction, MigratePlan};

/// Takes the lock and determines what is pending.
///
/// Errors: the database is tagged with another environment, or a template (usage); a migration that
/// is incomplete, was edited or has no file; no down file (usage); a file that cannot
/// run (usage, with its location); another session migrates for longer than we wait.
pub async fn plan(request: MigrateRequest<'_>) -> Result<(MigratePlan, Opened)> {
    let target = request.login.target;
    let mut opened = open::open(request).await?;
    check_database(target, &opened.look)?;
    let down = request.direction == Direction::Down;
    if !down {
        elsewhere::refuse_other_tool(request, &mut opened.client, &opened.look).await?;
    }
    let ignored = &request.sqlx.ignored_chars;
    let selection = if down { Selection::All } else { request.selection };
    let mut found = compare(&request.files.migrations, &opened.rows, selection, ignored)?;
    let repeatable = opened.repeatables.due(&request)?;
    if !down && repeatable.is_empty() && is_ahead(&request, &found) {
        // As after going back to an older release.
        request.progress.warn(&without_file(&found));
        found.missing.clear();
    }
    refuse(&request, target, &found)?;
    opened.jobs = match request.direction {
        Direction::Up => jobs::up(&request, &found)?,
        Direction::Down => {
            let jobs = jobs::down(&request, &opened.rows)?;
            warn_of_edits(&request, &jobs, &found);
            jobs
        }
    };
    opened.later = found.later;
    match opened.later {
        0 => opened.jobs.extend(repeatable),
        // They may depend on what stays pending.
        _ => opened.later += repeatable.len(),
    }
    jobs::refuse_outside(&opened.jobs, target)?;
    let refused = |job| steps::refuse_pooled(target, &opened.client, job);
    opened.jobs.iter().try_for_each(refused)?;
    if request.all_in_one || request.mode == Mode::Check {
        jobs::refuse_steps(&opened.jobs, request.mode)?;
    }
    let mut judge = Judge::default();
    let mut plan = MigratePlan {
        target: target.clone(),
        direction: request.direction,
        pending: opened.jobs.iter().map(|job| job.report(&mut judge)).collect(),
        later: opened.later,
        applied: found.applied,
        backup: None,
    };
    if request.mode != Mode::Check && may_lose(&request, &plan) {
        plan.backup = plan_backup(&request).await?;
    }
    Ok((plan, opened))
}

/// Errors (usage): it is a template, or tagged with another environment.
fn check_database(target: &Target, look: &TableLook) -> Result<()> {
    if look.is_template {
        let message = format!("{} is a template database; nothing was changed", look.database);
        return Err(Error::usage(message).with_hint(make_ordinary(&look.database)));
    }
    tag::check(target, look.tag.as_deref())?;
    tag::refuse_other_project(target, look.project.as_deref())
}

fn refuse(request: &MigrateRequest<'_>, target: &Target, found: &Plan) -> Result<()> {
    let down = request.direction == Direction::Down;
    if let Some(row) = found.unfinished.first()
        && (!request.resume || row.is_going_back() != down)
    {
        return Err(unfinished(row));
    }
    if !found.missing.is_empty() && !request.ignore_missing && !down {
        if let Some(note) = renumbered(found) {
            return Err(other::failed(note));
        }
        let message = without_file(found);
        if target.protected {
            return Err(Error::failed(message).with_hint(
                "it may be on another branch or deleted; pass --ignore-missing to continue without it",
            ));
        }
        request.progress.warn(&message);
    }
    if !down {
        refuse_edited(request, found)?;
    }
    match found.pending.iter().find_map(|it| Some((it, it.older_than?))) {
        Some((pending, newest)) if request.strict && !down => Err(Error::failed(format!(
            "{} is older than {newest}, which is applied",
            pending.migration.file()
        ))
        .with_hint("remove --strict to run it anyway")),
        _ => Ok(()),
    }
}

fn without_file(found: &Plan) -> String {
    let names = found.missing.iter().map(|row| format!("{} ({})", row.version, row.description));
    format!("applied, but without a file: {}", names.collect::<Vec<_>>().join(", "))
}

/// Whether the database is that of a newer release, and these files have nothing to run.
fn is_ahead(request: &MigrateRequest<'_>, found: &Plan) -> bool {
    // A release without any file is none: its files are missing.
    let Some(newest) = request.files.migrations.last() else { return false };
    let is_newer = |row: &MigrationRow| row.version > newest.version;
    let is_done = found.pending.is_empty() && found.later == 0;
    is_done && !found.missing.is_empty() && found.missing.iter().all(is_newer)
}

fn unfinished(row: &MigrationRow) -> Error {
    let MigrationRow { version, description, .. } = row;
    let (what, again, mark) = match row.is_going_back() {
        true => ("is partly rolled back", "rollback --resume", " --rolled-back"),
        false => ("is incomplete", "migrate --resume", ""),
    };
    let done = row.statements_done();
    let message = format!("migration {version} ({description}) {what}");
    Error::failed(format!("{message}: {done} of its statements are done")).with_hint(format!(
        "resume it with: {}; if you completed it by hand: {}",
        hint::command(again),
        hint::command(format!("migration mark {version}{mark}"))
    ))
}

fn refuse_edited(request: &MigrateRequest<'_>, found: &Plan) -> Result<()> {
    let line_ends: Vec<&str> =
        found.edited.iter().filter(|it| it.line_ends).map(|it| it.file.as_str()).collect();
    if !line_ends.is_empty() {
        request.progress.notice(&format!(
            "only line ends differ from the applied file, which does not count as an edit: {}",
            line_ends.join(", ")
        ));
    }
    found.edited.iter().try_for_each(other::refuse)?;
    match found.edited.iter().find(|it| !it.line_ends) {
        Some(edited) => {
            let version = edited.version;
            let redo = match edited.can_redo && !request.login.target.protected {
                true => format!(
                    "to roll it and all newer ones back and run them again: {}; ",
                    hint::command(format!("migration redo {version}"))
                ),
                false => String::new(),
            };
            let accept = hint::command(format!("migration mark --checksum {version}"));
            let message =
                format!("{} was edited after it was applied; nothing was changed", edited.file);
            Err(Error::failed(message).with_hint(format!(
                "revert the edit and write a new migration; {redo}to accept the file: {accept}"
            )))
        }
        None => Ok(()),
    }
}

/// Says which of those to be rolled back were edited; their down files are no part of a checksum.
fn warn_of_edits(request: &MigrateRequest<'_>, jobs: &[Job], found: &Plan) {
    let selected = |version| jobs.iter().any(|job| job.version() == version);
    for edited in found.edited.iter().filter(|it| !it.line_ends && selected(it.version)) {
        request.progress.warn(&format!(
            "{} was edited after it was applied; its down migration may not fit what was applied",
            edited.file
        ));
    }
}

/// Whether a backup is useful: not before purely additive migrations.
fn may_lose(request: &MigrateRequest<'_>, plan: &MigratePlan) -> bool {
    let grave = || plan.grave().any(|it| it.verdict >= StatementVerdict::Unknown);
    let down = request.direction == Direction::Down;
    !plan.pending.is_empty() && (request.always_backup || down || grave())
}

async fn plan_backup(request: &MigrateRequest<'_>) -> Result<Option<BackupPlan>> {
    if request.backup.is_none() {
        return Ok(None);
    }
    let login = request.login;
    let mut session = login.connect().await?;
    let state = database_state::state_inside(&mut session).await?;
    let distribution = if state.has_citus { distribution::look(&mut session).await? } else { None };
    session.close().await;
    backup::plan(login, &state, distribution.as_ref(), request.backup).await
}
