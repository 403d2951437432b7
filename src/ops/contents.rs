//! What is in a database, before it is lost. Not being let in is an answer, too.

use sqlx::postgres::PgConnection;

use crate::error::Result;
use crate::model::{Contents, Target};
use crate::postgres::{Login, contents};
use crate::report::contents::Inside;

/// Logs in to the target's database and looks.
pub async fn look(login: Login<'_>) -> Inside {
    match login.connect().await {
        Ok(mut connection) => look_over(&mut connection, login.target).await,
        Err(error) => inside(Err(error)),
    }
}

/// Looks over a connection to the target's database.
pub async fn look_over(connection: &mut PgConnection, target: &Target) -> Inside {
    inside(contents::look(connection, target).await)
}

fn inside(looked: Result<Contents>) -> Inside {
    match looked {
        Ok(contents) => Inside::Known(contents),
        Err(error) => Inside::Unknown { unknown: error.message() },
    }
}
