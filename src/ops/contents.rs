//! The contents of a database, before it is lost; unknown if the login fails.

use crate::postgres::{Session, contents};
use crate::report::contents::ContentsSummary;

/// Queries over a session to the target database.
pub async fn look_over(session: &mut Session) -> ContentsSummary {
    match contents::look(session).await {
        Ok(contents) => ContentsSummary::Known(contents),
        Err(error) => ContentsSummary::Unknown { unknown: error.message() },
    }
}
