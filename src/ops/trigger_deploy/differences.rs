use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;

use super::URL;
use crate::aws::lambda::{Function, FunctionSpec};
use crate::model::{DatabaseUrl, Secret};
use crate::report::trigger::TriggerChange;

pub(super) fn differences(
    spec: &FunctionSpec,
    code: &str,
    function: Option<&Function>,
) -> Vec<TriggerChange> {
    let list = |items: &[String]| match items {
        [] => "none".to_owned(),
        items => items.join(", "),
    };
    let known = function.cloned().unwrap_or_default();
    let (seconds, mib) = (|n: i32| format!("{n} s"), |n: i32| format!("{n} MiB"));
    let mut all = vec![
        ("code", known.code_sha256, code.to_owned()),
        ("runtime", known.runtime, spec.runtime.clone()),
        ("handler", known.handler, spec.handler.clone()),
        ("architecture", known.architecture, spec.architecture.clone()),
        ("role", known.role, spec.role.clone()),
        ("timeout", seconds(known.timeout), seconds(spec.timeout)),
        ("memory", mib(known.memory), mib(spec.memory)),
        ("subnets", list(&known.subnets), list(&spec.subnets)),
        ("security groups", list(&known.security_groups), list(&spec.security_groups)),
    ];
    all.retain(|(_, before, after)| before != after);
    let change = |(what, before, after)| TriggerChange {
        what,
        before: function.is_some().then_some(before),
        after,
    };
    let mut changes: Vec<_> = all.into_iter().map(change).collect();
    changes.extend(url_change(known.variables.get(URL), spec.variables.get(URL)));
    changes
}

/// The URLs without their passwords, which may be the only difference.
fn url_change(before: Option<&Secret>, after: Option<&Secret>) -> Option<TriggerChange> {
    if before == after {
        return None;
    }
    let shown = redacted(after)?;
    let before = before.and_then(|secret| redacted(Some(secret)));
    let after = match &before {
        Some(before) if *before == shown => format!("{shown} with another password"),
        _ => shown,
    };
    Some(TriggerChange { what: URL, before, after })
}

pub fn redacted(url: Option<&Secret>) -> Option<String> {
    let shown = DatabaseUrl::parse(url?.expose()).map(|url| url.to_string());
    Some(shown.unwrap_or_else(|_| "something that is not a URL".to_owned()))
}

/// As in Lambda: base64.
pub(super) fn code_sha256(zip: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(digest(&SHA256, zip))
}
