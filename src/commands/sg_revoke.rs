use super::Context;
use super::arguments::YesArgs;
use super::aws::{AwsArgs, GroupArgs, checked_id};
use crate::args::Candidates;
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::model::Timestamp;
use crate::ops::sg_group;
use crate::ops::sg_revoke::{self, Which};

/// Remove your rule
///
/// Removes only rules with the tags of you and this machine. Somebody else's needs --rule-id and a
/// yes; DB_SG_RULE_ID is ignored here.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    group: GroupArgs,

    /// Remove your expired rules instead, of all machines and for all ports
    #[arg(long, conflicts_with = "rule_id")]
    expired: bool,

    /// With --expired: everyone's
    #[arg(long, requires = "expired")]
    all: bool,

    /// Remove this rule, whoever owns it (repeatable)
    #[arg(long, value_name = "ID", add = Candidates::Rules)]
    rule_id: Vec<String>,

    #[command(flatten)]
    consent: YesArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let ids = self.rule_id.iter().map(|id| checked_id(id, "sgr-", "--rule-id"));
        let ids: Vec<String> = ids.collect::<Result<_>>()?;
        let by = self.group.group(context)?;
        let identity = context.config.identity()?;
        let aws = self.aws.load(context).await?;
        let ec2 = aws.ec2();
        let group = sg_group::find(&aws, &by).await?;
        let rules = sg_group::rules(&ec2, &group).await?;
        // Only for these the port matters.
        let is_own = !self.expired && ids.is_empty();
        let port = is_own.then(|| group.port(self.group.port)).transpose()?;
        let which = match self.expired {
            true => Which::Expired { of_everyone: self.all },
            false => port.map_or(Which::Named(ids), |port| Which::Own { port }),
        };
        let region = aws.region().to_owned();
        let request = sg_revoke::Request { region, group: group.id, identity, which };
        let plan = sg_revoke::plan(rules, request, Timestamp::now())?;
        let apply = async |plan| {
            let revoked = sg_revoke::apply(&ec2, &plan, Timestamp::now());
            let look = hint::command("sg-list");
            context.change_at_aws("the rules are revoked", look, revoked).await
        };
        context.execute(plan, &self.consent, apply).await
    }
}
