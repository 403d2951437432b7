use std::fmt;

use ipnet::IpNet;
use serde::{Serialize, Serializer};

use super::{Cidr, Ends, Identity, Lease, MachineId, Owner, PublicIp, Timestamp};

/// What a rule allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Block(IpNet),
    /// Another security group.
    Group(String),
    PrefixList(String),
}

impl Source {
    /// Whether only the address is allowed: AWS cannot turn one kind of source into another.
    pub fn takes(&self, cidr: Cidr) -> bool {
        matches!(self, Self::Block(block) if block.addr().is_ipv6() == cidr.is_ipv6())
    }

    pub fn is_exactly(&self, cidr: Cidr) -> bool {
        matches!(self, Self::Block(block) if *block == cidr.block())
    }

    /// Whether the block contains the address.
    pub fn admits(&self, ip: PublicIp) -> bool {
        matches!(self, Self::Block(block) if block.contains(&ip.get()))
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Block(block) => block.fmt(f),
            Self::Group(id) | Self::PrefixList(id) => f.write_str(id),
        }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A rule of a security group, as described by AWS.
#[derive(Debug, Clone)]
pub struct Rule {
    pub id: String,
    pub group: String,
    pub ingress: bool,
    /// `tcp`, `udp`, `icmp`, a number, or `-1` for all.
    pub protocol: String,
    /// `-1` with all protocols.
    pub ports: (i32, i32),
    pub source: Source,
    pub description: Option<String>,
    pub owner: Option<Owner>,
    pub machine: Option<MachineId>,
    pub since: Option<Timestamp>,
    pub ends: Ends,
    /// The runs that use it.
    pub leases: Vec<Lease>,
}

impl Rule {
    /// Whether it allows this TCP port.
    pub fn opens(&self, port: u16) -> bool {
        let port = i32::from(port);
        let all = self.protocol == "-1";
        self.ingress
            && (all || self.protocol == "tcp" && self.ports.0 <= port && port <= self.ports.1)
    }

    /// Whether it is for this TCP port only.
    pub fn is_for(&self, port: u16) -> bool {
        let port = i32::from(port);
        self.ingress && self.protocol == "tcp" && self.ports == (port, port)
    }

    /// Whether this user made it on this machine. One that names no machine may be of another with
    /// the same name.
    pub fn is_made_by(&self, identity: &Identity) -> bool {
        self.owner.as_ref() == Some(&identity.owner)
            && self.machine.as_ref() == Some(&identity.machine)
    }

    /// Whether the same user made it, on this machine or another.
    pub fn is_of_user(&self, owner: &Owner) -> bool {
        self.owner.as_ref().is_some_and(|other| other.user() == owner.user())
    }

    /// Whether a run uses it still.
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.leases.iter().any(|lease| lease.until > now)
    }

    /// Whether it was made by us and may be removed.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        let over = match self.ends {
            Ends::Never => false,
            Ends::At(end) => end <= now,
            Ends::WithRuns => true,
        };
        over && self.owner.is_some() && !self.is_leased(now)
    }

    /// Why it is kept, when it could have been removed at the look before.
    pub fn why_kept(&self, now: Timestamp) -> &'static str {
        if self.is_leased(now) { "a run uses it" } else { "it was renewed meanwhile" }
    }

    /// When it may be removed, as far as that is known now.
    pub fn until(&self) -> Option<Timestamp> {
        let leased = self.leases.iter().map(|lease| lease.until).max();
        match self.ends {
            Ends::Never => None,
            Ends::At(end) => leased.max(Some(end)),
            Ends::WithRuns => leased.or(self.since),
        }
    }

    /// `tcp 5432`, `tcp 5000-6000`, `all traffic`.
    pub fn traffic(&self) -> String {
        match self.ports {
            _ if self.protocol == "-1" => "all traffic".to_owned(),
            (from, to) if from == to => format!("{} {from}", self.protocol),
            (from, to) => format!("{} {from}-{to}", self.protocol),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exposure;

    fn block(text: &str) -> Source {
        Source::Block(text.parse().unwrap())
    }

    fn rule(protocol: &str, ports: (i32, i32)) -> Rule {
        let tcp = exposure::tests::rule(1, "8.8.8.8/32", ports);
        Rule { protocol: protocol.into(), ..tcp }
    }

    #[test]
    fn ports_and_protocols() {
        let (exact, wide, all) =
            (rule("tcp", (5432, 5432)), rule("tcp", (0, 65535)), rule("-1", (-1, -1)));
        assert!(exact.is_for(5432) && exact.opens(5432) && !exact.opens(5433));
        assert!(!wide.is_for(5432) && wide.opens(5432));
        assert!(!all.is_for(5432) && all.opens(5432));
        assert!(!rule("udp", (5432, 5432)).opens(5432));
        assert_eq!(wide.traffic(), "tcp 0-65535");
    }

    #[test]
    fn sources() {
        let cidr = "8.8.8.8".parse::<PublicIp>().unwrap().cidr();
        assert!(block("8.8.8.8/32").is_exactly(cidr));
        assert!(!block("8.8.8.0/24").is_exactly(cidr));
        assert!(!block("::/0").takes(cidr));
        let ipv6 = "2606:4700::1111".parse::<PublicIp>().unwrap().cidr();
        for text in ["2606:4700::1111/128", "2606:4700:0:0:0:0:0:1111/128", "2606:4700::0:1111/128"]
        {
            assert!(block(text).is_exactly(ipv6), "{text}");
        }
        for text in ["2606:4700::1111/64", "2606:4700::1112/128"] {
            assert!(!block(text).is_exactly(ipv6), "{text}");
        }
    }

    #[test]
    fn a_block_holds_what_begins_like_it() {
        let ip: PublicIp = "8.8.8.8".parse().unwrap();
        for (text, fits) in [
            ("8.8.8.8/32", true),
            ("8.8.8.9/32", false),
            ("8.8.8.0/24", true),
            ("8.8.9.0/24", false),
            ("0.0.0.0/0", true),
        ] {
            assert_eq!(block(text).admits(ip), fits, "{text}");
        }
        assert!(block("2606:4700::/32").admits("2606:4700::1111".parse().unwrap()));
        assert!(!block("::/0").admits(ip));
        assert!(!Source::Group("sg-1".to_owned()).admits(ip));
    }
}
