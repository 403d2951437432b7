//! Statements that wait for a lock. One that queues behind a long query blocks everyone who
//! comes after it, so it times out early and is retried.

use std::pin::pin;
use std::time::Duration;

use super::open::{Opened, pause};
use super::request::MigrateRequest;
use crate::error::{Error, Result};
use crate::hint;
use crate::postgres::migration_lock::{Blocker, MigrationLock};
use crate::report::{duration, sessions::one_line};
use crate::script::{Options, Unit, UnitDone, load_series};

const TRIES: u32 = 5;

const LOOK: Duration = Duration::from_secs(1);

type Outcome = (Vec<UnitDone>, Result<(), (Error, Vec<Blocker>)>);

/// Runs the units, and queries meanwhile what blocks them: after the timeout it is too late
/// to find out.
pub async fn watched(
    request: MigrateRequest<'_>,
    opened: &mut Opened,
    units: &[Unit],
    options: &Options,
) -> Outcome {
    let MigrateRequest { login, progress, interrupt, .. } = request;
    let Opened { lock, client, .. } = opened;
    let pid = client.process_id().filter(|_| !client.has_made_up_pid());
    let every = LOOK.min(request.lock_timeout / 3).max(Duration::from_millis(10));
    let mut seen = Vec::new();
    let mut work = pin!(load_series(client, units, options, login.target, progress, interrupt));
    let (done, result) = loop {
        tokio::select! {
            biased;
            ended = &mut work => break ended,
            () = tokio::time::sleep(every) => {
                let found = look(lock.as_mut(), pid).await;
                if !found.is_empty() {
                    seen = found;
                }
            }
        }
    };
    (done, result.map_err(|error| (error, seen)))
}

async fn look(lock: Option<&mut MigrationLock>, pid: Option<i32>) -> Vec<Blocker> {
    match (lock, pid) {
        // If that fails, no session is named.
        (Some(lock), Some(pid)) => lock.blockers(pid).await.unwrap_or_default(),
        _ => Vec::new(),
    }
}

pub fn lock_timeout(request: MigrateRequest<'_>) -> String {
    format!("SET LOCAL lock_timeout = {}", request.lock_timeout.as_millis())
}

/// Waits before the next try.
///
/// Errors: this was the last one; interrupted.
pub async fn wait(
    request: MigrateRequest<'_>,
    attempt: u32,
    file: &str,
    error: Error,
    blockers: &[Blocker],
) -> Result<()> {
    let who = match blockers.first() {
        Some(blocker) => describe(blocker),
        None => "a lock held by another session".to_owned(),
    };
    if attempt > TRIES {
        return Err(error.also(format!("blocked {TRIES} times by {who}")).with_hint(format!(
            "{} shows the locks; --lock-timeout makes each try longer, which blocks everyone \
             queued behind it",
            hint::command("sessions")
        )));
    }
    let time = request.lock_timeout / 2 * attempt;
    request.progress.notice(&format!(
        "{file} waits for {who}; rolled back, trying again in {:.1} s ({attempt} of {TRIES})",
        time.as_secs_f64()
    ));
    pause(request, time).await
}

fn describe(blocker: &Blocker) -> String {
    let mut facts = Vec::new();
    facts.extend(blocker.user.as_ref().map(|user| format!("as {user}")));
    facts.extend(blocker.application.as_ref().filter(|it| !it.is_empty()).cloned());
    facts.extend(blocker.state.clone());
    facts.extend(blocker.seconds.map(|seconds| format!("for {}", duration(seconds))));
    let query = blocker.query.as_deref().map(one_line).unwrap_or_default();
    format!("process ID {} ({}): {query}", blocker.pid, facts.join(", "))
}
