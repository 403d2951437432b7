//! The rules and their owners.

use crate::model::{Owner, PublicIp, Rule, Timestamp};
use crate::report::sg::{ListedRule, RuleState, RulesListed};

/// The subject of the list.
#[derive(Debug)]
pub struct View {
    pub region: String,
    pub group: String,
    pub port: u16,
    pub address: Option<PublicIp>,
    pub owner: Owner,
    pub now: Timestamp,
}

/// The rules that open the port, ours first.
pub fn list(rules: &[Rule], view: View) -> RulesListed {
    let mut listed: Vec<_> = rules.iter().filter(|rule| rule.opens(view.port)).collect();
    listed.sort_by_key(|rule| !rule.is_owned_by(&view.owner));
    let rules = listed.into_iter().map(|rule| ListedRule {
        rule: rule.id.clone(),
        traffic: rule.traffic(),
        source: rule.source.clone(),
        owner: rule.owner.clone(),
        description: rule.description.clone(),
        since: rule.since,
        until: rule.until,
        state: state(rule, &view),
    });
    let rules = rules.collect();
    let View { region, group, port, address, owner, .. } = view;
    RulesListed { region, group, port, address, owner, rules }
}

fn state(rule: &Rule, view: &View) -> RuleState {
    let ours = rule.is_owned_by(&view.owner);
    match view.address {
        _ if rule.is_expired(view.now) => RuleState::Expired,
        _ if rule.source.is_everyone() => RuleState::Open,
        Some(ip) if rule.source.is_exactly(ip.cidr()) => RuleState::Current,
        // An IPv4 rule is not stale because our address is IPv6.
        Some(ip) if ours && rule.source.takes(ip.cidr()) => RuleState::Stale,
        _ => RuleState::Other,
    }
}
