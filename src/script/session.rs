//! The conversation with the server: messages, and cancelling them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use sqlx::postgres::{PgConnection, PgCopyIn, PgRow};
use sqlx::{AssertSqlSafe, Connection, Either, Executor, Row, raw_sql};

use super::notices::FLUSH;
use crate::model::Target;
use crate::ops::Interrupt;
use crate::postgres::{Patience, connect};

/// What the first message asks the server.
pub const PREPARE: &str = include_str!("prepare.sql");

/// How often a slow statement is told about, and a cancel is repeated.
const SLOW: Duration = Duration::from_secs(1);
const AGAIN: Duration = Duration::from_millis(300);

/// How often the server may refuse the connection that cancels.
const TRIES: u32 = 5;

/// What the first message finds out.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Whether `'..'` takes backslashes as they are.
    pub standard_strings: bool,
    /// Whether the server counts positions in bytes, which it does in SQL_ASCII.
    pub counts_bytes: bool,
    pub superuser: bool,
    /// The TimeZone and DateStyle that a client gets that asks for none.
    pub zone: String,
    pub dates: String,
}

/// How the server took a message.
#[derive(Debug, Default)]
pub struct Reply {
    /// For each statement that was done: the rows it says it touched.
    pub done: Vec<u64>,
    /// What stopped it.
    pub failure: Option<sqlx::Error>,
    /// The first row of the last statement, as text by column.
    pub row: Vec<(String, Option<String>)>,
    /// How many rows it had.
    pub rows: u64,
}

/// See the module.
pub struct Session<'c> {
    pub connection: &'c mut PgConnection,
    pub guard: Guard<'c>,
    pub facts: Option<Facts>,
}

impl<'c> Session<'c> {
    pub fn new(
        connection: &'c mut PgConnection,
        target: &'c Target,
        interrupt: &'c Interrupt,
    ) -> Self {
        let guard = Guard { target, interrupt, pid: AtomicI32::new(0) };
        Self { connection, guard, facts: None }
    }

    /// The statements that go before the first ones of the file, and how many they are. What
    /// they find out is in the facts once the reply is there. They are over before the file's
    /// transaction begins, so that it may still choose its isolation level.
    pub fn opening(&self) -> (String, usize) {
        if self.facts.is_some() {
            return (String::new(), 0);
        }
        (format!("BEGIN;\n{PREPARE};\n{FLUSH};\nCOMMIT;\n"), 4)
    }

    /// Sends a message and reads the whole reply. `slow` is told now and then how many
    /// statements are done.
    pub async fn send(&mut self, text: Arc<String>, slow: &(dyn Fn(usize) + Sync)) -> Reply {
        let Self { connection, guard, facts } = self;
        let mut reply = Reply::default();
        // The first row and the number of rows of a statement.
        let (mut current, mut last) = ((Vec::new(), 0), (Vec::new(), 0));
        let lost = guard
            .run(async {
                let mut stream = raw_sql(AssertSqlSafe(text)).fetch_many(&mut **connection);
                loop {
                    let item = tokio::select! {
                        item = stream.next() => item,
                        () = tokio::time::sleep(SLOW) => {
                            slow(reply.done.len());
                            continue;
                        }
                    };
                    match item {
                        None => break,
                        Some(Err(error)) => {
                            reply.failure = Some(error);
                            break;
                        }
                        Some(Ok(Either::Left(done))) => {
                            reply.done.push(done.rows_affected());
                            last = std::mem::take(&mut current);
                        }
                        Some(Ok(Either::Right(row))) if facts.is_none() => {
                            guard.learn(&row);
                            *facts = Some(Facts::read(&row));
                        }
                        Some(Ok(Either::Right(row))) => {
                            if current.1 == 0 {
                                current.0 = columns(&row);
                            }
                            current.1 += 1;
                        }
                    }
                }
            })
            .await
            .err();
        if let Some(lost) = lost {
            reply.failure = Some(lost);
        }
        (reply.row, reply.rows) = last;
        reply
    }

    /// The answer to a question of ours: the first column of the first row.
    pub async fn ask(&mut self, query: String) -> Result<Option<String>, sqlx::Error> {
        let reply = self.send(Arc::new(query), &|_| {}).await;
        match reply.failure {
            Some(error) => Err(error),
            None => Ok(reply.row.into_iter().next().and_then(|(_, value)| value)),
        }
    }

