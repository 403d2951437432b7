//! Whether an instance's security groups let the connection in.

use std::pin::Pin;

use super::finding::Finding;
use crate::aws::Aws;
use crate::error::Result;
use crate::hint;
use crate::model::{Instance, PublicIp, Rule, Source, TunnelWay, open_to_everyone};

/// Whether the groups let in the tunnel's host is for the login to show.
pub fn by_tunnel(instance: &Instance, port: u16, way: &TunnelWay) -> Finding {
    let groups = instance.security_groups.join(", ");
    let found = format!("not checked: {groups} must allow the host of {way} on port {port}");
    Finding::unknown(found, None)
}

pub async fn by_address(
    aws: &Aws,
    instance: &Instance,
    port: u16,
    address: Pin<Box<dyn Future<Output = Result<PublicIp>> + '_>>,
) -> Result<Finding> {
    let groups = instance.security_groups.join(", ");
    if instance.publicly_accessible == Some(false) {
        let found = format!("not checked: rules of {groups} for public addresses do not matter");
        return Ok(Finding::unknown(found, None));
    }
    let mut rules = Vec::new();
    for group in &instance.security_groups {
        rules.extend(aws.ec2().rules(group).await?);
    }
    let ip = address.await?;
    let opening: Vec<&Rule> = rules.iter().filter(|rule| rule.opens(port)).collect();
    let allow = hint::command(format!("sg-allow-my-ip --instance {}", instance.identifier));
    if let Some(rule) = opening.iter().find(|rule| rule.source.admits(ip)) {
        let found = format!("{} of {} allows {ip} on port {port}", rule.id, rule.group);
        let open = open_to_everyone(&rules, port);
        let ids = open.iter().map(|open| open.id.as_str()).collect::<Vec<_>>().join(", ");
        let (found, remove) = match open.as_slice() {
            [] => return Ok(Finding::pass(found)),
            [open] if open.id == rule.id => {
                (format!("{found}, and everyone else"), "that rule".to_owned())
            }
            _ => (format!("{found}, and {ids} everyone else"), ids.clone()),
        };
        let fix = format!("{allow} for yourself, then remove {remove}");
        return Ok(Finding::warn(found, fix));
    }
    if opening.iter().any(|rule| matches!(rule.source, Source::PrefixList(_))) {
        let found = format!("a prefix list of {groups} may allow {ip}; its entries are not read");
        return Ok(Finding::unknown(found, None));
    }
    Ok(Finding::fail(format!("no rule of {groups} allows {ip} on port {port}"), allow))
}
