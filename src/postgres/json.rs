use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::postgres::{PgDatabaseError, PgSeverity};

use super::errors::explain;
use super::session::Session;
use super::sqlstate;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::Target;

/// A query with its parameters bound.
pub(super) type Query<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

/// The column `item` of a query's rows as one JSON array: `[]` without rows. Objects are
/// built with explicit names: in whole rows, Citus calls the columns `f1`, `f2`.
macro_rules! array {
    ($file:literal) => {
        concat!(
            "SELECT coalesce(json_agg(list.item), '[]')::text\nFROM (",
            include_str!($file),
            ") list"
        )
    };
}

pub(super) use array;

/// The JSON in the first column of the returned row, if any.
pub(super) async fn json<T: DeserializeOwned>(
    session: &mut Session,
    query: Query<'_>,
) -> Result<Option<T>> {
    read(session, query, explain_query).await
}

/// The same for a query that changes data.
///
/// Errors: also when the connection was lost at COMMIT, so that the outcome of the
/// change is unknown.
pub(super) async fn json_of_change<T: DeserializeOwned>(
    session: &mut Session,
    query: Query<'_>,
) -> Result<Option<T>> {
    read(session, query, explain_commit).await
}

/// The statement is unnamed and sent within a transaction, so that it works through a pooler that
/// changes servers.
async fn read<T: DeserializeOwned>(
    session: &mut Session,
    query: Query<'_>,
    commit_failed: fn(sqlx::Error, &Target) -> Error,
) -> Result<Option<T>> {
    let Session { connection, target, .. } = session;
    let failed = |error| explain_query(error, target);
    let mut transaction = sqlx::Connection::begin(connection).await.map_err(failed)?;
    let row = query.persistent(false).fetch_optional(&mut *transaction).await.map_err(failed)?;
    transaction.commit().await.map_err(|error| commit_failed(error, target))?;
    let text: Option<Option<String>> =
        row.map(|row| row.try_get(0)).transpose().map_err(|error| explain(error, target))?;
    let parsed = text.flatten().map(|text| serde_json::from_str(&text)).transpose();
    parsed.map_err(|error| Error::failed("the tables do not match Cruddur's schema").because(error))
}

/// The error of a query on Cruddur's tables, which may be missing or different.
pub(super) fn explain_query(error: sqlx::Error, target: &Target) -> Error {
    let error = explain(error, target);
    let environment = &target.environment;
    match error.code() {
        Some(sqlstate::UNDEFINED_TABLE) => error.with_hint(format!(
            "load the schema: {}",
            hint::command("schema-load").of(environment)
        )),
        Some(sqlstate::UNDEFINED_COLUMN) => error.with_hint(
            "Cruddur's schema has that column: add it to the table, or rename the column used \
             instead: ALTER TABLE .. RENAME COLUMN .. TO ..",
        ),
        _ => error,
    }
}

/// The same after COMMIT was sent. Without the server's answer, its outcome is unknown.
pub(super) fn explain_commit(error: sqlx::Error, target: &Target) -> Error {
    let said = error.as_database_error().and_then(|it| it.try_downcast_ref::<PgDatabaseError>());
    let is_fatal =
        |it: &PgDatabaseError| matches!(it.severity(), PgSeverity::Fatal | PgSeverity::Panic);
    if said.is_some_and(|it| !is_fatal(it)) {
        return explain_query(error, target);
    }
    Error::failed(explain(error, target).message())
        .with_detail(
            "the connection was lost at COMMIT, before the server answered: it is unknown \
             whether everything was committed or nothing",
        )
        .with_hint("check the database before you repeat it")
}