    /// Begins a `COPY .. FROM STDIN`.
    pub async fn copy_in(&mut self, statement: &str) -> CopyResult<'_> {
        let copy = self.connection.copy_in_raw(statement);
        let copy = self.guard.run(copy).await??;
        Ok((copy, &self.guard))
    }

    /// Runs a `COPY .. TO STDOUT`; nobody wants to see the data. Returns the pieces it had.
    pub async fn copy_out(&mut self, statement: &str) -> Result<u64, sqlx::Error> {
        let connection = &mut *self.connection;
        self.guard
            .run(async {
                let mut stream = connection.copy_out_raw(statement).await?;
                let mut pieces = 0;
                while let Some(piece) = stream.next().await {
                    piece?;
                    pieces += 1;
                }
                Ok(pieces)
            })
            .await?
    }

    /// Undoes what the open transaction did. Returns whether the server said so.
    pub async fn roll_back(&mut self) -> bool {
        // An interrupt is what may have brought us here: it must not stop the rollback.
        let done = self.connection.execute(raw_sql("ROLLBACK"));
        matches!(tokio::time::timeout(Duration::from_secs(30), done).await, Ok(Ok(_)))
    }
}

type CopyResult<'s> = Result<(PgCopyIn<&'s mut PgConnection>, &'s Guard<'s>), sqlx::Error>;

/// Work on the server under the eyes of the interrupt.
pub struct Guard<'c> {
    target: &'c Target,
    interrupt: &'c Interrupt,
    pid: AtomicI32,
}

impl Guard<'_> {
    pub fn is_raised(&self) -> bool {
        self.interrupt.is_raised()
    }

    /// Ends when the user interrupts.
    pub async fn raised(&self) {
        self.interrupt.wait().await;
    }

    fn learn(&self, row: &PgRow) {
        let pid = row.try_get::<&str, _>(0).ok().and_then(|pid| pid.parse().ok());
        self.pid.store(pid.unwrap_or_default(), Ordering::Relaxed);
    }

    /// Waits for the work. After an interrupt the server is told to cancel it until it ends.
    ///
    /// Errors: the server could not be told; the work is given up, and the connection with it.
    pub async fn run<T>(&self, work: impl Future<Output = T>) -> Result<T, sqlx::Error> {
        tokio::select! {
            biased;
            done = work => Ok(done),
            error = self.cancel() => Err(error),
        }
    }

    async fn cancel(&self) -> sqlx::Error {
        self.interrupt.wait().await;
        let mut refused = 0;
        loop {
            match self.pid.load(Ordering::Relaxed) {
                // The answer to the first message brings it.
                0 => {}
                pid => match self.cancel_once(pid).await {
                    Ok(()) => refused = 0,
                    Err(error) if refused == TRIES => return error,
                    Err(_) => refused += 1,
                },
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    async fn cancel_once(&self, pid: i32) -> Result<(), sqlx::Error> {
        let unreachable = |_| sqlx::Error::WorkerCrashed;
        let mut other = connect(self.target, "cruddur-db cancel", Patience::default())
            .await
            .map_err(unreachable)?;
        let cancel = format!("SELECT pg_catalog.pg_cancel_backend({pid})");
        (&mut other).execute(raw_sql(AssertSqlSafe(cancel))).await?;
        other.close().await
    }
}

impl Facts {
    fn read(row: &PgRow) -> Self {
        let text = |name: &str| row.try_get::<String, _>(name).unwrap_or_default();
        Self {
            standard_strings: text("strings") != "off",
            counts_bytes: text("encoding") == "SQL_ASCII",
            superuser: text("superuser") == "on",
            zone: text("zone"),
            dates: text("dates"),
        }
    }
}

/// The values of a row as the server writes them.
fn columns(row: &PgRow) -> Vec<(String, Option<String>)> {
    use sqlx::{Column, ValueRef};
    let value = |index: usize| {
        let value = row.try_get_raw(index).ok()?;
        if value.is_null() { None } else { value.as_str().ok().map(str::to_owned) }
    };
    row.columns().iter().map(|column| (column.name().to_owned(), value(column.ordinal()))).collect()
}
