//! Finding the security group of a database.

use crate::aws::ec2::Ec2;
use crate::aws::{Aws, alias};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Instance, RdsHost, Rule};
use crate::ops::instances::{self, with_names};

#[derive(Debug, Clone)]
pub enum GroupBy {
    Id(String),
    Instance(String),
    /// The group of the RDS instance whose endpoint is this host. `origin` is where it was set.
    Host {
        host: String,
        origin: String,
    },
}

/// A group, and its database if it was found by that.
#[derive(Debug, Clone)]
pub struct Group {
    pub id: String,
    pub instance: Option<Instance>,
}

pub const DEFAULT_PORT: u16 = 5432;

impl Group {
    /// The port that is given, that of its database, or Postgres's where the database is not known.
    ///
    /// Errors: AWS does not tell the port yet.
    pub fn port(&self, given: Option<u16>) -> Result<u16> {
        let Some(instance) = self.instance.as_ref().filter(|_| given.is_none()) else {
            return Ok(given.unwrap_or(DEFAULT_PORT));
        };
        let Instance { identifier, status, .. } = instance;
        instance.port.ok_or_else(|| {
            let wait = hint::command(format!("rds-wait {identifier}"));
            Error::failed(format!("the port of {identifier} is not known: it is {status}"))
                .with_hint(format!("wait for it: {wait}; or name the port with --port"))
        })
    }
}

/// Finds the group. Errors: no such instance; it has no group, or more than one, which are
/// listed.
pub async fn find(aws: &Aws, by: &GroupBy) -> Result<Group> {
    let instance = match by {
        GroupBy::Id(id) => return Ok(Group { id: id.clone(), instance: None }),
        GroupBy::Instance(name) => instances::find(&aws.rds(), name).await?,
        GroupBy::Host { host, origin } => at_host(aws, host, origin).await?,
    };
    match instance.security_groups.as_slice() {
        [id] => Ok(Group { id: id.clone(), instance: Some(instance.clone()) }),
        [] => Err(Error::failed(format!("{} has no security group", instance.identifier))
            .with_hint("name one with --sg-id")),
        several => Err(Error::failed(format!(
            "{} has {} security groups: {}",
            instance.identifier,
            several.len(),
            several.join(", ")
        ))
        .with_hint(match by {
            // The two options exclude each other.
            GroupBy::Instance(_) => {
                "name one of them with --sg-id instead of --instance".to_owned()
            }
            GroupBy::Id(_) | GroupBy::Host { .. } => {
                let with = |id: &String| hint::again(&format!("--sg-id {id}"));
                let all: Vec<String> = several.iter().map(with).collect();
                format!("choose one, or set DB_SG_ID: {}", all.join(" or "))
            }
        })),
    }
}

/// All rules of the group. Errors: there is no such group. AWS returns an empty list then, which
/// must not be mistaken for a group without rules.
pub async fn rules(ec2: &Ec2, group: &Group) -> Result<Vec<Rule>> {
    let rules = ec2.rules(&group.id).await?;
    if rules.is_empty() {
        ec2.check_group(&group.id).await?;
    }
    Ok(rules)
}

async fn at_host(aws: &Aws, host: &str, origin: &str) -> Result<Instance> {
    // A host name of RDS names the instance; any other may be an alias.
    let endpoint = alias::resolve(host).await;
    let name = endpoint.as_ref().and_then(|endpoint| endpoint.instance.as_deref());
    let candidates = match name {
        Some(name) => aws.rds().instance(name).await?.into_iter().collect(),
        None => aws.rds().instances().await?,
    };
    let own = endpoint.as_ref().map_or(host, |endpoint| &endpoint.host);
    let is_there = |instance: &Instance| {
        instance.endpoint.as_ref().is_some_and(|it| it.host.eq_ignore_ascii_case(own))
    };
    if let Some(found) = candidates.into_iter().find(is_there) {
        return Ok(found);
    }
    let region = aws.region();
    let error =
        Error::usage(format!("no RDS instance in {region} has the host of {origin}, {host}"));
    Err(match &endpoint {
        Some(RdsHost { region: other, .. }) if other != region => {
            let again = hint::again(&format!("--region {other}"));
            error.with_hint(format!("the host is in {other}: {again}"))
        }
        _ => with_names(aws, error)
            .await
            .with_hint("name the group with --sg-id or DB_SG_ID, or the instance with --instance"),
    })
}
