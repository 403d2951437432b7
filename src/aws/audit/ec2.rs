use aws_sdk_ec2::types::{Filter, RouteState, RouteTable as Described, SecurityGroupRule};

use super::{MOST_PAGES, endless};
use crate::aws::ec2::{DESCRIBE, Ec2, rule};
use crate::model::Rule;
use crate::model::audit::{Fact, RouteTable, Unknown, known};

impl Ec2 {
    /// The inbound rules of a group. Unknown if a single one cannot be read: it may open the port.
    pub async fn audited_rules(&self, group: &str) -> Fact<Vec<Rule>> {
        let filter = Filter::builder().name("group-id").values(group).build();
        let asked = self.client.describe_security_group_rules().filters(filter);
        let mut pages = asked.into_paginator().send();
        let mut rules = Vec::new();
        for _ in 0..MOST_PAGES {
            let Some(page) = pages.next().await else {
                if rules.is_empty() {
                    // AWS says the same of a group that does not exist.
                    self.check_group(group).await?;
                }
                return Ok(rules.into_iter().filter(|rule: &Rule| rule.ingress).collect());
            };
            let page = page.map_err(|error| self.service.explain(DESCRIBE, error))?;
            let found = known(page.security_group_rules, DESCRIBE, "securityGroupRuleSet")?;
            for described in &found {
                rules.push(strictly(described)?);
            }
        }
        endless(DESCRIBE)
    }

    /// The route tables of a VPC.
    pub async fn route_tables(&self, vpc: &str) -> Fact<Vec<RouteTable>> {
        const CALL: &str = "ec2:DescribeRouteTables";
        let filter = Filter::builder().name("vpc-id").values(vpc).build();
        let mut pages = self.client.describe_route_tables().filters(filter).into_paginator().send();
        let mut tables = Vec::new();
        for _ in 0..MOST_PAGES {
            let Some(page) = pages.next().await else { return Ok(tables) };
            let page = page.map_err(|error| self.service.explain(CALL, error))?;
            for described in known(page.route_tables, CALL, "routeTableSet")? {
                tables.push(table(described)?);
            }
        }
        endless(CALL)
    }
}

/// A rule with all that decides what it opens.
fn strictly(described: &SecurityGroupRule) -> Fact<Rule> {
    let id = described.security_group_rule_id().unwrap_or("a rule");
    let unreadable = || Unknown(format!("{id} cannot be read"));
    known(described.is_egress(), DESCRIBE, "isEgress")?;
    let mut rule = rule(described).ok_or_else(unreadable)?;
    if rule.protocol == "6" {
        "tcp".clone_into(&mut rule.protocol);
    }
    let has_ports = described.from_port().is_some() && described.to_port().is_some();
    match rule.protocol.as_str() {
        "-1" | "udp" | "icmp" | "icmpv6" => Ok(rule),
        "tcp" if has_ports => Ok(rule),
        other if other.parse::<u8>().is_ok() => Ok(rule),
        _ => Err(unreadable()),
    }
}

fn table(described: Described) -> Fact<RouteTable> {
    const CALL: &str = "ec2:DescribeRouteTables";
    let associations = known(described.associations, CALL, "associationSet")?;
    let routes = known(described.routes, CALL, "routeSet")?;
    // Each route leads somewhere; where is one of a dozen fields.
    let mut reaches_internet = false;
    for route in &routes {
        let is_gateway = route.gateway_id().is_some_and(|gateway| gateway.starts_with("igw-"));
        reaches_internet |= is_gateway && route.state() != Some(&RouteState::Blackhole);
    }
    Ok(RouteTable {
        id: known(described.route_table_id, CALL, "routeTableId")?,
        is_main: associations.iter().any(|it| it.main() == Some(true)),
        subnets: associations.into_iter().filter_map(|it| it.subnet_id).collect(),
        reaches_internet,
    })
}
