//! Running the pending migrations.

use std::time::Instant;

use super::jobs::Job;
use super::open::Opened;
use super::progressed::{Progressed, information, interrupted};
use super::request::{MigrateRequest, Mode};
use super::row_change::{RowChange, is_taken, row_change};
use super::{lost, steps, waiting};
use crate::approval::Approved;
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::ops::{backup, tag};
use crate::postgres::sqlstate;
use crate::report::migrate::{Direction, MigratePlan, Migrated};
use crate::script::{self, End, Options, Unit, UnitDone};

/// Takes the plan's backup, creates the table if missing, and runs the jobs.
///
/// Errors: those of a file or the server, with the location, and what is applied. The migration
/// that failed has changed nothing, unless it runs without a transaction.
pub async fn apply(
    request: MigrateRequest<'_>,
    mut opened: Opened,
    plan: &Approved<MigratePlan>,
) -> Result<Migrated> {
    let start = Instant::now();
    let target = request.login.target;
    let kept =
        backup::take(plan.backup.as_ref(), target, request.progress, request.interrupt).await?;
    opened.wake(request).await?;
    if request.mode == Mode::Apply {
        tag::take_over(request.login, opened.look.project.as_deref(), request.progress).await;
    }
    let mut done = Progressed::default();
    let result = run_all(request, &mut opened, &mut done).await;
    if let Err(error) = result {
        let all = opened.jobs.len();
        let is_known = error.kind() != Kind::Unreachable
            || lost::find_out(request, &mut opened, plan, &mut done).await;
        let is_done = is_known && done.applied.len() + done.skipped.len() == all;
        if error.kind() != Kind::Unreachable || !is_done {
            return Err(explain(error, &done, all, request.direction, is_known));
        }
        let word = request.direction.done();
        request
            .progress
            .notice(&format!("the connection was lost; the server reports everything as {word}"));
    }
    let (pending, left) = (opened.later, opened.rows.len());
    opened.close().await;
    Ok(Migrated {
        direction: request.direction,
        committed: request.mode == Mode::Apply,
        applied: done.applied,
        pending,
        left,
        skipped: done.skipped,
        backup: kept.map(|kept| kept.file),
        structure: None,
        seconds: start.elapsed().as_secs_f64(),
    })
}

/// Adds which ones are applied, and which not. `is_known` means that the server says so.
fn explain(
    error: Error,
    done: &Progressed,
    all: usize,
    direction: Direction,
    is_known: bool,
) -> Error {
    let (count, word) = (done.applied.len(), direction.done());
    let names: Vec<&str> = done.applied.iter().map(|ran| ran.file.as_str()).collect();
    let pending = if direction == Direction::Up { " pending" } else { "" };
    let state = match names.as_slice() {
        [] if all == 1 => format!("the migration is not {word}"),
        [_] if all == 1 => format!("the migration is {word}"),
        [] => format!("none of the {all}{pending} is {word}"),
        [.., last] => format!("{count} of the {all}{pending} {word}, up to {last}"),
    };
    match error.kind() {
        Kind::Interrupted => interrupted(&error, format!("interrupted: {state}")),
        Kind::Unreachable => {
            let state = match is_known {
                true => format!("the server reports: {state}"),
                false => format!("{state} before that; it is unknown whether more is"),
            };
            error.with_detail(state).with_hint(format!(
                "{} shows what was applied; run it again to continue",
                hint::command("migration status")
            ))
        }
        _ => error.also(state),
    }
}

