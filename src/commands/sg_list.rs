use crate::commands::Context;
use crate::commands::aws::{AddressArgs, AwsArgs, GroupArgs};
use crate::error::{ExitStatus, Result};
use crate::model::Timestamp;
use crate::ops::{sg_group, sg_list};

/// List the rules that open the database's port
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    group: GroupArgs,

    #[command(flatten)]
    address: AddressArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let by = self.group.group(context)?;
        let identity = context.config.identity()?;
        let aws = self.aws.load(context).await?;
        let rules = async {
            let group = sg_group::find(&aws, &by).await?;
            let rules = sg_group::rules(&aws.ec2(), &group).await?;
            Ok::<_, crate::error::Error>((group, rules))
        };
        let (address, found) = tokio::join!(self.address.address(context), rules);
        let (group, rules) = found?;
        // The list is worth having without it.
        let address = address.inspect_err(|error| {
            context.ui.warn(&format!("the current rule is unknown: {}", error.message()));
        });
        let port = group.port(self.group.port)?;
        let view = sg_list::View {
            region: aws.region().to_owned(),
            group: group.id,
            port,
            address: address.ok(),
            identity,
            now: Timestamp::now(),
        };
        context.report(&sg_list::list(&rules, view))
    }
}
