use crate::error::Result;
use crate::postgres::{ConnectRequest, sqlstate};
use crate::report::wait::Found;

/// Tries until the server accepts the login, or reports that the database does not exist, which
/// means that it is up.
pub async fn until_up(login: ConnectRequest<'_>) -> Result<Found> {
    match login.connect().await {
        Ok(_) => Ok(Found { database: true }),
        Err(error) if error.code() == Some(sqlstate::UNKNOWN_DATABASE) => {
            Ok(Found { database: false })
        }
        Err(error) => Err(error),
    }
}
