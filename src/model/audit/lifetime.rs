//! Checks of what comes to an end.

use super::fix::{aws, modify, quoted};
use super::{Fact, Facts, Finding, Unknown, known};
use crate::model::Severity;

const DAY: i64 = 24 * 60 * 60;

pub fn certificate(facts: &Facts) -> Fact<Finding> {
    let (subject, it) = (&facts.subject, &facts.subject.instance);
    // A certificate does not outlive its authority's.
    let (what, ends) = match it.certificate_ends {
        Some(ends) => ("server's certificate", ends),
        None => ("certificate authority's certificate", facts.authority_ends.clone()?),
    };
    let left = ends.to_unix() - subject.now.to_unix();
    let (verb, severity) = match left {
        ..=0 => ("expired", Severity::Critical),
        left if left < 30 * DAY => ("expires", Severity::High),
        left if left < 90 * DAY => ("expires", Severity::Medium),
        _ => return Finding::pass(format!("the {what} is valid until {}", ends.date())),
    };
    // `rds-ca-rsa4096-g1` and its like issue new ones; older authorities do not.
    let issues = |name: &&str| name.rsplit_once("-g").is_some_and(|(_, n)| n.parse::<u8>().is_ok());
    let authority = it.certificate_authority.as_deref().filter(issues);
    let authority = authority.unwrap_or("rds-ca-rsa2048-g1");
    let fix = modify(subject, &format!("--ca-certificate-identifier {}", quoted(authority)));
    let found = Finding::fail(format!("the {what} {verb} on {}", ends.date()), [fix])?;
    Ok(found.rated(severity))
}

pub fn engine_version(facts: &Facts) -> Fact<Finding> {
    let (subject, it) = (&facts.subject, &facts.subject.instance);
    let version = it.field(it.engine_version.as_deref(), "EngineVersion")?;
    let text = format!("AWS no longer offers version {version}");
    let Some(offered) = facts.version.as_ref().map_err(Clone::clone)? else {
        let line = "rds describe-db-engine-versions --engine postgres --query \
                    'DBEngineVersions[].EngineVersion'";
        return Finding::fail(text, [aws(subject, line)]);
    };
    let call = "rds:DescribeDBEngineVersions";
    match known(offered.status.as_deref(), call, "Status")? {
        "available" => return Finding::pass(format!("AWS offers version {version}")),
        "deprecated" => {}
        other => return Err(Unknown(format!("AWS calls version {version} {other:?}"))),
    }
    let is_minor = |target: &&String| target.split('.').next() == version.split('.').next();
    let minor = offered.targets.iter().rfind(is_minor);
    let fix = match (minor, offered.targets.last()) {
        (Some(minor), _) => Some(format!("--engine-version {}", quoted(minor))),
        (None, Some(major)) => {
            Some(format!("--engine-version {} --allow-major-version-upgrade", quoted(major)))
        }
        (None, None) => None,
    };
    Finding::fail(text, fix.map(|options| modify(subject, &options)))
}

pub fn extended_support(facts: &Facts) -> Fact<Finding> {
    let it = &facts.subject.instance;
    match it.field(it.extended_support, "EngineLifecycleSupport")? {
        false => Finding::pass("Extended Support is off"),
        true => Finding::fail(
            "Extended Support is on: at its end an old version goes on, for money by the hour",
            [modify(
                &facts.subject,
                "--engine-lifecycle-support open-source-rds-extended-support-disabled",
            )],
        ),
    }
}
