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

/// The column `item` of a template's rows as one JSON array: `[]` when there are none. Objects are
/// built by names: of a whole row, Citus knows the columns as `f1`, `f2`.
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

/// The JSON in the first column of the row that a query returns, if it returns one.
pub(super) async fn json<T: DeserializeOwned>(
    session: &mut Session,
    query: Query<'_>,
) -> Result<Option<T>> {
    read(session, query, explain_query).await
}

/// The same of a query that changes something.
///
/// Errors: also, when the connection was lost at COMMIT, that it is not known whether what the
/// query changed is there.
pub(super) async fn json_of_change<T: DeserializeOwned>(
    session: &mut Session,
    query: Query<'_>,
) -> Result<Option<T>> {
    read(session, query, explain_commit).await
}

/// The statement has no name and is sent within a transaction, so that a pooler that changes
/// servers in between can be in between.
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
    parsed.map_err(|error| {
        Error::failed("the tables are not those of Cruddur's schema").because(error)
    })
}

/// The error of a query on Cruddur's tables, which may not be there, or be others.
pub(super) fn explain_query(error: sqlx::Error, target: &Target) -> Error {
    let error = explain(error, target);
    let environment = &target.environment;
    match error.code() {
        Some(sqlstate::UNDEFINED_TABLE) => error.with_hint(format!(
            "load the schema: {}",
            hint::command("schema-load").of(environment)
        )),
        Some(sqlstate::UNDEFINED_COLUMN) => error.with_hint(
            "Cruddur's schema has that column: add it to the table, or rename the one that the \
             table has in its place: ALTER TABLE .. RENAME COLUMN .. TO ..",
        ),
        _ => error,
    }
}

/// The same when COMMIT was sent. Where the server did not say what came of it, no one knows.
pub(super) fn explain_commit(error: sqlx::Error, target: &Target) -> Error {
    let said = error.as_database_error().and_then(|it| it.try_downcast_ref::<PgDatabaseError>());
    let is_fatal =
        |it: &PgDatabaseError| matches!(it.severity(), PgSeverity::Fatal | PgSeverity::Panic);
    if said.is_some_and(|it| !is_fatal(it)) {
        return explain_query(error, target);
    }
    Error::failed(explain(error, target).message())
        .with_detail(
            "COMMIT was sent, and the connection was lost before the server answered: whether \
             everything is there or nothing is not known",
        )
        .with_hint("look into the database before you repeat it")
}
