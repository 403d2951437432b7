use crate::commands::Context;
use crate::commands::aws::AwsArgs;
use crate::commands::aws_trigger::{FunctionArg, PoolArg};
use crate::error::{ExitStatus, Result};
use crate::ops::trigger_status;

/// Show the function and whether Cognito calls it
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    function: FunctionArg,

    #[command(flatten)]
    pool: PoolArg,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (name, pool) = (self.function.name()?, self.pool.id(context)?);
        let aws = self.aws.load_for_pool(context, &pool).await?;
        context.report(&trigger_status::status(&aws, &name, &pool).await?)
    }
}
