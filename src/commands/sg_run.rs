use std::ffi::OsString;
use std::time::SystemTime;

use crate::approval::{Answers, approve};
use crate::aws::ec2::Ec2;
use crate::commands::Context;
use crate::commands::aws::{AddressArgs, AwsArgs, GroupArgs};
use crate::error::{Error, ExitStatus, Result};
use crate::model::{Cidr, Description, HumanDuration, Owner};
use crate::ops::sg_revoke::{self, Which};
use crate::ops::temporary_rule::{self, Ended, TemporaryRule};
use crate::ops::{child, sg_allow};
use crate::report::sg::{Action, Allowed};

/// Let this machine in while a command runs
///
/// Adds a rule, runs the command and removes the rule, also when the command fails or a signal
/// stops it. A rule that was there before stays. The exit status is the command's.
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
        let owner = context.config.owner()?;
        let request = sg_allow::Request {
            group: Some(self.group.group(context)?),
            // A shared rule is not ours to take away.
            rule: None,
            port: self.group.port,
            description: Some(Description::of_run(&owner)),
            owner: owner.clone(),
            ttl: Some(self.ttl),
        };
        let aws = self.aws.load(context).await?;
        let (address, survey) =
            tokio::try_join!(self.address.address(context), sg_allow::survey(&aws, &request))?;
        if temporary_rule::is_open(&survey, &owner, address.cidr()) {
            context.ui.status("already allowed; the rule stays");
            return self.child(context).await;
        }
        let ec2 = aws.ec2();
        let made = Made { group: survey.group.id.clone(), port: survey.port, cidr: address.cidr() };
        // From here on the rule has to go, whatever happens.
        let _shield = context.interrupt.shield();
        let plan = sg_allow::plan(survey, &request, address, SystemTime::now().into())?;
        let plan = approve(plan, &Answers::default(), &context.ui).await?;
        let allowed = match sg_allow::apply(&ec2, &plan).await {
            Ok(allowed) => allowed,
            Err(error) => {
                made.undo(context, &ec2, owner).await;
                return Err(error);
            }
        };
        context.ui.status(&allowed.to_string());
        let lease = TemporaryRule::of(&allowed).filter(|_| allowed.action != Action::Covered);
        // Ctrl-C before the command began.
        let ended = match context.interrupt.is_raised() {
            true => Err(Error::interrupted("interrupted; the command was not run")),
            false => self.child(context).await,
        };
        let Some(lease) = lease else { return ended };
        match (ended, end(context, &ec2, &lease, &allowed).await) {
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

/// Takes our rule away. Errors say that it is still there.
async fn end(context: &Context, ec2: &Ec2, lease: &TemporaryRule, allowed: &Allowed) -> Result<()> {
    let rule = allowed.rule.as_deref().unwrap_or_default();
    let Allowed { group, cidr, .. } = allowed;
    let ended = lease.end(ec2).await.map_err(|error| {
        error
            .prefixed(&format!("the rule {rule} of {group} is still there"))
            .with_hint("remove it with: cruddur-db sg-revoke")
    })?;
    context.ui.status(&match ended {
        Ended::Revoked => format!("revoked: {rule} of {group}, {cidr}"),
        Ended::WasGone => format!("{rule} of {group} was gone already"),
        Ended::TakenOver => format!("{rule} of {group} stays: it was renewed meanwhile"),
    });
    Ok(())
}

/// What may have been made before an error came.
struct Made {
    group: String,
    port: u16,
    cidr: Cidr,
}

impl Made {
    /// Takes it away, as far as it can be seen.
    async fn undo(&self, context: &Context, ec2: &Ec2, owner: Owner) {
        let Self { group, port, cidr } = self;
        let undone = async {
            let rules = ec2.rules(group).await?;
            let request = sg_revoke::Request {
                region: ec2.region().to_owned(),
                group: group.clone(),
                port: *port,
                owner,
                which: Which::OwnFor(*cidr),
            };
            let plan = sg_revoke::plan(rules, request, SystemTime::now().into())?;
            let plan = approve(plan, &Answers::default(), &context.ui).await?;
            sg_revoke::apply(ec2, &plan).await
        };
        match undone.await {
            Ok(report) if report.rules.is_empty() => {}
            Ok(report) => context.ui.status(&report.to_string()),
            Err(error) => context.ui.warn(
                &error
                    .prefixed(&format!("a rule for {cidr} may be left in {group}"))
                    .with_hint("look with: cruddur-db sg-list")
                    .to_string(),
            ),
        }
    }
}
