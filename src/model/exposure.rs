use ipnet::IpNet;

use super::public_ip::{is_special, special_blocks};
use super::{Rule, Source};

/// Blocks of IPv6 that no registry has got yet: a rule without them admits everyone nevertheless.
/// Source: IANA, "IPv6 Global Unicast Address Assignments".
const UNALLOCATED: [&str; 3] = ["2d00::/8", "2e00::/7", "3000::/4"];

/// The rules that together let every public IPv4 or every public IPv6 address in on this port: one
/// for `0.0.0.0/0`, or several whose blocks add up to it, such as `0.0.0.0/1` and `128.0.0.0/1`,
/// with or without private and other blocks that are not on the internet.
pub fn open_to_everyone(rules: &[Rule], port: u16) -> Vec<&Rule> {
    let open: Vec<(&Rule, IpNet)> = rules
        .iter()
        .filter(|rule| rule.opens(port))
        .filter_map(|rule| match rule.source {
            Source::Block(block) if !is_special(&block) => Some((rule, block)),
            _ => None,
        })
        .collect();
    let blocks: Vec<IpNet> = open.iter().map(|(_, block)| block.trunc()).collect();
    let families: Vec<bool> =
        [true, false].into_iter().filter(|&ipv4| is_everyone(&blocks, ipv4)).collect();
    // A block inside a larger one adds nothing.
    let adds = |block: &IpNet| {
        !blocks.iter().any(|other| *other != block.trunc() && other.contains(block))
    };
    open.into_iter()
        .filter(|(_, block)| families.contains(&block.addr().is_ipv4()) && adds(block))
        .map(|(rule, _)| rule)
        .collect()
}

/// Whether the blocks hold all public addresses of a family.
fn is_everyone(blocks: &[IpNet], ipv4: bool) -> bool {
    let unallocated = UNALLOCATED.iter().filter_map(|block| block.parse().ok());
    let not_public = special_blocks().chain(unallocated);
    let all: Vec<IpNet> = blocks
        .iter()
        .copied()
        .chain(not_public)
        .filter(|block| block.addr().is_ipv4() == ipv4)
        .collect();
    IpNet::aggregate(&all).iter().any(|block| block.prefix_len() == 0)
}

#[cfg(test)]
pub mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::model::Ends;

    pub fn rule(id: usize, cidr: &str, ports: (i32, i32)) -> Rule {
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

    /// The whole of IPv4 without the private blocks.
    fn public_ipv4() -> Vec<String> {
        let private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
        let private = private.map(|block| block.parse::<IpNet>().unwrap());
        let mut found = Vec::new();
        let mut parts = vec!["0.0.0.0/0".parse::<IpNet>().unwrap()];
        while let Some(part) = parts.pop() {
            match private.iter().any(|block| part.contains(block)) {
                _ if private.contains(&part) => {}
                true => parts.extend(part.subnets(part.prefix_len() + 1).unwrap()),
                false => found.push(part.to_string()),
            }
        }
        found
    }

    #[test]
    fn blocks_that_add_up_to_everyone() {
        assert_eq!(open(&["0.0.0.0/0", "8.8.8.8/32"]), ["sgr-0"]);
        assert_eq!(open(&["0.0.0.0/1", "8.8.8.8/32", "128.0.0.0/1"]), ["sgr-0", "sgr-2"]);
        assert_eq!(open(&["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"]).len(), 3);
        assert_eq!(open(&["::/1", "8000::/1", "0.0.0.0/1"]), ["sgr-0"]);
        assert_eq!(open(&["0.0.0.0/1", "128.0.0.0/2"]), [""; 0]);
        // All that is public, without the rest.
        assert_eq!(open(&["2000::/3"]), ["sgr-0"]);
        assert_eq!(open(&["2000::/4", "fd00::/8"]), ["sgr-0"]);
        assert_eq!(open(&["2000::/5", "2800::/5", "2600::/12"]), ["sgr-0", "sgr-1"]);
        assert_eq!(open(&["2000::/6", "2400::/6"]), [""; 0]);
        assert_eq!(open(&["2600::/12"]), [""; 0]);
        let public = public_ipv4();
        let public: Vec<&str> = public.iter().map(String::as_str).collect();
        assert_eq!(open(&public).len(), public.len());
        assert_eq!(open(&[&public[..], &["10.0.0.0/8"]].concat()).len(), public.len());
        let mut but_google = public.clone();
        but_google.retain(|block| *block != "8.0.0.0/7");
        assert_eq!(open(&but_google), [""; 0]);
        assert_eq!(open(&["8.8.8.8/32"]), [""; 0]);
        assert_eq!(open(&[]), [""; 0]);
    }

    /// Halves of this block, and of these halves, as the choices say.
    fn halved(whole: &str, choices: &[usize]) -> Vec<IpNet> {
        let mut parts = vec![whole.parse::<IpNet>().unwrap()];
        for choice in choices {
            let part = parts.swap_remove(choice % parts.len());
            parts.extend(part.subnets(part.prefix_len() + 1).unwrap());
        }
        parts
    }

    proptest! {
        /// However the whole is divided, in whatever order, and whatever else is let in: it is
        /// everyone exactly until a part with public addresses is missing.
        #[test]
        fn a_division_of_the_whole_is_everyone_without_any_part_that_matters(
            ipv4: bool,
            choices in vec(any::<usize>(), 0..24),
            missing: usize,
            inside: usize,
        ) {
            let parts = halved(if ipv4 { "0.0.0.0/0" } else { "::/0" }, &choices);
            let missing = parts[missing % parts.len()];
            let inside = parts[inside % parts.len()].subnets(26).or(parts[0].subnets(26));
            let inside = inside.into_iter().flatten().take(1);
            let is_open = |parts: &[IpNet]| {
                let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
                !open(&parts.iter().map(String::as_str).collect::<Vec<_>>()).is_empty()
            };
            prop_assert!(is_open(&parts));
            let others: Vec<_> = parts.iter().copied().filter(|part| *part != missing).collect();
            let unallocated = UNALLOCATED.iter().map(|block| block.parse().unwrap());
            let nobody: Vec<IpNet> = special_blocks().chain(unallocated).collect();
            let matters = !IpNet::aggregate(&nobody).iter().any(|block| block.contains(&missing));
            prop_assert_eq!(is_open(&others), !matters);
            // One more inside of another changes nothing.
            let more: Vec<_> = parts.iter().copied().chain(inside).collect();
            prop_assert!(is_open(&more));
        }
    }

    #[test]
    fn only_rules_for_the_port_count() {
        let rules = [rule(0, "0.0.0.0/1", (5432, 5432)), rule(1, "128.0.0.0/1", (22, 22))];
        assert!(open_to_everyone(&rules, 5432).is_empty());
        let rules = [rule(0, "0.0.0.0/1", (5432, 5432)), rule(1, "128.0.0.0/1", (0, 65535))];
        assert_eq!(open_to_everyone(&rules, 5432).len(), 2);
    }
}
