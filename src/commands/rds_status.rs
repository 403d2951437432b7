use crate::commands::Context;
use crate::commands::aws::{AwsArgs, InstanceArg};
use crate::error::{ExitStatus, Result};
use crate::ops::instances;
use crate::report::rds::InstanceShown;

/// Show an instance and its connection URL
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    instance: InstanceArg,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (name, aws) = self.instance.find(&self.aws, context).await?;
        let instance = instances::find(&aws.rds(), &name).await?;
        context.report(&InstanceShown::new(aws.region(), instance))
    }
}
