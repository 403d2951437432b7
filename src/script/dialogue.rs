//! A session for statements that a person sends: each goes alone, its rows come back as the
//! server's text, and the session is left as the statements made it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use sqlx::postgres::{PgConnection, PgDatabaseError, PgRow, PgSeverity};
use sqlx::{
    AssertSqlSafe, Column as _, Connection, Either, Executor, SqlSafeStr, ValueRef, raw_sql,
};
use tracing::Dispatch;
use tracing::instrument::WithSubscriber;

use super::copy::stream;
use super::kind::{Kind, kind};
use super::notices::Notices;
use super::place::{Clues, described, excerpt_at};
use super::session::{Facts, Session};
use super::source::Source;
use super::statement::Statement;
use super::tag;
use crate::error::{Error, Result};
use crate::model::{Column, RowSet, Target, ValueKind};
use crate::ops::Interrupt;

/// How often notices are passed on while a statement runs.
const TICK: Duration = Duration::from_millis(100);

/// The server answers every statement with this until the failed transaction is ended.
const IN_FAILED_TRANSACTION: &str = "25P02";

/// Whether the next statement is part of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transaction {
    /// Every statement is its own.
    None,
    Open,
    /// An error came up in it: nothing but its end is accepted.
    Failed,
}

/// A statement that went wrong.
#[derive(Debug)]
pub struct Failure {
    pub error: Error,
    /// The connection is of no further use.
    pub lost: bool,
}

impl Failure {
    fn of(error: Error) -> Self {
        Self { error, lost: false }
    }
}

/// Hears the server's notices while statements run.
pub type Hear<'h> = &'h dyn Fn(&str);

/// See the module.
pub struct Dialogue<'c> {
    session: Session<'c>,
    target: &'c Target,
    notices: Notices,
    dispatch: Dispatch,
    transaction: Transaction,
}

impl<'c> Dialogue<'c> {
    /// Finds out what must be known of the session, and gives it the time zone that the server
    /// gives to clients that ask for none.
    pub async fn open(
        connection: &'c mut PgConnection,
        target: &'c Target,
        interrupt: &'c Interrupt,
    ) -> Result<Self> {
        let notices = Notices::default();
        let dispatch = notices.dispatch();
        let session = Session::new(connection, target, interrupt);
        let transaction = Transaction::None;
        let mut dialogue = Self { session, target, notices, dispatch, transaction };
        let (opening, _) = dialogue.session.opening();
        let dispatch = dialogue.dispatch.clone();
        let sent = dialogue.session.send(Arc::new(opening), &|_| {});
        let reply = sent.with_subscriber(dispatch).await;
        // Ours, not a statement's.
        dialogue.notices.take();
        match reply.failure {
            Some(error) => Err(crate::postgres::explain(error, target)),
            None => Ok(dialogue),
        }
    }

    pub fn is_superuser(&self) -> bool {
        self.facts().superuser
    }

    /// Whether `'..'` takes backslashes as they are.
    pub fn standard_strings(&self) -> bool {
        self.facts().standard_strings
    }

    pub fn transaction(&self) -> Transaction {
        self.transaction
    }

    fn facts(&self) -> Facts {
        self.session.facts.clone().unwrap_or_default()
    }

    /// Sends a statement and reads its reply: an entry for each result, of which at most `keep`
    /// rows are kept. What failed comes after what was done.
    ///
    /// Errors: those of the server, with the line and a caret under it, and its place when the
    /// statement is a file's; COPY from and to the client, which other methods do.
    pub async fn run(
        &mut self,
        statement: &Statement,
        keep: usize,
        hear: Hear<'_>,
    ) -> (Vec<RowSet>, Result<(), Failure>) {
        if matches!(kind(statement), Kind::CopyOut) {
            let error = Error::failed("COPY TO STDOUT is not for this console")
                .hint("psql does it: cruddur-db connect -- -c 'COPY ... TO STDOUT'");
            return (Vec::new(), Err(Failure::of(error)));
        }
        let mut sets = Vec::new();
        let failure = self.exchange(statement, keep, &mut sets, hear).await;
        self.tell(hear);
        let result = match failure {
            None => Ok(()),
            Some(error) => Err(self.explain(error, statement)),
        };
        if let Err(failed) = &result
            && failed.lost
        {
            return (sets, result);
        }
        if let Err(failure) = self.look_at_transaction(statement, result.is_err()).await {
            return (sets, Err(failure));
        }
        if let ([set], Transaction::None, true) =
            (sets.as_mut_slice(), self.transaction, tag::may_return(statement))
            && !set.returns
        {
            // The driver does not tell the columns of a result without rows.
            set.columns = self.columns_of(statement).await;
            set.returns = !set.columns.is_empty();
        }
        (sets, result)
    }

