//! Removing rules: ours, or one that was named and agreed to.

use crate::approval::{Approved, Confirmable, Confirmation};
use crate::aws::ec2::Ec2;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Cidr, Owner, Rule, Timestamp};
use crate::report::sg::{Revoked, RevokedRule};
use crate::report::shown_by_preview;

/// Which rules are to go.
#[derive(Debug, Clone)]
pub enum Which {
    /// Ours for the port.
    Own,
    /// Ours whose time is over, for any port.
    Expired,
    /// Ours for the port that lets in exactly this address.
    OwnFor(Cidr),
    /// This one, whosever it is.
    Named(String),
}

/// The rules that would go.
#[derive(Debug)]
pub struct RevokePlan {
    region: String,
    group: String,
    owner: Owner,
    rules: Vec<Rule>,
}

impl Confirmable for RevokePlan {
    fn question(&self) -> Confirmation {
        let foreign: Vec<&Rule> =
            self.rules.iter().filter(|rule| !rule.is_owned_by(&self.owner)).collect();
        let Some(rule) = foreign.first() else { return Confirmation::None };
        let whose = match &rule.owner {
            Some(owner) => format!("belongs to {owner}"),
            None => "has no owner".to_owned(),
        };
        let text = rule.description.as_deref().unwrap_or("no description");
        Confirmation::YesNo {
            ask: format!(
                "{} ({}, {}, {text}) {whose}; it is revoked, and who needs it is locked out",
                rule.id,
                rule.source,
                rule.traffic()
            ),
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    pub region: String,
    pub group: String,
    pub port: u16,
    pub owner: Owner,
    pub which: Which,
}

/// Chooses the rules. Errors: the named one is not an inbound rule of the group.
pub fn plan(rules: Vec<Rule>, request: Request, now: Timestamp) -> Result<RevokePlan> {
    let Request { region, group, port, owner, which } = request;
    let chosen = |rule: &Rule| match &which {
        Which::Own => rule.is_for(port) && rule.is_owned_by(&owner),
        Which::Expired => rule.ingress && rule.is_owned_by(&owner) && rule.is_expired(now),
        Which::OwnFor(cidr) => {
            rule.is_for(port) && rule.is_owned_by(&owner) && rule.source.is_exactly(*cidr)
        }
        Which::Named(id) => rule.ingress && rule.id == *id,
    };
    let rules: Vec<Rule> = rules.into_iter().filter(chosen).collect();
    if let (Which::Named(id), []) = (&which, rules.as_slice()) {
        return Err(Error::failed(format!("{id} is not an inbound rule of {group}"))
            .with_hint(format!("{} shows the rules", hint::command("sg-list"))));
    }
    Ok(RevokePlan { region, group, owner, rules })
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

/// Removes them one by one, so that one that is gone already stops nothing.
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
