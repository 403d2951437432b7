use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::backup::BackupPlan;
use super::{are, counted, seconds};
use crate::approval::{Confirmable, Confirmation};
use crate::error::Location;
use crate::model::{StatementVerdict, Target};

/// A migration that is or was pending.
#[derive(Debug, Clone, Serialize)]
pub struct PlannedMigration {
    /// None for a repeatable file.
    pub version: Option<i64>,
    pub name: String,
    pub file: String,
    /// The newest applied one, if newer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older_than: Option<i64>,
    /// It runs statement by statement, without a transaction.
    pub no_transaction: bool,
    /// How many statements an earlier run has done.
    #[serde(skip_serializing_if = "is_zero")]
    pub done: u64,
    /// Those that are still to be run.
    pub statements: Vec<PlannedStatement>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A statement of it, and its effect on existing tables.
#[derive(Debug, Clone, Serialize)]
pub struct PlannedStatement {
    #[serde(flatten)]
    pub place: Location,
    /// Its beginning, on one line.
    pub text: String,
    pub verdict: StatementVerdict,
    /// As in `every row is checked`.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub why: &'static str,
}

impl PlannedStatement {
    /// `rewrites the table: every row gets a different value`
    pub fn judgement(&self) -> String {
        match self.why {
            "" => self.verdict.words().to_owned(),
            why => format!("{}: {why}", self.verdict.words()),
        }
    }
}

impl fmt::Display for PlannedStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}  -- {}", self.place, self.text, self.judgement())
    }
}

impl fmt::Display for PlannedMigration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, counted(self.statements.len(), "statement"))?;
        if self.no_transaction {
            write!(f, ", without a transaction")?;
        }
        if self.done > 0 {
            write!(f, ", after {} done before", self.done)?;
        }
        if let Some(version) = self.older_than {
            write!(f, " (older than {version}, which is applied)")?;
        }
        self.statements.iter().try_for_each(|statement| write!(f, "\n    {statement}"))
    }
}

/// What `migrate` or `rollback` would do.
#[derive(Debug, Serialize)]
pub struct MigratePlan {
    pub target: Target,
    pub direction: Direction,
    /// In execution order.
    pub pending: Vec<PlannedMigration>,
    /// Pending, but not selected.
    pub later: usize,
    /// Applied, with their files.
    pub applied: usize,
    /// The backup that would be taken first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<BackupPlan>,
}

/// The direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Up,
    Down,
}

impl Direction {
    /// `applied`, `rolled back`
    pub fn done(self) -> &'static str {
        match self {
            Self::Up => "applied",
            Self::Down => "rolled back",
        }
    }
}

impl Confirmable for MigratePlan {
    fn impact(&self) -> Option<String> {
        let asks = self.question() != Confirmation::None;
        asks.then(|| {
            let count = self.count();
            format!("{count} would be {}:{}", self.direction.done(), self.lines())
        })
    }

    fn question(&self) -> Confirmation {
        if self.pending.is_empty() || !self.target.needs_typed_name() {
            return Confirmation::None;
        }
        let name = self.target.database().to_string();
        let first = if self.backup.is_some() { "after a backup, " } else { "" };
        let (count, done) = (self.count(), self.direction.done());
        let ask = format!(
            "{first}{count} would be {done} on database {name} of {}",
            self.target.environment
        );
        Confirmation::TypeName { ask, name }
    }
}

impl MigratePlan {
    /// The statements that are not simply safe.
    pub fn grave(&self) -> impl Iterator<Item = &PlannedStatement> {
        let all = self.pending.iter().flat_map(|migration| &migration.statements);
        all.filter(|statement| statement.verdict != StatementVerdict::Safe)
    }

    fn count(&self) -> String {
        counted_by_kind(self.pending.iter().map(|it| it.version))
    }

    fn lines(&self) -> String {
        let lines = self.pending.iter().map(|migration| format!("\n  {migration}"));
        lines.collect()
    }
}

