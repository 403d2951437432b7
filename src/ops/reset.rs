//! A database that cannot be replaced, since the role may not create databases, is emptied and
//! loaded in place, in one transaction: a failure leaves it unchanged.

use std::time::Duration;

use super::exclusive::{Exclusive, Look};
use crate::error::{Error, Result};
use crate::hint;
use crate::postgres::{Session, owned, sqlstate};
use crate::script::{self, Input, Loaded, Options};

/// Tables that reference each other are changed over one connection per node.
const ONE_BY_ONE: &str = "SET LOCAL citus.multi_shard_modify_mode TO 'sequential';";

/// For the locks that emptying needs: other roles' sessions hold theirs as long as they like.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// Why the database is emptied and not replaced: as `.. the database is emptied` continues it.
pub fn reason(exclusive: &Exclusive, user: &str) -> Option<String> {
    match &exclusive.state {
        state if !state.present => None,
        // Its nodes are tied to this database.
        _ if exclusive.distribution().is_some() => {
            Some("its tables are distributed by Citus".to_owned())
        }
        state if !state.may_create => Some(format!("role {user} does not have CREATEDB")),
        _ if !exclusive.has_maintenance() => {
            Some(format!("{user} may not connect to another database"))
        }
        _ => None,
    }
}

/// Drops what the role owns in the database, and loads the inputs, in one transaction.
///
/// Errors: tables of other roles would remain; a file with its own commits; those of the
/// files and the server. The database is then unchanged.
pub async fn run(
    look: Look<'_>,
    exclusive: &mut Exclusive,
    inputs: &[Input],
    options: &Options,
) -> Result<Loaded> {
    let first = begin(look, exclusive).await?;
    let Look { login, progress, interrupt, .. } = look;
    let options = Options { first, whole: true, traceable: true, ..options.clone() };
    let mut client = login.connect_client().await?;
    let loaded = script::load(&mut client, inputs, &options, login.target, progress, interrupt);
    loaded.await.map_err(blocked)
}

/// Names the way out where another session's lock has stopped the emptying.
pub fn blocked(error: Error) -> Error {
    match error.code() {
        Some(sqlstate::LOCK_NOT_AVAILABLE) => error.with_hint(format!(
            "another session, or a prepared transaction, holds the lock: {} shows it",
            hint::command("sessions")
        )),
        _ => error,
    }
}

/// What would prevent emptying the database.
///
/// Errors: tables of other roles would remain.
pub async fn check(look: Look<'_>) -> Result<()> {
    let mut session = look.login.connect().await?;
    refuse_foreign(&mut session).await?;
    session.close().await;
    Ok(())
}

async fn refuse_foreign(session: &mut Session) -> Result<()> {
    let Some(names) = owned::foreign_tables(session).await? else { return Ok(()) };
    let target = &session.target;
    Err(Error::failed(format!(
        "database {} cannot be emptied by {}: it contains {names} of other roles; nothing was \
         changed",
        target.database(),
        target.user
    ))
    .with_hint("log in as their owner, or as a role with CREATEDB to replace the database"))
}

/// Terminates the sessions in the database, and returns the statements that empty it.
///
/// Errors: those of [`check`].
pub async fn begin(look: Look<'_>, exclusive: &mut Exclusive) -> Result<Vec<String>> {
    let target = look.login.target;
    let mut session = look.login.connect().await?;
    refuse_foreign(&mut session).await?;
    let mut first = owned::drop_statements(&mut session).await?;
    if exclusive.distribution().is_some() {
        first.insert(0, ONE_BY_ONE.to_owned());
    }
    first.insert(0, format!("SET LOCAL lock_timeout = {};", LOCK_TIMEOUT.as_millis()));
    first.push("SET LOCAL lock_timeout TO DEFAULT;".to_owned());
    // Failures here do not matter.
    session.close().await;
    // Their locks would keep it waiting.
    exclusive.end_sessions(target.database()).await?;
    Ok(first)
}
