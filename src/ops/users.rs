//! The users of the database.

use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::model::{MOCK, NewUser};
use crate::postgres::{Login, users};
use crate::report::users::{AddUserPlan, UserAdded, Users};

/// All users by their handles.
pub async fn list(login: Login<'_>) -> Result<Users> {
    let mut connection = login.connect().await?;
    Ok(Users(users::list(&mut connection, login.target).await?))
}

/// Errors (usage): a part of the user is blank.
pub fn check(user: &NewUser) -> Result<()> {
    let parts = [
        ("display name", &user.display_name),
        ("handle", &user.handle),
        ("e-mail address", &user.email),
        ("Cognito id", &user.cognito_user_id),
    ];
    match parts.iter().find(|(_, text)| text.trim().is_empty()) {
        Some((name, _)) => Err(Error::usage(format!("the {name} is blank"))),
        None => Ok(()),
    }
}

/// Adds a user.
///
/// Errors: the handle or the Cognito id is another user's.
pub async fn add(login: Login<'_>, plan: &Approved<AddUserPlan>) -> Result<UserAdded> {
    let mut connection = login.connect().await?;
    let added = users::add(&mut connection, login.target, &plan.user).await?;
    let NewUser { handle, cognito_user_id, .. } = &plan.user;
    let or_id = if cognito_user_id == MOCK { "" } else { " or this Cognito id" };
    added.map(UserAdded).ok_or_else(|| {
        Error::failed(format!("there is a user with the handle {handle:?}{or_id} already"))
            .hint("user list shows who is there")
    })
}
