//! Whether an environment's two URLs, pooled and direct, point to the same database.

use crate::error::{Error, Kind, Result};
use crate::model::{Target, Way};
use crate::postgres::database_state::{self, Identity};
use crate::postgres::{ConnectRequest, is_unknown_database};

/// Queries the other URL, if any, before data is lost or a backup is taken over it.
/// `server` and `database` are what the server reported by this one.
///
/// Errors (usage): it points to another database; (unreachable, login): it cannot be queried.
pub async fn check(login: ConnectRequest<'_>, server: &str, database: &str) -> Result<()> {
    let Some(other) = login.target.other_way() else { return Ok(()) };
    match ask(ConnectRequest { target: other, ..login }).await {
        Ok(identity) if identity.server != server => {
            Err(refused(login.target, other, "are on different servers"))
        }
        Ok(identity) if identity.database != database => {
            Err(refused(login.target, other, "point to different databases"))
        }
        Ok(_) => Ok(()),
        Err(error) if is_unknown_database(&error) => {
            Err(refused(login.target, other, "are on different servers"))
        }
        Err(error) => Err(error.prefixed(&format!(
            "it is unknown whether {} and {} point to the same database; nothing was changed",
            login.target.origin, other.origin
        ))),
    }
}

/// Queries both URLs, where there are two, before anything is done over the direct one. A database
/// that is missing is compared with nothing.
///
/// Errors: as [`check`].
pub async fn check_direct(login: ConnectRequest<'_>) -> Result<()> {
    let Way::Direct(_) = &login.target.way else { return Ok(()) };
    match ask(login).await {
        Ok(identity) => check(login, &identity.server, &identity.database).await,
        Err(error) if error.kind() == Kind::Unreachable => Err(error),
        // The command finds out by itself what it means.
        Err(_) => Ok(()),
    }
}

pub async fn ask(login: ConnectRequest<'_>) -> Result<Identity> {
    let mut session = login.connect().await?;
    let identity = database_state::identity(&mut session).await;
    // Otherwise it would count as a session in the database.
    session.close().await;
    identity
}

fn refused(target: &Target, other: &Target, how: &str) -> Error {
    let (one, two) = (&target.origin, &other.origin);
    Error::usage(format!(
        "{one} and {two} {how}, though both name {}; nothing was changed",
        target.database()
    ))
    .with_hint("one of them is a mistake: both must point to the same database")
}
