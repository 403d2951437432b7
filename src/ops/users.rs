//! The users of the database.

use super::tag;
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::NewUser;
use crate::postgres::new_users::{self, Addition};
use crate::postgres::{ConnectRequest, Session, users};
use crate::report::users::{AddUserPlan, UserAdded, Users};

pub async fn list(login: ConnectRequest<'_>) -> Result<Users> {
    let mut session = login.connect().await?;
    Ok(Users(users::list(&mut session).await?))
}

/// Errors (usage): a part of the user is blank.
pub fn check(user: &NewUser) -> Result<()> {
    let parts = [
        ("display name", &user.display_name),
        ("handle", &user.handle),
        ("e-mail address", &user.email),
        ("Cognito ID", &user.cognito_user_id),
    ];
    match parts.iter().find(|(_, text)| text.trim().is_empty()) {
        Some((name, _)) => Err(Error::usage(format!("the {name} is blank"))),
        None => Ok(()),
    }
}

/// What would be added. The session is for [`add`].
///
/// Errors: those of the login; the database is tagged with another environment (usage).
pub async fn plan(login: ConnectRequest<'_>, user: NewUser) -> Result<(AddUserPlan, Session)> {
    let session = tag::connect_to_write(login).await?;
    Ok((AddUserPlan { target: login.target.clone(), user }, session))
}

/// Adds a user.
///
/// Errors: the handle, the Cognito ID or another unique value belongs to another user.
pub async fn add(mut session: Session, plan: &Approved<AddUserPlan>) -> Result<UserAdded> {
    match new_users::add(&mut session, &plan.user).await? {
        Addition::Added(user) => Ok(UserAdded(user)),
        Addition::Taken(columns) => Err(taken(&plan.user, &columns)),
    }
}

fn taken(user: &NewUser, columns: &[String]) -> Error {
    let names = columns.iter().map(|column| match column.as_str() {
        "handle" => format!("the handle {:?}", user.handle),
        "email" => format!("the e-mail address {:?}", user.email),
        "display_name" => format!("the display name {:?}", user.display_name),
        "cognito_user_id" => format!("the Cognito ID {:?}", user.cognito_user_id),
        column => format!("the same {column}"),
    });
    let names = names.collect::<Vec<_>>().join(" and ");
    Error::failed(format!("a user with {names} already exists"))
        .with_hint(format!("{} shows the users", hint::command("user list")))
}
