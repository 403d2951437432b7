//! AWS's view of an RDS instance: whether we may query it, its state, and whether its security
//! groups allow us in.

use std::pin::Pin;
use std::time::Duration;

use super::finding::{Checks, Finding, described, fix_of};
use super::group;
use crate::aws::{Aws, Credentials};
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::audit::{
    AuditVerdict, AuditedInstance, Subject, examine_certificate, examine_instance,
};
use crate::model::{
    Goal, Instance, PublicIp, RdsHost, Severity, Timestamp, TunnelWay, Verdict, advice, classify,
};
use crate::ops::rds_audit;
use crate::report::doctor::{Health, Layer};
use crate::report::rds::ways_in;

/// How long AWS leaves an instance stopped. Source: Amazon RDS User Guide, "Stopping an Amazon RDS
/// DB instance temporarily".
const LONGEST_STOP: i64 = 7 * 86_400;

pub struct Cloud<'a> {
    pub aws: Result<Aws>,
    pub host: String,
    pub port: u16,
    /// The connection comes from this host, not from our address.
    pub tunnel: Option<TunnelWay>,
    pub address: Pin<Box<dyn Future<Output = Result<PublicIp>> + 'a>>,
}

/// What AWS says that later checks are explained by.
#[derive(Default)]
pub struct Known {
    pub stopped: bool,
    pub when_silent: Option<String>,
}

pub async fn examine(checks: &mut Checks, cloud: Cloud<'_>) -> Known {
    let Cloud { aws, host, port, tunnel, address } = cloud;
    let limit = checks.limit * 9 / 10;
    let aws = checks.check(Layer::AwsCredentials, credentials(aws, limit)).await.flatten();
    if aws.is_none() && checks.blocked.is_none() {
        checks.blocked = Some("there are no AWS credentials".to_owned());
    }
    // If there are none, the check is skipped.
    let asked = || aws.as_ref().ok_or_else(|| Error::failed("not checked"));
    let look = async { Ok(known(found(asked()?, &host).await)) };
    let instance = checks.check(Layer::RdsInstance, look).await.flatten();
    if instance.is_none() && checks.blocked.is_none() {
        checks.blocked = Some("the RDS instance is not known".to_owned());
    }
    let look = async {
        let instance = instance.as_ref().ok_or_else(|| Error::failed("not checked"))?;
        let found = match &tunnel {
            Some(way) => Ok(group::by_tunnel(instance, port, way)),
            None => group::by_address(asked()?, instance, port, address).await,
        };
        Ok(known(found))
    };
    checks.check(Layer::SecurityGroup, look).await;
    let refused = checks.layers.last().filter(|it| it.health == Health::Fail);
    let refused = refused.and_then(|it| it.fix.clone());
    let look = async {
        let instance = instance.as_ref().ok_or_else(|| Error::failed("not checked"))?;
        Ok(known(security(asked()?, &instance.identifier).await))
    };
    checks.check(Layer::RdsSecurity, look).await;
    let private = instance.as_ref().is_some_and(|it| it.publicly_accessible == Some(false));
    Known {
        when_silent: match (&tunnel, private) {
            (Some(way), _) => instance.as_ref().map(|it| {
                let groups = it.security_groups.join(", ");
                format!("{groups} must allow the host of {way} on port {port}")
            }),
            (None, true) => Some(format!("it has no public address: {}", ways_in())),
            (None, false) => refused,
        },
        stopped: instance.is_some_and(|it| it.status == "stopped"),
    }
}

/// A failed AWS request does not prove that anything is wrong with the database.
fn known<T: Default>(found: Result<Finding<T>>) -> Finding<T> {
    found.unwrap_or_else(|error| {
        Finding::unknown(described(&error), fix_of(&error)).with(T::default())
    })
}

/// Logins with a password need no credentials: missing ones are not a failure, nor is it that AWS
/// does not answer. Those that AWS refuses are, and a profile that does not exist.
async fn credentials(aws: Result<Aws>, limit: Duration) -> Result<Finding<Option<Aws>>> {
    let aws = aws?;
    let unknown = |error: &Error, aws| Finding::unknown(described(error), fix_of(error)).with(aws);
    let late = || Error::unreachable(format!("no AWS credentials within {limit:?}"));
    let found = tokio::time::timeout(limit, aws.credentials()).await;
    let expiry = match found.unwrap_or_else(|_| Err(late())) {
        Ok(Credentials::Until(expiry)) => expiry,
        Ok(Credentials::None(error)) => return Ok(unknown(&error, None)),
        Err(error) if error.kind() == Kind::Unreachable => return Ok(unknown(&error, None)),
        Err(error) => return Err(error),
    };
    let until = expiry.map(|expiry| format!(", valid until {}", Timestamp::from(expiry)));
    match aws.sts().caller().await {
        Ok(caller) => {
            let found = format!("{caller}{}, in {}", until.unwrap_or_default(), aws.region());
            Ok(Finding::pass(found).with(Some(aws)))
        }
        Err(error) if error.kind() == Kind::Login => Err(error),
        // It may be forbidden, or out of reach from a network that reaches RDS.
        Err(error) => {
            let error = error.prefixed("found, but not checked");
            Ok(unknown(&error, Some(aws)))
        }
    }
}

