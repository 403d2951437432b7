use crate::commands::Context;
use crate::commands::arguments::TargetArgs;
use crate::error::{ExitStatus, Result};
use crate::ops;

/// List users by handle
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: TargetArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let open = self.target.to_read("cruddur-db user list");
        let work = context.open_to_read(open).await?;
        context.report(&ops::users::list(work.login()).await?)
    }
}
