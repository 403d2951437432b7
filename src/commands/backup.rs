//! Shared by the commands that take a backup before they may destroy data.

use super::open::Work;
use crate::error::Result;
use crate::ops::backup::BackupRequest;

/// Whether a backup is taken first.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct BackupArgs {
    /// Take a backup first [default: in protected environments]
    #[arg(long, conflicts_with = "no_backup")]
    backup: bool,

    /// Do not take a backup first
    #[arg(long)]
    no_backup: bool,
}

impl BackupArgs {
    pub fn is_wanted(&self) -> bool {
        self.backup
    }

    /// The backup to take before data may be destroyed, if any.
    pub fn request(&self, work: &Work<'_>) -> Result<Option<BackupRequest>> {
        if !self.backup && (self.no_backup || !work.target.protected) {
            return Ok(None);
        }
        let programs = work.context.clients("pg_dump", work.args)?;
        Ok(Some(BackupRequest { programs, directory: work.context.config.backup_directory()? }))
    }
}
