use super::{Request, Survey};
use crate::aws::ec2::WantedRule;
use crate::error::{Error, Result};
use crate::model::{Cidr, Description, Owner, PublicIp, Rule, RuleTags, Source, Timestamp};

/// What would be done.
#[derive(Debug)]
pub struct Plan {
    pub(super) group: String,
    pub(super) wanted: WantedRule,
    /// Ours to set; absent for a rule that was named.
    pub(super) tags: Option<RuleTags>,
    pub(super) step: Step,
    pub(super) notes: Vec<String>,
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
    Add {
        full: Vec<String>,
    },
    /// Another rule says the same; ours, at an old address, goes.
    Covered {
        by: String,
        stale: Option<(String, Source)>,
    },
}

/// Decides, without asking anyone. Errors: the named rule is not one that can take the address.
pub fn plan(survey: Survey, request: &Request, ip: PublicIp, now: Timestamp) -> Result<Plan> {
    let Survey { group, port, rules } = survey;
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
        return Ok(Plan { group: group.id, wanted, tags: None, step, notes: Vec::new() });
    }
    let until = request.ttl.map(|ttl| now.after(ttl.duration()));
    let tags = RuleTags { owner: request.owner.clone(), since: now, until };
    let description =
        request.description.clone().unwrap_or_else(|| Description::of_owner(&request.owner));
    let step = own_step(&rules, request, cidr, port, until, now);
    let notes = notes(&rules, port);
    let wanted = WantedRule { cidr, port, description };
    Ok(Plan { group: group.id, wanted, tags: Some(tags), step, notes })
}

fn own_step(
    rules: &[Rule],
    request: &Request,
    cidr: Cidr,
    port: u16,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Step {
    let ours = |rule: &&Rule| {
        rule.is_for(port) && rule.is_owned_by(&request.owner) && rule.source.takes(cidr)
    };
    let same = |rule: &&Rule| rule.is_for(port) && rule.source.is_exactly(cidr);
    let texts_differ = |rule: &Rule| {
        let text = request.description.as_ref().map(Description::as_str);
        text.is_some() && text != rule.description.as_deref()
    };
    // Of several rules of ours, the one that is right already.
    let own = rules.iter().filter(ours).max_by_key(|rule| rule.source.is_exactly(cidr));
    match (own, rules.iter().find(same)) {
        (Some(own), _) if own.source.is_exactly(cidr) && !texts_differ(own) => {
            Step::Keep { rule: own.id.clone(), retag: until.is_some() || own.until.is_some() }
        }
        (own, Some(other)) if own.is_none_or(|own| own.id != other.id) => Step::Covered {
            by: other.id.clone(),
            stale: own.map(|own| (own.id.clone(), own.source.clone())),
        },
        (Some(own), _) => Step::Modify { rule: own.id.clone(), previous: own.source.clone() },
        (None, _) => {
            let mine = rules.iter().filter(|rule| rule.is_owned_by(&request.owner));
            let expired = mine.filter(|rule| rule.is_expired(now));
            Step::Add { full: expired.map(|rule| rule.id.clone()).collect() }
        }
    }
}

/// Whether the named rule is one inbound rule for exactly this port whose source can become
/// the address. Anything else would widen or narrow what somebody else meant.
fn fits(rule: &Rule, group: &str, port: u16, cidr: Cidr, owner: &Owner) -> Result<()> {
    let id = &rule.id;
    let without = "without --rule-id and DB_SG_RULE_ID a rule of your own is used";
    if rule.group != group {
        return Err(Error::usage(format!("{id} belongs to {}, not to {group}", rule.group))
            .hint("check --sg-id (DB_SG_ID) and --rule-id (DB_SG_RULE_ID)"));
    }
    if !rule.ingress {
        return Err(Error::usage(format!("{id} is an outbound rule")).hint(without));
    }
    if !rule.is_for(port) {
        return Err(Error::usage(format!("{id} is for {}, not for tcp {port}", rule.traffic()))
            .hint(format!("changing it would change what else it lets in; {without}")));
    }
    if let Some(other) = rule.owner.as_ref().filter(|other| *other != owner) {
        return Err(Error::usage(format!("{id} belongs to {other}, and you are {owner}"))
            .hint(format!("{without}; CRUDDUR_OWNER says who you are")));
    }
    if !rule.source.takes(cidr) {
        return Err(Error::usage(format!(
            "{id} lets in {}, and AWS cannot change that into {cidr}",
            rule.source
        ))
        .hint(without));
    }
    Ok(())
}

fn notes(rules: &[Rule], port: u16) -> Vec<String> {
    let open = rules.iter().filter(|rule| rule.opens(port) && rule.source.is_everyone());
    open.map(|rule| format!("{} opens port {port} to everyone ({})", rule.id, rule.source))
        .collect()
}