pub(super) async fn run_all(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    done: &mut Progressed,
) -> Result<()> {
    let target = request.login.target;
    let mut jobs = opened.jobs.clone();
    if jobs.is_empty() {
        return Ok(());
    }
    if !opened.look.table.present && request.mode == Mode::Apply {
        let schemas = &request.sqlx.create_schemas;
        opened.look.table.create(&mut opened.client, target, schemas).await?;
    }
    let repeatable = jobs.iter().any(|job| job.migration.is_repeatable());
    if repeatable && !opened.repeatables.table.present && request.mode == Mode::Apply {
        opened.repeatables.table.create(&mut opened.client, target).await?;
    }
    while let [first, ..] = jobs.as_slice() {
        let ran = match first.is_steps() {
            true => steps::run(request, opened, first, done).await.map(|()| 1),
            false => {
                let together = jobs.iter().take_while(|job| !job.is_steps()).count();
                series(request, opened, &jobs[..together], done).await
            }
        };
        match ran {
            Ok(ran) => drop(jobs.drain(..ran)),
            // Its row was inserted or deleted by another session.
            Err(error)
                if is_taken(&error) && jobs.iter().all(|it| it.direction == request.direction) =>
            {
                let before = jobs.len();
                opened.reread(request).await?;
                forget_applied(&mut jobs, opened, request.direction, done);
                if jobs.len() == before {
                    return Err(error);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Errors at the end of a file, such as a deferred constraint, have no location in it.
fn named(error: Error, file: &str) -> Error {
    let names_it = error.kind() != Kind::Failed || error.location().is_some();
    if names_it { error } else { error.prefixed(file) }
}

/// A new value of an enum can be used only once its transaction is committed, which an earlier
/// migration in the same one is not.
fn with_own_transactions(error: Error, request: MigrateRequest<'_>, is_redo: bool) -> Error {
    if error.code() != Some(sqlstate::UNSAFE_NEW_ENUM_VALUE) {
        return error;
    }
    let migrate = hint::command("migrate");
    error.with_hint(match (request.mode, is_redo) {
        (Mode::Check, _) => format!(
            "--check runs everything in one transaction, which cannot try this: {migrate} commits \
             each migration before the next"
        ),
        (_, true) => format!(
            "run {} and {migrate}, which commit each migration before the next",
            hint::command("rollback")
        ),
        _ => "remove --tx all, so that each migration is committed before the next".to_owned(),
    })
}

fn forget_applied(
    jobs: &mut Vec<Job>,
    opened: &Opened,
    direction: Direction,
    done: &mut Progressed,
) {
    jobs.retain(|job| {
        let present = match job.migration.is_repeatable() {
            true => opened.repeatables.is_applied(&job.migration),
            false => opened.rows.iter().any(|row| row.version == job.version()),
        };
        let is_done = present == (direction == Direction::Up);
        let ours = done.applied.iter().any(|ran| ran.file == job.file());
        if is_done && !ours {
            done.skipped.push(job.skipped());
        }
        !is_done
    });
}

/// Runs migrations, each in its own transaction unless atomic; several are pipelined.
/// Returns how many.
async fn series(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    jobs: &[Job],
    done: &mut Progressed,
) -> Result<usize> {
    let together = request.all_in_one || request.mode == Mode::Check || opened.within;
    // Rows tell what was done, but not of one that is rolled back and applied again.
    let is_redo = jobs.iter().any(|job| job.direction != request.direction);
    let traceable = is_redo && together && !opened.within;
    let options = Options { whole: true, traceable, ..request.options() };
    let mut ran = 0;
    let mut attempt = 0;
    while ran < jobs.len() {
        let units = units(request, opened, &jobs[ran..], together);
        let (heard, result) = waiting::watched(request, opened, &units, &options).await;
        let failed = jobs.get(ran + heard.len()).or(jobs.last()).map(Job::file).unwrap_or_default();
        // In one transaction, nothing is done until everything is.
        if !together || result.is_ok() {
            note(&jobs[ran..], &heard, done);
            ran += heard.len();
            attempt = if heard.is_empty() { attempt } else { 0 };
        }
        match result {
            Ok(()) => {}
            Err((error, blocked))
                if error.code() == Some(sqlstate::LOCK_NOT_AVAILABLE) && !opened.within =>
            {
                attempt += 1;
                waiting::wait(request, attempt, &failed, error, &blocked).await?;
            }
            Err((error, _)) => {
                let error = match together && jobs.len() > 1 {
                    true => with_own_transactions(error, request, is_redo),
                    false => error,
                };
                return Err(named(error, &failed));
            }
        }
    }
    Ok(ran)
}

fn note(jobs: &[Job], heard: &[UnitDone], done: &mut Progressed) {
    let ran = |(job, unit): (&Job, &UnitDone)| job.ran(unit.statements, unit.elapsed.as_secs_f64());
    done.applied.extend(jobs.iter().zip(heard).map(ran));
}

/// The texts with their accompanying statements: the row, and the lock timeout.
fn units(request: MigrateRequest<'_>, opened: &Opened, jobs: &[Job], together: bool) -> Vec<Unit> {
    let lock_timeout = waiting::lock_timeout(request);
    let mut before = None;
    let unit = |(index, job): (usize, &Job)| {
        let RowChange { mut first, mut last } = row_change(request, opened, job, &mut before);
        first.push(lock_timeout.clone());
        last.extend(information(request, opened, job));
        let end = match (together, index + 1 == jobs.len()) {
            (true, _) if opened.within => End::Stay,
            (false, _) => End::Commit,
            (true, false) => End::Stay,
            (true, true) if request.mode == Mode::Check => End::Rollback,
            (true, true) => End::Commit,
        };
        Unit {
            input: job.text().input(),
            mode: script::Mode::Transaction {
                begin: !together || index == 0 && !opened.within,
                first: first.join(";\n"),
                last: last.join(";\n"),
                end,
            },
        }
    };
    jobs.iter().enumerate().map(unit).collect()
}
