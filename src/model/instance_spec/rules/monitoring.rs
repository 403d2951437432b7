//! Logs, Enhanced Monitoring, network and option group. Source: Amazon RDS API Reference,
//! CreateDBInstance.

use super::{InstanceSpec, hyphenated};

const LOGS: [&str; 3] = ["postgresql", "upgrade", "iam-db-auth-error"];
const INTERVALS: [i32; 7] = [0, 1, 5, 10, 15, 30, 60];

pub fn logs(spec: &InstanceSpec) -> Option<String> {
    let other = spec.cloudwatch_logs.iter().find(|log| !LOGS.contains(&log.as_str()))?;
    Some(format!("is {other:?}: {} or none", LOGS.join(", ")))
}

pub fn interval(spec: &InstanceSpec) -> Option<String> {
    let seconds = spec.monitoring_interval.unwrap_or(0);
    if !INTERVALS.contains(&seconds) {
        let all = INTERVALS.map(|seconds| seconds.to_string()).join(", ");
        return Some(format!("is {seconds} seconds: one of {all}"));
    }
    match (seconds, &spec.monitoring_role) {
        (0, Some(_)) => Some("other than 0 is needed by --monitoring-role".to_owned()),
        (1.., None) => Some("needs --monitoring-role, which lets RDS write to CloudWatch".into()),
        _ => None,
    }
}

pub fn role(spec: &InstanceSpec) -> Option<String> {
    let role = spec.monitoring_role.as_deref()?;
    let fits = match role.splitn(6, ':').collect::<Vec<_>>()[..] {
        ["arn", _, "iam", "", account, name] => {
            account.len() == 12
                && account.bytes().all(|b| b.is_ascii_digit())
                && name.strip_prefix("role/").is_some_and(|name| !name.is_empty())
        }
        _ => false,
    };
    (!fits).then(|| {
        format!("is {role:?}: the ARN of a role looks like arn:aws:iam::123456789012:role/NAME")
    })
}

pub fn network(spec: &InstanceSpec) -> Option<String> {
    let kind = spec.network_type.as_deref()?;
    (!["IPV4", "DUAL"].contains(&kind)).then(|| format!("is {kind:?}: IPV4 or DUAL"))
}

pub fn option_group(spec: &InstanceSpec) -> Option<String> {
    let name = spec.option_group.as_deref()?;
    if let Some(default) = name.strip_prefix("default:") {
        let major = spec.engine_version.split('.').next().unwrap_or_default();
        let own = format!("postgres-{major}");
        return (default != own).then(|| format!("is {name}: version {major} has default:{own}"));
    }
    hyphenated(name, 255)
}