async fn found(aws: &Aws, host: &str) -> Result<Finding<Option<Instance>>> {
    let missing = || Error::failed(format!("no instance in {} has this host", aws.region()));
    let name = RdsHost::parse(host).and_then(|host| host.instance).ok_or_else(missing)?;
    let instance = aws.rds().instance(&name).await?.ok_or_else(missing)?;
    Ok(state(&instance, aws.region(), Timestamp::now()).with(Some(instance)))
}

/// Whether the instance can be connected to, and will be.
fn state(instance: &Instance, region: &str, now: Timestamp) -> Finding {
    let (name, status) = (&instance.identifier, &instance.status);
    let mut found = format!("{name} is {status}");
    if let Some(restarts) = instance.restarts.filter(|_| status == "stopped") {
        let since = Timestamp::from_unix(restarts.to_unix() - LONGEST_STOP);
        found.push_str(&format!(" since {since}; AWS starts it again {restarts}"));
    }
    match classify(status, Goal::Available) {
        Verdict::Bad => {
            let fix = advice(name, status, Goal::Available);
            return Finding::fail(found, fix);
        }
        Verdict::Passing => {
            let fix = format!("wait for it: {}", hint::command(format!("rds-wait {name}")));
            return Finding::warn(found, fix);
        }
        Verdict::Good => {}
    }
    if instance.publicly_accessible == Some(false) {
        found.push_str(", without a public address");
    }
    let subject = Subject {
        region: region.to_owned(),
        profile: None,
        now,
        instance: AuditedInstance {
            identifier: name.clone(),
            certificate_authority: instance.ca.clone(),
            certificate_ends: instance.certificate_expires,
            ..AuditedInstance::default()
        },
    };
    let Some(certificate) = examine_certificate(subject) else {
        return Finding::pass(found);
    };
    let authority = instance.ca.as_deref().unwrap_or("an unknown CA");
    found.push_str(&format!("\n{}, by {authority}", certificate.found));
    match certificate.verdict {
        AuditVerdict::Fail => Finding::warn(found, certificate.fix.join("\n")),
        _ => Finding::pass(found),
    }
}

/// The checks of `rds-audit` that need no more than the description of the instance. A standby in
/// another zone and the like are a matter of money, and no warning.
async fn security(aws: &Aws, name: &str) -> Result<Finding> {
    let subject = rds_audit::subject(aws, name, None, Timestamp::now()).await?;
    let examined = examine_instance(subject);
    let failed: Vec<_> = examined.iter().filter(|it| it.verdict == AuditVerdict::Fail).collect();
    let grave: Vec<_> = failed.iter().filter(|it| it.severity <= Severity::High).collect();
    let mut found = format!(
        "{} of {} checks failed, {} of them rated high or critical",
        failed.len(),
        examined.len(),
        grave.len()
    );
    for it in &grave {
        found.push_str(&format!("\n{}: {}", it.id, it.found));
    }
    let audit = hint::command(format!("rds-audit {name}"));
    Ok(match grave.is_empty() {
        false => Finding::warn(found, format!("{audit} shows the repairs")),
        true => Finding::pass(found),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(status: &str, more: impl FnOnce(&mut Instance)) -> (Health, String, String) {
        let mut instance = Instance { identifier: "db1".into(), ..Instance::default() };
        status.clone_into(&mut instance.status);
        more(&mut instance);
        let now = Timestamp::from_unix(1_700_000_000);
        let Finding { health, found, fix, .. } = state(&instance, "eu-west-3", now);
        (health, found, fix.unwrap_or_default())
    }

    #[test]
    fn states_that_need_something_say_what() {
        let stopped = judged("stopped", |it| {
            it.restarts = Some(Timestamp::from_unix(1_700_000_000));
        });
        assert_eq!(stopped.0, Health::Fail);
        assert!(
            stopped.1.starts_with("db1 is stopped since 2023-11-07T22:13:20Z; AWS"),
            "{}",
            stopped.1
        );
        assert_eq!(stopped.2, "start it: `cruddur-db rds-start db1`");
        let busy = judged("modifying", |_| ());
        assert_eq!(
            (busy.0, busy.2.as_str()),
            (Health::Warn, "wait for it: `cruddur-db rds-wait db1`")
        );
        let full = judged("storage-full", |_| ());
        assert_eq!(
            (full.0, full.2.as_str()),
            (Health::Fail, "its disk is full: increase its storage")
        );
        let well = judged("available", |it| it.publicly_accessible = Some(false));
        assert_eq!(
            (well.0, well.1.as_str()),
            (Health::Pass, "db1 is available, without a public address")
        );
    }

    #[test]
    fn certificates_that_expire_are_named_in_time() {
        let certificate = |days: i64| {
            judged("available", |it| {
                it.ca = Some("rds-ca-2019".to_owned());
                it.certificate_expires = Some(Timestamp::from_unix(1_700_000_000 + days * 86_400));
            })
        };
        assert_eq!(certificate(100).0, Health::Pass);
        let soon = certificate(80);
        assert_eq!(soon.0, Health::Warn);
        assert!(
            soon.1.ends_with("the server's certificate expires on 2024-02-02, by rds-ca-2019"),
            "{}",
            soon.1
        );
        assert_eq!(
            soon.2,
            "aws rds modify-db-instance --db-instance-identifier db1 --ca-certificate-identifier \
             rds-ca-rsa2048-g1 --apply-immediately --region eu-west-3"
        );
        assert!(certificate(-1).1.contains(" expired on "));
    }
}
