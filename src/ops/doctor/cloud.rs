//! AWS's view of an RDS instance: whether we may query it, and whether its security groups allow
//! us in.

use std::pin::Pin;

use super::finding::{Checks, Finding};
use crate::aws::Aws;
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::{PublicIp, RdsHost, Rule, Source, Timestamp, open_to_everyone};
use crate::report::doctor::Layer;

/// The subject of the checks.
pub struct Cloud<'a> {
    pub aws: Result<Aws>,
    /// The host name assigned by RDS.
    pub host: String,
    pub port: u16,
    /// Finds our public address.
    pub address: Pin<Box<dyn Future<Output = Result<PublicIp>> + 'a>>,
}

pub async fn examine(checks: &mut Checks, cloud: Cloud<'_>) {
    let Cloud { aws, host, port, address } = cloud;
    let found = checks.check(Layer::AwsCredentials, credentials(aws)).await;
    let aws = found.flatten();
    if aws.is_none() && checks.blocked.is_none() {
        checks.blocked = Some("there are no AWS credentials".to_owned());
    }
    let look = async {
        let aws = aws.ok_or_else(|| Error::failed("not checked"))?;
        match group(&aws, &host, port, address).await {
            Ok(finding) => Ok(finding),
            // A failed AWS request does not prove that we are blocked.
            Err(error) => Ok(Finding::unknown(
                super::finding::described(&error),
                super::finding::fix_of(&error),
                (),
            )),
        }
    };
    checks.check(Layer::SecurityGroup, look).await;
}

/// Logins with a password need no credentials: missing ones are not a failure.
async fn credentials(aws: Result<Aws>) -> Result<Finding<Option<Aws>>> {
    let aws = aws?;
    let expiry = match aws.credentials().await {
        Err(error) if error.kind() == Kind::Usage => {
            return Ok(Finding::unknown(
                super::finding::described(&error),
                super::finding::fix_of(&error),
                None,
            ));
        }
        found => found?,
    };
    let until = expiry.map(|expiry| format!(", valid until {}", Timestamp::from(expiry)));
    let found = format!("found{}, for {}", until.unwrap_or_default(), aws.region());
    Ok(Finding::pass(found, Some(aws)))
}

async fn group(
    aws: &Aws,
    host: &str,
    port: u16,
    address: Pin<Box<dyn Future<Output = Result<PublicIp>> + '_>>,
) -> Result<Finding<()>> {
    let missing = || Error::failed(format!("no instance in {} has this host", aws.region()));
    let name = RdsHost::parse(host).and_then(|host| host.instance).ok_or_else(missing)?;
    let instance = aws.rds().instance(&name).await?.ok_or_else(missing)?;
    let mut rules = Vec::new();
    for group in &instance.security_groups {
        rules.extend(aws.ec2().rules(group).await?);
    }
    let ip = address.await?;
    let groups = instance.security_groups.join(", ");
    let opening: Vec<&Rule> = rules.iter().filter(|rule| rule.opens(port)).collect();
    if let Some(rule) = opening.iter().find(|rule| rule.source.admits(ip)) {
        let found = format!("{} of {} allows {ip} on port {port}", rule.id, rule.group);
        if open_to_everyone(&rules, port).iter().any(|open| open.id == rule.id) {
            let allow = hint::command("sg-allow-my-ip");
            let fix = format!("{allow} for yourself, then remove that rule");
            return Ok(Finding::warn(format!("{found}, and everyone else"), fix, ()));
        }
        if instance.publicly_accessible == Some(false) {
            let fix = "connect from inside its VPC, or make it publicly accessible";
            return Ok(Finding::warn(format!("{found}; but it has no public address"), fix, ()));
        }
        return Ok(Finding::pass(found, ()));
    }
    if opening.iter().any(|rule| matches!(rule.source, Source::PrefixList(_))) {
        let found = format!("a prefix list of {groups} may allow {ip}; its entries are not read");
        return Ok(Finding::unknown(found, None, ()));
    }
    Ok(Finding::fail(
        format!("no rule of {groups} allows {ip} on port {port}"),
        hint::command("sg-allow-my-ip"),
        (),
    ))
}
