use ipnet::IpNet;

use super::{Rule, Source};

/// The rules that together let every IPv4 or every IPv6 address in on this port: one for
/// `0.0.0.0/0`, or several whose blocks add up to it, such as `0.0.0.0/1` and `128.0.0.0/1`.
pub fn open_to_everyone(rules: &[Rule], port: u16) -> Vec<&Rule> {
    let open: Vec<(&Rule, IpNet)> = rules
        .iter()
        .filter(|rule| rule.opens(port))
        .filter_map(|rule| match rule.source {
            Source::Block(block) => Some((rule, block)),
            _ => None,
        })
        .collect();
    let blocks: Vec<IpNet> = open.iter().map(|(_, block)| *block).collect();
    let whole = IpNet::aggregate(&blocks).into_iter().filter(|block| block.prefix_len() == 0);
    let families: Vec<bool> = whole.map(|block| block.addr().is_ipv4()).collect();
    // A block inside a larger one adds nothing.
    let adds = |block: &IpNet| !blocks.iter().any(|other| other != block && other.contains(block));
    open.into_iter()
        .filter(|(_, block)| families.contains(&block.addr().is_ipv4()) && adds(block))
        .map(|(rule, _)| rule)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ends;

    fn rule(id: usize, cidr: &str, ports: (i32, i32)) -> Rule {
        Rule {
            id: format!("sgr-{id}"),
            group: "sg-1".into(),
            ingress: true,
            protocol: "tcp".into(),
            ports,
            source: Source::Block(cidr.parse().unwrap()),
            description: None,
            owner: None,
            machine: None,
            since: None,
            ends: Ends::Never,
            leases: Vec::new(),
        }
    }

    fn open(cidrs: &[&str]) -> Vec<String> {
        let rules: Vec<Rule> =
            cidrs.iter().enumerate().map(|(id, cidr)| rule(id, cidr, (5432, 5432))).collect();
        open_to_everyone(&rules, 5432).iter().map(|rule| rule.id.clone()).collect()
    }

    #[test]
    fn blocks_that_add_up_to_everyone() {
        assert_eq!(open(&["0.0.0.0/0", "8.8.8.8/32"]), ["sgr-0"]);
        assert_eq!(open(&["0.0.0.0/1", "8.8.8.8/32", "128.0.0.0/1"]), ["sgr-0", "sgr-2"]);
        assert_eq!(open(&["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"]).len(), 3);
        assert_eq!(open(&["::/1", "8000::/1", "0.0.0.0/1"]), ["sgr-0", "sgr-1"]);
        assert_eq!(open(&["0.0.0.0/1", "128.0.0.0/2"]), [""; 0]);
        assert_eq!(open(&["8.8.8.8/32"]), [""; 0]);
        assert_eq!(open(&[]), [""; 0]);
    }

    #[test]
    fn only_rules_for_the_port_count() {
        let rules = [rule(0, "0.0.0.0/1", (5432, 5432)), rule(1, "128.0.0.0/1", (22, 22))];
        assert!(open_to_everyone(&rules, 5432).is_empty());
        let rules = [rule(0, "0.0.0.0/1", (5432, 5432)), rule(1, "128.0.0.0/1", (0, 65535))];
        assert_eq!(open_to_everyone(&rules, 5432).len(), 2);
    }
}
