//! What was done when the connection is lost: several migrations may be under way, and the server
//! goes on with what it has received.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::jobs::Job;
use super::open::Opened;
use super::progressed::Progressed;
use super::request::MigrateRequest;
use super::row_change::{is_taken, row_change};
use crate::error::Result;
use crate::postgres::client::Client;
use crate::postgres::{ConnectRequest, Literal, RetryTimeout, explain_fault};
use crate::report::migrate::{Direction, MigratePlan, RanMigration};

/// How long to ask: a restarted server comes back.
const TIMEOUT: Duration = Duration::from_secs(8);

/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(200);

/// Adds what the server has done unheard. Returns whether that is certain.
pub(super) async fn find_out(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    plan: &MigratePlan,
    done: &mut Progressed,
) -> bool {
    request.progress.doing("asking the server what was done");
    let lost = opened.client.process_id().filter(|_| !opened.client.has_made_up_pid());
    let deadline = Instant::now() + TIMEOUT;
    let work = async {
        loop {
            let left = RetryTimeout(deadline.saturating_duration_since(Instant::now()));
            let login = ConnectRequest { retry_timeout: left, ..request.login };
            if let Ok(client) = login.connect_client().await {
                opened.client = client;
                if ask(request, opened, lost, deadline, done).await.is_ok() {
                    return;
                }
            }
            sleep(PAUSE).await;
        }
    };
    let found = tokio::select! {
        found = timeout_at(deadline, work) => found.is_ok(),
        () = request.interrupt.wait() => false,
    };
    if found {
        note(opened, plan, request.direction, done);
    }
    found
}

/// Errors: the connection is lost again; the server still runs what it has received.
async fn ask(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    lost: Option<i32>,
    deadline: Instant,
    done: &Progressed,
) -> Result<()> {
    if let Some(pid) = lost {
        end(request, &mut opened.client, pid).await?;
    }
    opened.reread(request).await?;
    // Behind a pooler, its row tells when the one that is under way has ended.
    let is_new = |job: &&Job| !done.applied.iter().any(|ran| ran.file == job.file());
    let Some(next) = opened.jobs.iter().find(is_new).cloned() else { return Ok(()) };
    if opened.look.table.present && !next.is_steps() {
        wait_for_row(request, opened, &next, deadline).await?;
        opened.reread(request).await?;
    }
    Ok(())
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

/// Tries to change the row as the migration does, which waits for it, and takes that back.
async fn wait_for_row(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    job: &Job,
    deadline: Instant,
) -> Result<()> {
    let change = row_change(request, opened, job, &mut None).first.join(";\n");
    let left = deadline.saturating_duration_since(Instant::now()).as_millis().max(1);
    let sql = format!("BEGIN;\nSET LOCAL lock_timeout = {left};\n{change};\nROLLBACK");
    let tried = opened.client.execute(sql).await;
    let tried = tried.map_err(|fault| explain_fault(fault, request.login.target));
    match tried {
        Err(error) if !is_taken(&error) => Err(error),
        Err(_) => {
            let undone = opened.client.execute("ROLLBACK".to_owned()).await;
            undone.map_err(|fault| explain_fault(fault, request.login.target))
        }
        Ok(()) => Ok(()),
    }
}

/// Takes over what the table says.
fn note(opened: &Opened, plan: &MigratePlan, direction: Direction, done: &mut Progressed) {
    for job in &opened.jobs {
        let file = job.file();
        let known = done.applied.iter().any(|ran| ran.file == file)
            || done.skipped.contains(&job.skipped());
        if known || !is_done(opened, job, direction) {
            continue;
        }
        let planned = plan.pending.iter().find(|planned| planned.file == file);
        done.applied.push(RanMigration {
            version: job.reported_version(),
            name: job.migration.name.clone(),
            file,
            statements: planned.map_or(0, |planned| planned.statements.len() as u64),
            seconds: 0.0,
        });
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
