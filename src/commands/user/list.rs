use crate::commands::Context;
use crate::commands::arguments::{DatabaseArgs, EnvironmentArg};
use crate::commands::open::Open;
use crate::error::{ExitStatus, Result};
use crate::ops;

/// List users by handle
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    environment: EnvironmentArg,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let open =
            Open::to_read("cruddur-db user list", &self.database).of(self.environment.word());
        let work = context.open_to_read(open).await?;
        context.report(&ops::users::list(work.login()).await?)
    }
}
