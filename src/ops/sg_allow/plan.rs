use super::{Request, Survey, note_on};
use crate::approval::{Confirmable, Confirmation};
use crate::aws::ec2::WantedRule;
use crate::hint;
use crate::model::{
    Cidr, Description, Ends, Owner, PublicIp, Rule, RuleTags, RuleTtl, Source, Timestamp,
    open_to_everyone,
};
use crate::ops::sg_group::Group;

/// What is said of a rule that has an owner and no machine.
pub(super) const NO_MACHINE: &str =
    "names no machine: an early version made it, or its tag was removed";

#[derive(Debug)]
pub struct Plan {
    pub(super) region: String,
    pub(super) group: Group,
    pub(super) request: Request,
    pub(super) ip: PublicIp,
    pub(super) now: Timestamp,
    pub(super) wanted: WantedRule,
    /// Set by us; `None` for a named rule that we did not add.
    pub(super) tags: Option<RuleTags>,
    pub(super) step: Step,
    /// What has to be agreed to first.
    pub(super) ask: Option<String>,
    /// Other rules of this machine for the port: one is enough.
    pub(super) stale: Vec<Rule>,
    /// Rules of the same user, of this machine and others, whose time is over.
    pub(super) expired: Vec<Rule>,
    pub(super) notes: Vec<String>,
}

impl Confirmable for Plan {
    fn question(&self) -> Confirmation {
        match &self.ask {
            Some(ask) => Confirmation::YesNo { ask: ask.clone() },
            None => Confirmation::None,
        }
    }
}

#[derive(Debug)]
pub(super) enum Step {
    /// `before` is the end that its tags say, where they have to be set again.
    Keep {
        rule: String,
        before: Option<Ends>,
    },
    Modify {
        rule: String,
        previous: Source,
    },
    /// What could be removed, should the group be full.
    Add {
        removable: Vec<String>,
    },
    Covered {
        by: String,
    },
}

/// Decides what becomes of a rule of our own, without asking anyone.
pub fn plan(survey: Survey, request: &Request, ip: PublicIp, now: Timestamp) -> Plan {
    let Survey { region, group, port, rules } = survey;
    let (cidr, identity) = (ip.cidr(), &request.identity);
    let tags = RuleTags {
        identity: identity.clone(),
        since: now,
        ends: request.ttl.ends(now),
        lease: None,
    };
    // AWS takes no second rule for this very address. One that has expired, or ends with runs of
    // others, is taken over, whoever made it: it would be gone when it is needed.
    let is_usable = |rule: &&Rule| {
        rule.is_for(port)
            && rule.source.takes(cidr)
            && (rule.is_made_by(identity) || rule.source.is_exactly(cidr) && is_free(rule, now))
    };
    let usable: Vec<&Rule> = rules.iter().filter(is_usable).collect();
    let step = step(&rules, &usable, request, cidr, port, now);
    let is_kept = |rule: &Rule| match &step {
        Step::Keep { rule: kept, .. } | Step::Modify { rule: kept, .. } => *kept == rule.id,
        Step::Covered { by } => *by == rule.id,
        Step::Add { .. } => false,
    };
    let is_stale = |rule: &&Rule| rule.is_made_by(identity) && !rule.is_leased(now);
    let stale: Vec<Rule> =
        usable.iter().copied().filter(|rule| is_stale(rule) && !is_kept(rule)).cloned().collect();
    let is_left_over = |rule: &&Rule| {
        rule.ingress
            && rule.is_of_user(&identity.owner)
            && rule.is_expired(now)
            && !is_kept(rule)
            && stale.iter().all(|other| other.id != rule.id)
    };
    let expired = rules.iter().filter(is_left_over).cloned().collect();
    let notes = notes(&rules, &step, port, &tags);
    let description =
        request.description.clone().unwrap_or_else(|| Description::of_owner(&identity.owner));
    let mut notes = notes;
    if cidr.is_ipv6() {
        notes.push("only instances with network type DUAL are reachable by IPv6".to_owned());
    }
    notes.extend(note_on(&group));
    let wanted = WantedRule { cidr, port, description };
    let (request, tags) = (request.clone(), Some(tags));
    let ask = None;
    Plan { region, group, request, ip, now, wanted, tags, step, ask, stale, expired, notes }
}

/// Whether the rule of anyone may be used up: its time is over, or it lasts as long as runs do.
pub(super) fn is_free(rule: &Rule, now: Timestamp) -> bool {
    rule.owner.is_some() && (rule.ends == Ends::WithRuns || rule.is_expired(now))
}

