//! Queries about users.

use sqlx::{Connection, Row};

use super::json::{array, explain_commit, explain_query, json};
use super::session::Session;
use crate::error::{Error, Result};
use crate::model::User;

/// All users, ordered by handle.
pub async fn list(session: &mut Session) -> Result<Vec<User>> {
    let query = sqlx::query(array!("queries/user_list.sql"));
    Ok(json(session, query).await?.unwrap_or_default())
}

/// Replaces the placeholders in the seeds by Cognito IDs: all of these pairs of handle and ID,
/// or none of them.
///
/// Errors: a user no longer exists, or already has an ID.
pub async fn set_cognito_ids(session: &mut Session, pairs: &[(String, String)]) -> Result<()> {
    let Session { connection, target, .. } = session;
    let (handles, ids): (Vec<&str>, Vec<&str>) =
        pairs.iter().map(|(handle, id)| (handle.as_str(), id.as_str())).unzip();
    let failed = |error| explain_query(error, target);
    // Lock against concurrent changes, since tables may not enforce unique IDs. The
    // isolation level is set so that the query sees the state after locking.
    let begin = connection.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED");
    let mut transaction = begin.await.map_err(failed)?;
    let lock = sqlx::raw_sql("LOCK TABLE public.users IN SHARE ROW EXCLUSIVE MODE");
    lock.execute(&mut *transaction).await.map_err(failed)?;
    let query = sqlx::query(include_str!("queries/user_sync.sql")).bind(handles).bind(ids);
    let row = query.persistent(false).fetch_one(&mut *transaction).await.map_err(failed)?;
    let changed: i64 = row.try_get(0).map_err(failed)?;
    if usize::try_from(changed) != Ok(pairs.len()) {
        transaction.rollback().await.map_err(failed)?;
        return Err(Error::failed("the users were changed meanwhile; nothing was changed")
            .with_hint("run it again"));
    }
    transaction.commit().await.map_err(|error| explain_commit(error, target))
}
