use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Connection, SqlSafeStr, raw_sql};

use super::errors::explain;
use crate::error::Result;
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
    /// Runs a text of statements, and reads each of their rows.
    pub(super) async fn rows<T>(
        &mut self,
        sql: impl SqlSafeStr,
        read: impl FnMut(&PgRow) -> sqlx::Result<T>,
    ) -> Result<Vec<T>> {
        let rows = raw_sql(sql).fetch_all(&mut self.connection).await;
        let rows = rows.and_then(|rows| rows.iter().map(read).collect());
        rows.map_err(|error| explain(error, &self.target))
    }

    /// The same for the only row, or the first one.
    pub(super) async fn row<T>(
        &mut self,
        sql: impl SqlSafeStr,
        read: impl FnOnce(&PgRow) -> sqlx::Result<T>,
    ) -> Result<T> {
        let row = raw_sql(sql).fetch_one(&mut self.connection).await;
        row.and_then(|row| read(&row)).map_err(|error| explain(error, &self.target))
    }

    /// The same for a row that there may be.
    pub(super) async fn row_if_any<T>(
        &mut self,
        sql: impl SqlSafeStr,
        read: impl FnOnce(&PgRow) -> sqlx::Result<T>,
    ) -> Result<Option<T>> {
        let row = raw_sql(sql).fetch_optional(&mut self.connection).await;
        let read = row.and_then(|row| row.map(|row| read(&row)).transpose());
        read.map_err(|error| explain(error, &self.target))
    }

    /// Runs statements without rows.
    pub(super) async fn execute(&mut self, sql: impl SqlSafeStr) -> Result<()> {
        let done = raw_sql(sql).execute(&mut self.connection).await;
        done.map(drop).map_err(|error| explain(error, &self.target))
    }

    /// Closes it, ignoring errors.
    pub async fn close(self) {
        let _ = self.connection.close().await;
    }
}
