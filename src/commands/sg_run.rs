use std::ffi::OsString;
use std::time::SystemTime;

use crate::approval::{Answers, approve};
use crate::aws::Aws;
use crate::commands::Context;
use crate::commands::aws::{AddressArgs, AwsArgs, GroupArgs};
use crate::error::{Error, ExitStatus, Result};
use crate::model::{Owner, Span};
use crate::ops::sg_allow::DEFAULT_PORT;
use crate::ops::sg_revoke::{self, Which};
use crate::ops::{child, sg_allow};
use crate::report::sg::Action;

/// Let my address in, run a command, and take the rule away again
///
/// The rule goes also when the command fails or is stopped by a signal. A rule of mine that
/// was right before stays. The exit status is the command's.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    group: GroupArgs,

    #[command(flatten)]
    address: AddressArgs,

    /// When the rule counts as expired should it be left behind, say by a power cut
    #[arg(long, value_name = "TIME", default_value = "12h")]
    ttl: Span,

    /// The command and its arguments
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
        let owner = context.config.owner()?;
        let request = sg_allow::Request {
            group: Some(self.group.group(context)?),
            // A shared rule is not ours to take away.
            rule: None,
            port: self.group.port,
            description: None,
            owner: owner.clone(),
            ttl: Some(self.ttl),
        };
        let aws = self.aws.load(context).await?;
        let (address, survey) =
            tokio::try_join!(self.address.address(context), sg_allow::survey(&aws, &request))?;
        // What a short-lived rule was before, it stays: neither renewed nor taken away.
        let right = survey.rules.iter().any(|rule| {
            rule.is_for(survey.port)
                && rule.is_owned_by(&owner)
                && rule.source.is_exactly(address.cidr())
        });
        if right {
            context.ui.status("already allowed; the rule stays");
            return self.child(context).await;
        }
        let group = survey.group.id.clone();
        // From here on the rule has to go, whatever happens.
        let _shield = context.interrupt.shield();
        let plan = sg_allow::plan(survey, &request, address, SystemTime::now().into())?;
        let allowed = match sg_allow::apply(&aws.ec2(), plan).await {
            Ok(allowed) => allowed,
            Err(error) => return Err(undone(context, &aws, &group, owner, error).await),
        };
        context.ui.status(&allowed.to_string());
        if allowed.action == Action::Covered {
            return self.child(context).await;
        }
        // Ctrl-C before the command began.
        let ended = match context.interrupt.is_raised() {
            true => Err(Error::interrupted("interrupted; the command was not run")),
            false => self.child(context).await,
        };
        let rule = Which::Mine(allowed.rule.unwrap_or_default());
        match (ended, revoke(context, &aws, &group, rule, owner).await) {
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
            return Err(Error::usage("there is no command to run"));
        };
        child::run(program, args).await.map(ExitStatus::Child)
    }
}

/// The rule may have been made before the error came; it goes, as far as it can be seen.
async fn undone(context: &Context, aws: &Aws, group: &str, owner: Owner, error: Error) -> Error {
    if let Err(second) = revoke(context, aws, group, Which::Own, owner).await {
        context.ui.warn(&second.to_string());
    }
    error
}

/// Takes our rule away. Errors say that it may still be there.
async fn revoke(
    context: &Context,
    aws: &Aws,
    group: &str,
    which: Which,
    owner: Owner,
) -> Result<()> {
    let ec2 = aws.ec2();
    let gone = async {
        let rules = ec2.rules(group).await?;
        let now = SystemTime::now().into();
        let plan = sg_revoke::plan(rules, &which, group, DEFAULT_PORT, owner, now)?;
        let plan = approve(plan, &Answers::default(), &context.ui).await?;
        sg_revoke::apply(&ec2, &plan).await
    };
    let report = gone.await.map_err(|error| {
        error
            .prefixed(&format!("the rule in {group} is still there"))
            .hint("remove it with: cruddur-db sg-revoke")
    })?;
    context.ui.status(&report.to_string());
    Ok(())
}
