use crate::approval::{Answers, approve};
use crate::args::Candidates;
use crate::aws::rds::Rds;
use crate::commands::Context;
use crate::commands::aws::{AwsArgs, WaitArgs, Waited, checked_instance};
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::model::{Goal, Instance, Timestamp};
use crate::ops::instances;
use crate::ops::rds_life::{self, DeletePlan, LastSnapshot, SkipSnapshot};
use crate::report::rds::{Change, InstanceChanged};

/// Delete an instance after a last snapshot
///
/// Asks for the instance's name, or takes it from --confirm. Refuses an instance with deletion
/// protection.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// RDS instance
    #[arg(value_name = "INSTANCE", add = Candidates::Instances)]
    instance: String,

    /// Take no last snapshot (asks again, or takes --yes)
    #[arg(long)]
    skip_final_snapshot: bool,

    /// Confirm with the instance's name
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,

    /// Agree to take no last snapshot
    #[arg(long, short)]
    yes: bool,

    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    wait: WaitArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let name = checked_instance(&self.instance)?;
        let aws = self.aws.load(context).await?;
        let (rds, region) = (aws.rds(), aws.region());
        let instance = instances::find(&rds, &name).await?;
        if instance.status == "deleting" {
            return self.watch(context, &rds, &instance).await;
        }
        rds_life::check_protection(&instance, region)?;
        let named = LastSnapshot::named(&name, Timestamp::now());
        let mut report = InstanceChanged::planned(region, &instance, Change::Delete);
        if !self.skip_final_snapshot {
            report.snapshot = named.name().map(str::to_owned);
        }
        if self.dry_run {
            return context.report(&report);
        }
        let answers = Answers { yes: self.yes, confirm: self.confirm.clone() };
        let snapshot = match self.skip_final_snapshot {
            false => named,
            true => {
                let skip = SkipSnapshot { identifier: name.clone() };
                LastSnapshot::Skipped(approve(skip, &answers, &context.ui).await?)
            }
        };
        let plan = DeletePlan { identifier: name, region: region.to_owned(), snapshot };
        let plan = approve(plan, &answers, &context.ui).await?;
        let last = plan.snapshot.name().map(|name| format!("; its last snapshot was to be {name}"));
        let done = format!("{} is being deleted{}", plan.identifier, last.unwrap_or_default());
        let look = hint::command(format!("rds-status {}", plan.identifier));
        let deleted = rds_life::delete(&rds, &plan);
        if let Some(note) = context.change_at_aws(&done, look, deleted).await? {
            report.snapshot = None;
            report.notes.push(note);
        }
        report.dry_run = false;
        self.end(context, &rds, &instance, report).await
    }

    /// It is being deleted already, with the snapshot that was asked then.
    async fn watch(&self, context: &Context, rds: &Rds, instance: &Instance) -> Result<ExitStatus> {
        let mut report = InstanceChanged::planned(rds.region(), instance, Change::None);
        report.notes.push("it was already being deleted".to_owned());
        if self.dry_run {
            return context.report(&report);
        }
        report.dry_run = false;
        self.end(context, rds, instance, report).await
    }

    async fn end(
        &self,
        context: &Context,
        rds: &Rds,
        instance: &Instance,
        mut report: InstanceChanged,
    ) -> Result<ExitStatus> {
        report.status =
            match self.wait.wait_after(context, rds, instance, true, Goal::Deleted).await? {
                Waited::Gone => None,
                Waited::There(_) | Waited::No => Some("deleting".to_owned()),
            };
        context.report(&report)
    }
}
