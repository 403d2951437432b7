//! Adding users to tables of which only the columns are known. Uniqueness is enforced
//! by locks, and a violated constraint is reported by its columns.
//!
//! Values are sent as quoted constants: these take the type of their column, be it text, varchar
//! or uuid, and each of the two messages can go through a pooler.

use std::fmt::Display;

use sqlx::postgres::{PgConnection, PgDatabaseError};
use sqlx::{AssertSqlSafe, Row, raw_sql};

use super::identifier::{Literal, fill};
use super::json::{explain_commit, explain_query};
use super::session::Session;
use super::sqlstate;
use crate::error::{Error, Result};
use crate::model::{MOCK, NewUser, User};

/// The outcome for a confirmed user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    Added,
    /// A user of the seeds got the Cognito ID.
    Adopted,
    /// The user already existed.
    Present,
    /// Another user has the same values in these columns.
    Taken(Vec<String>),
}

/// The outcome of adding a user.
#[derive(Debug)]
pub enum Addition {
    Added(User),
    /// Another user has the same values in these columns.
    Taken(Vec<String>),
}

/// The outcome of a change: its rows' first column, or the columns whose values are taken.
enum Change {
    Done(Vec<String>),
    Taken(Vec<String>),
}

/// How a transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Commit,
    /// A trial: the server says whether it could be done.
    Rollback,
}

impl End {
    fn sql(self) -> &'static str {
        match self {
            Self::Commit => "COMMIT",
            Self::Rollback => "ROLLBACK",
        }
    }
}

/// Makes sure that a confirmed user exists exactly once. Idempotent.
pub async fn confirm(session: &mut Session, user: &NewUser, end: End) -> Result<Confirmation> {
    let adopt = fill(
        include_str!("queries/user_adopt.sql"),
        &[("handle", &Literal(&user.handle)), ("id", &Literal(&user.cognito_user_id))],
    );
    let mut taken = Vec::new();
    // Retry once if a session that does not lock, such as the back end's, interfered.
    for _ in 0..2 {
        let (sql, done) = match lock(session, user).await?.as_str() {
            "present" => return finish(session, Confirmation::Present).await,
            "taken" => {
                let handle = Confirmation::Taken(vec!["handle".to_owned()]);
                return finish(session, handle).await;
            }
            "mock" => (format!("{adopt} RETURNING 'adopted'"), Confirmation::Adopted),
            _ => (format!("{} RETURNING 'added'", insert(user)), Confirmation::Added),
        };
        // RETURNING uses no column, since a role may insert users that it may not read.
        match change(session, &sql, end).await? {
            Change::Done(rows) if !rows.is_empty() => return Ok(done),
            Change::Done(_) => {}
            Change::Taken(columns) => taken = columns,
        }
    }
    Ok(Confirmation::Taken(taken))
}

/// Adds a user, unless another one has the handle or the Cognito ID.
pub async fn add(session: &mut Session, user: &NewUser) -> Result<Addition> {
    let taken = match lock(session, user).await?.as_str() {
        "absent" => None,
        "present" => Some("cognito_user_id"),
        _ => Some("handle"),
    };
    if let Some(column) = taken {
        return finish(session, Addition::Taken(vec![column.to_owned()])).await;
    }
    let sql = format!(
        "{} RETURNING json_build_object('uuid', uuid, 'handle', handle, 'display_name', \
         display_name, 'email', email, 'cognito_user_id', cognito_user_id, 'created_at', \
         created_at)::text",
        insert(user)
    );
    let rows = match change(session, &sql, End::Commit).await? {
        Change::Taken(columns) => return Ok(Addition::Taken(columns)),
        Change::Done(rows) => rows,
    };
    let row = rows.first().map_or("", String::as_str);
    serde_json::from_str(row).map(Addition::Added).map_err(|error| {
        Error::failed("the user was added, but the table does not match Cruddur's schema")
            .because(error)
    })
}