fn step(
    rules: &[Rule],
    usable: &[&Rule],
    request: &Request,
    cidr: Cidr,
    port: u16,
    now: Timestamp,
) -> Step {
    let same = |rule: &&Rule| rule.is_for(port) && rule.source.is_exactly(cidr);
    let texts_differ = |rule: &Rule| {
        let own = Description::of_owner(&request.identity.owner);
        let taken_over = !rule.is_of_user(&request.identity.owner);
        let text = request.description.as_ref().or(taken_over.then_some(&own));
        text.is_some_and(|text| Some(text.as_str()) != rule.description.as_deref())
    };
    // The one that is right already, else one that no run relies on.
    let own = usable.iter().find(|rule| rule.source.is_exactly(cidr));
    let own = own.or_else(|| usable.iter().find(|rule| !rule.is_leased(now)));
    match (own, rules.iter().find(same)) {
        (Some(own), _) if own.source.is_exactly(cidr) && !texts_differ(own) => {
            let endless = own.ends == Ends::Never && request.ttl == RuleTtl::Never;
            let retag = !endless || !own.is_made_by(&request.identity);
            Step::Keep { rule: own.id.clone(), before: retag.then_some(own.ends) }
        }
        (own, Some(other)) if own.is_none_or(|own| own.id != other.id) => {
            Step::Covered { by: other.id.clone() }
        }
        (Some(own), _) => Step::Modify { rule: own.id.clone(), previous: own.source.clone() },
        (None, _) => Step::Add { removable: removable(rules, now) },
    }
}

/// Rules that could go from a full group: made by cruddur-db, and past their end.
pub fn removable(rules: &[Rule], now: Timestamp) -> Vec<String> {
    let expired = rules.iter().filter(|rule| rule.ingress && rule.is_expired(now));
    expired
        .map(|rule| match &rule.owner {
            Some(owner) => format!("{} of {owner} for {}", rule.id, rule.source),
            None => rule.id.clone(),
        })
        .collect()
}

fn notes(rules: &[Rule], step: &Step, port: u16, tags: &RuleTags) -> Vec<String> {
    let open = open_to_everyone(rules, port);
    let mut notes = match open.as_slice() {
        [] => Vec::new(),
        [rule] => {
            vec![format!("{} opens port {port} to everyone ({})", rule.id, rule.source)]
        }
        several => {
            let list: Vec<String> =
                several.iter().map(|rule| format!("{} ({})", rule.id, rule.source)).collect();
            vec![format!("{} together open port {port} to everyone", list.join(" and "))]
        }
    };
    let used = match step {
        Step::Covered { by: id } | Step::Keep { rule: id, .. } | Step::Modify { rule: id, .. } => {
            rules.iter().find(|rule| rule.id == *id)
        }
        Step::Add { .. } => None,
    };
    if let Some(rule) = used.filter(|rule| !rule.is_made_by(&tags.identity))
        && let Some(other) = &rule.owner
    {
        notes.extend(on_another_rule(rule, other, step, tags));
    }
    notes
}

/// Notes on the rule that is used, which someone else made, or another machine.
fn on_another_rule(rule: &Rule, other: &Owner, step: &Step, tags: &RuleTags) -> Vec<String> {
    let id = &rule.id;
    let is_same_owner = *other == tags.identity.owner;
    let whose = match rule.machine {
        _ if !is_same_owner => other.to_string(),
        Some(_) => format!("{other} on another machine"),
        None => format!("{other} on an unknown machine"),
    };
    let mut notes = vec![match (step, rule.until()) {
        (Step::Covered { .. }, Some(until)) if tags.ends.is_after(until) => format!(
            "{id} belongs to {whose}, who may revoke it, and ends {until}, before yours would: \
             AWS takes no second rule for the same address, so run this again then"
        ),
        (Step::Covered { .. }, Some(until)) => {
            format!("{id} belongs to {whose}, until {until}, who may revoke it")
        }
        (Step::Covered { .. }, None) => format!("{id} belongs to {whose}, who may revoke it"),
        _ if rule.ends == Ends::WithRuns => {
            format!("{id} was made by a run of {whose}, and is now yours: it stays after it")
        }
        _ => format!("{id} was a rule of {whose} that has expired, and is now yours"),
    }];
    if matches!(step, Step::Covered { .. }) && is_same_owner && rule.machine.is_none() {
        let revoke = hint::command(format!("sg-revoke --rule-id {id}"));
        notes.push(format!("{id} {NO_MACHINE}; if it is yours, remove it with {revoke}"));
    }
    notes
}
