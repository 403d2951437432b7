use crate::commands::Context;
use crate::commands::arguments::DatabaseArgs;
use crate::error::{ExitStatus, Result};
use crate::ops;
use crate::postgres::ConnectRequest;

/// List the users by their handles
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (target, _) = context.target_to_read(&self.database, None).await?;
        let retry_timeout = self.database.retry_timeout();
        let login =
            ConnectRequest { target: &target, application: "cruddur-db user list", retry_timeout };
        context.ui.report(&ops::users::list(login).await?)?;
        Ok(ExitStatus::Done)
    }
}
