//! Rolling back applied migrations and running them again.

use std::time::Instant;

use super::jobs::{self, Job};
use super::open::{self, Opened};
use super::progressed::{Progressed, interrupted};
use super::request::MigrateRequest;
use super::row_change::is_taken;
use super::run::run_all;
use super::{check_database, compare, refuse, steps};
use crate::approval::Approved;
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::migrations::{Judge, Selection};
use crate::ops::tag;
use crate::report::migrate::PlannedMigration;
use crate::report::redo::{RedoPlan, Redone};
use crate::script::OUTCOME_UNKNOWN;

/// Takes the lock and determines what would be rolled back and run again: the selected
/// migrations, which may have been edited, and nothing else that is pending.
///
/// Errors: as [`super::plan`], in both directions.
pub async fn plan_redo(request: MigrateRequest<'_>) -> Result<(RedoPlan, Opened)> {
    let target = request.login.target;
    let mut opened = open::open(request).await?;
    check_database(target, &opened.look)?;
    let ignored = &request.sqlx.ignored_chars;
    let files = &request.files.migrations;
    let mut found = compare(files, &opened.rows, Selection::All, ignored)?;
    let back = match found.unfinished.is_empty() {
        true => jobs::down(&request, &opened.rows)?,
        // It is refused below.
        false => Vec::new(),
    };
    let oldest = back.last().map_or(i64::MAX, Job::version);
    found.edited.retain(|edited| edited.version < oldest);
    refuse(&request, target, &found)?;
    let again = back.iter().rev().map(|job| Job::up(&job.migration, None));
    let again = again.collect::<Result<Vec<_>>>()?;
    let mut judge = Judge::default();
    let mut report = |jobs: &[Job]| -> Vec<PlannedMigration> {
        jobs.iter().map(|job| job.report(&mut judge)).collect()
    };
    let plan = RedoPlan {
        target: target.clone(),
        back: report(&back),
        again: report(&again),
        atomic: !back.iter().chain(&again).any(Job::is_steps),
        pending: found.pending.len() + opened.repeatables.due(&request)?.len(),
    };
    opened.jobs = back.into_iter().chain(again).collect();
    jobs::refuse_outside(&opened.jobs, target)?;
    let refused = |job| steps::refuse_pooled(target, &opened.client, job);
    opened.jobs.iter().try_for_each(refused)?;
    Ok((plan, opened))
}

/// Runs the plan, in one transaction if possible.
///
/// Errors: those of a file or the server, with the location, and what was changed.
pub async fn apply_redo(
    request: MigrateRequest<'_>,
    mut opened: Opened,
    plan: &Approved<RedoPlan>,
) -> Result<Redone> {
    let start = Instant::now();
    let request = MigrateRequest { all_in_one: plan.atomic, ..request };
    opened.wake(request).await?;
    let mut done = Progressed::default();
    tag::take_over(request.login, opened.look.project.as_deref(), request.progress).await;
    let result = run_all(request, &mut opened, &mut done).await;
    result.map_err(|error| explain(error, &done, plan))?;
    // Rolling back may have made repeatable files due again.
    let due = opened.repeatables.due(&request)?.len();
    let pending = match opened.reread(request).await {
        Ok(()) => plan.pending - due + opened.repeatables.due(&request)?.len(),
        Err(_) => plan.pending,
    };
    opened.close().await;
    let mut rolled_back = done.applied;
    let applied = rolled_back.split_off(plan.back.len());
    Ok(Redone {
        rolled_back,
        applied,
        pending,
        structure: None,
        seconds: start.elapsed().as_secs_f64(),
    })
}

fn explain(error: Error, done: &Progressed, plan: &RedoPlan) -> Error {
    let all = plan.back.len();
    let back = done.applied.len().min(all);
    let again = done.applied.len() - back;
    let state = match back {
        0 if !done.is_halfway => "nothing was changed".to_owned(),
        back => format!("{back} of {all} rolled back, {again} of {all} applied again"),
    };
    if is_taken(&error) {
        let message = format!("another session rolled back or applied them meanwhile; {state}");
        return Error::failed(message);
    }
    if plan.atomic && error.detail() == Some(OUTCOME_UNKNOWN) {
        return error;
    }
    match error.kind() {
        Kind::Interrupted => interrupted(&error, format!("interrupted; {state}")),
        Kind::Unreachable if plan.atomic => {
            error.with_detail("it was rolled back; nothing was changed")
        }
        Kind::Unreachable => error
            .also(format!("{state}, as far as the server reported"))
            .with_hint(format!("{} shows what is applied", hint::command("migration status"))),
        _ => error.also(state),
    }
}
