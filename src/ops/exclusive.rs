//! A database that is locked for this command and inspected before anything is lost.

use std::time::{Duration, Instant};

pub use super::look::Look;

use super::look::take_lock;
use super::{tag, way};
use crate::error::{Error, Result};
use crate::model::{ClientSession, DatabaseName, Distribution, Target, Way};
use crate::postgres::client::Client;
use crate::postgres::database_state::{self, DatabaseState, Identity};
use crate::postgres::lock::{self, DatabaseLock, Seen, is_access_denied};
use crate::postgres::{
    ConnectRequest, Identifier, contents, databases, distribution, sqlstate, tables,
};
use crate::report::contents::ContentsSummary;

/// The SQLSTATEs with which a login may be refused although the database
/// exists: it allows no connections, not from this role, or no more of them.
const SHUT: [&str; 3] =
    [sqlstate::NOT_ACCEPTING, sqlstate::INSUFFICIENT_PRIVILEGE, sqlstate::TOO_MANY_CONNECTIONS];

/// No server is set to end idle sessions within this time.
const AT_ONCE: Duration = Duration::from_secs(1);

/// So long it may take until the sessions of a database are gone: some clients come back at once.
const ENDING: Duration = Duration::from_secs(1);

/// A database under our lock. Others wait until it is dropped or released.
pub struct Exclusive {
    /// `None` for a dry run, which neither changes nor waits, and if the server has no
    /// locks.
    lock: Option<DatabaseLock>,
    /// `None` if the role may not connect to another database.
    maintenance: Result<Client>,
    opened: Instant,
    pub state: DatabaseState,
    /// Sessions of the database, except ours.
    pub sessions: Vec<ClientSession>,
    /// The view from inside; `None` if still to be queried.
    pub inside: Option<Looked>,
}

/// The view of a session in the database itself.
#[derive(Default)]
pub struct Looked {
    /// Its contents, if protected.
    pub contents: Option<ContentsSummary>,
    pub others: Vec<String>,
    pub distribution: Option<Distribution>,
    /// The process ID of the session, which may not have ended yet.
    pid: Option<i32>,
}

impl Exclusive {
    /// Locks the database, then inspects it, from outside and from inside.
    ///
    /// Errors: it is a system database, or tagged with another environment (usage); the
    /// two URLs point to different servers; those of the logins.
    pub async fn open(look: Look<'_>) -> Result<Self> {
        let Look { login, maintenance, .. } = look;
        let (opened, target) = (Instant::now(), login.target);
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
            return Err(
                refused(target, "is a template database").with_hint(make_ordinary(&state.name))
            );
        }
        tag::check(target, state.tag.as_deref())?;
        if state.present {
            way::check(login, &state.server, &state.name).await?;
        }
        // A missing database has nothing to lose, and poolers remember for long
        // that it was requested.
        let later =
            look.may_look_later && !look.others && !target.needs_typed_name() && !state.has_citus;
        let inside = match state.present {
            true if later => None,
            true => Some(look_inside(look, &state).await?),
            false => Some(Looked::default()),
        };
        let own = inside.as_ref().and_then(|inside| inside.pid);
        sessions.retain(|session| !session.own && Some(session.process_id) != own);
        Ok(Self { lock, maintenance, opened, state, sessions, inside })
    }

    /// Inspects the database from inside, if still to be done. May run concurrently with
    /// anything that does not change the database.
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

    pub fn distribution(&self) -> Option<&Distribution> {
        self.inside.as_ref()?.distribution.as_ref()
    }

    pub fn has_maintenance(&self) -> bool {
        self.maintenance.is_ok()
    }

    /// Reconnects if the server has ended the idle connection meanwhile, as during a question or a
    /// backup. Errors: those of the login.
    pub async fn refresh(&mut self, look: Look<'_>) -> Result<()> {
        if self.opened.elapsed() > AT_ONCE
            && let Ok(client) = &mut self.maintenance
            && client.execute("SELECT 1".to_owned()).await.is_err()
        {
            self.reconnect(look.login, look.maintenance).await?;
        }
        Ok(())
    }

    /// Reconnects to another database: a long idle time may have broken the first connection.
    pub async fn reconnect(
        &mut self,
        login: ConnectRequest<'_>,
        maintenance: Option<&DatabaseName>,
    ) -> Result<()> {
        self.maintenance = Ok(login.connect_client_maintenance(maintenance).await?);
        Ok(())
    }

    /// The lock and the connection, for concurrent use.
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

    /// Terminates the sessions of the database, as far as the role may.
    pub async fn end_sessions(&mut self, database: &DatabaseName) -> Result<()> {
        let Some(lock) = &mut self.lock else { return Ok(()) };
        let deadline = Instant::now() + ENDING;
        // A pooler must know that they are gone before it hands one of them out.
        while lock.end_sessions(&[database]).await? > 0 && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    pub async fn release(self) {
        if let Some(lock) = self.lock {
            lock.release().await;
        }
    }
}

/// Logs in to the database itself, and compares its identity with that of another connection:
/// a pooler may connect them to different servers, or use another name for it.
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
            let unknown = Err(error).into();
            return Ok(Looked { contents: serious.then_some(unknown), ..Looked::default() });
        }
        Err(error) => return Err(error),
    };
    let identity = database_state::identity(&mut inside).await?;
    if let Some(difference) = differs(target, state, &identity) {
        return Err(refused(target, &difference));
    }
    let contents = if serious { Some(contents::look(&mut inside).await.into()) } else { None };
    let others = if look.others { tables::others(&mut inside).await? } else { Vec::new() };
    let distribution = if state.has_citus { distribution::look(&mut inside).await? } else { None };
    // Otherwise it would count as a session in the database.
    inside.close().await;
    Ok(Looked { contents, others, distribution, pid: Some(identity.pid) })
}

fn differs(target: &Target, state: &DatabaseState, inside: &Identity) -> Option<String> {
    if inside.server != state.server {
        return Some("is on another server than the maintenance database".to_owned());
    }
    let other = inside.database != target.database().as_str();
    other.then(|| format!("is database {} under another name", inside.database))
}

/// Whether the URL points to the database that was just created.
///
/// Errors: it points to another one. A failed login proves nothing.
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

/// What lets a command work on a template database.
pub(super) fn make_ordinary(template: &str) -> String {
    format!("its owner can: ALTER DATABASE {} IS_TEMPLATE false", Identifier(template))
}

fn refused(target: &Target, what: &str) -> Error {
    Error::failed(format!("{} {what}; nothing was changed", target.database())).with_hint(format!(
        "if a pooler is in between, set {} to the server's direct URL",
        target.origin
    ))
}
