//! The back end's operations on activities.

use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{ActivityId, Author};
use crate::postgres::{ConnectRequest, Session, activities};
use crate::report::activities::{Activities, ActivityPlan, ActivityShown};

/// Adds an activity, and returns it as it is stored.
///
/// Errors: there is no such user.
pub async fn create(mut session: Session, plan: &Approved<ActivityPlan>) -> Result<ActivityShown> {
    let ActivityPlan { author, message, ttl, .. } = &**plan;
    // It is returned by the transaction that adds it: a later query could fail, and a retry would
    // add it again.
    let added = activities::create(&mut session, author, message, *ttl).await?;
    Ok(ActivityShown(Some(added.ok_or_else(|| no_such_user(author))?)))
}

fn no_such_user(author: &Author) -> Error {
    Error::failed(format!("there is no user with {author}"))
        .with_hint(format!("{} shows the users, user add adds one", hint::command("user list")))
}

/// The home page, newest first, at most `limit` activities.
pub async fn home(login: ConnectRequest<'_>, limit: Option<u32>) -> Result<Activities> {
    let mut session = login.connect().await?;
    Ok(Activities(activities::home(&mut session, limit).await?))
}

pub async fn show(login: ConnectRequest<'_>, id: &ActivityId) -> Result<ActivityShown> {
    let mut session = login.connect().await?;
    Ok(ActivityShown(activities::show(&mut session, id).await?))
}
