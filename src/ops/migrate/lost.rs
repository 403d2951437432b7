//! What was done when the connection is lost: several migrations may be under way, and the server
//! goes on with what it has received.

use tokio::time::sleep;

use super::jobs::Job;
use super::open::Opened;
use super::progressed::Progressed;
use super::request::MigrateRequest;
use super::row_change::{is_taken, row_change};
use crate::error::Result;
use crate::postgres::client::Client;
use crate::postgres::lost::{self, PAUSE, TIMEOUT};
use crate::postgres::{ConnectRequest, Literal, explain_fault};
use crate::report::migrate::{Direction, MigratePlan};

/// Adds what the server has done without its reply having arrived. Returns whether that is certain.
pub(super) async fn find_out(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    plan: &MigratePlan,
    done: &mut Progressed,
) -> bool {
    let is_new = |job: &&Job| !done.applied.iter().any(|ran| ran.file == job.file());
    let next = opened.jobs.iter().find(is_new).filter(|job| !job.is_steps()).cloned();
    let is_known = reread(request, opened, next.as_ref()).await;
    if is_known {
        note(opened, plan, request.direction, done);
    }
    is_known
}

/// Connects again, and reads the table once the lost session, which had begun this job at most,
/// no longer changes it. Returns whether that was possible.
pub(super) async fn reread(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    next: Option<&Job>,
) -> bool {
    request.progress.doing("asking the server what was done");
    let pid = opened.client.process_id().filter(|_| !opened.client.has_made_up_pid());
    let work = lost::ask(async |retry_timeout| {
        let login = ConnectRequest { retry_timeout, ..request.login };
        opened.client = login.connect_client().await.ok()?;
        ask(request, opened, pid, next).await.ok()
    });
    tokio::select! {
        found = work => found.is_some(),
        () = request.interrupt.wait() => false,
    }
}

/// Errors: the connection is lost again; the server does not let us know.
async fn ask(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    lost: Option<i32>,
    next: Option<&Job>,
) -> Result<()> {
    if let Some(pid) = lost {
        end(request, &mut opened.client, pid).await?;
    }
    opened.reread(request).await?;
    if !opened.look.table.present {
        return Ok(());
    }
    // Behind a pooler, locks tell when it has ended.
    let wait = match next {
        Some(job) => row_change(request, opened, job, &mut None).first.join(";\n"),
        None => format!("LOCK TABLE {} IN SHARE MODE", opened.look.table.name()),
    };
    wait_for(request, opened, &wait).await?;
    opened.reread(request).await
}

/// Ends the lost session, which nobody hears any more, and waits until it has.
async fn end(request: MigrateRequest<'_>, client: &mut Client, pid: i32) -> Result<()> {
    // A pooler's process ID may be that of another session.
    let sql = format!(
        "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE pid = \
         {pid} AND datname = pg_catalog.current_database() AND usename = SESSION_USER AND \
         application_name = {}",
        Literal(request.login.application)
    );
    loop {
        let found = client.ask(&sql).await;
        let found = found.map_err(|fault| explain_fault(fault, request.login.target))?;
        if found.is_none() {
            return Ok(());
        }
        sleep(PAUSE).await;
    }
}

/// Tries what waits for the lost session's locks, and takes it back.
async fn wait_for(request: MigrateRequest<'_>, opened: &mut Opened, sql: &str) -> Result<()> {
    let explain = |fault| explain_fault(fault, request.login.target);
    let limit = TIMEOUT.as_millis();
    let sql = format!("BEGIN;\nSET LOCAL lock_timeout = {limit};\n{sql};\nROLLBACK");
    match opened.client.execute(sql).await.map_err(explain) {
        Err(error) if !is_taken(&error) => Err(error),
        Err(_) => opened.client.execute("ROLLBACK".to_owned()).await.map_err(explain),
        Ok(()) => Ok(()),
    }
}

fn note(opened: &Opened, plan: &MigratePlan, direction: Direction, done: &mut Progressed) {
    for job in &opened.jobs {
        let file = job.file();
        let known = done.applied.iter().any(|ran| ran.file == file)
            || done.skipped.contains(&job.skipped());
        if known || !is_done(opened, job, direction) {
            continue;
        }
        let planned = plan.pending.iter().find(|planned| planned.file == file);
        let statements = planned.map_or(0, |planned| planned.statements.len() as u64);
        done.applied.push(job.ran(statements, 0.0));
    }
}

fn is_done(opened: &Opened, job: &Job, direction: Direction) -> bool {
    if job.migration.is_repeatable() {
        return opened.repeatables.is_applied(&job.migration);
    }
    let row = opened.rows.iter().find(|row| row.version == job.version());
    match direction {
        Direction::Up => row.is_some_and(|row| row.success),
        Direction::Down => row.is_none(),
    }
}
