use std::time::SystemTime;

use super::Context;
use super::arguments::YesArgs;
use super::aws::{AddressArgs, AwsArgs, GroupArgs, checked_id, database};
use crate::error::{Error, ExitStatus, Result};
use crate::model::{Description, InstanceEndpoint, RuleTtl};
use crate::ops::{reach, sg_allow};

/// Let my address reach the database on RDS, by a rule of its security group
///
/// The rule opens one port to one address. With --rule-id (or DB_SG_RULE_ID) that rule is
/// changed; without, each user and machine has a rule of their own, found by its tags. Expired
/// rules of the same user are removed.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    group: GroupArgs,

    /// Change this rule instead of having one of my own [default: DB_SG_RULE_ID]
    #[arg(long, value_name = "ID")]
    rule_id: Option<String>,

    #[command(flatten)]
    address: AddressArgs,

    /// What the rule says about itself [default: GITPOD with a rule id, else whose it is]
    #[arg(long, value_name = "TEXT")]
    description: Option<Description>,

    /// When my rule expires, as in 12h or 1d12h, or never [default: 12h in a cloud workspace and
    /// in CI, else 30d]
    #[arg(long, value_name = "TIME")]
    ttl: Option<RuleTtl>,

    /// See afterwards what answers at the database's port
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
        let plan = sg_allow::plan(survey, &request, address, SystemTime::now().into())?;
        let apply = async |plan| {
            let mut report = sg_allow::apply(&aws.ec2(), &plan).await?;
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
        match &survey.group.endpoint {
            Some(endpoint) => Ok(endpoint.clone()),
            None => database(context).map(|database| database.endpoint).map_err(|error| {
                error
                    .prefixed("--check needs the database")
                    .with_hint("set PROD_CONNECTION_URL, or pass --instance")
            }),
        }
    }
}
