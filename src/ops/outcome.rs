//! What became of a database whose creation or removal was under way when the connection was lost.

use tokio::time::sleep;

use super::exclusive::Look;
use crate::error::{Error, Kind, Result};
use crate::postgres::{Session, database_state, databases, lost};

/// Finds out whether what failed was done, which leaves the database present, or not. Returns the
/// connection that told so.
///
/// Errors: the same if it is another one; it was not done; it is unknown whether it was.
pub async fn after(look: Look<'_>, failed: Error, present: bool) -> Result<Session> {
    if failed.kind() != Kind::Unreachable {
        return Err(failed);
    }
    let name = look.login.target.database();
    let was = if present { "created" } else { "dropped" };
    look.progress.doing(&format!("asking the server whether {name} was {was}"));
    let found = tokio::select! {
        found = lost::ask(async |_| ask(look).await.ok()) => found,
        () = look.interrupt.wait() => None,
    };
    match found {
        Some((is_present, session)) if is_present == present => {
            look.progress
                .notice(&format!("the connection was lost; the server reports {name} as {was}"));
            Ok(session)
        }
        Some(_) => Err(failed.with_detail(format!("the server reports: {name} was not {was}"))),
        None => Err(Error::failed(failed.message())
            .with_detail(format!("it is unknown whether {name} was {was}"))
            .with_hint("check the server before you repeat it")),
    }
}

/// Whether the database is there, once nothing changes that any more.
async fn ask(look: Look<'_>) -> Result<(bool, Session)> {
    let mut session = look.login.connect_maintenance(look.maintenance).await?;
    let name = look.login.target.database();
    while databases::is_busy(&mut session, name).await? {
        sleep(lost::PAUSE).await;
    }
    let state = database_state::state(&mut session, name).await?;
    Ok((state.present, session))
}
