//! What is in a database, before it is lost. Not being let in is an answer, too.

use crate::error::Result;
use crate::model::Contents;
use crate::postgres::{ConnectRequest, Session, contents};
use crate::report::contents::ContentsSummary;

/// Logs in to the target's database and looks.
pub async fn look(login: ConnectRequest<'_>) -> ContentsSummary {
    match login.connect().await {
        Ok(mut session) => look_over(&mut session).await,
        Err(error) => inside(Err(error)),
    }
}

/// Looks over a session to the target's database.
pub async fn look_over(session: &mut Session) -> ContentsSummary {
    inside(contents::look(session).await)
}

fn inside(looked: Result<Contents>) -> ContentsSummary {
    match looked {
        Ok(contents) => ContentsSummary::Known(contents),
        Err(error) => ContentsSummary::Unknown { unknown: error.message() },
    }
}
