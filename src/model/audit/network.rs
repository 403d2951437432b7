//! Checks of who reaches the instance.

use ipnet::IpNet;

use super::fix::{modify, own, quoted};
use super::{Fact, Facts, Finding, RouteTable, Unknown};
use crate::model::public_ip::is_special;
use crate::model::{Rule, Severity, Source, open_to_everyone};

/// The smallest block of IPv4 that is not wide. Source: Prowler,
/// `ec2_securitygroup_allow_wide_open_public_ipv4`.
const NARROW_IPV4: u8 = 24;

/// The same for IPv6: a registry gives providers a /32 at least, who give a site a /48 at most.
/// Source: RFC 6177.
const NARROW_IPV6: u8 = 48;

fn port(facts: &Facts) -> Fact<u16> {
    let it = &facts.subject.instance;
    it.field(it.port, "Endpoint")
}

fn ids<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> String {
    rules.into_iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// Removes these rules, a command a group.
fn revoke(rules: &[&Rule]) -> Vec<String> {
    let groups = rules.chunk_by(|a, b| a.group == b.group);
    groups
        .map(|of_one| {
            let rules = of_one.iter().map(|rule| format!(" --rule-id {}", quoted(&rule.id)));
            let group = quoted(of_one.first().map_or("", |rule| &rule.group));
            own(format!("sg-revoke --sg-id {group}{}", rules.collect::<String>()))
        })
        .collect()
}

/// The rules that let everyone reach the port. Unknown if there are none, but prefix lists.
fn open(facts: &Facts, port: u16) -> Fact<Vec<&Rule>> {
    let rules = facts.rules.as_ref().map_err(Clone::clone)?;
    some_or_unread(open_to_everyone(rules, port), rules, port)
}

/// Unknown if nothing was found, but a prefix list is let in, whose blocks are not read.
fn some_or_unread<'a>(found: Vec<&'a Rule>, rules: &[Rule], port: u16) -> Fact<Vec<&'a Rule>> {
    let list =
        rules.iter().find(|rule| rule.opens(port) && matches!(rule.source, Source::PrefixList(_)));
    match list {
        Some(rule) if found.is_empty() => Err(Unknown(format!(
            "{} admits the prefix list {}, whose blocks are not read",
            rule.id, rule.source
        ))),
        _ => Ok(found),
    }
}

pub fn public_access(facts: &Facts) -> Fact<Finding> {
    let (subject, it) = (&facts.subject, &facts.subject.instance);
    if !it.field(it.publicly_accessible, "PubliclyAccessible")? {
        return Finding::pass("it has no public address");
    }
    let private = modify(subject, "--no-publicly-accessible");
    let port = port(facts)?;
    let open = open(facts, port)?;
    if open.is_empty() {
        let text = "it has a public address: only its security groups keep the internet out";
        return Ok(Finding::fail(text, [private])?.rated(Severity::Low));
    }
    let tables = facts.route_tables.as_ref().map_err(Clone::clone)?;
    let subnets = it.field(it.subnets.as_deref(), "DBSubnetGroup")?;
    let Some(subnet) = public_subnet(subnets, tables)? else {
        let text = "it has a public address and a group that is open to everyone: only the routes \
                    of its subnets keep the internet out";
        let mut fix = revoke(&open);
        fix.push(private);
        return Ok(Finding::fail(text, fix)?.rated(Severity::Low));
    };
    let mut fix = revoke(&open);
    fix.push(private);
    let rules = ids(open.iter().copied());
    Finding::fail(
        format!("the internet reaches port {port}: by a public address, {rules} and {subnet}"),
        fix,
    )
}

/// One of the subnets, if any, whose routes lead to an internet gateway.
fn public_subnet<'a>(subnets: &'a [String], tables: &[RouteTable]) -> Fact<Option<&'a str>> {
    if subnets.is_empty() {
        return Err(Unknown("AWS names no subnet of the instance".to_owned()));
    }
    let main = tables.iter().find(|table| table.is_main);
    let mut public = None;
    for subnet in subnets {
        let own = tables.iter().find(|table| table.subnets.contains(subnet));
        let table = own
            .or(main)
            .ok_or_else(|| Unknown(format!("AWS shows no route table for {subnet}")))?;
        if table.reaches_internet {
            public = public.or(Some(subnet.as_str()));
        }
    }
    Ok(public)
}

pub fn open_to_world(facts: &Facts) -> Fact<Finding> {
    let port = port(facts)?;
    let open = open(facts, port)?;
    match open.is_empty() {
        true => Finding::pass(format!("no rule opens port {port} to everyone")),
        false => Finding::fail(
            format!("port {port} is open to everyone by {}", ids(open.iter().copied())),
            revoke(&open),
        ),
    }
}

pub fn wide_open(facts: &Facts) -> Fact<Finding> {
    wide(facts, "IPv4", |block| block.addr().is_ipv4() && block.prefix_len() < NARROW_IPV4)
}

pub fn wide_open_ipv6(facts: &Facts) -> Fact<Finding> {
    wide(facts, "IPv6", |block| block.addr().is_ipv6() && block.prefix_len() < NARROW_IPV6)
}

fn wide(facts: &Facts, family: &str, is_wide: fn(&IpNet) -> bool) -> Fact<Finding> {
    let port = port(facts)?;
    let rules = facts.rules.as_ref().map_err(Clone::clone)?;
    let is_wide = |rule: &&Rule| match &rule.source {
        Source::Block(block) => is_wide(block) && !is_special(block),
        _ => false,
    };
    let wide = rules.iter().filter(|rule| rule.opens(port)).filter(is_wide).collect();
    let wide = some_or_unread(wide, rules, port)?;
    if wide.is_empty() {
        return Finding::pass(format!("no rule opens port {port} to a wide block of {family}"));
    }
    let blocks: Vec<String> =
        wide.iter().map(|rule| format!("{} ({})", rule.source, rule.id)).collect();
    Finding::fail(format!("port {port} is open to {}", blocks.join(", ")), revoke(&wide))
}

pub fn expired_rules(facts: &Facts) -> Fact<Finding> {
    let rules = facts.rules.as_ref().map_err(Clone::clone)?;
    let expired: Vec<&Rule> =
        rules.iter().filter(|rule| rule.is_expired(facts.subject.now)).collect();
    if expired.is_empty() {
        return Finding::pass("no rule of cruddur-db is past its end");
    }
    let groups = expired.chunk_by(|a, b| a.group == b.group);
    let fix = groups.filter_map(|rules| {
        let group = quoted(&rules.first()?.group);
        Some(own(format!("sg-revoke --expired --all --sg-id {group}")))
    });
    let text = format!("past their end, and still there: {}", ids(expired.iter().copied()));
    Finding::fail(text, fix.collect::<Vec<_>>())
}
