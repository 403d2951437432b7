use super::Context;
use super::arguments::{ConsentArgs, DatabaseArgs, EnvironmentArg, MaintenanceArg};
use super::backup::BackupArgs;
use super::open::Open;
use crate::error::{ExitStatus, Result};
use crate::ops;

/// Drop the database and end its sessions
///
/// For a remote or protected database, shows what is in it and asks for its name; for a protected
/// one, takes a backup first, which restore loads.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    environment: EnvironmentArg,

    #[command(flatten)]
    maintenance: MaintenanceArg,

    #[command(flatten)]
    backup: BackupArgs,

    #[command(flatten)]
    consent: ConsentArgs,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let open = Open::to_destroy("cruddur-db drop", &self.database)
            .of(self.environment.word())
            .direct()
            .maintenance(self.maintenance.name()?)
            .consent(&self.consent);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let backup = self.backup.request(&work)?;
        let (plan, exclusive) = ops::drop::plan(work.look(), backup.as_ref()).await?;
        let apply = async |plan| ops::drop::apply(work.look(), exclusive, &plan).await;
        context.execute(plan, &self.consent, apply).await
    }
}
