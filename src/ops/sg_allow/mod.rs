//! Allowing one address, by our own rule or a named one.

mod apply;
mod named;
mod plan;

pub use apply::apply;
pub use plan::{Plan, removable};

use crate::aws::Aws;
use crate::aws::ec2::Ec2;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Description, Identity, PublicIp, Rule, RuleTtl, Timestamp};
use crate::ops::sg_group::{self, Group, GroupBy};
use crate::report::rds::ways_in;

#[derive(Debug, Clone)]
pub struct Request {
    /// Not needed with a rule, which has its group.
    pub group: Option<GroupBy>,
    /// The rule to change; by default, our own is found or added.
    pub rule: Option<String>,
    /// `None`: that of the instance that the group was found by, else Postgres's.
    pub port: Option<u16>,
    pub description: Option<Description>,
    pub identity: Identity,
    pub ttl: RuleTtl,
}

#[derive(Debug)]
pub struct Survey {
    pub region: String,
    pub group: Group,
    pub port: u16,
    /// All rules of the group, or only the named one.
    pub rules: Vec<Rule>,
}

/// Reads the group, or only the named rule. The address need not be known.
pub async fn survey(aws: &Aws, request: &Request) -> Result<Survey> {
    let group = match &request.group {
        Some(by) => Some(sg_group::find(aws, by).await?),
        None => None,
    };
    let ec2 = aws.ec2();
    let (group, rules) = match (&request.rule, group) {
        (Some(id), group) => {
            let rule = named_rule(&ec2, id).await?;
            let unknown = Group { id: rule.group.clone(), instance: None };
            let group = group.unwrap_or(unknown);
            (group, vec![rule])
        }
        (None, Some(group)) => {
            let rules = ec2.rules(&group.id).await?;
            (group, rules)
        }
        (None, None) => return Err(Error::usage("neither a group nor a rule is given")),
    };
    let port = group.port(request.port)?;
    Ok(Survey { region: aws.region().to_owned(), group, port, rules })
}

/// Decides, without asking anyone. Errors: the named rule is not one that can take the address.
pub fn plan(survey: Survey, request: &Request, ip: PublicIp, now: Timestamp) -> Result<Plan> {
    match (&request.rule, survey.rules.as_slice()) {
        (Some(_), [rule]) => {
            let rule = rule.clone();
            named::plan(survey, &rule, request, ip, now)
        }
        _ => Ok(plan::plan(survey, request, ip, now)),
    }
}

/// What holds of the group's database whatever is done.
fn note_on(group: &Group) -> Option<String> {
    let instance = group.instance.as_ref()?;
    let is_private = instance.publicly_accessible == Some(false);
    is_private.then(|| format!("the instance has no public address: {}", ways_in()))
}

async fn named_rule(ec2: &Ec2, id: &str) -> Result<Rule> {
    ec2.rule(id).await?.ok_or_else(|| {
        Error::failed(format!("there is no rule {id} in {}", ec2.region())).with_hint(format!(
            "{} shows the rules; without --rule-id and DB_SG_RULE_ID one is added",
            hint::command("sg-list")
        ))
    })
}