impl fmt::Display for MigratePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(backup) = &self.backup {
            writeln!(f, "{backup}")?;
        }
        if self.pending.is_empty() && self.later > 0 {
            return write!(f, "no migrations selected; {} pending", are(self.later));
        }
        if self.pending.is_empty() {
            return write!(f, "nothing to do: {} applied", counted(self.applied, "migration"));
        }
        let (count, done) = (self.count(), self.direction.done());
        write!(f, "{count} would be {done}:")?;
        f.write_str(&self.lines())?;
        match self.later {
            0 => Ok(()),
            later => write!(f, "\n{later} more would stay pending"),
        }
    }
}

/// A migration that was run.
#[derive(Debug, Clone, Serialize)]
pub struct RanMigration {
    /// None for a repeatable file.
    pub version: Option<i64>,
    pub name: String,
    pub file: String,
    pub statements: u64,
    pub seconds: f64,
}

impl RanMigration {
    /// `applied 1_a.up.sql: 1 statement (3 ms)`
    pub(super) fn line(&self, done: &str) -> String {
        let statements = counted(usize::try_from(self.statements).unwrap_or(0), "statement");
        format!("{done} {}: {statements} ({})", self.file, seconds(self.seconds))
    }
}

/// Skipped ones, in JSON: by version, a repeatable file by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Skipped {
    Version(i64),
    Repeatable(String),
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => version.fmt(f),
            Self::Repeatable(name) => name.fmt(f),
        }
    }
}

/// What `migrate` or `rollback` did.
#[derive(Debug, Serialize)]
pub struct Migrated {
    #[serde(skip)]
    pub direction: Direction,
    /// False if everything was rolled back, as requested.
    pub committed: bool,
    /// In execution order.
    pub applied: Vec<RanMigration>,
    /// Pending, but not selected.
    pub pending: usize,
    /// Applied, when a rollback began.
    #[serde(skip)]
    pub left: usize,
    /// Applied by another session at the same time.
    pub skipped: Vec<Skipped>,
    /// The backup that was taken first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<PathBuf>,
    /// Where the structure was written, if it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structure: Option<PathBuf>,
    pub seconds: f64,
}

impl fmt::Display for Migrated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = if self.committed { self.direction.done() } else { "ran and rolled back" };
        if self.applied.is_empty() && self.skipped.is_empty() {
            let left = if self.direction == Direction::Down { self.left } else { self.pending };
            match (self.direction, left) {
                (Direction::Down, 0) => f.write_str("nothing to do: no migration is applied")?,
                (Direction::Up, 0) => f.write_str("nothing to do: no migration is pending")?,
                (Direction::Down, left) => {
                    write!(f, "no migrations selected; {} applied", are(left))?;
                }
                (Direction::Up, left) => {
                    write!(f, "no migrations selected; {} pending", are(left))?;
                }
            }
            return self.write_structure(f);
        }
        for ran in &self.applied {
            writeln!(f, "{}", ran.line(done))?;
        }
        for skipped in &self.skipped {
            writeln!(f, "skipped {skipped}: another session applied it at the same time")?;
        }
        let count = counted_by_kind(self.applied.iter().map(|it| it.version));
        write!(f, "{count} {done} ({})", seconds(self.seconds))?;
        if self.pending > 0 {
            write!(f, ", {} more pending", self.pending)?;
        }
        self.write_structure(f)
    }
}

impl Migrated {
    fn write_structure(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.structure {
            Some(path) => write!(f, "\nwrote {}", path.display()),
            None => Ok(()),
        }
    }
}

/// `2 migrations and 1 repeatable file`, by their versions, which repeatable ones have none of.
pub fn counted_by_kind(versions: impl Iterator<Item = Option<i64>>) -> String {
    let (versioned, repeatable): (Vec<_>, Vec<_>) = versions.partition(Option::is_some);
    let versioned = (versioned.len(), counted(versioned.len(), "migration"));
    match (versioned, counted(repeatable.len(), "repeatable file")) {
        ((_, migrations), _) if repeatable.is_empty() => migrations,
        ((0, _), files) => files,
        ((_, migrations), files) => format!("{migrations} and {files}"),
    }
}
