//! The back end's queries about activities.

use super::json::{array, json, json_of_change};
use super::session::Session;
use crate::error::Result;
use crate::model::{Activity, ActivityId, Author, Message, Ttl};

/// Adds an activity and returns it as displayed; `None` if there is no such user.
pub async fn create(
    session: &mut Session,
    author: &Author,
    message: &Message,
    ttl: Ttl,
) -> Result<Option<Activity>> {
    let (handle, cognito_user_id) = match author {
        Author::Handle(handle) => (Some(handle), None),
        Author::CognitoUserId(id) => (None, Some(id)),
    };
    let query = sqlx::query(include_str!("queries/activity_create.sql"))
        .bind(handle)
        .bind(cognito_user_id)
        .bind(message.as_str())
        .bind(ttl.hours());
    json_of_change(session, query).await
}

/// The activities of the home page, newest first, at most `limit`.
pub async fn home(session: &mut Session, limit: Option<u32>) -> Result<Vec<Activity>> {
    let query = sqlx::query(array!("queries/activity_home.sql")).bind(limit.map(i64::from));
    Ok(json(session, query).await?.unwrap_or_default())
}

/// One activity, if it exists.
pub async fn show(session: &mut Session, id: &ActivityId) -> Result<Option<Activity>> {
    let query = sqlx::query(include_str!("queries/activity_show.sql")).bind(id.as_str());
    json(session, query).await
}
