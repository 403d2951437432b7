use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::postgres::{PgConnection, PgRow};

use super::errors::{explain, sqlstate};
use crate::error::{Error, Result};
use crate::model::Target;

/// A query with its parameters bound.
pub(super) type Query<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

/// A template's rows as one JSON array, in the back end's way: `[]` when there are none.
macro_rules! array {
    ($file:literal) => {
        concat!(
            "SELECT (COALESCE(array_to_json(array_agg(row_to_json(array_row))), '[]'::json))::text\n\
             FROM (",
            include_str!($file),
            ") array_row"
        )
    };
}

/// A template's only row as one JSON object, in the back end's way, but NULL when there is none.
macro_rules! object {
    ($file:literal) => {
        concat!(
            "SELECT (row_to_json(object_row))::text\nFROM (",
            include_str!($file),
            ") object_row"
        )
    };
}

pub(super) use {array, object};

/// The row that a query returns, if it returns one.
///
/// The statement has no name and is sent within a transaction, so that a pooler that changes
/// servers in between can be in between.
pub(super) async fn row(
    connection: &mut PgConnection,
    target: &Target,
    query: Query<'_>,
) -> Result<Option<PgRow>> {
    let rows = async {
        let mut transaction = sqlx::Connection::begin(connection).await?;
        let row = query.persistent(false).fetch_optional(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(row)
    };
    rows.await.map_err(|error| without_table(explain(error, target), target))
}

/// The text in the first column of the row that a query returns.
pub(super) async fn text(
    connection: &mut PgConnection,
    target: &Target,
    query: Query<'_>,
) -> Result<Option<String>> {
    let row = row(connection, target, query).await?;
    let text: Option<Option<String>> =
        row.map(|row| row.try_get(0)).transpose().map_err(|error| explain(error, target))?;
    Ok(text.flatten())
}

/// The JSON in the first column of the row that a query returns.
pub(super) async fn json<T: DeserializeOwned>(
    connection: &mut PgConnection,
    target: &Target,
    query: Query<'_>,
) -> Result<Option<T>> {
    let text = text(connection, target, query).await?;
    let read = |text: String| {
        serde_json::from_str(&text).map_err(|error| {
            Error::failed("the tables are not those of Cruddur's schema").because(error)
        })
    };
    text.map(read).transpose()
}

/// Whoever has no tables yet should hear how to get them.
fn without_table(error: Error, target: &Target) -> Error {
    if error.code() != Some(sqlstate::UNDEFINED_TABLE) {
        return error;
    }
    error.hint(format!("load the schema: cruddur-db schema-load --env {}", target.environment))
}
