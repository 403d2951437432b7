//! One command at a time per database: an advisory lock that commands take before their first
//! query and hold until they are done.
//!
//! It is a transaction-level lock, held by an open transaction on a separate connection: a pooler
//! cannot reassign it, and the server releases the lock when the client is gone. The transaction is
//! READ COMMITTED and has no snapshot while idle, so that it blocks neither VACUUM nor CREATE INDEX
//! CONCURRENTLY.

use std::time::Duration;

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row, raw_sql};

use super::database_state::{self, DatabaseState};
use super::errors::explain;
use super::identifier::fill;
use super::session::Session;
use super::sqlstate;
use super::{ConnectRequest, Literal, pooling, sessions};
use crate::error::Result;
use crate::model::{ClientSession, DatabaseName, Target};

/// The first key of the lock; the second is the hash of the database's name.
const CLASS: i32 = 0x0c_72_64_62;

/// How often the lock is tried through a pooler.
const EVERY: Duration = Duration::from_millis(100);

/// Disables the timeouts that would end an idle transaction or a long wait.
const NO_TIMEOUTS: &str = "SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;";

/// The same for the limit of the whole transaction, which servers have since Postgres 17: as a value
/// in a query, since older ones do not know the name.
pub(super) const NO_TRANSACTION_TIMEOUT: &str = "(SELECT set_config('transaction_timeout', '0', true) \
     WHERE current_setting('transaction_timeout', true) IS NOT NULL)";

/// The lock. It is released when dropped, or with [`DatabaseLock::release`].
pub struct DatabaseLock {
    session: Session,
    /// Another session had it first, and may have changed what was seen before.
    pub waited: bool,
    /// The process ID of the session that holds it.
    pid: i32,
}

/// What is visible of a database from another one.
pub struct Seen {
    pub state: DatabaseState,
    pub sessions: Vec<ClientSession>,
}

/// Queries without the lock, for a dry run.
pub async fn look(login: ConnectRequest<'_>, maintenance: Option<&DatabaseName>) -> Result<Seen> {
    see(&mut connect(login, maintenance).await?).await
}

/// In the maintenance database, or in the database itself if the role may not connect to another.
async fn connect(login: ConnectRequest<'_>, maintenance: Option<&DatabaseName>) -> Result<Session> {
    match login.connect_maintenance(maintenance).await {
        Err(error) if maintenance.is_none() && error.code().is_some_and(is_access_denied) => {
            login.connect().await.map_err(|_| error)
        }
        connection => connection,
    }
}

async fn see(session: &mut Session) -> Result<Seen> {
    let Session { connection, target, .. } = session;
    let rows = raw_sql(AssertSqlSafe(query(target))).fetch_all(connection).await;
    rows.and_then(|rows| read(&rows)).map_err(|error| explain(error, target))
}

/// Whether a pooler is in between; true if that cannot be determined.
async fn is_pooled(login: ConnectRequest<'_>) -> bool {
    let client = match login.connect_client_maintenance(None).await {
        Err(_) => login.connect_client().await,
        client => client,
    };
    let Ok(mut client) = client else { return true };
    let pooled = pooling::is_pooled(&mut client).await;
    client.close().await;
    pooled.unwrap_or(true)
}

/// The state, and then the sessions.
fn query(target: &Target) -> String {
    let sessions = sessions::query(Some(target.database()));
    format!("{};\n{sessions}", database_state::query(target.database()))
}

fn read(rows: &[PgRow]) -> sqlx::Result<Seen> {
    let (state, sessions) = rows.split_first().ok_or(sqlx::Error::RowNotFound)?;
    let sessions = sessions.iter().map(sessions::read).collect::<sqlx::Result<_>>()?;
    Ok(Seen { state: database_state::read(state)?, sessions })
}

#[derive(Debug, Clone, serde::Deserialize)]
pub struct Holder {
    pid: i32,
    user: Option<String>,
    /// `cruddur-db setup`
    application: Option<String>,
    seconds: Option<f64>,
}

impl DatabaseLock {
    /// Tries to take the lock of the target's database, in the maintenance database, or in the
    /// database itself if the role may not connect to another. Returns what is seen of the database
    /// under the lock, or the holder to wait for.
    ///
    /// Errors: those of the login.
    pub async fn begin(
        login: ConnectRequest<'_>,
        maintenance: Option<&DatabaseName>,
    ) -> Result<(Self, Result<Seen, Holder>)> {
        let session = connect(login, maintenance).await?;
        let mut lock = Self { session, waited: false, pid: 0 };
        let found = lock.attempt().await.map_err(|error| explain(error, login.target))?;
        lock.waited = found.is_err();
        Ok((lock, found))
    }

