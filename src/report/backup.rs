use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::{bytes, seconds, table};
use crate::model::{BackupLabel, Distribution, PgDump};

/// The backup that would be taken first.
#[derive(Debug, Clone, Serialize)]
pub struct BackupPlan {
    /// Where it would be kept.
    pub directory: PathBuf,
    #[serde(skip)]
    pub program: PgDump,
    /// How the database is distributed, if it is.
    #[serde(skip)]
    pub distribution: Option<Distribution>,
    /// Everything but the time.
    #[serde(skip)]
    pub label: BackupLabel,
}

impl fmt::Display for BackupPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a backup would be kept in {}", self.directory.display())
    }
}

/// A backup that was taken.
#[derive(Debug, Serialize)]
pub struct BackupTaken {
    pub file: PathBuf,
    pub bytes: u64,
    pub seconds: f64,
}

impl fmt::Display for BackupTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = seconds(self.seconds);
        write!(f, "backup kept: {} ({}, {time})", self.file.display(), bytes(self.bytes))
    }
}

/// An existing backup.
#[derive(Debug, Clone, Serialize)]
pub struct Backup {
    #[serde(flatten)]
    pub label: BackupLabel,
    pub bytes: u64,
    pub file: PathBuf,
}

/// Backups, newest first.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Backups(pub Vec<Backup>);

impl fmt::Display for Backups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("there are no backups");
        }
        let header = ["taken", "environment", "database", "server", "size", "file"];
        let rows = self.0.iter().map(|backup| {
            [
                backup.label.taken.to_string(),
                backup.label.environment.clone(),
                backup.label.database.clone(),
                backup.label.server.clone(),
                bytes(backup.bytes),
                backup.file.display().to_string(),
            ]
        });
        f.write_str(&table(header, rows))
    }
}
