use aws_sdk_ec2::types::{Filter, RouteState, RouteTable as Described, SecurityGroupRule};
use futures_util::future::join_all;

use crate::aws::ec2::{DESCRIBE, Ec2, rule};
use crate::aws::pages;
use crate::model::Rule;
use crate::model::audit::{Fact, RouteTable, Unknown, known};

impl Ec2 {
    /// The inbound rules of all of these groups.
    pub async fn audited_rules_of(&self, groups: &[String]) -> Fact<Vec<Rule>> {
        let found = join_all(groups.iter().map(|group| self.audited_rules(group))).await;
        Ok(found.into_iter().collect::<Fact<Vec<_>>>()?.concat())
    }

    /// The inbound rules of a group. Unknown if a single one cannot be read: it may open the port.
    async fn audited_rules(&self, group: &str) -> Fact<Vec<Rule>> {
        let filter = Filter::builder().name("group-id").values(group).build();
        let asked = self.client.describe_security_group_rules().filters(filter);
        let what = format!("rules of {group}");
        let rules = pages::all(&what, pages::AUDITED, async |token| {
            let page = asked.clone().set_next_token(token).send().await;
            let page = page.map_err(|error| self.service.explain(DESCRIBE, error))?;
            let found = known(page.security_group_rules, DESCRIBE, "securityGroupRuleSet")?;
            let rules: Fact<Vec<Rule>> = found.iter().map(strictly).collect();
            Fact::Ok((rules?, page.next_token))
        });
        let rules = rules.await?;
        if rules.is_empty() {
            // AWS says the same of a group that does not exist.
            self.check_group(group).await?;
        }
        Ok(rules.into_iter().filter(|rule| rule.ingress).collect())
    }

    pub async fn route_tables(&self, vpc: &str) -> Fact<Vec<RouteTable>> {
        const CALL: &str = "ec2:DescribeRouteTables";
        let filter = Filter::builder().name("vpc-id").values(vpc).build();
        let asked = self.client.describe_route_tables().filters(filter);
        let what = format!("route tables of {vpc}");
        let tables = pages::all(&what, pages::AUDITED, async |token| {
            let page = asked.clone().set_next_token(token).send().await;
            let page = page.map_err(|error| self.service.explain(CALL, error))?;
            let found = known(page.route_tables, CALL, "routeTableSet")?;
            let tables: Fact<Vec<RouteTable>> = found.into_iter().map(table).collect();
            Fact::Ok((tables?, page.next_token))
        });
        tables.await
    }
}

/// A rule with all that decides what it opens.
fn strictly(described: &SecurityGroupRule) -> Fact<Rule> {
    let id = described.security_group_rule_id().unwrap_or("a rule");
    let unreadable = || Unknown(format!("{id} cannot be read"));
    known(described.is_egress(), DESCRIBE, "isEgress")?;
    let rule = rule(described).ok_or_else(unreadable)?;
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
