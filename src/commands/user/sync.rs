use crate::commands::Context;
use crate::commands::arguments::ChangeArgs;
use crate::commands::aws::AwsArgs;
use crate::commands::aws_trigger::PoolArg;
use crate::error::{ExitStatus, Result};
use crate::ops::{tag, user_sync};

/// Give seeded users their Cognito IDs
///
/// Users are matched by handle (preferred_username in Cognito). Only the placeholder MOCK is
/// replaced; users without a match are listed. Asks for the database's name in a protected
/// environment.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pool: PoolArg,

    /// Add users of the pool that the database lacks, as the sign-up trigger would
    #[arg(long)]
    add_missing: bool,

    #[command(flatten)]
    change: ChangeArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let pool = self.pool.id(context)?;
        let aws = self.aws.load_for_pool(context, &pool).await?;
        let users = aws.cognito()?.users(&pool).await?;
        let open = self.change.to_write("cruddur-db user sync").creating();
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let mut session = tag::connect_to_write(work.login()).await?;
        let plan = user_sync::plan(&mut session, &pool, &users, self.add_missing).await?;
        let apply = async |plan| {
            let synced = user_sync::apply(&mut session, &plan);
            context.interrupt.finish("the users were changed", synced).await
        };
        context.execute(plan, &self.change, apply).await
    }
}
