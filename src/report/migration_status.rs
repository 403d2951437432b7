use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::repeatable::{ListedRepeatable, RepeatableLine, write_listed, write_states};
use super::{counted, table};
use crate::model::Drift;

/// What is on disk.
#[derive(Debug, Serialize)]
pub struct MigrationList {
    pub directory: PathBuf,
    pub migrations: Vec<ListedMigration>,
    /// Repeatable files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repeatable: Vec<ListedRepeatable>,
    /// Unsupported Python files, and why.
    pub refused: Vec<String>,
    /// Files that are not migrations.
    pub left_out: Vec<String>,
}

/// One migration on disk.
#[derive(Debug, Serialize)]
pub struct ListedMigration {
    pub version: i64,
    pub name: String,
    pub file: String,
    pub has_down: bool,
    pub statements: usize,
    /// Files that it includes, as named there, which its checksum does not cover.
    pub includes: Vec<String>,
    /// Why it cannot run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl fmt::Display for MigrationList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.migrations.iter().map(|it| {
            let down = if it.has_down { "yes" } else { "no" };
            [it.version.to_string(), it.name.clone(), it.statements.to_string(), down.to_owned()]
        });
        match self.migrations.is_empty() {
            true => write!(f, "no migrations in {}", self.directory.display())?,
            false => {
                write!(f, "{}", table(["version", "name", "statements", "down migration"], rows))?;
            }
        }
        write_listed(f, &self.repeatable)?;
        let including = self.migrations.iter().map(|it| (&it.file, &it.includes));
        let including = including.chain(self.repeatable.iter().map(|it| (&it.file, &it.includes)));
        for (file, includes) in including.filter(|(_, includes)| !includes.is_empty()) {
            let names = includes.join(", ");
            write!(f, "\n{file} includes {names}, which its checksum does not cover")?;
        }
        let problems = self.migrations.iter().filter_map(|it| it.problem.as_ref());
        let problems = problems.chain(self.repeatable.iter().filter_map(|it| it.problem.as_ref()));
        problems.chain(&self.refused).try_for_each(|problem| write!(f, "\n{problem}"))?;
        match self.left_out.as_slice() {
            [] => Ok(()),
            files => write!(f, "\nno migrations: {}", files.join(", ")),
        }
    }
}

/// What is applied, and what is not.
#[derive(Debug, Serialize)]
pub struct MigrationStatus {
    /// `None` if nothing was ever applied.
    pub table: Option<String>,
    pub migrations: Vec<StatusLine>,
    /// Repeatable files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repeatable: Vec<RepeatableLine>,
    /// What `migrate` would refuse or say of the database.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// How the database differs from the files; `None` if not requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drift: Option<Vec<Drift>>,
}

/// What prevents migrations from running, and the ways out.
#[derive(Debug, Serialize)]
pub struct Note {
    pub message: String,
    pub hint: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nhint: {}", self.message, self.hint)
    }
}

/// One migration, on disk or in the table.
#[derive(Debug, Serialize)]
pub struct StatusLine {
    pub version: i64,
    pub name: String,
    pub state: MigrationState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied_at: Option<String>,
    /// The newest applied one, if newer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older_than: Option<i64>,
    /// For an incomplete one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statements_done: Option<u64>,
}

/// The state of a migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MigrationState {
    Applied,
    Pending,
    /// Its file differs from what was applied.
    Edited,
    /// Another migration of this version was applied.
    Other,
    /// Applied, but without a file.
    Missing,
    /// Begun outside a transaction, and incomplete.
    Unfinished,
    /// The same while rolling back.
    GoingBack,
}

/// What is left to do besides what is pending, and how it is counted.
const NOT_DONE: [(MigrationState, &str); 3] = [
    (MigrationState::Other, "applied as another"),
    (MigrationState::Unfinished, "incomplete"),
    (MigrationState::GoingBack, "partly rolled back"),
];

impl MigrationStatus {
    pub fn has_pending(&self) -> bool {
        self.count(MigrationState::Pending) > 0
            || NOT_DONE.iter().any(|(state, _)| self.count(*state) > 0)
            || self.repeatable.iter().any(|it| it.state.is_pending())
    }

    /// Whether the migration with this version is applied, edited or not.
    pub fn is_applied(&self, version: i64) -> bool {
        use MigrationState::{Applied, Edited};
        let states = [Applied, Edited];
        self.migrations.iter().any(|it| it.version == version && states.contains(&it.state))
    }

    fn count(&self, state: MigrationState) -> usize {
        self.migrations.iter().filter(|it| it.state == state).count()
    }
}

impl StatusLine {
    fn state(&self) -> String {
        let done = counted(self.statements_done.unwrap_or(0) as usize, "statement");
        match (self.state, self.older_than) {
            (MigrationState::Applied, _) => "applied".to_owned(),
            (MigrationState::Pending, None) => "pending".to_owned(),
            (MigrationState::Pending, Some(newer)) => format!("pending, older than {newer}"),
            (MigrationState::Edited, _) => "applied, edited since".to_owned(),
            (MigrationState::Other, _) => "applied as another migration".to_owned(),
            (MigrationState::Missing, _) => "applied, no file".to_owned(),
            (MigrationState::Unfinished, _) => format!("incomplete: {done} done"),
            (MigrationState::GoingBack, _) => {
                format!("partly rolled back: {done} done")
            }
        }
    }
}

impl fmt::Display for MigrationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.migrations.is_empty() && self.repeatable.is_empty() {
            f.write_str("there are no migrations")?;
            return self.notes.iter().try_for_each(|note| write!(f, "\n{note}"));
        }
        let rows = self.migrations.iter().map(|it| {
            let at = it.applied_at.clone().unwrap_or_default();
            [it.version.to_string(), it.name.clone(), it.state(), at]
        });
        writeln!(f, "{}", table(["version", "name", "state", "since"], rows))?;
        let pending = self.count(MigrationState::Pending);
        let all = counted(self.migrations.len(), "migration");
        write!(f, "{all}, {pending} pending")?;
        for (state, what) in NOT_DONE {
            match self.count(state) {
                0 => {}
                count => write!(f, ", {count} {what}")?,
            }
        }
        write_states(f, &self.repeatable)?;
        self.notes.iter().try_for_each(|note| write!(f, "\n{note}"))?;
        match self.drift.as_deref() {
            None => Ok(()),
            Some([]) => f.write_str("\nno drift: the database matches the files"),
            Some(drift) => {
                write!(f, "\ndrift:")?;
                drift.iter().try_for_each(|drift| write!(f, "\n  {drift}"))
            }
        }
    }
}
