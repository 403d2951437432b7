use super::Context;
use super::arguments::YesArgs;
use super::aws::{AwsArgs, InstanceArg, WaitArgs, Waited};
use crate::approval::Approved;
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::model::Goal;
use crate::ops::instances;
use crate::ops::rds_life::{self, StopPlan};

/// Stop an instance (AWS starts it after 7 days)
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    instance: InstanceArg,

    #[command(flatten)]
    consent: YesArgs,

    #[command(flatten)]
    wait: WaitArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (name, aws) = self.instance.find(&self.aws, context).await?;
        let (rds, region) = (aws.rds(), aws.region().to_owned());
        let plan = StopPlan { region, instance: instances::find(&rds, &name).await? };
        let apply = async |plan: Approved<StopPlan>| {
            let running = plan.stops();
            if running {
                let done = format!("{name} is being stopped");
                let look = hint::command(format!("rds-status {name}"));
                context.change_at_aws(&done, look, rds_life::stop(&rds, &name)).await?;
            }
            let mut report = plan.preview();
            report.dry_run = false;
            let wait = self.wait.wait_after(context, &rds, &plan.instance, running, Goal::Stopped);
            report.status = match wait.await? {
                Waited::There(stopped) => Some(stopped.status),
                Waited::No if !running => report.status,
                Waited::No | Waited::Gone => Some("stopping".to_owned()),
            };
            Ok(report)
        };
        context.execute(plan, &self.consent, apply).await
    }
}
