use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use tokio::time::timeout;

use super::Context;
use super::aws::{AddressArgs, AwsArgs, GroupArgs};
use crate::aws::ec2::{Ec2, WantedRule};
use crate::error::{Error, ExitStatus, Kind, Result};
use crate::hint;
use crate::model::{Description, HumanDuration, Lease, Rule, RuleTtl, Timestamp};
use crate::ops::sg_run::{self, Ended, Hold, Run};
use crate::ops::{child, sg_allow};
use crate::random;
use crate::report::sg::Allowed;

/// How long an interrupted run looks for what it may have added.
const UNDO_LIMIT: Duration = Duration::from_secs(10);

/// Let this machine in while a command runs
///
/// Adds a rule, runs the command and removes the rule, also when the command fails or a signal
/// stops it. Of several runs at once the last one removes it. A rule that was there before stays.
/// The exit status is the command's.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    group: GroupArgs,

    #[command(flatten)]
    address: AddressArgs,

    /// Let the rule expire after this time, should it be left behind
    #[arg(long, value_name = "TIME", default_value = "12h")]
    ttl: HumanDuration,

    /// Command and arguments
    #[arg(
        value_name = "COMMAND",
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    command: Vec<OsString>,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let identity = context.config.identity()?;
        let request = sg_allow::Request {
            group: Some(self.group.group(context)?),
            // A shared rule is not ours to remove.
            rule: None,
            port: self.group.port,
            description: None,
            identity: identity.clone(),
            ttl: RuleTtl::For(self.ttl),
        };
        let aws = self.aws.load(context).await?;
        let (address, survey) =
            tokio::try_join!(self.address.address(context), sg_allow::survey(&aws, &request))?;
        let ec2 = aws.ec2();
        let description = Description::of_run(&identity.owner);
        let lease = Lease {
            run: random::hex(8)?,
            machine: identity.machine.clone(),
            until: Timestamp::now().after(self.ttl.duration()),
        };
        let run = Run {
            region: survey.region,
            group: survey.group.id,
            wanted: WantedRule { cidr: address.cidr(), port: survey.port, description },
            identity,
            lease,
            locks: context.config.state_dir().map(|directory| directory.join("sg-run")),
        };
        // From here on the rule has to be removed, whatever happens.
        let _shield = context.interrupt.shield();
        let (hold, allowed) = begin(context, &ec2, &run, survey.rules).await?;
        context.ui.status(&allowed.to_string());
        // Ctrl-C before the command began.
        let ended = match context.interrupt.is_raised() {
            true => Err(not_run()),
            false => self.child(context).await,
        };
        match (ended, end(context, &ec2, &run, hold).await) {
            (Ok(ExitStatus::Child(0)), Err(error)) => Err(error),
            (ended, Err(error)) => {
                context.ui.warn(&error.to_string());
                ended
            }
            (ended, Ok(())) => ended,
        }
    }

    async fn child(&self, context: &Context) -> Result<ExitStatus> {
        let _shield = context.interrupt.shield();
        let Some((program, args)) = self.command.split_first() else {
            return Err(Error::usage("no command to run"));
        };
        let mut command = Command::new(program);
        command.args(args);
        child::run(command).await.map(ExitStatus::Child)
    }
}

/// Begins the run. What a failure or an interrupt left behind is removed.
async fn begin(
    context: &Context,
    ec2: &Ec2,
    run: &Run,
    rules: Vec<Rule>,
) -> Result<(Hold, Allowed)> {
    let begun = tokio::select! {
        begun = sg_run::begin(ec2, run, rules, Timestamp::now()) => begun,
        // AWS may not answer, or refuse for now.
        () = context.interrupt.wait_and_more() => Err(not_run()),
    };
    if let Err(error) = &begun {
        undo(context, ec2, run, error.kind() == Kind::Interrupted).await;
    }
    begun
}

fn not_run() -> Error {
    Error::interrupted("interrupted; the command was not run")
}

/// Ends the run. Errors say that the rule may still exist.
async fn end(context: &Context, ec2: &Ec2, run: &Run, hold: Hold) -> Result<()> {
    let (Hold::Leased { rule, .. } | Hold::Relied { rule }) = &hold;
    let rule = rule.clone();
    let untouched = matches!(hold, Hold::Relied { .. });
    match sg_run::end(ec2, run, hold, Timestamp::now()).await {
        Ok(ended) => say(context, run, &rule, &ended),
        // Nothing is left to do; only whether the rule was there to the end is not known.
        Err(_) if untouched => {}
        Err(error) => {
            return Err(error
                .prefixed(&format!("the rule {rule} of {} may still exist", run.group))
                .with_hint(format!(
                    "see with {}, remove with {}",
                    hint::command("sg-list"),
                    hint::command("sg-revoke")
                )));
        }
    }
    Ok(())
}

fn say(context: &Context, run: &Run, rule: &str, ended: &Ended) {
    let place = format!("{rule} of {}", run.group);
    match ended {
        Ended::Revoked => {
            context.ui.status(&format!("revoked: {place}, {}", run.wanted.cidr));
        }
        Ended::Shared => context.ui.status(&format!("{place} is kept: other runs use it")),
        Ended::Kept => {
            context.ui.status(&format!("{place} is kept: it is a rule of sg-allow-my-ip"));
        }
        Ended::Untouched => {}
        Ended::Gone => {
            context.ui.warn(&format!("{place} was removed by someone while the command ran"));
        }
        Ended::Changed => context.ui.warn(&format!(
            "{place} was changed by someone while the command ran, and is kept as it is now"
        )),
    }
}

/// Ends what a run that could not begin may have made, as far as it can be seen.
async fn undo(context: &Context, ec2: &Ec2, run: &Run, interrupted: bool) {
    let undone = sg_run::undo(ec2, run, Timestamp::now());
    let undone = if interrupted {
        context.ui.status("removing what it may have added");
        // AWS may not answer at all, and whoever interrupts does not want to wait for that.
        timeout(UNDO_LIMIT, undone).await.unwrap_or(Ok(None))
    } else {
        undone.await
    };
    match undone {
        Ok(None) if interrupted => context.ui.warn(&format!(
            "a rule for {} may still appear in {}, if AWS was late; see with: {}",
            run.wanted.cidr,
            run.group,
            hint::command("sg-list")
        )),
        Ok(None) => {}
        Ok(Some((rule, ended))) => say(context, run, &rule, &ended),
        Err(error) => context.ui.warn(
            &error
                .prefixed(&format!("a rule for {} may be left in {}", run.wanted.cidr, run.group))
                .with_hint(format!("check with: {}", hint::command("sg-list")))
                .to_string(),
        ),
    }
}
