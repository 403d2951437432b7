//! The sessions of a load: the lock's, the one that inspects, and the one that loads.

use super::look::{Look, take_lock};
use crate::error::{Error, Kind, Result};
use crate::postgres::client::Client;
use crate::postgres::lock::DatabaseLock;
use crate::postgres::{ConnectRequest, RetryTimeout, Session, is_lost, sqlstate};

/// The connections opened by the plan, for [`super::load::apply`].
#[derive(Default)]
pub struct Opened {
    pub(super) lock: Option<DatabaseLock>,
    /// `None` if there is a confirmation or backup first, which may take long.
    pub(super) client: Option<Client>,
    /// The directory of the project that the database is tagged with.
    pub(super) project: Option<String>,
}

/// Takes the lock if needed (loads that only add rows need none, and do not wait), and logs in to
/// inspect, and if `soon` to load.
pub(super) async fn open(look: Look<'_>, locks: bool, soon: bool) -> Result<(Opened, Session)> {
    // The session that loads may take the room that another one waits for: the first attempt does
    // not wait, and the second does without it.
    let at_once = at_once(look.login);
    let first = if soon { at_once } else { look.login };
    let is_full = |error: &Error| error.code() == Some(sqlstate::TOO_MANY_CONNECTIONS);
    let waits = look.login.retry_timeout.waits();
    match attempt(Look { login: first, ..look }, locks, soon).await {
        Err(error) if soon && is_full(&error) => {
            attempt(Look { login: patient(look.login), ..look }, locks, false).await
        }
        Err(error) if soon && waits && error.kind() == Kind::Unreachable => {
            attempt(look, locks, false).await
        }
        opened => opened,
    }
}

/// Takes the lock if needed, and logs in to inspect, and if `soon` to load, concurrently:
/// each login takes several round trips.
async fn attempt(look: Look<'_>, locks: bool, soon: bool) -> Result<(Opened, Session)> {
    let lock = async {
        match locks {
            true => take_lock(look).await.map(|taken| taken.map(|(lock, _)| lock)),
            false => Ok(None),
        }
    };
    let client = async {
        let login = at_once(look.login);
        if soon { login.connect_client().await.ok() } else { None }
    };
    let (lock, session, mut client) = tokio::join!(lock, look.login.connect(), client);
    let (lock, mut session) = match lock {
        Ok(lock) => (lock, session),
        Err(error) => {
            end_sessions(None, session.ok(), client).await;
            return Err(error);
        }
    };
    if lock.as_ref().is_some_and(|lock| lock.waited) {
        // The previous holder of the lock may have replaced the database. There may be room for no
        // other session as long as these are there.
        end_sessions(None, session.ok(), client.take()).await;
        session = look.login.connect().await;
    } else if lock.is_some() && session.as_ref().is_err_and(is_lost) {
        // See `look_inside`.
        session = look.login.connect().await;
    }
    match session {
        Ok(session) => Ok((Opened { lock, client, project: None }, session)),
        Err(error) => {
            end_sessions(lock, None, client).await;
            Err(error)
        }
    }
}

/// Ends these sessions, so that others may take their place.
async fn end_sessions(
    lock: Option<DatabaseLock>,
    session: Option<Session>,
    client: Option<Client>,
) {
    if let Some(client) = client {
        client.close_and_wait().await;
    }
    if let Some(session) = session {
        session.close().await;
    }
    if let Some(lock) = lock {
        lock.release().await;
    }
}

/// The same login, which does not wait.
fn at_once(login: ConnectRequest<'_>) -> ConnectRequest<'_> {
    ConnectRequest { retry_timeout: login.retry_timeout.at_once(), ..login }
}

/// The same login, which waits at least for sessions that are ending.
pub(super) fn patient(login: ConnectRequest<'_>) -> ConnectRequest<'_> {
    ConnectRequest { retry_timeout: login.retry_timeout.max(RetryTimeout::A_MOMENT), ..login }
}
