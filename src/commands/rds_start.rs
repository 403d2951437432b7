use super::Context;
use super::arguments::DryRunArg;
use super::aws::{AwsArgs, InstanceArg, WaitArgs, Waited};
use crate::approval::Approved;
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::model::Goal;
use crate::ops::instances;
use crate::ops::rds_life::{self, StartPlan};
use crate::report::rds::InstanceShown;

/// Start a stopped instance and wait for it
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    instance: InstanceArg,

    #[command(flatten)]
    dry: DryRunArg,

    #[command(flatten)]
    wait: WaitArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (name, aws) = self.instance.find(&self.aws, context).await?;
        let (rds, region) = (aws.rds(), aws.region().to_owned());
        let plan = StartPlan { region, instance: instances::find(&rds, &name).await? };
        let apply = async |plan: Approved<StartPlan>| {
            let stopped = rds_life::can_start(&plan.instance);
            if stopped {
                let done = format!("{name} is being started");
                let look = hint::command(format!("rds-status {name}"));
                context.change_at_aws(&done, look, rds_life::start(&rds, &name)).await?;
            }
            let wait =
                self.wait.wait_after(context, &rds, &plan.instance, stopped, Goal::Available);
            let instance = match wait.await? {
                Waited::There(ready) => *ready,
                Waited::No | Waited::Gone => instances::find(&rds, &name).await?,
            };
            Ok(InstanceShown::new(&plan.region, instance))
        };
        context.execute(plan, self.dry, apply).await
    }
}
