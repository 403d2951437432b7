//! A rule that was named: whether it may be changed, and who has to be asked.

use super::plan::{NO_MACHINE, Plan, Step};
use super::{Request, Survey, note_on};
use crate::aws::ec2::WantedRule;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Cidr, Description, Ends, Identity, PublicIp, Rule, RuleTags, Timestamp};

/// Errors: the rule is not one that can take the address.
pub fn plan(
    survey: Survey,
    rule: &Rule,
    request: &Request,
    ip: PublicIp,
    now: Timestamp,
) -> Result<Plan> {
    let Survey { region, group, port, .. } = survey;
    let cidr = ip.cidr();
    fits(rule, &group.id, port, cidr, &request.identity)?;
    let foreign = is_foreign(rule, request);
    let is_own = rule.owner.is_some();
    let description = match (&request.description, &rule.description) {
        (Some(description), _) => description.clone(),
        (None, Some(text)) if foreign || is_own => text.parse()?,
        (None, _) => Description::gitpod(),
    };
    // It ends like any other of ours.
    let tags = is_own.then(|| RuleTags {
        identity: request.identity.clone(),
        since: now,
        ends: if rule.ends == Ends::Never { Ends::Never } else { request.ttl.ends(now) },
        lease: None,
    });
    let same_text = rule.description.as_deref() == Some(description.as_str());
    let step = match rule.source.is_exactly(cidr) && same_text {
        true => {
            let before = (is_own && rule.ends != Ends::Never).then_some(rule.ends);
            Step::Keep { rule: rule.id.clone(), before }
        }
        false => Step::Modify { rule: rule.id.clone(), previous: rule.source.clone() },
    };
    let ask = format!(
        "{} ({}, {}, {:?}) was not added by cruddur-db; it would allow {cidr} instead",
        rule.id,
        rule.source,
        rule.traffic(),
        rule.description.as_deref().unwrap_or_default()
    );
    let ask = (foreign && matches!(step, Step::Modify { .. })).then_some(ask);
    let notes = note_on(&group).into_iter().collect();
    Ok(Plan {
        region,
        group,
        request: request.clone(),
        ip,
        now,
        wanted: WantedRule { cidr, port, description },
        tags,
        step,
        ask,
        stale: Vec::new(),
        expired: Vec::new(),
        notes,
    })
}

/// Whether the rule carries neither our tags nor a description of ours. One without a description
/// is anyone's, and the old script's before its first run.
fn is_foreign(rule: &Rule, request: &Request) -> bool {
    let ours = [Some(Description::gitpod()), request.description.clone()];
    let is_ours =
        |text: &str| ours.iter().flatten().any(|description| description.as_str() == text);
    rule.owner.is_none() && rule.description.as_deref().is_some_and(|text| !is_ours(text))
}

/// Whether the named rule is one inbound rule for exactly this port whose source can become
/// the address. Anything else would widen or narrow what someone else meant.
fn fits(rule: &Rule, group: &str, port: u16, cidr: Cidr, identity: &Identity) -> Result<()> {
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
    if let Some(other) = rule.owner.as_ref().filter(|_| !rule.is_made_by(identity)) {
        let owner = &identity.owner;
        let (whose, hint) = match other == owner {
            true if rule.machine.is_none() => (
                format!("{id} belongs to {other}, but {NO_MACHINE}"),
                format!(
                    "remove it with {}; {without}",
                    hint::command(format!("sg-revoke --rule-id {id}"))
                ),
            ),
            true => (format!("{id} belongs to {other} on another machine"), without.to_owned()),
            false => (
                format!("{id} belongs to {other}, but you are {owner}"),
                format!("{without}; set CRUDDUR_OWNER to your name"),
            ),
        };
        return Err(Error::usage(whose).with_hint(hint));
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
