//! A database that this command alone works on, looked at from outside before anything is lost.

use sqlx::postgres::PgConnection;

use super::{Interrupt, Progress, contents, stamp};
use crate::error::{Error, Kind, Result};
use crate::model::{DatabaseName, Target};
use crate::postgres::database_state::{self, DatabaseState, Identity};
use crate::postgres::lock::{DatabaseLock, is_closed_door};
use crate::postgres::{Login, databases, sqlstate};
use crate::report::contents::Inside;

/// What a login to the database itself may be refused with while the database is there all the
/// same: it takes no connections, not from this role, or no more of them.
const SHUT: [&str; 3] =
    [sqlstate::NOT_ACCEPTING, sqlstate::INSUFFICIENT_PRIVILEGE, sqlstate::TOO_MANY_CONNECTIONS];

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
        let (lock, mut outside, mut inside) =
            tokio::join!(take_lock(look), login.connect_beside(maintenance), login.connect(),);
        let mut lock = lock?;
        if let Err(error) = &outside
            && (inside.is_err() || !error.code().is_some_and(is_closed_door))
        {
            return outside.and(Err(Error::failed("there is no other database to work from")));
        }
        let state = match (&mut lock, &mut outside, &mut inside) {
            (Some(lock), ..) => lock.state().await?,
            (None, Ok(outside), _) => database_state::state(outside, target).await?,
            (None, _, Ok(inside)) => database_state::state(inside, target).await?,
            _ => return Err(Error::failed("there is no connection to the server")),
        };
        if state.is_template {
            return Err(refused(target, "is a template that other databases are copied from"));
        }
        stamp::check(target, state.tag.as_deref())?;
        let mut looked = compare(target, &state, inside).await;
        if lock.is_some() && looked.is_err() {
            // Whoever had the lock before may have put another database in its place since.
            looked = compare(target, &state, login.connect().await).await;
        }
        Ok(Self { lock, maintenance: outside, state, inside: looked? })
    }

    /// The connection to another database.
    ///
    /// Errors: why there is none.
    pub fn maintenance(&mut self) -> Result<&mut PgConnection> {
        match &mut self.maintenance {
            Ok(connection) => Ok(connection),
            Err(error) => Err(Error::new(error.kind(), error.message())),
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

async fn take_lock(look: Look<'_>) -> Result<Option<DatabaseLock>> {
    if look.dry_run {
        return Ok(None);
    }
    DatabaseLock::acquire(look.login, look.maintenance, look.progress, look.interrupt)
        .await
        .map(Some)
}

/// Compares what the connection to the database itself says with what another one said of it: a
/// pooler may lead them to different servers, or know the database under another name.
async fn compare(
    target: &Target,
    state: &DatabaseState,
    inside: Result<PgConnection>,
) -> Result<Looked> {
    let serious = state.present && target.needs_typed_name();
    let mut inside = match inside {
        Ok(inside) => inside,
        Err(error) if state.present && error.code() == Some(sqlstate::UNKNOWN_DATABASE) => {
            return Err(refused(target, "is on one server and not on the other one"));
        }
        Err(error) if !state.present && error.kind() == Kind::Login => {
            return Ok(Looked::default());
        }
        Err(error) if error.code().is_some_and(|code| SHUT.contains(&code)) => {
            let unknown = Inside::Unknown { unknown: error.message() };
            return Ok(Looked { contents: serious.then_some(unknown), pid: None });
        }
        Err(error) => return Err(error),
    };
    let Identity { server, database, pid } = database_state::identity(&mut inside, target).await?;
    if server != state.server {
        return Err(refused(target, "is on another server than the database to work from"));
    }
    if database != target.database().as_str() {
        let what = format!("is database {database} under another name");
        return Err(refused(target, &what));
    }
    if !state.present {
        return Err(refused(target, "is on one server and not on the other one"));
    }
    let contents = match serious {
        true => Some(contents::look_over(&mut inside, target).await),
        false => None,
    };
    // It would be a session in the database for those who wait for its end.
    let _ = sqlx::Connection::close(inside).await;
    Ok(Looked { contents, pid: Some(pid) })
}

fn refused(target: &Target, what: &str) -> Error {
    Error::failed(format!("{} {what}; nothing was changed", target.database())).hint(format!(
        "if a pooler stands before the server, name the server itself in {}",
        target.origin
    ))
}
