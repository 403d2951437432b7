use crate::error::Result;
use crate::postgres::{ConnectRequest, sqlstate};
use crate::report::wait::Found;

/// Tries until the server lets us in, or says that it lacks the database, which it can only
/// say when it is up.
pub async fn until_up(login: ConnectRequest<'_>) -> Result<Found> {
    match login.connect().await {
        Ok(_) => Ok(Found { database: true }),
        Err(error) if error.code() == Some(sqlstate::UNKNOWN_DATABASE) => {
            Ok(Found { database: false })
        }
        Err(error) => Err(error),
    }
}
