use crate::aws::Aws;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{DatabaseUrl, Host, RdsHost, Source};

/// Whether a function outside every VPC can reach the database. What AWS does not tell whoever
/// deploys is not held against them.
///
/// Errors (usage): the database has no public address; the subnets and groups that fit are named.
pub(super) async fn check(aws: &Aws, url: &DatabaseUrl) -> Result<()> {
    let Host::Tcp(host) = &url.host else { return Ok(()) };
    let Some(RdsHost { instance: Some(identifier), region, .. }) = RdsHost::parse(host) else {
        return Ok(());
    };
    if region != aws.region() {
        return Ok(());
    }
    let Ok(Some(placement)) = aws.rds().placement(&identifier).await else { return Ok(()) };
    if placement.publicly_accessible != Some(false) {
        return Ok(());
    }
    let (mut admitted, mut unseen) = (Vec::new(), None);
    for group in &placement.security_groups {
        let rules = aws.ec2().rules(group).await;
        for rule in rules.unwrap_or_else(|error| {
            unseen = Some(error);
            Vec::new()
        }) {
            if let Source::Group(other) = &rule.source
                && rule.opens(url.port)
                && !admitted.contains(other)
            {
                admitted.push(other.clone());
            }
        }
    }
    let options = |name: &str, values: &[String]| -> String {
        values.iter().map(|value| format!(" --{name} {value}")).collect()
    };
    let subnets = match placement.subnets.as_slice() {
        [] => " --subnet ID".to_owned(),
        subnets => options("subnet", subnets),
    };
    let again = |groups: &str| hint::again(format!("{subnets}{groups}").trim());
    let groups = placement.security_groups.join(" and ");
    let port = url.port;
    let hint = match (admitted.as_slice(), unseen) {
        ([], Some(error)) => format!(
            "which groups are admitted to {groups} on port {port} is not known: {}; with one that \
             is: {}",
            error.message(),
            again(" --security-group ID")
        ),
        ([], None) => format!(
            "no group is admitted to {groups} on port {port} yet: add a rule for the function's, \
             then {}",
            again(" --security-group ID")
        ),
        (admitted, _) => again(&options("security-group", admitted)),
    };
    Err(Error::usage(format!(
        "{identifier} has no public address, and the function would be outside its VPC"
    ))
    .with_hint(hint))
}
