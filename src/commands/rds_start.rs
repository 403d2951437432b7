use crate::commands::Context;
use crate::commands::aws::{AwsArgs, InstanceArg, WaitArgs, Waited};
use crate::error::{ExitStatus, Result};
use crate::model::Goal;
use crate::ops::rds_life;
use crate::report::rds::{Change, InstanceChanged, InstanceShown};

/// Start a stopped RDS instance and wait until it can be used
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    instance: InstanceArg,

    /// Say what would be done
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    wait: WaitArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let name = self.instance.name()?;
        let aws = self.aws.load(context).await?;
        let rds = aws.rds();
        let mut instance = rds_life::found(&rds, &name).await?;
        let stopped = rds_life::can_start(&instance);
        if self.dry_run {
            let action = if stopped { Change::Start } else { Change::None };
            let report = InstanceChanged::planned(aws.region(), &instance, action);
            context.ui.report(&report)?;
            return Ok(ExitStatus::Done);
        }
        if stopped {
            rds.start(&name).await?;
        }
        match self.wait.wait_after(context, &rds, &instance, stopped, Goal::Available).await? {
            Waited::There(ready) => instance = *ready,
            Waited::No | Waited::Gone => instance = rds_life::found(&rds, &name).await?,
        }
        context.ui.report(&InstanceShown::new(aws.region(), instance))?;
        Ok(ExitStatus::Done)
    }
}
