//! What the commands share that take a backup before they lose something.

use super::Context;
use crate::commands::arguments::{ConsentArgs, DatabaseArgs};
use crate::error::Result;
use crate::model::{DatabaseName, Target};
use crate::ops::backup::BackupRequest;
use crate::ops::exclusive::Look;
use crate::postgres::ConnectRequest;
use crate::progress::Progress;
use crate::report::database::DropPlan;

/// Whether a backup is taken first.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct BackupArgs {
    /// Take a backup first, which restore brings back [default: when the environment is protected]
    #[arg(long, conflicts_with = "no_backup")]
    backup: bool,

    /// Take no backup first
    #[arg(long)]
    no_backup: bool,
}

impl BackupArgs {
    /// The backup that is wanted before the target loses something, if any.
    pub fn backup_request(
        &self,
        context: &Context,
        database: &DatabaseArgs,
        target: &Target,
    ) -> Result<Option<BackupRequest>> {
        if !self.backup && (self.no_backup || !target.protected) {
            return Ok(None);
        }
        let programs = context.clients("pg_dump", database)?;
        Ok(Some(BackupRequest { programs, folder: context.config.backup_folder()? }))
    }
}

impl Context {
    /// How an operation that may lose something looks at its database.
    pub fn look<'a>(
        &'a self,
        login: ConnectRequest<'a>,
        maintenance: Option<&'a DatabaseName>,
        consent: &ConsentArgs,
        progress: &'a dyn Progress,
    ) -> Look<'a> {
        let (dry_run, interrupt) = (consent.dry_run, &self.interrupt);
        let (others, may_look_later) = (false, false);
        Look { login, maintenance, dry_run, others, may_look_later, progress, interrupt }
    }

    /// Tells what would be lost to the one who is asked next.
    pub fn show_impact(&self, plan: &DropPlan) {
        if let Some(impact) = plan.impact() {
            self.ui.status(&impact);
        }
    }
}
