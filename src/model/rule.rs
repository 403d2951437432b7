use std::fmt;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Serialize, Serializer};

use super::{Cidr, PublicIp, Timestamp};
use crate::error::Error;

/// The owner of a rule: a user and a workspace, as `USER@WORKSPACE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owner(String);

impl Owner {
    /// The longest value that a tag can have. Source: Amazon EC2 User Guide, "Tag restrictions".
    const LONGEST: usize = 256;

    /// Characters that are not allowed in tags and descriptions become `-`.
    pub fn new(user: &str, workspace: &str) -> Self {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_.-@".contains(c);
        let text = format!("{user}@{workspace}");
        Self(text.chars().map(|c| if fits(c) { c } else { '-' }).take(Self::LONGEST).collect())
    }
}

impl FromStr for Owner {
    type Err = Error;

    /// Errors (usage): empty, or with characters that are not allowed in a tag.
    fn from_str(text: &str) -> Result<Self, Error> {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_.-@".contains(c);
        if text.is_empty() || text.len() > Self::LONGEST || !text.chars().all(fits) {
            return Err(Error::usage(format!(
                "{text:?} is not a valid owner: use 1 to 256 letters, digits and _ . - @"
            )));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A rule's description, checked by AWS's rules before it is sent. Source: Amazon EC2 API
/// Reference, IpRange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Description(String);

impl Description {
    /// What the old script wrote.
    pub fn gitpod() -> Self {
        Self("GITPOD".to_owned())
    }

    pub fn of_owner(owner: &Owner) -> Self {
        // An owner is always a valid description.
        Self(format!("cruddur-db {owner}").chars().take(255).collect())
    }

    /// The description of a rule that `sg-run` creates for the duration of a command.
    pub fn of_run(owner: &Owner) -> Self {
        Self(format!("cruddur-db sg-run {owner}").chars().take(255).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Description {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let fits = |c: char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c);
        if let Some(odd) = text.chars().find(|c| !fits(*c)) {
            return Err(Error::usage(format!("a description cannot contain {odd:?}"))
                .with_hint("letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*"));
        }
        if text.len() > 255 {
            return Err(Error::usage("a description has at most 255 characters"));
        }
        Ok(Self(text.to_owned()))
    }
}

/// The tags on our rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleTags {
    pub owner: Owner,
    /// When the rule's address was set.
    pub since: Timestamp,
    /// When the rule expires; never, if absent.
    pub until: Option<Timestamp>,
}

impl RuleTags {
    pub const OWNER: &'static str = "cruddur-db:owner";
    pub const SINCE: &'static str = "cruddur-db:since";
    pub const UNTIL: &'static str = "cruddur-db:until";
    /// The value of [`Self::UNTIL`] for never, so that a later rule without an end overwrites an
    /// earlier one.
    pub const NEVER: &'static str = "never";

    /// Keys and values.
    pub fn pairs(&self) -> [(&'static str, String); 3] {
        let until = self.until.map_or(Self::NEVER.to_owned(), |time| time.to_string());
        [
            (Self::OWNER, self.owner.to_string()),
            (Self::SINCE, self.since.to_string()),
            (Self::UNTIL, until),
        ]
    }
}

/// What a rule allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Block(IpNet),
    /// Another security group.
    Group(String),
    /// A prefix list.
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

    pub fn is_everyone(&self) -> bool {
        matches!(self, Self::Block(block) if block.prefix_len() == 0)
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
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
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

    pub fn is_owned_by(&self, owner: &Owner) -> bool {
        self.owner.as_ref() == Some(owner)
    }

    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= now)
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

    fn block(text: &str) -> Source {
        Source::Block(text.parse().unwrap())
    }

    fn rule(protocol: &str, ports: (i32, i32)) -> Rule {
        Rule {
            id: "sgr-1".into(),
            group: "sg-1".into(),
            ingress: true,
            protocol: protocol.into(),
            ports,
            source: block("8.8.8.8/32"),
            description: None,
            owner: None,
            since: None,
            until: None,
        }
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
        assert!(block("::/0").is_everyone());
        let ipv6 = "2606:4700::1111".parse::<PublicIp>().unwrap().cidr();
        for text in ["2606:4700::1111/128", "2606:4700:0:0:0:0:0:1111/128", "2606:4700::0:1111/128"]
        {
            assert!(block(text).is_exactly(ipv6), "{text}");
        }
        for text in ["2606:4700::1111/64", "2606:4700::1112/128"] {
            assert!(!block(text).is_exactly(ipv6), "{text}");
        }
        assert!(!Source::Group("sg-2".into()).is_everyone());
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

    #[test]
    fn owners_fit_into_tags() {
        assert_eq!(Owner::new("ann b", "gitpod/1").to_string(), "ann-b@gitpod-1");
        assert_eq!(Owner::new(&"x".repeat(300), "h").to_string().len(), 256);
        assert!("a b".parse::<Owner>().is_err());
        assert!("Andrew's".parse::<Description>().is_err());
        assert!("GITPOD (ann) #1".parse::<Description>().is_ok());
    }
}
