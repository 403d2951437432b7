use super::Context;
use super::arguments::{ChangeArgs, MaintenanceArg};
use super::backup::BackupArgs;
use crate::error::{ExitStatus, Result};
use crate::ops;

/// Drop the database and end its sessions
///
/// For a remote or protected database, shows what is in it and asks for its name; for a protected
/// one, takes a backup first, which restore loads.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    maintenance: MaintenanceArg,

    #[command(flatten)]
    backup: BackupArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let open = self
            .change
            .to_destroy("cruddur-db drop")
            .direct()
            .maintenance(self.maintenance.name()?);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let backup = self.backup.request(&work)?;
        let (plan, exclusive) = ops::drop::plan(work.look(), backup.as_ref()).await?;
        let apply = async |plan| ops::drop::apply(work.look(), exclusive, &plan).await;
        context.execute(plan, &self.change, apply).await
    }
}
