use super::Context;
use super::arguments::YesArgs;
use super::aws::{AddressArgs, AwsArgs, GroupArgs, checked_id, database};
use crate::args::Candidates;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::model::{Description, Instance, InstanceEndpoint, RuleTtl, Timestamp};
use crate::ops::{reach, sg_allow};

/// Let this machine's address reach the database
///
/// By a rule of the security group that opens one port to one address. --rule-id (or DB_SG_RULE_ID)
/// changes that rule; without it, each user and machine has its own rule, found by its tags.
/// Expired rules of the same user are removed.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    group: GroupArgs,

    /// Change this rule instead of adding your own [default: DB_SG_RULE_ID]
    #[arg(long, value_name = "ID", add = Candidates::Rules)]
    rule_id: Option<String>,

    #[command(flatten)]
    address: AddressArgs,

    /// Description of the rule [default: GITPOD with a rule ID, else its owner]
    #[arg(long, value_name = "TEXT")]
    description: Option<Description>,

    /// When the rule expires: 12h, 1d12h or never [default: 12h in a cloud workspace and in CI, else
    /// 30d]
    #[arg(long, value_name = "TIME")]
    ttl: Option<RuleTtl>,

    /// Check the database's port afterwards
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    consent: YesArgs,

    #[command(flatten)]
    aws: AwsArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let request = self.request(context)?;
        let aws = self.aws.load(context).await?;
        // Side by side: neither needs the other.
        let (address, survey) =
            tokio::try_join!(self.address.address(context), sg_allow::survey(&aws, &request))?;
        let place = self.check.then(|| self.place(context, &survey)).transpose()?;
        let plan = sg_allow::plan(survey, &request, address, Timestamp::now())?;
        let apply = async |plan| {
            let (done, look) = (format!("{} is let in", address.cidr()), hint::command("sg-list"));
            let ec2 = aws.ec2();
            let mut report =
                context.change_at_aws(&done, look, sg_allow::apply(&ec2, &plan)).await?;
            if let Some(InstanceEndpoint { host, port }) = place {
                report.check = Some(reach::check(&host, port).await);
            }
            Ok(report)
        };
        let report = context.carry_out(plan, &self.consent, apply).await?;
        let check = report.and_then(|report| report.check);
        let reached = check.is_none_or(|check| check.answer.is_postgres());
        Ok(if reached { ExitStatus::Done } else { ExitStatus::Unreachable })
    }

    fn request(&self, context: &Context) -> Result<sg_allow::Request> {
        let (rule, origin) = match &self.rule_id {
            Some(id) => (Some(id.clone()), "--rule-id"),
            None => (context.config.var("DB_SG_RULE_ID")?, "DB_SG_RULE_ID"),
        };
        let rule = rule.map(|id| checked_id(&id, "sgr-", origin)).transpose()?;
        if rule.is_some() && self.ttl.is_some() {
            return Err(Error::usage(format!(
                "--ttl is for a rule of your own, but {origin} names one"
            ))
            .with_hint("remove --ttl, or unset DB_SG_RULE_ID"));
        }
        // A rule knows its group; the database's URL is not needed then.
        let group = match rule.is_some() && !self.group.is_named(context)? {
            true => None,
            false => Some(self.group.group(context)?),
        };
        Ok(sg_allow::Request {
            group,
            rule,
            port: self.group.port,
            description: self.description.clone(),
            identity: context.config.identity()?,
            ttl: match self.ttl {
                Some(ttl) => ttl,
                None => RuleTtl::For(context.config.default_ttl()?),
            },
        })
    }

    /// Where the database listens, for `--check`.
    fn place(&self, context: &Context, survey: &sg_allow::Survey) -> Result<InstanceEndpoint> {
        let Some(instance) = &survey.group.instance else {
            return database(context).map(|database| database.endpoint).map_err(|error| {
                let again = hint::again("--instance NAME");
                error
                    .prefixed("--check needs the database")
                    .with_hint(format!("set PROD_CONNECTION_URL, or: {again}"))
            });
        };
        instance.endpoint.clone().ok_or_else(|| {
            let Instance { identifier, status, .. } = instance;
            let wait = hint::command(format!("rds-wait {identifier}"));
            Error::failed(format!("{identifier} is {status}, and has no address to check yet"))
                .with_hint(format!("wait for it: {wait}; or leave --check out"))
        })
    }
}
