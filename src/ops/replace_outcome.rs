//! Finding the outcome of a swap whose connection broke.

use super::exclusive::{Exclusive, Look};
use crate::error::{Error, Result};
use crate::model::DatabaseName;
use crate::postgres::databases::{self, replaced_name, staging_name};
use crate::postgres::swap::Swapped;
use crate::postgres::{database_state, sqlstate};

/// The connection broke while the names were changed: find the outcome. Most likely it broke
/// before, while idle during the load.
pub async fn find_out(look: Look<'_>, exclusive: &mut Exclusive, broken: Error) -> Result<Swapped> {
    let target = look.login.target;
    let staging = staging_name(target.database());
    let unknown = |error: Error| {
        Error::failed(format!(
            "the connection broke while database {} was being replaced, and it is unknown \
             whether it was",
            target.database()
        ))
        .because(error)
        .with_detail(format!(
            "if a database {staging} exists, it was not; the next setup, restore or drop cleans up"
        ))
    };
    let found = async {
        exclusive.reconnect(look.login, look.maintenance).await?;
        let mut connection = look.login.connect_maintenance(look.maintenance).await?;
        database_state::state(&mut connection, target.database()).await
    };
    let leftovers = found.await.map_err(unknown)?.leftovers;
    if leftovers.contains(&staging) {
        look.progress.notice(&format!("second try: {}", broken.message()));
        return Ok(Swapped::Not);
    }
    // The drop was in flight, too.
    let replaced = target.with_database(replaced_name(target.database()));
    let dropped = databases::drop(exclusive.maintenance()?, &replaced).await;
    Ok(Swapped::Done { dropped })
}

/// Whether the staging database has its new name already: a swap whose connection was lost before
/// has gone on without us.
pub fn is_gone(error: &Error, staging: &DatabaseName) -> bool {
    error.code() == Some(sqlstate::UNKNOWN_DATABASE) && error.message().contains(staging.as_str())
}