    async fn exchange(
        &mut self,
        statement: &Statement,
        keep: usize,
        sets: &mut Vec<RowSet>,
        hear: Hear<'_>,
    ) -> Option<sqlx::Error> {
        let text = Arc::new(statement.text.clone());
        let Session { connection, guard, .. } = &mut self.session;
        let notices = &self.notices;
        let work = async {
            let mut stream = raw_sql(AssertSqlSafe(text)).fetch_many(&mut **connection);
            let mut set = RowSet::default();
            loop {
                let item = tokio::select! {
                    item = stream.next() => item,
                    () = tokio::time::sleep(TICK) => {
                        notices.take().iter().for_each(|notice| hear(notice));
                        continue;
                    }
                };
                match item {
                    None => return None,
                    Some(Err(error)) => return Some(error),
                    Some(Ok(Either::Left(done))) => {
                        set.count = done.rows_affected();
                        sets.push(std::mem::take(&mut set));
                    }
                    Some(Ok(Either::Right(row))) => take_row(&mut set, &row, keep),
                }
            }
        };
        let work = work.with_subscriber(self.dispatch.clone());
        guard.run(work).await.unwrap_or_else(Some)
    }

    /// Asks the server where the session stands, after what may have changed that. The driver
    /// knows and does not tell.
    async fn look_at_transaction(
        &mut self,
        statement: &Statement,
        failed: bool,
    ) -> Result<(), Failure> {
        let ends_or_begins = matches!(
            kind(statement),
            Kind::Begin { .. } | Kind::Commit | Kind::Rollback | Kind::Chain
        );
        let may_differ = ends_or_begins
            || failed && self.transaction == Transaction::Open
            || self.transaction == Transaction::Failed
            || statement.origin.odd;
        if !may_differ {
            return Ok(());
        }
        // Outside a transaction the two are one moment: that in which this message came in.
        let question = "SELECT pg_catalog.now() OPERATOR(pg_catalog.<>) \
                        pg_catalog.statement_timestamp()";
        let answer = self.session.ask(question.to_owned()).await;
        self.transaction = match answer {
            Ok(answer) if answer.as_deref() == Some("t") => Transaction::Open,
            Ok(_) => Transaction::None,
            Err(error) if code(&error) == Some(IN_FAILED_TRANSACTION) => Transaction::Failed,
            Err(error) => return Err(self.explain(error, statement)),
        };
        Ok(())
    }

    /// The columns that the statement would return; none when it returns no rows.
    async fn columns_of(&mut self, statement: &Statement) -> Vec<Column> {
        let connection = &mut *self.session.connection;
        let text = AssertSqlSafe(statement.text.clone()).into_sql_str();
        let columns = match connection.prepare(text).await {
            Ok(prepared) => sqlx::Statement::columns(&prepared).iter().map(column).collect(),
            Err(_) => Vec::new(),
        };
        // It would show in pg_prepared_statements. What fails here comes up at the next statement.
        let _ = connection.clear_cached_statements().await;
        columns
    }

    /// The rows of a question of ours.
    pub async fn ask(&mut self, question: String) -> Result<RowSet, Failure> {
        let file = super::position::FileName::new(std::path::Path::new(""));
        let statement = Statement::made(question, file, super::position::Position::START);
        let mut sets = Vec::new();
        match self.exchange(&statement, usize::MAX, &mut sets, &|_| {}).await {
            None => Ok(sets.pop().unwrap_or_default()),
            Some(error) => Err(self.explain(error, &statement)),
        }
    }

