use super::{Request, Survey};
use crate::approval::{Confirmable, Confirmation};
use crate::aws::ec2::WantedRule;
use crate::model::{
    Cidr, Description, Ends, PublicIp, Rule, RuleTags, RuleTtl, Source, Timestamp, open_to_everyone,
};

/// What would be done.
#[derive(Debug)]
pub struct Plan {
    pub(super) region: String,
    pub(super) group: String,
    pub(super) wanted: WantedRule,
    /// Set by us; `None` for a named rule.
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
    Keep {
        rule: String,
        retag: bool,
    },
    Modify {
        rule: String,
        previous: Source,
    },
    /// What could be removed, should the group be full.
    Add {
        removable: Vec<String>,
    },
    /// Another rule allows the same.
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
    // An expired rule of the same user for this very address is taken over, whichever machine
    // made it: it would have to be removed and added again.
    let is_usable = |rule: &&Rule| {
        let heir = rule.is_of_user(&identity.owner) && rule.is_expired(now);
        rule.is_for(port)
            && rule.source.takes(cidr)
            && (rule.is_made_by(identity) || heir && rule.source.is_exactly(cidr))
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
    let notes = notes(&rules, &step, request, cidr, port);
    let description =
        request.description.clone().unwrap_or_else(|| Description::of_owner(&identity.owner));
    let wanted = WantedRule { cidr, port, description };
    let tags = Some(tags);
    Plan { region, group: group.id, wanted, tags, step, ask: None, stale, expired, notes }
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
        let text = request.description.as_ref().map(Description::as_str);
        text.is_some() && text != rule.description.as_deref()
    };
    // The one that is right already, else one that no run relies on.
    let own = usable.iter().find(|rule| rule.source.is_exactly(cidr));
    let own = own.or_else(|| usable.iter().find(|rule| !rule.is_leased(now)));
    match (own, rules.iter().find(same)) {
        (Some(own), _) if own.source.is_exactly(cidr) && !texts_differ(own) => {
            let endless = own.ends == Ends::Never && request.ttl == RuleTtl::Never;
            let retag = !endless || !own.is_made_by(&request.identity);
            Step::Keep { rule: own.id.clone(), retag }
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

/// Notes about the group.
fn notes(rules: &[Rule], step: &Step, request: &Request, cidr: Cidr, port: u16) -> Vec<String> {
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
    if let Step::Covered { by } = step
        && let Some(rule) = rules.iter().find(|rule| rule.id == *by)
        && let Some(other) = &rule.owner
    {
        let whose = match *other == request.identity.owner {
            true => format!("{other} on another machine"),
            false => other.to_string(),
        };
        let end = rule.until().map(|until| format!(", until {until}")).unwrap_or_default();
        notes.push(format!("{by} belongs to {whose}{end}, who may revoke it"));
    }
    if cidr.is_ipv6() {
        notes.push("only instances with network type DUAL are reachable by IPv6".to_owned());
    }
    notes
}
