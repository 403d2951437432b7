use std::time::Instant;

use crate::error::Result;
use crate::postgres::{ConnectRequest, sqlstate};
use crate::report::wait::ServerUp;

/// Tries until the server accepts the login, or reports that the database does not exist, which
/// means that it is up.
pub async fn until_up(login: ConnectRequest<'_>) -> Result<ServerUp> {
    let start = Instant::now();
    let database_exists = match login.connect().await {
        Ok(_) => true,
        Err(error) if error.code() == Some(sqlstate::UNKNOWN_DATABASE) => false,
        Err(error) => return Err(error),
    };
    Ok(ServerUp { database_exists, seconds: start.elapsed().as_secs_f64() })
}
