//! What is in a database, before it is lost. Not being let in is an answer, too.

use crate::error::Result;
use crate::model::Contents;
use crate::postgres::{Login, Session, contents};
use crate::report::contents::Inside;

/// Logs in to the target's database and looks.
pub async fn look(login: Login<'_>) -> Inside {
    match login.connect().await {
        Ok(mut session) => look_over(&mut session).await,
        Err(error) => inside(Err(error)),
    }
}

/// Looks over a session to the target's database.
pub async fn look_over(session: &mut Session) -> Inside {
    inside(contents::look(session).await)
}

fn inside(looked: Result<Contents>) -> Inside {
    match looked {
        Ok(contents) => Inside::Known(contents),
        Err(error) => Inside::Unknown { unknown: error.message() },
    }
}
