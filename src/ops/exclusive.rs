//! A database that this command alone works on, looked at from outside before anything is lost.

pub use super::look::Look;

use super::look::take_lock;
use super::{contents, tag, way};
use crate::error::{Error, Result};
use crate::model::{ClientSession, DatabaseName, Distribution, Target, Way};
use crate::postgres::client::Client;
use crate::postgres::database_state::{self, DatabaseState, Identity};
use crate::postgres::lock::{self, DatabaseLock, Seen, is_access_denied};
use crate::postgres::{ConnectRequest, databases, distribution, sqlstate, tables};
use crate::report::contents::ContentsSummary;

/// What a login to the database itself may be refused with while the database is there all the
/// same: it takes no connections, not from this role, or no more of them.
const SHUT: [&str; 3] =
    [sqlstate::NOT_ACCEPTING, sqlstate::INSUFFICIENT_PRIVILEGE, sqlstate::TOO_MANY_CONNECTIONS];

/// A database under our lock. Others wait until it is dropped or released.
pub struct Exclusive {
    /// None for a dry run, which changes nothing and waits for no one, and where the server has no
    /// locks.
    lock: Option<DatabaseLock>,
    /// None where the role gets into no other database.
    maintenance: Result<Client>,
    pub state: DatabaseState,
    /// Sessions of the database, but for the one that looked inside.
    pub sessions: Vec<ClientSession>,
    /// What was seen from inside; None where that look is still due.
    pub inside: Option<Looked>,
}

/// What a session in the database itself saw.
#[derive(Default)]
pub struct Looked {
    /// What is in it, where losing that is serious.
    pub contents: Option<ContentsSummary>,
    /// Tables that are not Cruddur's, if they were looked for.
    pub others: Vec<String>,
    /// How it is distributed, if it is.
    pub distribution: Option<Distribution>,
    /// The process ID of the session, which may not have ended yet.
    pid: Option<i32>,
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
        let maintenance = login.connect_client_maintenance(maintenance);
        let (taken, maintenance) = tokio::join!(take_lock(look), maintenance);
        match &maintenance {
            Err(error) if !error.code().is_some_and(is_access_denied) => return Err(error.same()),
            _ => {}
        }
        let (lock, state, mut sessions) = match taken? {
            Some((lock, Seen { state, sessions })) => (Some(lock), state, sessions),
            None => {
                let Seen { state, sessions } = lock::look(login, look.maintenance).await?;
                (None, state, sessions)
            }
        };
        if state.present && !sessions.iter().any(|session| session.own) {
            look.progress.notice(&format!(
                "the connections to {} are unknown: the server does not show its sessions",
                state.name
            ));
        }
        if state.is_template {
            return Err(refused(target, "is a template database"));
        }
        tag::check(target, state.tag.as_deref())?;
        if state.present {
            way::check(login, &state.server, &state.name).await?;
        }
        // Of a database that is not there nothing can be lost, and poolers remember for long
        // that someone asked for it.
        let later =
            look.may_look_later && !look.others && !target.needs_typed_name() && !state.has_citus;
        let inside = match state.present {
            true if later => None,
            true => Some(look_inside(look, &state).await?),
            false => Some(Looked::default()),
        };
        let own = inside.as_ref().and_then(|inside| inside.pid);
        sessions.retain(|session| !session.own && Some(session.process_id) != own);
        Ok(Self { lock, maintenance, state, sessions, inside })
    }

    /// Looks at the database from inside, if that is still due. The future may run beside
    /// whatever harms nothing in the database.
    ///
    /// Errors: as [`Exclusive::open`].
    pub fn look_inside<'a>(&self, look: Look<'a>) -> impl Future<Output = Result<()>> + use<'a> {
        let due = self.inside.is_none().then(|| self.state.clone());
        async move {
            match due {
                Some(state) => look_inside(look, &state).await.map(drop),
                None => Ok(()),
            }
        }
    }

    /// The connection to another database.
    ///
    /// Errors: why there is none.
    pub fn maintenance(&mut self) -> Result<&mut Client> {
        match &mut self.maintenance {
            Ok(client) => Ok(client),
            Err(error) => Err(error.same()),
        }
    }

    /// How the database is distributed, if it is.
    pub fn distribution(&self) -> Option<&Distribution> {
        self.inside.as_ref()?.distribution.as_ref()
    }

    pub fn has_maintenance(&self) -> bool {
        self.maintenance.is_ok()
    }

    /// Connects to another database again: a long silence may have cut the first connection off.
    pub async fn reconnect(
        &mut self,
        login: ConnectRequest<'_>,
        maintenance: Option<&DatabaseName>,
    ) -> Result<()> {
        self.maintenance = Ok(login.connect_client_maintenance(maintenance).await?);
        Ok(())
    }

    /// The lock and the connection, to be used at the same time.
    ///
    /// Errors: there is none.
    pub fn parts(&mut self) -> Result<(&mut DatabaseLock, &mut Client)> {
        match (&mut self.lock, &mut self.maintenance) {
            (Some(lock), Ok(client)) => Ok((lock, client)),
            (_, Err(error)) => Err(error.same()),
            (None, Ok(_)) => Err(Error::failed(
                "the database is not replaced without a lock against other commands",
            )
            .with_hint("use create, schema-load and seed instead")),
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
            let unknown = ContentsSummary::Unknown { unknown: error.message() };
            return Ok(Looked { contents: serious.then_some(unknown), ..Looked::default() });
        }
        Err(error) => return Err(error),
    };
    let identity = database_state::identity(&mut inside).await?;
    if let Some(difference) = differs(target, state, &identity) {
        return Err(refused(target, &difference));
    }
    let contents = match serious {
        true => Some(contents::look_over(&mut inside).await),
        false => None,
    };
    let others = match look.others {
        true => tables::others(&mut inside).await?,
        false => Vec::new(),
    };
    let distribution = match state.has_citus {
        true => distribution::look(&mut inside).await?,
        false => None,
    };
    // It would be a session in the database for those who wait for its end.
    inside.close().await;
    Ok(Looked { contents, others, distribution, pid: Some(identity.pid) })
}

/// How what a connection to the database says differs from what another one said of it.
fn differs(target: &Target, state: &DatabaseState, inside: &Identity) -> Option<String> {
    if inside.server != state.server {
        return Some("is on another server than the maintenance database".to_owned());
    }
    let other = inside.database != target.database().as_str();
    other.then(|| format!("is database {} under another name", inside.database))
}

/// Whether the URL leads to the database that was just made.
///
/// Errors: it leads to another one. A login that fails says nothing about that.
pub async fn check_made(login: ConnectRequest<'_>, state: &DatabaseState) -> Result<()> {
    let target = match &login.target.way {
        Way::Direct(pooled) => pooled,
        _ => login.target,
    };
    let Ok(identity) = way::ask(ConnectRequest { target, ..login }).await else { return Ok(()) };
    match differs(target, state, &identity) {
        Some(difference) => Err(Error::failed(format!(
            "database {} was created on the server, but {difference}",
            target.database()
        ))
        .with_hint(format!(
            "a pooler is in between; set {} to the server's direct URL",
            target.origin
        ))),
        None => Ok(()),
    }
}

fn refused(target: &Target, what: &str) -> Error {
    Error::failed(format!("{} {what}; nothing was changed", target.database())).with_hint(format!(
        "if a pooler is in between, set {} to the server's direct URL",
        target.origin
    ))
}
