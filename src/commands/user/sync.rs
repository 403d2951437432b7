use super::super::target::AccessMode;
use crate::approval::approve;
use crate::commands::Context;
use crate::commands::arguments::{DatabaseArgs, WriteArgs};
use crate::commands::aws::AwsArgs;
use crate::commands::aws_trigger::PoolArg;
use crate::error::{ExitStatus, Result};
use crate::ops::user_sync;
use crate::postgres::ConnectRequest;

/// Give the users of the seeds the ids that Cognito has for them
///
/// Users are matched by their handles (preferred_username in Cognito). Only the placeholder
/// MOCK is replaced; what does not match is listed. Asks for the database's name when the
/// environment is protected.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pool: PoolArg,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    database: DatabaseArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let pool = self.pool.id(context)?;
        let aws = self.aws.load_for_pool(context, &pool).await?;
        let users = aws.cognito().users(&pool).await?;
        let Some((target, _)) = context
            .database_unless_dry(self.write.dry_run, &self.database, None, AccessMode::Safe)
            .await?
        else {
            return Ok(ExitStatus::Done);
        };
        let retry_timeout = self.database.retry_timeout();
        let login =
            ConnectRequest { target: &target, application: "cruddur-db user sync", retry_timeout };
        let mut session = login.connect().await?;
        let plan = user_sync::plan(&mut session, &pool, &users).await?;
        if self.write.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        let plan = approve(plan, &self.write.answers(), &context.ui).await?;
        context.ui.report(&user_sync::apply(&mut session, &plan).await?)?;
        Ok(ExitStatus::Done)
    }
}