    /// Runs `COPY .. FROM STDIN` with the data of a source. `in_script` says that a line `\.`
    /// ends it, and not the source. Returns the rows that were copied.
    pub async fn copy_in(
        &mut self,
        statement: &Statement,
        source: &mut Source,
        in_script: bool,
    ) -> Result<u64, Failure> {
        let (file, first) = (source.name().clone(), source.position());
        let sent = match self.session.copy_in(&statement.text).await {
            Ok((copy, guard)) => stream(copy, guard, source, first, in_script, &|_| {}).await,
            Err(error) => super::copy::Sent { result: Err(error), stopped: None },
        };
        let result = match (sent.stopped, sent.result) {
            (Some(error), _) => Err(Failure::of(error)),
            (None, Ok(rows)) => Ok(rows),
            (None, Err(error)) => {
                let line = Clues::of(&error).copy_line;
                let mut failure = self.explain(error, statement);
                if let Some(line) = line {
                    let line = first.lines_down(line.saturating_sub(1)).line;
                    failure.error = failure.error.at(file.at_line(line));
                }
                Err(failure)
            }
        };
        match (self.look_at_transaction(statement, result.is_err()).await, &result) {
            (Err(failure), Ok(_)) => Err(failure),
            _ => result,
        }
    }

    fn tell(&self, hear: Hear<'_>) {
        self.notices.take().iter().for_each(|notice| hear(notice));
    }

    fn explain(&self, error: sqlx::Error, statement: &Statement) -> Failure {
        let lost = is_lost(&error);
        let clues = Clues::of(&error);
        let mut error = described(error, &clues, self.target);
        if lost {
            error = Error::unreachable(format!("the connection is lost: {}", error.message()))
                .hint("what was not committed is gone; cruddur-db connect opens another one");
        }
        let (text, origin) = (&statement.text, &statement.origin);
        let typed = origin.file.path().as_os_str().is_empty();
        let Some(character) = clues.character else {
            let error = if typed || lost { error } else { error.at(origin.location()) };
            return Failure { error, lost };
        };
        let before = character.saturating_sub(1);
        let offset = if self.facts().counts_bytes {
            before.min(text.len())
        } else {
            text.char_indices().nth(before).map_or(text.len(), |(at, _)| at)
        };
        let position = origin.position_at(text, offset);
        if !typed {
            error = error.at(origin.file.at(position));
        }
        error = error.excerpt(excerpt_at(text, offset, (!typed).then_some(position.line)));
        Failure { error, lost }
    }
}

fn take_row(set: &mut RowSet, row: &PgRow, keep: usize) {
    use sqlx::Row;
    if !set.returns {
        set.returns = true;
        set.columns = row.columns().iter().map(column).collect();
    }
    if set.rows.len() >= keep {
        return;
    }
    let values = (0..row.columns().len()).map(|index| {
        let value = row.try_get_raw(index).ok()?;
        if value.is_null() { None } else { value.as_str().ok().map(str::to_owned) }
    });
    set.rows.push(values.collect());
}

fn column(column: &sqlx::postgres::PgColumn) -> Column {
    let oid = column.type_info().oid().map(|oid| oid.0).unwrap_or_default();
    Column { name: column.name().to_owned(), kind: ValueKind::of_oid(oid) }
}

fn code(error: &sqlx::Error) -> Option<&str> {
    database_error(error).map(PgDatabaseError::code)
}

fn database_error(error: &sqlx::Error) -> Option<&PgDatabaseError> {
    error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()
}

/// Whether the server has hung up, or the two no longer understand each other.
fn is_lost(error: &sqlx::Error) -> bool {
    match database_error(error) {
        Some(error) => matches!(error.severity(), PgSeverity::Fatal | PgSeverity::Panic),
        None => true,
    }
}
