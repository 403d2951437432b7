//! What is in a database, before it is lost. Not being let in is an answer, too.

use crate::postgres::{Session, contents};
use crate::report::contents::ContentsSummary;

/// Looks over a session to the target's database.
pub async fn look_over(session: &mut Session) -> ContentsSummary {
    match contents::look(session).await {
        Ok(contents) => ContentsSummary::Known(contents),
        Err(error) => ContentsSummary::Unknown { unknown: error.message() },
    }
}
