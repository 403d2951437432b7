//! Whether an environment's two URLs, through a pooler and past it, lead to the same database.

use crate::error::{Error, Result};
use crate::model::Target;
use crate::postgres::database_state::{self, Identity};
use crate::postgres::{ConnectRequest, is_unknown_database};

/// Asks by the other URL, if there is one, before something is lost or a backup is taken by it.
/// `server` and `database` are what the server said by this one.
///
/// Errors (usage): it leads to another database; (unreachable, login): it cannot be asked.
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

/// Where a target really leads.
pub async fn ask(login: ConnectRequest<'_>) -> Result<Identity> {
    let mut session = login.connect().await?;
    let identity = database_state::identity(&mut session).await;
    // It would be a session in the database for those who wait for its end.
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