    /// Begins the transaction, tries the lock, and queries the database, in one message.
    async fn attempt(&mut self) -> sqlx::Result<Result<Seen, Holder>> {
        let name = Literal(self.session.target.database().as_str()).to_string();
        let holder = include_str!("queries/lock_holder.sql");
        let holder = fill(holder, &[("class", &CLASS), ("name", &name)]);
        let sql = format!(
            "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY;\n{NO_TIMEOUTS}\n\
             SELECT pg_try_advisory_xact_lock({CLASS}, hashtext({name})) AS locked, \
             pg_backend_pid() AS pid, {NO_TRANSACTION_TIMEOUT} AS unlimited;\n{holder};\n{}",
            query(&self.session.target)
        );
        let rows = raw_sql(AssertSqlSafe(sql)).fetch_all(&mut self.session.connection).await?;
        let (first, rows) = rows.split_first().ok_or(sqlx::Error::RowNotFound)?;
        self.pid = first.try_get("pid")?;
        if first.try_get("locked")? {
            return read(rows).map(Ok);
        }
        // The holder may have released it meanwhile: then the wait is short.
        let unknown = Holder { pid: 0, user: None, application: None, seconds: None };
        let holder = rows.first().and_then(|row| holder_of(row).ok());
        Ok(Err(holder.unwrap_or(unknown)))
    }

    /// Waits until the lock is released. Dropped, it leaves the queue.
    ///
    /// Through a pooler it polls: waiting in a transaction would occupy a session that
    /// the holder may need.
    pub async fn wait(&mut self, login: ConnectRequest<'_>) -> Result<()> {
        self.roll_back().await?;
        let pooled = is_pooled(login).await;
        loop {
            let found = self.attempt().await;
            if found.map_err(|error| explain(error, &self.session.target))?.is_ok() {
                return Ok(());
            }
            if !pooled {
                return self.queue().await;
            }
            self.roll_back().await?;
            tokio::time::sleep(EVERY).await;
        }
    }

    async fn roll_back(&mut self) -> Result<()> {
        self.session.execute("ROLLBACK").await
    }

    async fn queue(&mut self) -> Result<()> {
        let name = Literal(self.session.target.database().as_str()).to_string();
        let sql = format!("SELECT pg_advisory_xact_lock({CLASS}, hashtext({name}))");
        self.session.execute(AssertSqlSafe(sql)).await
    }

    /// A condition in SQL that is true while the lock is held.
    pub fn is_held(&self) -> String {
        format!(
            "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = {} \
             AND objsubid = 2 AND classid::int8 = {CLASS} \
             AND objid::int8 = (hashtext({})::int8 & 4294967295))",
            self.pid,
            Literal(self.session.target.database().as_str())
        )
    }

    /// Queries the target database's current state.
    pub async fn look(&mut self) -> Result<Seen> {
        see(&mut self.session).await
    }

    /// Queries the state of another database.
    pub async fn state_of(&mut self, database: &DatabaseName) -> Result<DatabaseState> {
        database_state::state(&mut self.session, database).await
    }

    /// Terminates the sessions of these databases, as far as the role may. Returns how many there
    /// still were.
    ///
    /// Errors: the connection is lost, and the lock with it.
    pub async fn end_sessions(&mut self, databases: &[&DatabaseName]) -> Result<usize> {
        let names: Vec<String> =
            databases.iter().map(|name| Literal(name.as_str()).to_string()).collect();
        let sql = fill(include_str!("queries/sessions_end.sql"), &[("names", &names.join(", "))]);
        let sql = format!("SAVEPOINT before;\n{sql};\nRELEASE SAVEPOINT before");
        let ended = raw_sql(AssertSqlSafe(sql)).fetch_all(&mut self.session.connection).await;
        let error = match ended {
            // The first row is not of a session.
            Ok(rows) => return Ok(rows.len().saturating_sub(1)),
            Err(error) => error,
        };
        // A session may have changed its role meanwhile: the lock must survive the error.
        if error.as_database_error().is_some() {
            return self.session.execute("ROLLBACK TO SAVEPOINT before").await.map(|()| 0);
        }
        Err(explain(error, &self.session.target))
    }

    /// Releases the lock: once this returns, it is free for another session of ours.
    pub async fn release(mut self) {
        // The server's log would have a line about a transaction that ends with its connection. A
        // lost connection holds no lock.
        let _ = self.roll_back().await;
        self.session.close().await;
    }
}

/// Whether the role may not connect to a maintenance database, or there is none.
pub fn is_access_denied(code: &str) -> bool {
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
