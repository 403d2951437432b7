//! Queries about users.

use sqlx::postgres::PgConnection;
use sqlx::{Connection, Row};

use super::errors::{explain, sqlstate};
use super::json::{array, json, text};
use crate::error::{Error, Result};
use crate::model::{NewUser, Target, User};

/// What became of a confirmed user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    Added,
    /// A user of the seeds got the Cognito id.
    Adopted,
    /// He was there.
    Present,
    /// The handle is another user's.
    Taken,
}

/// All users by their handles.
pub async fn list(connection: &mut PgConnection, target: &Target) -> Result<Vec<User>> {
    let query = sqlx::query(array!("queries/user_list.sql"));
    Ok(json(connection, target, query).await?.unwrap_or_default())
}

/// Adds a user; none when the handle or the Cognito id is taken.
pub async fn add(
    connection: &mut PgConnection,
    target: &Target,
    user: &NewUser,
) -> Result<Option<User>> {
    let sql = concat!(
        "WITH added AS (",
        include_str!("queries/user_add.sql"),
        ") SELECT row_to_json(added)::text FROM added"
    );
    json(connection, target, bound(sql, user)).await
}

fn bound<'q>(sql: &'static str, user: &'q NewUser) -> super::json::Query<'q> {
    sqlx::query(sql)
        .bind(&user.display_name)
        .bind(&user.handle)
        .bind(&user.email)
        .bind(&user.cognito_user_id)
}

/// Replaces the placeholder of the seeds by Cognito ids: all of these pairs of handle and id,
/// or none of them.
///
/// Errors: a user is no longer there, or has an id by now.
pub async fn set_cognito_ids(
    connection: &mut PgConnection,
    target: &Target,
    pairs: &[(String, String)],
) -> Result<()> {
    let (handles, ids): (Vec<&str>, Vec<&str>) =
        pairs.iter().map(|(handle, id)| (handle.as_str(), id.as_str())).unzip();
    let failed = |error| explain(error, target);
    let mut transaction = connection.begin().await.map_err(failed)?;
    let query = sqlx::query(include_str!("queries/user_sync.sql")).bind(handles).bind(ids);
    let row = query.persistent(false).fetch_one(&mut *transaction).await.map_err(failed)?;
    let changed: i64 = row.try_get(0).map_err(failed)?;
    if usize::try_from(changed) != Ok(pairs.len()) {
        transaction.rollback().await.map_err(failed)?;
        return Err(
            Error::failed("the users changed meanwhile; nothing was changed").hint("run it again")
        );
    }
    transaction.commit().await.map_err(failed)
}

/// Makes sure that a confirmed user is there. Calling it again changes nothing.
pub async fn confirm(
    connection: &mut PgConnection,
    target: &Target,
    user: &NewUser,
) -> Result<Confirmation> {
    // Once more when a parallel call for the same user was in the way.
    for last in [false, true] {
        let query = bound(include_str!("queries/user_confirm.sql"), user);
        match text(connection, target, query).await {
            Ok(word) => match word.as_deref() {
                Some("added") => return Ok(Confirmation::Added),
                Some("adopted") => return Ok(Confirmation::Adopted),
                Some("present") => return Ok(Confirmation::Present),
                _ if last => return Ok(Confirmation::Taken),
                _ => {}
            },
            Err(error) if !last && error.code() == Some(sqlstate::UNIQUE_VIOLATION) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Confirmation::Taken)
}
