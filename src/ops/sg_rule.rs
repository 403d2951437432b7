//! Making and checking one rule, where AWS's answers may be late or lost.

use std::time::Duration;

use crate::aws::ec2::{Ec2, Outcome, WantedRule};
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::{Rule, RuleTags};

/// How long EC2's answers may lag behind its changes, in pauses between looks. Source: Amazon
/// EC2 API Reference, "Eventual consistency".
pub const LAG: [Duration; 4] = [
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1600),
];

fn see() -> String {
    format!("see the rules with: {}", hint::command("sg-list"))
}

/// Adds a rule. When the answer is lost, looks whether the rule is there.
///
/// Errors: AWS refuses; the answer is lost, and whether there is a rule is not known.
pub async fn add(
    ec2: &Ec2,
    group: &str,
    wanted: &WantedRule,
    tags: &RuleTags,
) -> Result<Outcome<String>> {
    match ec2.add(group, wanted, tags).await {
        Err(error) if error.kind() == Kind::Unreachable => {
            let detail = format!("a rule for {} may have been added to {group}", wanted.cidr);
            match ec2.rules(group).await {
                Ok(rules) => match rules.iter().find(|rule| is_made_with(rule, wanted, tags)) {
                    Some(rule) => Ok(Outcome::Done(rule.id.clone())),
                    None => Err(error.with_detail(detail).with_hint(see())),
                },
                Err(_) => Err(error.with_detail(detail).with_hint(see())),
            }
        }
        answered => answered,
    }
}

/// Whether the rule came from this very call, and not from another of ours.
pub fn is_made_with(rule: &Rule, wanted: &WantedRule, tags: &RuleTags) -> bool {
    is_in_place(rule, wanted)
        && rule.is_made_by(&tags.identity)
        && rule.since == Some(tags.since)
        && tags.lease.iter().all(|lease| rule.leases.contains(lease))
}

fn is_in_place(rule: &Rule, wanted: &WantedRule) -> bool {
    rule.is_for(wanted.port) && rule.source.is_exactly(wanted.cidr)
}

/// Changes a rule. When the answer is lost, looks what became of the rule.
///
/// Errors: AWS refuses; the answer is lost and the rule is not as wanted, or not known.
pub async fn modify(ec2: &Ec2, group: &str, id: &str, wanted: &WantedRule) -> Result<Outcome<()>> {
    let error = match ec2.modify(group, id, wanted).await {
        Err(error) if error.kind() == Kind::Unreachable => error,
        answered => return answered,
    };
    let detail = match ec2.rule(id).await {
        Ok(Some(rule)) if is_in_place(&rule, wanted) => return Ok(Outcome::Done(())),
        Ok(Some(rule)) => format!("{id} allows {} so far, and may still change", rule.source),
        Ok(None) => format!("{id} is gone"),
        Err(_) => format!("{id} may have changed"),
    };
    Err(error.with_detail(detail).with_hint(see()))
}

/// Looks at a rule until it is as it was sent, and returns it as it is.
///
/// Errors: it is still something else when EC2's answers can no longer be late.
pub async fn read_back(
    ec2: &Ec2,
    id: &str,
    wanted: &WantedRule,
    tags: Option<&RuleTags>,
) -> Result<Rule> {
    let mut pauses = LAG.into_iter();
    loop {
        let seen = ec2.rule(id).await?;
        let wrong = match (wrong_with(seen.as_ref(), wanted, tags), seen) {
            (None, Some(rule)) => return Ok(rule),
            (Some(_), Some(rule)) if pauses.len() == 0 && is_renewed(&rule, wanted, tags) => {
                return Ok(rule);
            }
            (wrong, _) => wrong.unwrap_or_default(),
        };
        let Some(pause) = pauses.next() else {
            return Err(Error::failed(format!("AWS took the change, but {id} {wrong}"))
                .with_hint("someone else may be changing the same rule; try again"));
        };
        tokio::time::sleep(pause).await;
    }
}

/// In what the rule is not as it was sent.
fn wrong_with(seen: Option<&Rule>, wanted: &WantedRule, tags: Option<&RuleTags>) -> Option<String> {
    let Some(rule) = seen else { return Some("is not there".to_owned()) };
    if !is_in_place(rule, wanted) {
        return Some(format!("now allows {} on {}", rule.source, rule.traffic()));
    }
    let tags = tags?;
    let same = rule.is_made_by(&tags.identity)
        && (rule.since, rule.ends) == (Some(tags.since), tags.ends)
        && tags.lease.iter().all(|lease| rule.leases.contains(lease));
    (!same).then(|| "has other tags".to_owned())
}

/// Whether another call on this machine has set the tags at about the same time.
fn is_renewed(rule: &Rule, wanted: &WantedRule, tags: Option<&RuleTags>) -> bool {
    const ABOUT: u64 = 30;
    let (Some(tags), Some(since)) = (tags, rule.since) else { return false };
    is_in_place(rule, wanted)
        && rule.is_made_by(&tags.identity)
        && since.to_unix().abs_diff(tags.since.to_unix()) <= ABOUT
}

/// The group can hold no more rules. `removable` are those that could go.
pub fn group_is_full(group: &str, removable: &[String]) -> Error {
    let error = Error::failed(format!("{group} has the maximum number of rules"));
    match removable {
        [] => error.with_hint(format!(
            "none that cruddur-db added has expired; {} shows the rules and their owners; to \
             raise the limit of 60, see Service Quotas",
            hint::command("sg-list")
        )),
        expired => error
            .with_detail(format!("expired, and may go: {}", expired.join(", ")))
            .with_hint(format!("remove them with: {}", hint::command("sg-revoke --expired --all"))),
    }
}
