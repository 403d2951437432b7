use crate::commands::Context;
use crate::commands::aws::{AwsArgs, InstanceArg, PaceArgs};
use crate::error::{ExitStatus, Result};
use crate::model::Goal;
use crate::ops::rds_wait;
use crate::report::rds::{Change, InstanceChanged, InstanceShown};

/// Wait until an instance is available
///
/// Ctrl-C ends only the wait; run the command again at any time.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    instance: InstanceArg,

    /// State to wait for
    #[arg(long = "for", value_enum, default_value_t, value_name = "STATE")]
    goal: State,

    #[command(flatten)]
    pace: PaceArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum State {
    #[default]
    Available,
    Stopped,
    Deleted,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let goal = match self.goal {
            State::Available => Goal::Available,
            State::Stopped => Goal::Stopped,
            State::Deleted => Goal::Deleted,
        };
        let (name, aws) = self.instance.find_even_gone(&self.aws, context).await?;
        let rds = aws.rds();
        let progress = context.ui.progress();
        let pace = self.pace.pace();
        let request = rds_wait::WaitRequest { identifier: &name, goal, fresh: false };
        let found = rds_wait::wait(&rds, request, pace, &*progress, &context.interrupt).await?;
        match found {
            Some(instance) => context.ui.report(&InstanceShown::new(aws.region(), instance))?,
            None => context.ui.report(&InstanceChanged {
                dry_run: false,
                region: aws.region().to_owned(),
                identifier: name,
                action: Change::None,
                status: None,
                snapshot: None,
                notes: Vec::new(),
            })?,
        }
        Ok(ExitStatus::Done)
    }
}
