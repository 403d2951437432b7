mod password;
mod shape;

use crate::approval::{Answers, approve};
use crate::args::Format;
use crate::aws::rds::Rds;
use crate::commands::Context;
use crate::commands::aws::{AwsArgs, WaitArgs, Waited};
use crate::error::{ExitStatus, Result};
use crate::model::{Goal, Instance};
use crate::ops::rds_create::{self, CreatePlan};
use crate::report::rds::InstanceShown;

/// Create a Postgres instance on RDS and wait until it can be used
///
/// Without flags the instance is private, encrypted, backed up and protected, and AWS manages
/// its password. --preset bootcamp makes what the bootcamp's own command made.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    shape: shape::ShapeArgs,

    #[command(flatten)]
    password: password::PasswordArgs,

    /// Answer yes to the question
    #[arg(long, short)]
    yes: bool,

    /// Say what would be made
    #[arg(long)]
    dry_run: bool,

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
        let there = rds_create::existing(&rds, &spec).await?;
        if let Some(instance) = there {
            ui.status(&format!("{} exists, as asked for", instance.identifier));
            return self.end(context, &rds, instance, false).await;
        }
        if self.dry_run {
            ui.report(&CreatePlan { spec, region: region.to_owned(), changes }.preview())?;
            return Ok(ExitStatus::Done);
        }
        if let Some(password) = self.password.asked(context).await? {
            spec.password = password;
            spec.validate(region)?;
        }
        let plan = CreatePlan { spec, region: region.to_owned(), changes };
        if ui.format != Format::Json {
            ui.status(&plan.preview().to_string());
        }
        let answers = Answers { yes: self.yes, confirm: None };
        let plan = approve(plan, &answers, ui).await?;
        // Not to be dropped between the call and its answer.
        let hold = context.interrupt.hold();
        let instance = rds_create::create(&rds, &plan).await?;
        drop(hold);
        let name = &instance.identifier;
        ui.status(&format!("{name} is being created; Ctrl-C ends the waiting, not that"));
        self.end(context, &rds, instance, true).await
    }

    /// Waits unless it is not to, and shows how to get in.
    async fn end(
        &self,
        context: &Context,
        rds: &Rds,
        mut instance: Instance,
        fresh: bool,
    ) -> Result<ExitStatus> {
        if !self.dry_run
            && let Waited::There(ready) =
                self.wait.wait_after(context, rds, &instance, fresh, Goal::Available).await?
        {
            instance = *ready;
        }
        context.ui.report(&InstanceShown::new(rds.region(), instance))?;
        Ok(ExitStatus::Done)
    }
}
