//! Repeatable files: on disk, and their states.

use std::fmt;

use serde::Serialize;

use super::{counted, table};
use crate::model::RepeatableState;

/// One repeatable file on disk.
#[derive(Debug, Serialize)]
pub struct ListedRepeatable {
    pub name: String,
    pub file: String,
    pub statements: usize,
    /// Files that it includes, as named there: changes in them are not detected.
    pub includes: Vec<String>,
    /// Why it cannot run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// One repeatable file, on disk or in its table.
#[derive(Debug, Serialize)]
pub struct RepeatableLine {
    pub name: String,
    pub state: RepeatableState,
    /// When it last ran.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied_at: Option<String>,
}

/// Appends a table of those on disk.
pub fn write_listed(f: &mut fmt::Formatter<'_>, files: &[ListedRepeatable]) -> fmt::Result {
    if files.is_empty() {
        return Ok(());
    }
    let rows = files.iter().map(|it| [it.name.clone(), it.statements.to_string()]);
    write!(f, "\n{}", table(["repeatable", "statements"], rows))
}

/// Appends a table of their states.
pub fn write_states(f: &mut fmt::Formatter<'_>, lines: &[RepeatableLine]) -> fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    let rows = lines.iter().map(|it| {
        let state = match it.state {
            RepeatableState::Applied => "applied",
            RepeatableState::Pending => "pending",
            RepeatableState::Changed => "pending, changed since",
            RepeatableState::Missing => "applied, no file",
        };
        [it.name.clone(), state.to_owned(), it.applied_at.clone().unwrap_or_default()]
    });
    writeln!(f, "\n{}", table(["repeatable", "state", "since"], rows))?;
    let pending = lines.iter().filter(|it| it.state.is_pending()).count();
    write!(f, "{}, {pending} pending", counted(lines.len(), "repeatable file"))
}
