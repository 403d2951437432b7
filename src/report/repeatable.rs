//! Repeatable files: on disk, and how they stand.

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
    /// Files that it includes, as it names them: a change in them is not seen.
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
    /// When it ran last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied_at: Option<String>,
}

/// Writes a table of those on disk behind what is there.
pub fn write_listed(f: &mut fmt::Formatter<'_>, files: &[ListedRepeatable]) -> fmt::Result {
    if files.is_empty() {
        return Ok(());
    }
    let rows = files.iter().map(|it| [it.name.clone(), it.statements.to_string()]);
    write!(f, "\n{}", table(["repeatable", "statements"], rows))
}

/// Writes a table of how they stand behind what is there.
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
