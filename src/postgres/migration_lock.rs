//! One `migrate` at a time per database: the same advisory lock as sqlx.
//!
//! It is a transaction-level lock in an open transaction, so that a pooler cannot pass it
//! to others. It is polled and never waited for in the server: a waiting session
//! holds a snapshot, and CREATE INDEX CONCURRENTLY waits for that.

use flate2::Crc;
use serde::Deserialize;

use super::client::{Client, Fault};
use super::identifier::fill;
use super::lock::{Holder, NO_TRANSACTION_TIMEOUT};
use super::{ConnectRequest, explain_fault};
use crate::error::Result;

/// sqlx multiplies the checksum of the database's name by this.
const FACTOR: i64 = 0x3d32_ad9e;

const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY;
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;";

/// The lock, once acquired. It is released when dropped, or with [`MigrationLock::release`].
pub struct MigrationLock {
    client: Client,
}

/// A session that another one waits for.
#[derive(Debug, Clone, Deserialize)]
pub struct Blocker {
    pub pid: i32,
    pub user: Option<String>,
    pub application: Option<String>,
    pub state: Option<String>,
    pub seconds: Option<f64>,
    pub query: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    locked: bool,
    database: String,
    holder: Option<Holder>,
}

/// The key of the lock, from the database's name on the server.
pub fn key(database: &str) -> i64 {
    let mut crc = Crc::new();
    crc.update(database.as_bytes());
    FACTOR * i64::from(crc.sum())
}

impl MigrationLock {
    /// Logs in to acquire the lock.
    ///
    /// Errors: those of the login.
    pub async fn connect(login: ConnectRequest<'_>) -> Result<Self> {
        Ok(Self { client: login.connect_client().await? })
    }

    /// Tries to take the lock. Otherwise returns the holder, if visible.
    pub async fn attempt(
        &mut self,
        login: ConnectRequest<'_>,
    ) -> Result<Result<(), Option<Holder>>> {
        let mut name = login.target.database().to_string();
        loop {
            let tried = self.ask(key(&name)).await;
            let answer = tried.map_err(|fault| explain_fault(fault, login.target))?;
            // A pooler may use another name for it.
            if answer.database == name && answer.locked {
                return Ok(Ok(()));
            }
            let undone = self.client.execute("ROLLBACK".to_owned()).await;
            undone.map_err(|fault| explain_fault(fault, login.target))?;
            if answer.database == name {
                return Ok(Err(answer.holder));
            }
            name = answer.database;
        }
    }

    async fn ask(&mut self, key: i64) -> Result<Answer, Fault> {
        let query = fill(
            include_str!("queries/migration_lock.sql"),
            &[("key", &key), ("unlimited", &NO_TRANSACTION_TIMEOUT)],
        );
        let text = self.client.ask(&format!("{BEGIN}\n{query}")).await?;
        serde_json::from_str(&text.unwrap_or_default()).map_err(not_json)
    }

    /// Whether a pooler is in between, as far as the login shows.
    pub fn may_be_pooled(&self) -> bool {
        self.client.has_made_up_pid()
    }

    /// Whether the connection, and with it the lock, still exists.
    pub async fn is_held(&mut self) -> bool {
        self.client.execute(String::new()).await.is_ok()
    }

    /// The sessions that the session waits for, as far as the role may see them.
    pub async fn blockers(&mut self, pid: i32) -> Result<Vec<Blocker>, Fault> {
        let query = fill(include_str!("queries/blockers.sql"), &[("pid", &pid)]);
        // Within a transaction, the server's statistics do not change.
        self.client.execute("SELECT pg_catalog.pg_stat_clear_snapshot()".to_owned()).await?;
        let text = self.client.ask(&query).await?;
        serde_json::from_str(&text.unwrap_or_default()).map_err(not_json)
    }

    /// Releases the lock, whose transaction wrote nothing.
    pub async fn release(mut self) {
        // As a transaction that ends with its connection is a line of the server's log.
        let _ = self.client.execute("ROLLBACK".to_owned()).await;
        self.client.close().await;
    }
}

fn not_json(error: serde_json::Error) -> Fault {
    Fault::Lost(std::io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_sqlxs() {
        // CRC-32 of "123456789" is 0xcbf43926, as all lists of checksums have it.
        assert_eq!(key("123456789"), 0x3d32_ad9e * 0xcbf4_3926);
        assert!(key("cruddur") > 0);
    }
}
