use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::counted;
use crate::approval::{Confirmable, Confirmation};
use crate::model::Target;

/// A row written without running anything.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    pub version: i64,
    pub name: String,
    pub kind: MarkKind,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// That it is applied.
    Applied,
    /// That an incomplete one is complete.
    Finished,
    /// The checksum of its file.
    Checksum,
    /// That it is not applied.
    RolledBack,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let as_what = match self.kind {
            MarkKind::Applied => "as applied",
            MarkKind::Finished => "as finished",
            MarkKind::Checksum => "with the checksum of its file",
            MarkKind::RolledBack => "as rolled back",
        };
        write!(f, "{} ({}) {as_what}", self.version, self.name)
    }
}

/// What `migration mark` or `migration adopt` would write.
#[derive(Debug, Serialize)]
pub struct MarkPlan {
    pub target: Target,
    pub marks: Vec<Mark>,
    /// The other tool's table with the versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

impl Confirmable for MarkPlan {
    fn question(&self) -> Confirmation {
        if self.marks.is_empty() {
            return Confirmation::None;
        }
        let name = self.target.database().to_string();
        let count = counted(self.marks.len(), "migration");
        let ask = match &self.origin {
            Some(origin) => format!("{count} would be marked in {name}, by {origin}"),
            None => format!("{count} would be marked in {name}, and not run"),
        };
        match (self.target.needs_typed_name(), &self.origin) {
            (true, _) => Confirmation::TypeName { ask, name },
            (false, Some(_)) => Confirmation::YesNo { ask },
            // Versions named explicitly need no confirmation.
            (false, None) => Confirmation::None,
        }
    }

    fn impact(&self) -> Option<String> {
        (self.question() != Confirmation::None).then(|| self.to_string())
    }
}

impl fmt::Display for MarkPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(origin) = &self.origin {
            writeln!(f, "found {origin}")?;
        }
        if self.marks.is_empty() {
            return f.write_str("nothing to mark");
        }
        f.write_str("would mark:")?;
        self.marks.iter().try_for_each(|mark| write!(f, "\n  {mark}"))
    }
}

/// What was written.
#[derive(Debug, Serialize)]
pub struct Marked {
    pub marks: Vec<Mark>,
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.marks.as_slice() {
            [] => f.write_str("nothing to mark"),
            marks => {
                let lines: Vec<String> = marks.iter().map(|it| format!("marked {it}")).collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

/// Python files that were written as SQL.
#[derive(Debug, Serialize)]
pub struct MigrationsImported {
    pub files: Vec<PathBuf>,
    /// Those that cannot be converted, and why.
    pub refused: Vec<String>,
}

impl fmt::Display for MigrationsImported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrote = self.files.iter().map(|path| format!("wrote {}", path.display()));
        let refused = self.refused.iter().map(|why| format!("not imported: {why}"));
        let lines: Vec<String> = wrote.chain(refused).collect();
        match lines.is_empty() {
            true => f.write_str("there is no Python file to import; SQL files run as they are"),
            false => f.write_str(&lines.join("\n")),
        }
    }
}
