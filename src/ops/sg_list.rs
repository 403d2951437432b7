//! The rules and their owners.

use crate::model::{Identity, PublicIp, Rule, Timestamp, open_to_everyone};
use crate::report::sg::{ListedRule, RuleState, RulesListed};

#[derive(Debug)]
pub struct View {
    pub region: String,
    pub group: String,
    pub port: u16,
    pub address: Option<PublicIp>,
    pub identity: Identity,
    pub now: Timestamp,
}

/// The rules that open the port, ours first.
pub fn list(rules: &[Rule], view: View) -> RulesListed {
    let mut listed: Vec<_> = rules.iter().filter(|rule| rule.opens(view.port)).collect();
    listed.sort_by_key(|rule| !rule.is_made_by(&view.identity));
    let open = open_to_everyone(rules, view.port);
    let open: Vec<&str> = open.into_iter().map(|rule| rule.id.as_str()).collect();
    let rules = listed.into_iter().map(|rule| ListedRule {
        rule: rule.id.clone(),
        traffic: rule.traffic(),
        source: rule.source.clone(),
        owner: rule.owner.clone(),
        description: rule.description.clone(),
        since: rule.since,
        until: rule.until(),
        state: state(rule, &view, &open),
    });
    let rules = rules.collect();
    let View { region, group, port, address, identity, .. } = view;
    RulesListed { region, group, port, address, owner: identity.owner, rules }
}

fn state(rule: &Rule, view: &View, open: &[&str]) -> RuleState {
    let ours = rule.is_made_by(&view.identity);
    match view.address {
        _ if rule.is_expired(view.now) => RuleState::Expired,
        _ if open.contains(&rule.id.as_str()) => RuleState::Open,
        Some(ip) if rule.source.is_exactly(ip.cidr()) => RuleState::Current,
        // An IPv4 rule is not stale because our address is IPv6.
        Some(ip) if ours && rule.source.takes(ip.cidr()) => RuleState::Stale,
        _ => RuleState::Other,
    }
}
