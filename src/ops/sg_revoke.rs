//! Removing rules: ours, or a named and confirmed one.

use crate::approval::{Approved, Confirmable, Confirmation};
use crate::aws::ec2::Ec2;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Identity, Owner, Rule, Timestamp};
use crate::report::sg::{Revoked, RevokedRule};
use crate::report::{printable_line, shown_by_preview};

/// The rules to remove.
#[derive(Debug, Clone)]
pub enum Which {
    /// Those that this machine made for the port.
    Own,
    /// Those whose time is over, for any port and of any machine: of the same user, or of everyone.
    Expired { of_everyone: bool },
    /// These, whosever they are.
    Named(Vec<String>),
}

/// The rules that would be removed.
#[derive(Debug)]
pub struct RevokePlan {
    region: String,
    group: String,
    owner: Owner,
    rules: Vec<Rule>,
}

impl Confirmable for RevokePlan {
    fn question(&self) -> Confirmation {
        let foreign: Vec<String> =
            self.rules.iter().filter(|rule| !rule.is_of_user(&self.owner)).map(described).collect();
        let ask = match foreign.as_slice() {
            [] => return Confirmation::None,
            [one] => format!("{one}; revoking it locks out whoever needs it"),
            several => format!(
                "revoking {} rules of others locks out whoever needs them:\n  {}\n",
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

/// The request.
#[derive(Debug, Clone)]
pub struct Request {
    pub region: String,
    pub group: String,
    pub port: u16,
    pub identity: Identity,
    pub which: Which,
}

/// Chooses the rules. Errors: a named one is not an inbound rule of the group.
pub fn plan(rules: Vec<Rule>, request: Request, now: Timestamp) -> Result<RevokePlan> {
    let Request { region, group, port, identity, which } = request;
    if let Which::Named(ids) = &which {
        let is_there = |id: &&String| rules.iter().any(|rule| rule.ingress && rule.id == **id);
        if let Some(id) = ids.iter().find(|id| !is_there(id)) {
            return Err(Error::failed(format!("{id} is not an inbound rule of {group}"))
                .with_hint(format!("{} shows the rules", hint::command("sg-list"))));
        }
    }
    let chosen = |rule: &Rule| match &which {
        Which::Own => rule.is_for(port) && rule.is_made_by(&identity),
        Which::Expired { of_everyone } => {
            let whose = *of_everyone || rule.is_of_user(&identity.owner);
            rule.ingress && whose && rule.is_expired(now)
        }
        Which::Named(ids) => rule.ingress && ids.contains(&rule.id),
    };
    let rules = rules.into_iter().filter(chosen).collect();
    Ok(RevokePlan { region, group, owner: identity.owner, rules })
}

impl RevokePlan {
    fn preview(&self) -> Revoked {
        let rules = self.rules.iter().map(|rule| revoked(rule, true)).collect();
        Revoked { dry_run: true, region: self.region.clone(), group: self.group.clone(), rules }
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

/// Removes them one by one, so that a missing one does not stop the others.
pub async fn apply(ec2: &Ec2, plan: &Approved<RevokePlan>) -> Result<Revoked> {
    let mut report = plan.preview();
    report.dry_run = false;
    report.rules.clear();
    for rule in &plan.rules {
        let was_there = ec2.revoke(&plan.group, &rule.id).await?;
        report.rules.push(revoked(rule, was_there));
    }
    Ok(report)
}
