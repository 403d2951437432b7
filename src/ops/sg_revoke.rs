//! Removing rules: ours, or a named and confirmed one.

use crate::approval::{Approved, Confirmable, Confirmation};
use crate::aws::ec2::Ec2;
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::{Identity, Owner, Rule, Timestamp};
use crate::report::sg::{Revoked, RevokedRule};
use crate::report::{printable_line, shown_by_preview};

#[derive(Debug, Clone)]
pub enum Which {
    /// Those that this machine made for the port.
    Own { port: u16 },
    /// Those whose time is over, for any port and of any machine: of the same user, or of everyone.
    Expired { of_everyone: bool },
    /// These, whosever they are.
    Named(Vec<String>),
}

#[derive(Debug)]
pub struct RevokePlan {
    region: String,
    group: String,
    owner: Owner,
    rules: Vec<Rule>,
    /// Only because their time is over.
    expired: bool,
    notes: Vec<String>,
}

impl Confirmable for RevokePlan {
    fn question(&self) -> Confirmation {
        let foreign: Vec<String> =
            self.rules.iter().filter(|rule| !rule.is_of_user(&self.owner)).map(described).collect();
        let (ends, expired) = match self.expired {
            true => (" and has expired", "expired "),
            false => ("", ""),
        };
        let ask = match foreign.as_slice() {
            [] => return Confirmation::None,
            [one] => format!("{one}{ends}; revoking it locks out whoever needs it"),
            several => format!(
                "{} {expired}rules of others:\n  {}\nrevoking them locks out whoever needs them",
                several.len(),
                several.join("\n  ")
            ),
        };
        Confirmation::YesNo { ask }
    }
}

fn described(rule: &Rule) -> String {
    let whose = match &rule.owner {
        Some(owner) => format!("belongs to {owner}"),
        None => "has no owner".to_owned(),
    };
    let text = rule.description.as_deref().map(printable_line);
    let text = text.as_deref().unwrap_or("no description");
    format!("{} ({}, {}, {text}) {whose}", rule.id, rule.source, rule.traffic())
}

#[derive(Debug, Clone)]
pub struct Request {
    pub region: String,
    pub group: String,
    pub identity: Identity,
    pub which: Which,
}

/// Chooses the rules. Errors: a named one is not an inbound rule of the group.
pub fn plan(rules: Vec<Rule>, request: Request, now: Timestamp) -> Result<RevokePlan> {
    let Request { region, group, identity, which } = request;
    if let Which::Named(ids) = &which {
        let is_there = |id: &&String| rules.iter().any(|rule| rule.ingress && rule.id == **id);
        if let Some(id) = ids.iter().find(|id| !is_there(id)) {
            return Err(Error::failed(format!("{id} is not an inbound rule of {group}"))
                .with_hint(format!("{} shows the rules", hint::command("sg-list"))));
        }
    }
    let chosen = |rule: &Rule| match &which {
        Which::Own { port } => rule.is_for(*port) && rule.is_made_by(&identity),
        Which::Expired { of_everyone } => {
            let whose = *of_everyone || rule.is_of_user(&identity.owner);
            rule.ingress && whose && rule.is_expired(now)
        }
        Which::Named(ids) => rule.ingress && ids.contains(&rule.id),
    };
    let (chosen, others): (Vec<Rule>, Vec<Rule>) = rules.into_iter().partition(chosen);
    let notes = match which {
        Which::Own { port } if chosen.is_empty() => namesakes(&others, port, &identity.owner),
        _ => None,
    };
    let (owner, rules, notes) = (identity.owner, chosen, notes.into_iter().collect());
    let expired = matches!(which, Which::Expired { .. });
    Ok(RevokePlan { region, group, owner, rules, expired, notes })
}

/// A note on rules with the owner's name that this machine did not make, if there are any.
fn namesakes(rules: &[Rule], port: u16, owner: &Owner) -> Option<String> {
    let is_one = |rule: &&Rule| rule.is_for(port) && rule.owner.as_ref() == Some(owner);
    let ids: Vec<&str> = rules.iter().filter(is_one).map(|rule| rule.id.as_str()).collect();
    (!ids.is_empty()).then(|| {
        let revoke = hint::command(format!("sg-revoke --rule-id {}", ids.join(" --rule-id ")));
        format!(
            "your name, but not this machine's, is on {}; to revoke anyway: {revoke}",
            ids.join(", ")
        )
    })
}

impl RevokePlan {
    fn preview(&self) -> Revoked {
        let rules = self.rules.iter().map(|rule| revoked(rule, true)).collect();
        let (region, group) = (self.region.clone(), self.group.clone());
        Revoked { dry_run: true, region, group, rules, notes: self.notes.clone() }
    }
}

shown_by_preview!(RevokePlan);

fn revoked(rule: &Rule, was_there: bool) -> RevokedRule {
    RevokedRule {
        rule: rule.id.clone(),
        source: rule.source.clone(),
        owner: rule.owner.clone(),
        was_there,
    }
}

/// Removes them one by one, so that a missing one does not stop the others. One that was expired,
/// and no longer is `now`, is kept: its owner needs it.
///
/// Errors: AWS refuses or does not answer, with what was removed before.
pub async fn apply(ec2: &Ec2, plan: &Approved<RevokePlan>, now: Timestamp) -> Result<Revoked> {
    let mut report = plan.preview();
    report.dry_run = false;
    report.rules.clear();
    for (index, rule) in plan.rules.iter().enumerate() {
        let done = revoke(ec2, plan, rule, now).await;
        match done.map_err(|error| with_state(error, &report.rules, &plan.rules[index..]))? {
            Done::Removed(was_there) => report.rules.push(revoked(rule, was_there)),
            Done::Kept(note) => report.notes.push(note),
        }
    }
    Ok(report)
}

enum Done {
    Removed(bool),
    Kept(String),
}

async fn revoke(ec2: &Ec2, plan: &RevokePlan, rule: &Rule, now: Timestamp) -> Result<Done> {
    if plan.expired {
        // The question may have stood for long.
        match ec2.rule(&rule.id).await? {
            None => return Ok(Done::Removed(false)),
            Some(seen) if !seen.is_expired(now) => {
                let until = seen.until().map(|end| format!(", until {end}")).unwrap_or_default();
                let note = format!("{} is kept: {}{until}", rule.id, seen.why_kept(now));
                return Ok(Done::Kept(note));
            }
            Some(_) => {}
        }
    }
    match ec2.revoke(&plan.group, &rule.id).await {
        Ok(was_there) => Ok(Done::Removed(was_there)),
        // The answer may have been lost.
        Err(error) if error.kind() == Kind::Unreachable => match ec2.rule(&rule.id).await {
            Ok(None) => Ok(Done::Removed(true)),
            Ok(Some(_)) | Err(_) => Err(error),
        },
        Err(error) => Err(error),
    }
}

/// The error, with what was removed before it, and what may still be there.
fn with_state(error: Error, done: &[RevokedRule], left: &[Rule]) -> Error {
    let done: Vec<&str> = done.iter().map(|it| it.rule.as_str()).collect();
    let left: Vec<&str> = left.iter().map(|it| it.id.as_str()).collect();
    let error = match done.as_slice() {
        [] => error,
        done => error.also(format!("revoked before: {}", done.join(", "))),
    };
    error.also(format!("not revoked, as far as is known: {}", left.join(", ")))
}
