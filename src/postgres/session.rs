use sqlx::Connection;
use sqlx::postgres::PgConnection;

use crate::model::{Engine, Target};

/// A connection of the driver, for typed queries, and its target, which its errors name.
pub struct Session {
    pub(super) connection: PgConnection,
    /// The command's target; the connection may be to another database of its server.
    pub target: Target,
    /// As the server reported at login.
    pub engine: Engine,
}

impl Session {
    /// Closes it, ignoring errors.
    pub async fn close(self) {
        let _ = self.connection.close().await;
    }
}
