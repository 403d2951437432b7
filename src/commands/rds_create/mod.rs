mod password;
mod shape;

use super::Context;
use super::arguments::YesArgs;
use super::aws::{AwsArgs, WaitArgs, Waited};
use crate::approval::Approved;
use crate::aws::rds::Rds;
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::model::{Goal, Instance};
use crate::ops::rds_create::{self, CreatePlan};
use crate::report::rds::InstanceShown;

/// Create a Postgres instance and wait for it
///
/// By default the instance is private, encrypted, backed up and protected against deletion, takes
/// IAM tokens and TLS only, installs minor versions by itself, and exports its logs to CloudWatch;
/// AWS manages its password. What costs money is left out, such as a standby (--multi-az) and
/// Enhanced Monitoring, except for the logs and the password's secret, which cost little: the plan
/// lists what will be billed. --preset bootcamp creates what the bootcamp's own command created.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    shape: shape::ShapeArgs,

    #[command(flatten)]
    password: password::PasswordArgs,

    #[command(flatten)]
    consent: YesArgs,

    #[command(flatten)]
    wait: WaitArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let ui = &context.ui;
        self.password.refuse_argument()?;
        let aws = self.aws.load(context).await?;
        let region = aws.region();
        let (mut spec, changes) = self.shape.spec(region)?;
        spec.password = self.password.without_asking(context).await?;
        spec.validate(region)?;
        let rds = aws.rds();
        if let Some(instance) = rds_create::existing(&rds, &spec).await? {
            ui.status(&format!("{} exists as requested", instance.identifier));
            let instance = match self.consent.dry_run() {
                true => instance,
                false => self.ready(context, &rds, instance, false).await?,
            };
            ui.report(&InstanceShown::new(region, instance))?;
            return Ok(ExitStatus::Done);
        }
        if !self.consent.dry_run()
            && let Some(password) = self.password.asked(context).await?
        {
            spec.password = password;
            spec.validate(region)?;
        }
        let rules = rds_create::rules(&aws, &spec).await;
        let plan = CreatePlan { spec, region: region.to_owned(), changes, rules };
        let apply = async |plan: Approved<CreatePlan>| {
            let name = plan.spec.identifier.clone();
            let done = format!("{name} is being created");
            let look = hint::command(format!("rds-status {name}"));
            let created = rds_create::create(&rds, &plan);
            let instance = context.change_at_aws(&done, look, created).await?;
            ui.status(&format!("{name} is being created; Ctrl-C stops waiting, not the creation"));
            Ok(InstanceShown::new(region, self.ready(context, &rds, instance, true).await?))
        };
        context.execute(plan, &self.consent, apply).await
    }

    /// The instance once it can be used, or as it is where that is not waited for.
    async fn ready(
        &self,
        context: &Context,
        rds: &Rds,
        instance: Instance,
        fresh: bool,
    ) -> Result<Instance> {
        match self.wait.wait_after(context, rds, &instance, fresh, Goal::Available).await? {
            Waited::There(ready) => Ok(*ready),
            Waited::No | Waited::Gone => Ok(instance),
        }
    }
}
