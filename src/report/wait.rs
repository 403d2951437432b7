use std::fmt;
use std::time::Duration;

use serde::Serialize;

use super::seconds;

/// What answered.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Whether the server has the database.
    pub database: bool,
}

impl Found {
    pub fn after(self, waited: Duration) -> ServerUp {
        ServerUp { database_exists: self.database, seconds: waited.as_secs_f64() }
    }
}

/// What `wait` found, and after how long.
#[derive(Debug, Serialize)]
pub struct ServerUp {
    pub database_exists: bool,
    pub seconds: f64,
}

impl fmt::Display for ServerUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = seconds(Duration::from_secs_f64(self.seconds));
        let database = if self.database_exists { "" } else { "; the database does not exist yet" };
        write!(f, "the server is up ({time}){database}")
    }
}
