//! The environment that a database is tagged with: a line in its comment, so that it stays with
//! the database whatever the URLs are, its owner may set it on every server, and no
//! dump of the contents includes it.

use std::fmt::Display;

use sqlx::AssertSqlSafe;

use super::identifier::fill;
use super::session::Session;
use super::{Identifier, Literal};
use crate::error::Result;
use crate::model::{DatabaseName, PART, TaggedComment};

/// Tags a database of the target's server as the target's environment and project, and sets the
/// rest of its comment. `is_part`: as loaded in part, too.
///
/// Errors: the role is neither its owner nor a superuser.
pub async fn set(
    session: &mut Session,
    database: &DatabaseName,
    comment: Option<String>,
    is_part: bool,
) -> Result<()> {
    let tagged = TaggedComment { is_part, ..TaggedComment::of(&session.target, comment) };
    let text = tagged.text().unwrap_or_default();
    let name = Identifier(database.as_str());
    let sql = format!("COMMENT ON DATABASE {name} IS {}", Literal(&text));
    session.execute(AssertSqlSafe(sql)).await
}

/// Removes an old-style tag: a setting, which only a superuser can make.
pub async fn remove_old(session: &mut Session, database: &DatabaseName) -> Result<()> {
    let name = Identifier(database.as_str());
    let sql = format!("ALTER DATABASE {name} RESET cruddur_db.environment");
    session.execute(AssertSqlSafe(sql)).await
}

/// The query for the statement that marks this database as loaded in part, or removes the mark.
pub fn part_mark(is_part: bool) -> String {
    let values: [(&str, &dyn Display); 2] = [("mark", &Literal(PART)), ("is_part", &is_part)];
    fill(include_str!("queries/part_mark.sql"), &values)
}
