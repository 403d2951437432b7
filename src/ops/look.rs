//! Locking and inspecting an operation's database.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::interrupt::Interrupt;
use crate::model::DatabaseName;
use crate::postgres::ConnectRequest;
use crate::postgres::lock::{DatabaseLock, Seen};
use crate::postgres::sqlstate;
use crate::progress::Progress;

#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub login: ConnectRequest<'a>,
    pub maintenance: Option<&'a DatabaseName>,
    pub dry_run: bool,
    pub others: bool,
    /// Whether the inspection from inside may be deferred until the work has begun, if it queries
    /// nothing that must be known before: see `Exclusive::look_inside`.
    pub may_look_later: bool,
    pub progress: &'a dyn Progress,
    pub interrupt: &'a Interrupt,
}

/// The SQLSTATEs of servers that lack what was requested.
const UNKNOWN: [&str; 2] = [sqlstate::NOT_SUPPORTED, sqlstate::UNDEFINED_FUNCTION];

/// Shorter waits are not reported.
const SILENT: Duration = Duration::from_millis(500);

/// Locks the database and inspects it from outside, unless this is a dry run. Waits
/// for the holder of the lock, and after half a second reports it.
///
/// Errors: those of the login; interrupted while waiting.
pub async fn take_lock(look: Look<'_>) -> Result<Option<(DatabaseLock, Seen)>> {
    let Look { login, progress, interrupt, .. } = look;
    if look.dry_run {
        return Ok(None);
    }
    let (mut lock, found) = match DatabaseLock::begin(login, look.maintenance).await {
        Err(error) if error.code().is_some_and(|code| UNKNOWN.contains(&code)) => {
            progress.notice(&format!(
                "{} is not locked against other commands: the server has no advisory locks ({})",
                login.target.database(),
                error.message()
            ));
            return Ok(None);
        }
        begun => begun?,
    };
    let holder = match found {
        Ok(seen) => return Ok(Some((lock, seen))),
        Err(holder) => holder,
    };
    let _hold = interrupt.hold();
    let mut reported = false;
    {
        let mut locked = std::pin::pin!(lock.wait(login));
        loop {
            tokio::select! {
                biased;
                () = interrupt.wait() => {
                    return Err(Error::interrupted(format!(
                        "interrupted while waiting for {}; nothing was changed", holder.command()
                    )));
                }
                done = &mut locked => {
                    done?;
                    break;
                }
                () = tokio::time::sleep(SILENT), if !reported => {
                    reported = true;
                    let name = login.target.database().as_str();
                    progress.warn(&format!("waiting for {}", holder.describe(name)));
                }
            }
        }
    }
    let seen = lock.look().await?;
    Ok(Some((lock, seen)))
}
