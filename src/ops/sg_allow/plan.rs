use std::time::Duration;

use super::{Request, Survey};
use crate::approval::{Confirmable, Confirmation};
use crate::aws::ec2::WantedRule;
use crate::error::{Error, Result};
use crate::model::{Cidr, Description, Owner, PublicIp, Rule, RuleTags, Source, Timestamp};

/// What would be done.
#[derive(Debug)]
pub struct Plan {
    pub(super) region: String,
    pub(super) group: String,
    pub(super) wanted: WantedRule,
    /// Set by us; `None` for a named rule.
    pub(super) tags: Option<RuleTags>,
    pub(super) step: Step,
    /// Our other rules for the port, which are no longer needed.
    pub(super) stale: Vec<(String, Source)>,
    pub(super) notes: Vec<String>,
}

impl Confirmable for Plan {
    /// It is our own rule, or a named one.
    fn question(&self) -> Confirmation {
        Confirmation::None
    }
}

#[derive(Debug)]
pub(super) enum Step {
    Keep {
        rule: String,
        retag: bool,
    },
    Modify {
        rule: String,
        previous: Source,
    },
    /// The expired rules, in case the group is full.
    Add {
        expired: Expired,
    },
    /// Another rule allows the same.
    Covered {
        by: String,
    },
}

/// The expired rules.
#[derive(Debug)]
pub(super) struct Expired {
    pub ours: Vec<String>,
    pub others: usize,
}

/// Makes the plan without requests. Errors: the named rule cannot be used for the address.
pub fn plan(survey: Survey, request: &Request, ip: PublicIp, now: Timestamp) -> Result<Plan> {
    let Survey { region, group, port, rules } = survey;
    let cidr = ip.cidr();
    if let (Some(_), [rule]) = (&request.rule, rules.as_slice()) {
        fits(rule, &group.id, port, cidr, &request.owner)?;
        let description = request.description.clone().unwrap_or_else(Description::gitpod);
        let same_text = rule.description.as_deref() == Some(description.as_str());
        let step = match rule.source.is_exactly(cidr) && same_text {
            true => Step::Keep { rule: rule.id.clone(), retag: false },
            false => Step::Modify { rule: rule.id.clone(), previous: rule.source.clone() },
        };
        let wanted = WantedRule { cidr, port, description };
        let (stale, notes) = (Vec::new(), Vec::new());
        return Ok(Plan { region, group: group.id, wanted, tags: None, step, stale, notes });
    }
    let ours = |rule: &&Rule| {
        rule.is_for(port) && rule.is_owned_by(&request.owner) && rule.source.takes(cidr)
    };
    let ours: Vec<&Rule> = rules.iter().filter(ours).collect();
    let until = request.ttl.map(|ttl| now.after(ttl.duration()));
    // Distinguished from what another run of ours has set within this second.
    let is_taken = ours.iter().any(|rule| rule.until.is_some() && rule.until == until);
    let until = until.map(|end| if is_taken { end.after(Duration::from_secs(1)) } else { end });
    let tags = RuleTags { owner: request.owner.clone(), since: now, until };
    let description =
        request.description.clone().unwrap_or_else(|| Description::of_owner(&request.owner));
    let step = own_step(&rules, &ours, request, cidr, port, until, now);
    let kept = match &step {
        Step::Keep { rule, .. } | Step::Modify { rule, .. } => Some(rule),
        Step::Covered { .. } | Step::Add { .. } => None,
    };
    let stale = ours.iter().filter(|rule| Some(&rule.id) != kept);
    let stale = stale.map(|rule| (rule.id.clone(), rule.source.clone())).collect();
    let notes = notes(&rules, &step, request, cidr, port);
    let wanted = WantedRule { cidr, port, description };
    Ok(Plan { region, group: group.id, wanted, tags: Some(tags), step, stale, notes })
}

fn own_step(
    rules: &[Rule],
    ours: &[&Rule],
    request: &Request,
    cidr: Cidr,
    port: u16,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Step {
    let same = |rule: &&Rule| rule.is_for(port) && rule.source.is_exactly(cidr);
    let texts_differ = |rule: &Rule| {
        let text = request.description.as_ref().map(Description::as_str);
        text.is_some() && text != rule.description.as_deref()
    };
    // Among several of our rules, the one that is already right.
    let own = ours.iter().max_by_key(|rule| rule.source.is_exactly(cidr));
    match (own, rules.iter().find(same)) {
        (Some(own), _) if own.source.is_exactly(cidr) && !texts_differ(own) => {
            Step::Keep { rule: own.id.clone(), retag: until.is_some() || own.until.is_some() }
        }
        (own, Some(other)) if own.is_none_or(|own| own.id != other.id) => {
            Step::Covered { by: other.id.clone() }
        }
        (Some(own), _) => Step::Modify { rule: own.id.clone(), previous: own.source.clone() },
        (None, _) => {
            let expired = rules.iter().filter(|rule| rule.ingress && rule.is_expired(now));
            let (ours, others): (Vec<&Rule>, Vec<&Rule>) =
                expired.partition(|rule| rule.is_owned_by(&request.owner));
            let ours = ours.iter().map(|rule| rule.id.clone()).collect();
            Step::Add { expired: Expired { ours, others: others.len() } }
        }
    }
}

/// Whether the named rule is one inbound rule for exactly this port whose source can become
/// the address. Anything else would widen or narrow another user's rule.
fn fits(rule: &Rule, group: &str, port: u16, cidr: Cidr, owner: &Owner) -> Result<()> {
    let id = &rule.id;
    let without = "without --rule-id and DB_SG_RULE_ID a rule of your own is used";
    if rule.group != group {
        return Err(Error::usage(format!("{id} belongs to {}, not to {group}", rule.group))
            .with_hint("check --sg-id (DB_SG_ID) and --rule-id (DB_SG_RULE_ID)"));
    }
    if !rule.ingress {
        return Err(Error::usage(format!("{id} is an outbound rule")).with_hint(without));
    }
    if !rule.is_for(port) {
        return Err(Error::usage(format!("{id} is for {}, not for tcp {port}", rule.traffic()))
            .with_hint(format!("changing it would affect what else it allows; {without}")));
    }
    if let Some(other) = rule.owner.as_ref().filter(|other| *other != owner) {
        return Err(Error::usage(format!("{id} belongs to {other}, but you are {owner}"))
            .with_hint(format!("{without}; set CRUDDUR_OWNER to your name")));
    }
    if !rule.source.takes(cidr) {
        return Err(Error::usage(format!(
            "{id} allows {}, which AWS cannot change to {cidr}",
            rule.source
        ))
        .with_hint(without));
    }
    Ok(())
}

/// Notes about the group.
fn notes(rules: &[Rule], step: &Step, request: &Request, cidr: Cidr, port: u16) -> Vec<String> {
    let open = rules.iter().filter(|rule| rule.opens(port) && rule.source.is_everyone());
    let mut notes: Vec<String> = open
        .map(|rule| format!("{} opens port {port} to everyone ({})", rule.id, rule.source))
        .collect();
    if let Step::Covered { by } = step
        && let Some(rule) = rules.iter().find(|rule| rule.id == *by)
        && let Some(other) = rule.owner.as_ref().filter(|owner| **owner != request.owner)
    {
        let end = rule.until.map(|until| format!(", until {until}")).unwrap_or_default();
        notes.push(format!("{by} belongs to {other}{end}, who may revoke it"));
    }
    if cidr.is_ipv6() {
        notes.push("only instances with network type DUAL are reachable by IPv6".to_owned());
    }
    notes
}
