//! A database that this command alone works on, looked at from outside before anything is lost.

use std::time::Duration;

use sqlx::postgres::PgConnection;

use super::{Interrupt, Progress, contents, stamp};
use crate::error::{Error, Result};
use crate::model::{DatabaseName, Target};
use crate::postgres::database_state::{self, DatabaseState, Identity};
use crate::postgres::lock::{DatabaseLock, is_closed_door};
use crate::postgres::{Login, databases, sqlstate, tables};
use crate::report::contents::Inside;

/// What a login to the database itself may be refused with while the database is there all the
/// same: it takes no connections, not from this role, or no more of them.
const SHUT: [&str; 3] =
    [sqlstate::NOT_ACCEPTING, sqlstate::INSUFFICIENT_PRIVILEGE, sqlstate::TOO_MANY_CONNECTIONS];

/// A wait shorter than this is not worth a word.
const SILENT: Duration = Duration::from_millis(500);

/// See the module. Others wait until it is dropped or released.
pub struct Exclusive {
    /// None for a dry run, which changes nothing and waits for nobody.
    lock: Option<DatabaseLock>,
    /// None where the role gets into no other database.
    maintenance: Result<PgConnection>,
    pub state: DatabaseState,
    /// What was seen from inside.
    pub inside: Looked,
}

/// What a session in the database itself saw.
#[derive(Default)]
pub struct Looked {
    /// What is in it, where losing that is serious.
    pub contents: Option<Inside>,
    /// Tables that are not Cruddur's, if they were looked for.
    pub others: Vec<String>,
    /// The process ID of the session, which may not have ended yet.
    pub pid: Option<i32>,
}

/// How an operation looks at its database.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub login: Login<'a>,
    /// The database to work from, if the user named one.
    pub maintenance: Option<&'a DatabaseName>,
    pub dry_run: bool,
    /// Whether tables that are not Cruddur's are looked for.
    pub others: bool,
    pub progress: &'a dyn Progress,
    pub interrupt: &'a Interrupt,
}

impl Exclusive {
    /// Takes the lock of the database, then looks at it, from outside and from inside.
    ///
    /// Errors: the database is the server's own, or tagged as another environment's (usage); the
    /// two ways to the server do not lead to the same one; those of the logins.
    pub async fn open(look: Look<'_>) -> Result<Self> {
        let Look { login, maintenance, .. } = look;
        let target = login.target;
        databases::refuse_system(target)?;
        let (lock, mut outside) = tokio::join!(take_lock(look), login.connect_beside(maintenance));
        let mut lock = lock?;
        let shut_out = outside.as_ref().err().and_then(Error::code).is_some_and(is_closed_door);
        let state = match (&mut lock, &mut outside) {
            (Some(lock), Ok(_)) => lock.state().await?,
            (Some(lock), Err(_)) if shut_out => lock.state().await?,
            (None, Ok(outside)) => database_state::state(outside, target).await?,
            (None, Err(_)) if shut_out => {
                database_state::state(&mut login.connect().await?, target).await?
            }
            (_, Err(error)) => return Err(error.same()),
        };
        if state.is_template {
            return Err(refused(target, "is a template that other databases are copied from"));
        }
        stamp::check(target, state.tag.as_deref())?;
        // Of a database that is not there nothing can be lost, and poolers remember for long
        // that somebody asked for it.
        let inside = match state.present {
            true => look_inside(look, &state).await?,
            false => Looked::default(),
        };
        Ok(Self { lock, maintenance: outside, state, inside })
    }

    /// The connection to another database.
    ///
    /// Errors: why there is none.
    pub fn maintenance(&mut self) -> Result<&mut PgConnection> {
        match &mut self.maintenance {
            Ok(connection) => Ok(connection),
            Err(error) => Err(error.same()),
        }
    }

    pub fn has_maintenance(&self) -> bool {
        self.maintenance.is_ok()
    }

    /// Connects to another database anew: a long silence may have cut the first connection off.
    pub async fn reconnect(
        &mut self,
        login: Login<'_>,
        maintenance: Option<&DatabaseName>,
    ) -> Result<()> {
        self.maintenance = Ok(login.connect_beside(maintenance).await?);
        Ok(())
    }

