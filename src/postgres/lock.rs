//! One command at a time on a database: an advisory lock that commands take before their first
//! look, and hold until they are done.
//!
//! It is a transaction's lock, held by a transaction that stays open, on a connection of its
//! own: a pooler cannot hand that connection on, and the server lets go when the client is gone.
//! The transaction reads committed data and has no snapshot while it is idle, so that it holds
//! up neither VACUUM nor CREATE INDEX CONCURRENTLY.

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Connection, Row, raw_sql};

use super::database_state::{DatabaseState, state};
use super::errors::{explain, sqlstate};
use super::{Literal, Login};
use crate::error::Result;
use crate::model::{DatabaseName, Target};

/// The first key of the lock; the second is the hash of the database's name.
const CLASS: i32 = 0x0c_72_64_62;

/// The settings that would end an open, idle transaction or a long wait.
const NO_TIMEOUTS: &str = "SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;";

/// The lock. It ends with the value, or with [`DatabaseLock::release`].
pub struct DatabaseLock {
    connection: PgConnection,
    target: Target,
    /// Somebody else had it first, and may have changed what was seen before.
    pub waited: bool,
}

/// Who holds a lock that is waited for.
pub struct Holder {
    pid: i32,
    user: Option<String>,
    /// `cruddur-db setup`
    application: Option<String>,
    seconds: Option<f64>,
}

impl DatabaseLock {
    /// Tries to take the lock of the target's database, in the maintenance database, or in the
    /// database itself where the role gets into no other. Returns who has it, who is to be
    /// waited for.
    ///
    /// Errors: those of the login.
    pub async fn begin(
        login: Login<'_>,
        maintenance: Option<&DatabaseName>,
    ) -> Result<(Self, Option<Holder>)> {
        let target = login.target;
        let connection = match login.connect_beside(maintenance).await {
            Err(error) if maintenance.is_none() && error.code().is_some_and(is_closed_door) => {
                login.connect().await.map_err(|_| error)?
            }
            connection => connection?,
        };
        let mut lock = Self { connection, target: target.clone(), waited: false };
        let holder = lock.attempt().await.map_err(|error| explain(error, target))?;
        lock.waited = holder.is_some();
        Ok((lock, holder))
    }

    /// Begins the transaction and tries. Returns who has the lock.
    async fn attempt(&mut self) -> sqlx::Result<Option<Holder>> {
        let name = Literal(self.target.database().as_str()).to_string();
        let holder = include_str!("queries/lock_holder.sql")
            .replace("$class", &CLASS.to_string())
            .replace("$name", &name);
        let sql = format!(
            "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY;\n{NO_TIMEOUTS}\n\
             SELECT pg_try_advisory_xact_lock({CLASS}, hashtext({name}));\n{holder}"
        );
        let rows = raw_sql(AssertSqlSafe(sql)).fetch_all(&mut self.connection).await?;
        let locked: bool = rows.first().map(|row| row.try_get(0)).transpose()?.unwrap_or(false);
        if locked {
            return Ok(None);
        }
        // It may have let go meanwhile: then the wait is short.
        let unknown = Holder { pid: 0, user: None, application: None, seconds: None };
        Ok(Some(rows.get(1).map(holder_of).transpose()?.unwrap_or(unknown)))
    }

    /// Waits until whoever has the lock lets go. Dropped, it leaves the queue.
    pub async fn wait(&mut self) -> Result<()> {
        let name = Literal(self.target.database().as_str()).to_string();
        let sql = format!("SELECT pg_advisory_xact_lock({CLASS}, hashtext({name}))");
        let done = raw_sql(AssertSqlSafe(sql)).execute(&mut self.connection).await;
        done.map(|_| ()).map_err(|error| explain(error, &self.target))
    }

    /// Asks for the state of the target's database, as it is now.
    pub async fn state(&mut self) -> Result<DatabaseState> {
        state(&mut self.connection, &self.target).await
    }

    /// Ends the sessions of these databases, as far as the role may.
    ///
    /// Errors: the connection is gone, and the lock with it.
    pub async fn end_sessions(&mut self, databases: &[&DatabaseName]) -> Result<()> {
        let names: Vec<String> =
            databases.iter().map(|name| Literal(name.as_str()).to_string()).collect();
        let sql = include_str!("queries/sessions_end.sql").replace("$names", &names.join(", "));
        let sql = format!("SAVEPOINT before;\n{sql};\nRELEASE SAVEPOINT before");
        let Err(error) = raw_sql(AssertSqlSafe(sql)).execute(&mut self.connection).await else {
            return Ok(());
        };
        // A session that became another role's meanwhile: the lock must survive it.
        if error.as_database_error().is_some() {
            let undo = "ROLLBACK TO SAVEPOINT before";
            let undone = raw_sql(undo).execute(&mut self.connection).await;
            return undone.map(|_| ()).map_err(|error| explain(error, &self.target));
        }
        Err(explain(error, &self.target))
    }

    /// Lets go: the server ends the transaction, which wrote nothing, with the connection.
    pub async fn release(self) {
        let _ = self.connection.close().await;
    }
}

/// Whether the role may work in no other database, or there is none.
pub fn is_closed_door(code: &str) -> bool {
    matches!(
        code,
        sqlstate::UNKNOWN_DATABASE | sqlstate::INSUFFICIENT_PRIVILEGE | sqlstate::LOGIN_REFUSED
    )
}

fn holder_of(row: &PgRow) -> sqlx::Result<Holder> {
    Ok(Holder {
        pid: row.try_get("pid")?,
        user: row.try_get("user")?,
        application: row.try_get("application")?,
        seconds: row.try_get("seconds")?,
    })
}

impl Holder {
    /// `another setup`
    pub fn command(&self) -> String {
        let command = self.application.as_deref().and_then(|it| it.strip_prefix("cruddur-db "));
        format!("another {}", command.unwrap_or("command"))
    }

    /// `another setup of cruddur (process ID 4711, for 3 s, as ann)`
    pub fn describe(&self, database: &str) -> String {
        let mut facts = vec![format!("process ID {}", self.pid)];
        facts.extend(self.seconds.map(|seconds| format!("for {seconds:.0} s")));
        facts.extend(self.user.as_ref().map(|user| format!("as {user}")));
        format!("{} of {database} ({})", self.command(), facts.join(", "))
    }
}