fn insert(user: &NewUser) -> String {
    let NewUser { display_name, handle, email, cognito_user_id } = user;
    let values = [display_name, handle, email, cognito_user_id].map(|text| Literal(text));
    let [name, handle, email, id] = &values;
    let values: [(&str, &dyn Display); 4] =
        [("name", name), ("handle", handle), ("email", email), ("id", id)];
    fill(include_str!("queries/user_add.sql"), &values)
}

/// Begins a transaction that holds the user's locks, and returns the user's current state.
async fn lock(session: &mut Session, user: &NewUser) -> Result<String> {
    let Session { connection, target, .. } = session;
    let NewUser { display_name, handle, email, cognito_user_id } = user;
    if [display_name, handle, email, cognito_user_id].iter().any(|text| text.contains('\0')) {
        return Err(Error::failed("a NUL character is in the user's attributes")
            .with_hint("Postgres cannot store that character in text"));
    }
    let id = Literal(cognito_user_id);
    let id: &dyn Display = if cognito_user_id == MOCK { &"NULL" } else { &id };
    let sql =
        fill(include_str!("queries/user_lock.sql"), &[("id", id), ("handle", &Literal(handle))]);
    let rows = raw_sql(AssertSqlSafe(sql)).fetch_all(&mut *connection).await;
    let word = rows.and_then(|rows| rows.last().ok_or(sqlx::Error::RowNotFound)?.try_get(0));
    match word {
        Ok(word) => Ok(word),
        Err(error) => {
            rollback(connection).await;
            Err(explain_query(error, target))
        }
    }
}

/// Ends a transaction that changed nothing.
async fn finish<T>(session: &mut Session, result: T) -> Result<T> {
    let Session { connection, target, .. } = session;
    let ended = raw_sql("COMMIT").execute(connection).await;
    ended.map(|_| result).map_err(|error| explain_query(error, target))
}

/// Changes the table and ends the transaction, in one message.
async fn change(session: &mut Session, sql: &str, end: End) -> Result<Change> {
    let Session { connection, target, .. } = session;
    let sql = format!("{sql};\n{}", end.sql());
    let error = match raw_sql(AssertSqlSafe(sql)).fetch_all(&mut *connection).await {
        Ok(rows) => {
            let texts = rows.iter().map(|row| row.try_get(0)).collect::<sqlx::Result<_>>();
            return texts.map(Change::Done).map_err(|error| explain_commit(error, target));
        }
        Err(error) => error,
    };
    rollback(connection).await;
    let Some(said) = error.as_database_error().and_then(|it| it.try_downcast_ref()) else {
        return Err(explain_commit(error, target));
    };
    let said: &PgDatabaseError = said;
    match (said.code(), said.schema(), said.table(), said.constraint(), said.column()) {
        (sqlstate::UNIQUE_VIOLATION, Some(schema), _, Some(index), _) => {
            let found = unique_columns(connection, schema, index).await;
            let columns = found.map_err(|error| explain_query(error, target))?;
            Ok(Change::Taken(columns))
        }
        (sqlstate::NOT_NULL_VIOLATION, Some(schema), Some(table), _, Some(column)) => {
            // The server's detail has the whole row, which must not be logged.
            Err(Error::failed(format!(
                "the column {column} of {schema}.{table} requires a value and has no default"
            ))
            .with_sqlstate(said.code())
            .with_hint(format!(
                "set one: ALTER TABLE {schema}.{table} ALTER COLUMN {column} SET DEFAULT ''"
            )))
        }
        _ => Err(explain_commit(error, target)),
    }
}

/// An error here adds nothing to the earlier one.
async fn rollback(connection: &mut PgConnection) {
    let _ = raw_sql("ROLLBACK").execute(connection).await;
}

async fn unique_columns(
    connection: &mut PgConnection,
    schema: &str,
    index: &str,
) -> sqlx::Result<Vec<String>> {
    let values: [(&str, &dyn Display); 2] =
        [("schema", &Literal(schema)), ("index", &Literal(index))];
    let sql = fill(include_str!("queries/unique_columns.sql"), &values);
    let rows = raw_sql(AssertSqlSafe(sql)).fetch_all(connection).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}
