use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::restore_last::is_in_future;
use crate::approval::{Confirmable, Confirmation};
use crate::model::{BackupLabel, Properties};
use crate::report::database::DropPlan;
use crate::script::Options;

/// What `restore` would do.
#[derive(Debug, Serialize)]
pub struct RestorePlan {
    pub file: PathBuf,
    /// `None` for a file that is not one of our backups.
    pub label: Option<BackupLabel>,
    /// What would be replaced.
    pub drop: DropPlan,
    /// The options of the database; `None` if only the server's defaults are known.
    #[serde(skip)]
    pub properties: Option<Properties>,
    /// Why the existing database would be emptied, not replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<String>,
    /// How the file is loaded.
    #[serde(skip)]
    pub options: Options,
}

impl RestorePlan {
    /// `the backup of prod's cruddur on host:5432, taken 2026-11-24T04:05:06Z`, or the file's name.
    pub fn source(&self) -> String {
        match &self.label {
            Some(label) => {
                let BackupLabel { database, environment, server, taken, .. } = label;
                let future = if is_in_future(label) { " (in the future)" } else { "" };
                format!(
                    "the backup of {environment}'s {database} on {server}, taken {taken}{future}"
                )
            }
            None => self.file.display().to_string(),
        }
    }
}

impl Confirmable for RestorePlan {
    fn question(&self) -> Confirmation {
        self.drop.question_of(&format!("replaced by {}", self.source()))
    }

    fn without_terminal(&self) -> Option<String> {
        self.drop.without_terminal()
    }

    fn impact(&self) -> Option<String> {
        let source = format!("restoring {}", self.source());
        Some(
            [Some(source), self.drop.impact()].into_iter().flatten().collect::<Vec<_>>().join("\n"),
        )
    }
}

impl fmt::Display for RestorePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let drop = &self.drop;
        if let Some(backup) = &drop.backup {
            writeln!(f, "{backup}")?;
        }
        let what = if drop.present { "replaced by" } else { "created from" };
        write!(f, "database {} would be {what} {}", drop.target.database(), self.source())?;
        if let Some(reason) = &self.reset {
            write!(f, "; it would be emptied and loaded in place, since {reason}")?;
        }
        match drop.impact() {
            Some(impact) => write!(f, "\n{impact}"),
            None => Ok(()),
        }
    }
}
