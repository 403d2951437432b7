use sqlx::Connection;
use sqlx::postgres::PgConnection;

use crate::model::{Engine, Target};

/// A connection of the driver's, for typed queries, and what it works on, which its errors name.
pub struct Session {
    pub(super) connection: PgConnection,
    /// What the command is about; the connection may be to another database of its server.
    pub target: Target,
    /// As the server told at login.
    pub engine: Engine,
}

impl Session {
    /// Ends it. What the server thinks of that changes nothing.
    pub async fn close(self) {
        let _ = self.connection.close().await;
    }
}
