use std::fmt;

use serde::Serialize;

use super::seconds;

/// What `wait` found, and after how long.
#[derive(Debug, Serialize)]
pub struct ServerUp {
    pub database_exists: bool,
    pub seconds: f64,
}

impl fmt::Display for ServerUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = seconds(self.seconds);
        let database = if self.database_exists { "" } else { "; the database does not exist yet" };
        write!(f, "the server is up ({time}){database}")
    }
}