    /// The lock and the connection, to be used at the same time.
    pub fn parts(&mut self) -> Result<(&mut DatabaseLock, &mut PgConnection)> {
        match (&mut self.lock, &mut self.maintenance) {
            (Some(lock), Ok(connection)) => Ok((lock, connection)),
            _ => Err(Error::failed("a dry run changes nothing")),
        }
    }

    /// Ends the sessions of the database, as far as the role may.
    pub async fn end_sessions(&mut self, database: &DatabaseName) -> Result<()> {
        match &mut self.lock {
            Some(lock) => lock.end_sessions(&[database]).await,
            None => Ok(()),
        }
    }

    /// Lets others go on.
    pub async fn release(self) {
        if let Some(lock) = self.lock {
            lock.release().await;
        }
    }
}

/// Takes the lock of the database, unless this is a dry run. Waits for whoever has it, and after
/// half a second says so.
///
/// Errors: those of the login; interrupted while waiting.
pub(super) async fn take_lock(look: Look<'_>) -> Result<Option<DatabaseLock>> {
    let Look { login, progress, interrupt, .. } = look;
    if look.dry_run {
        return Ok(None);
    }
    let (mut lock, holder) = DatabaseLock::begin(login, look.maintenance).await?;
    let Some(holder) = holder else { return Ok(Some(lock)) };
    let _hold = interrupt.hold();
    let mut told = false;
    {
        let mut locked = std::pin::pin!(lock.wait());
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
                () = tokio::time::sleep(SILENT), if !told => {
                    told = true;
                    let name = login.target.database().as_str();
                    progress.notice(&format!("waiting for {}", holder.describe(name)));
                }
            }
        }
    }
    Ok(Some(lock))
}

/// Logs in to the database itself, and compares what it says with what another connection said
/// of it: a pooler may lead them to different servers, or know it under another name.
async fn look_inside(look: Look<'_>, state: &DatabaseState) -> Result<Looked> {
    let login = look.login;
    let target = login.target;
    let serious = target.needs_typed_name();
    let mut inside = match login.connect().await {
        Ok(inside) => inside,
        Err(error) if error.code() == Some(sqlstate::UNKNOWN_DATABASE) => {
            return Err(refused(target, "is on one server and not on the other one"));
        }
        Err(error) if error.code().is_some_and(|code| SHUT.contains(&code)) => {
            let unknown = Inside::Unknown { unknown: error.message() };
            return Ok(Looked { contents: serious.then_some(unknown), ..Looked::default() });
        }
        Err(error) => return Err(error),
    };
    let identity = database_state::identity(&mut inside, target).await?;
    if let Some(difference) = differs(target, state, &identity) {
        return Err(refused(target, &difference));
    }
    let contents = match serious {
        true => Some(contents::look_over(&mut inside, target).await),
        false => None,
    };
    let others = match look.others {
        true => tables::others(&mut inside, target).await?,
        false => Vec::new(),
    };
    // It would be a session in the database for those who wait for its end.
    let _ = sqlx::Connection::close(inside).await;
    Ok(Looked { contents, others, pid: Some(identity.pid) })
}

/// How what a connection to the database says differs from what another one said of it.
fn differs(target: &Target, state: &DatabaseState, inside: &Identity) -> Option<String> {
    if inside.server != state.server {
        return Some("is on another server than the database to work from".to_owned());
    }
    let other = inside.database != target.database().as_str();
    other.then(|| format!("is database {} under another name", inside.database))
}

/// Whether the URL leads to the database that was just made.
///
/// Errors: it leads to another one. A login that fails says nothing about that.
pub async fn check_made(login: Login<'_>, state: &DatabaseState) -> Result<()> {
    let target = login.target;
    let Ok(mut inside) = login.connect().await else { return Ok(()) };
    let identity = database_state::identity(&mut inside, target).await?;
    match differs(target, state, &identity) {
        Some(difference) => Err(Error::failed(format!(
            "database {} was made on the server, but {difference}",
            target.database()
        ))
        .hint(format!(
            "a pooler stands before the server; name the server itself in {}",
            target.origin
        ))),
        None => Ok(()),
    }
}

fn refused(target: &Target, what: &str) -> Error {
    Error::failed(format!("{} {what}; nothing was changed", target.database())).hint(format!(
        "if a pooler stands before the server, name the server itself in {}",
        target.origin
    ))
}
