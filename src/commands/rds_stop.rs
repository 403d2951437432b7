use crate::approval::{Answers, approve};
use crate::commands::Context;
use crate::commands::aws::{AwsArgs, InstanceArg, WaitArgs, Waited};
use crate::error::{ExitStatus, Result};
use crate::model::Goal;
use crate::ops::rds_life::{self, RESTART_NOTE, StopPlan};
use crate::report::rds::{Change, InstanceChanged};

/// Stop an RDS instance, which AWS starts again after 7 days
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    instance: InstanceArg,

    /// Answer yes to the question
    #[arg(long, short)]
    yes: bool,

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
        let (rds, region) = (aws.rds(), aws.region());
        let instance = rds_life::found(&rds, &name).await?;
        let running = !matches!(instance.status.as_str(), "stopped" | "stopping");
        let action = if running { Change::Stop } else { Change::None };
        let mut report = InstanceChanged::planned(region, &instance, action);
        report.notes.push(RESTART_NOTE.to_owned());
        if self.dry_run {
            context.ui.report(&report)?;
            return Ok(ExitStatus::Done);
        }
        if running {
            let plan = StopPlan { identifier: name, region: region.to_owned() };
            let answers = Answers { yes: self.yes, confirm: None };
            let plan = approve(plan, &answers, &context.ui).await?;
            rds_life::stop(&rds, &plan).await?;
        }
        report.dry_run = false;
        report.status =
            match self.wait.wait_after(context, &rds, &instance, running, Goal::Stopped).await? {
                Waited::There(stopped) => Some(stopped.status),
                Waited::No if !running => report.status,
                Waited::No | Waited::Gone => Some("stopping".to_owned()),
            };
        context.ui.report(&report)?;
        Ok(ExitStatus::Done)
    }
}
