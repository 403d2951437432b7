use crate::error::Result;
use crate::postgres::{Login, sessions};
use crate::report::sessions::Sessions;

/// The sessions of the target's database, or of the whole server.
pub async fn list(login: Login<'_>, all: bool) -> Result<Sessions> {
    let mut connection = login.connect().await?;
    let database = (!all).then(|| login.target.database());
    Ok(Sessions(sessions::list(&mut connection, login.target, database).await?))
}
