use std::time::Duration;

use tokio::time::Instant;

use super::tag;
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{ClientSession, DatabaseName};
use crate::postgres::sessions::{self, Sent, Signal};
use crate::postgres::{Session, database_state, sqlstate};
use crate::report::blocking::Blocking;
use crate::report::counted;
use crate::report::session_end::{EndPlan, Failed, SessionsEnded};
use crate::report::sessions::Sessions;

/// How long a terminated session may take to end. It rolls back first.
const TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this database; `None` for those of the whole server.
    pub database: Option<DatabaseName>,
    pub user: Option<String>,
    pub state: Option<String>,
    pub least: Option<Duration>,
}

impl Filter {
    fn fits(&self, session: &ClientSession) -> bool {
        let database = self.database.as_ref().map(DatabaseName::as_str);
        let starts = |state: &String| session.state.as_ref().is_some_and(|s| s.starts_with(state));
        database.is_none_or(|name| session.db.as_deref() == Some(name))
            && self.user.as_ref().is_none_or(|user| session.user.as_ref() == Some(user))
            && self.state.as_ref().is_none_or(starts)
            && self.least.is_none_or(|least| session.lasts(least))
    }
}

/// The matching sessions.
///
/// Errors: the database that is named does not exist.
pub async fn list(session: &mut Session, filter: &Filter) -> Result<Sessions> {
    let mut list = sessions::list(session, filter.database.as_ref()).await?;
    list.retain(|session| filter.fits(session));
    if list.is_empty() {
        check_database(session, filter).await?;
    }
    Ok(Sessions(list))
}

async fn check_database(session: &mut Session, filter: &Filter) -> Result<()> {
    let own = session.target.database().clone();
    let Some(name) = filter.database.as_ref().filter(|name| **name != own) else { return Ok(()) };
    match database_state::state(session, name).await?.present {
        true => Ok(()),
        false => Err(Error::failed(format!("the server has no database {name}"))),
    }
}

pub async fn blocking(session: &mut Session, filter: &Filter) -> Result<Blocking> {
    // Sessions of other databases may block too, by a lock on a shared object.
    let mut blocking = Blocking::of(sessions::list_with_waits(session).await?);
    blocking.retain(|session| filter.fits(session));
    check_database(session, filter).await?;
    Ok(blocking)
}

#[derive(Debug, Clone)]
pub enum Which {
    These(Vec<i32>),
    All,
    /// Idle for this long, in a transaction or not.
    Idle(Duration),
}

/// Selects the sessions, never our own.
///
/// Errors: a named one does not exist; to kill on a database that is tagged with another
/// environment (usage).
pub async fn plan_end(
    session: &mut Session,
    filter: &Filter,
    which: &Which,
    signal: Signal,
) -> Result<EndPlan> {
    if signal == Signal::Kill {
        let state = database_state::state_inside(session).await?;
        tag::check(&session.target, state.tag.as_deref())?;
    }
    let Sessions(mut found) = list(session, filter).await?;
    found.retain(|session| !session.own);
    match which {
        Which::All => {}
        Which::Idle(least) => found.retain(|session| session.is_idle() && session.lasts(*least)),
        Which::These(named) => {
            let is_missing = |pid: &&i32| !found.iter().any(|it| it.process_id == **pid);
            let missing: Vec<String> =
                named.iter().filter(is_missing).map(i32::to_string).collect();
            if !missing.is_empty() {
                let place = filter
                    .database
                    .as_ref()
                    .map_or("the server".to_owned(), |name| format!("database {name}"));
                return Err(Error::failed(format!(
                    "there is no other session {} on {place}; nothing was changed",
                    missing.join(" or ")
                ))
                .with_hint(format!(
                    "{} lists the sessions of every database; --db NAME reaches those of another",
                    hint::command("sessions --all").of(&session.target.environment)
                )));
            }
            found.retain(|session| named.contains(&session.process_id));
        }
    }
    Ok(EndPlan {
        target: session.target.clone(),
        kill: signal == Signal::Kill,
        sessions: Sessions(found),
        named: matches!(which, Which::These(_)),
        as_seen: matches!(which, Which::Idle(_))
            || filter.state.is_some()
            || filter.least.is_some(),
    })
}

/// Sends the signals, and waits until killed sessions are gone.
///
/// Errors: the connection is lost; they say which sessions were told.
pub async fn end(connection: &mut Session, plan: &Approved<EndPlan>) -> Result<SessionsEnded> {
    let signal = if plan.kill { Signal::Kill } else { Signal::Cancel };
    let mut ended = SessionsEnded { kill: plan.kill, ..SessionsEnded::default() };
    let mut asked = Vec::new();
    for session in &plan.sessions.0 {
        let process_id = session.process_id;
        let failure = |reason: &str| Failed { process_id, reason: reason.to_owned() };
        if !plan.kill && session.is_idle() {
            ended.failed.push(failure("it is not running anything"));
            continue;
        }
        match sessions::send(connection, session, signal, plan.as_seen).await {
            Ok(Sent::Gone) if !plan.kill => ended.failed.push(failure("it has ended")),
            Ok(Sent::Changed) if plan.named => {
                ended.failed.push(failure("it has done something meanwhile"));
            }
            Ok(Sent::Changed) => ended.changed.push(process_id),
            // One that is already gone counts as ended.
            Ok(_) => {
                asked.push(session);
                ended.done.push(process_id);
            }
            Err(error) if error.code() == Some(sqlstate::INSUFFICIENT_PRIVILEGE) => {
                if session.superuser && !plan.named {
                    ended.left_alone.push(process_id);
                } else {
                    ended.failed.push(Failed { process_id, reason: error.message() });
                }
            }
            Err(error) => return Err(so_far(error, plan, &ended.done, Some(process_id))),
        }
    }
    if plan.kill {
        let left = await_end(connection, &asked).await;
        let left = left.map_err(|error| so_far(error, plan, &ended.done, None))?;
        ended.done.retain(|pid| !left.contains(pid));
        let reason = format!("it did not end within {} s", TIMEOUT.as_secs());
        let late = left.into_iter().map(|process_id| Failed { process_id, reason: reason.clone() });
        ended.failed.extend(late);
    }
    Ok(ended)
}

/// The error, and which sessions the signal has reached before it.
fn so_far(error: Error, plan: &EndPlan, done: &[i32], sending: Option<i32>) -> Error {
    let verb = if plan.kill { "end" } else { "cancel" };
    let list: Vec<String> = done.iter().map(i32::to_string).collect();
    let error = match done.len() {
        0 => error,
        count => {
            error.also(format!("{} told to {verb}: {}", counted(count, "session"), list.join(", ")))
        }
    };
    match sending {
        // The answer is lost, but not always what was asked.
        Some(process_id) if error.code().is_none() => {
            error.also(format!("whether session {process_id} was told to {verb} is unknown"))
        }
        _ => error,
    }
}

async fn await_end(session: &mut Session, of: &[&ClientSession]) -> Result<Vec<i32>> {
    let deadline = Instant::now() + TIMEOUT;
    loop {
        let left = sessions::left(session, of).await?;
        if left.is_empty() || Instant::now() > deadline {
            return Ok(left);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
