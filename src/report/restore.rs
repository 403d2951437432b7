use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use super::counted;
use super::database::DropPlan;
use super::seconds;
use crate::approval::{Confirmable, Confirmation};
use crate::model::{BackupLabel, Properties};

/// What `restore` would do.
#[derive(Debug, Serialize)]
pub struct RestorePlan {
    pub file: PathBuf,
    /// Absent for a file that is no backup of ours.
    pub label: Option<BackupLabel>,
    /// What would be replaced.
    pub drop: DropPlan,
    /// How the database is made; absent where only the server's defaults are known.
    #[serde(skip)]
    pub properties: Option<Properties>,
    /// Why the database that is there would be emptied, and not replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<String>,
}

impl RestorePlan {
    /// `the backup of prod's cruddur, taken 2026-11-24T04:05:06Z`, or the file's name.
    pub fn source(&self) -> String {
        match &self.label {
            Some(BackupLabel { database, environment, taken, .. }) => {
                format!("the backup of {environment}'s {database}, taken {taken}")
            }
            None => self.file.display().to_string(),
        }
    }
}

impl Confirmable for RestorePlan {
    fn question(&self) -> Confirmation {
        self.drop.question_of(&format!("replaced by {}", self.source()))
    }
}

impl fmt::Display for RestorePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let drop = &self.drop;
        if let Some(backup) = &drop.backup {
            writeln!(f, "{backup}")?;
        }
        let what = if drop.present { "replaced by" } else { "made of" };
        write!(f, "database {} would be {what} {}", drop.target.database(), self.source())?;
        if let Some(reason) = &self.reset {
            write!(f, "; it would be emptied and loaded inside, since {reason}")?;
        }
        match drop.impact() {
            Some(impact) => write!(f, "\n{impact}"),
            None => Ok(()),
        }
    }
}

/// What `restore` did.
#[derive(Debug, Serialize)]
pub struct Restored {
    pub database: String,
    pub file: PathBuf,
    /// Another database of this name was there before.
    pub replaced: bool,
    pub statements: u64,
    /// Rows of all tables together.
    pub rows: u64,
    /// The backup that was taken of what was there before.
    pub backup: Option<PathBuf>,
    pub seconds: f64,
}

impl fmt::Display for Restored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "database {} restored from {}: {}, {} ({})",
            self.database,
            self.file.display(),
            counted(self.statements as usize, "statement"),
            counted(self.rows as usize, "row"),
            seconds(Duration::from_secs_f64(self.seconds))
        )
    }
}
