use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Serialize, Serializer};

use crate::error::Error;

/// Blocks that are not on the public internet. Sources: the special-purpose address registries of
/// IANA; the multicast block of RFC 5771; and 2000::/3 is the only part of IPv6 that is allocated.
const SPECIAL: [(&str, &str); 20] = [
    ("0.0.0.0/8", "\"this network\""),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by a provider's customers (carrier-grade NAT)"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved for protocols"),
    ("192.0.2.0/24", "for documentation"),
    ("192.88.99.0/24", "a former 6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "for benchmarks"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("255.255.255.255/32", "broadcast"),
    ("2001::/23", "reserved for protocols"),
    ("2001:db8::/32", "for documentation"),
    ("2002::/16", "6to4"),
    ("3fff::/20", "for documentation"),
];

/// An address on the public internet: the only thing that our firewall rules allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicIp(IpAddr);

impl PublicIp {
    pub fn is_ipv6(self) -> bool {
        self.0.is_ipv6()
    }

    pub fn get(self) -> IpAddr {
        self.0
    }

    /// The block of this one address.
    pub fn cidr(self) -> Cidr {
        Cidr(self)
    }
}

impl FromStr for PublicIp {
    type Err = Error;

    /// Reads one address; white space around it is dropped, since command substitutions leave
    /// some. Errors (usage): anything else, also a block, and every address that is not public.
    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let Ok(address) = text.parse::<IpAddr>() else {
            return Err(match text.split_once('/') {
                Some((address, _)) if address.parse::<IpAddr>().is_ok() => Error::usage(format!(
                    "{text} is a block; use a single address, since a rule opens exactly one"
                )),
                _ if text.is_empty() => Error::usage("the address is empty"),
                _ => Error::usage(format!("{:?} is not an IP address", shortened(text))),
            });
        };
        match special(address) {
            None => Ok(Self(address)),
            Some(what) => Err(Error::usage(format!("{address} is not a public address ({what})"))),
        }
    }
}

impl fmt::Display for PublicIp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for PublicIp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A block of exactly one public address: /32 or /128. Larger ones cannot be constructed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cidr(PublicIp);

impl Cidr {
    pub fn block(self) -> IpNet {
        self.0.0.into()
    }

    pub fn is_ipv6(self) -> bool {
        self.0.is_ipv6()
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.block().fmt(f)
    }
}

impl Serialize for Cidr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why the address is not public, if so.
fn special(address: IpAddr) -> Option<&'static str> {
    if matches!(address, IpAddr::V6(address) if address.segments()[0] >> 13 != 1) {
        return Some("public IPv6 addresses are in 2000::/3");
    }
    let holds = |block: &str| block.parse().is_ok_and(|block: IpNet| block.contains(&address));
    SPECIAL.iter().find(|(block, _)| holds(block)).map(|(_, what)| *what)
}

/// The blocks that are not on the public internet.
pub fn special_blocks() -> impl Iterator<Item = IpNet> {
    let blocks = SPECIAL.iter().map(|(block, _)| *block);
    blocks.chain(["::/3", "4000::/2", "8000::/1"]).filter_map(|block| block.parse().ok())
}

/// Whether no address of the block is on the public internet.
pub fn is_special(block: &IpNet) -> bool {
    special_blocks().any(|special| special.contains(block))
}

/// The beginning of a text that may be a whole web page.
fn shortened(text: &str) -> String {
    const KEPT: usize = 40;
    match text.char_indices().nth(KEPT) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_become_blocks_of_one() {
        for (text, cidr) in [
            ("8.8.8.8", "8.8.8.8/32"),
            (" 1.1.1.1\n", "1.1.1.1/32"),
            ("100.63.255.255", "100.63.255.255/32"),
            ("223.255.255.255", "223.255.255.255/32"),
            ("2606:4700::1111", "2606:4700::1111/128"),
            ("2A00:1450:0:0::1", "2a00:1450::1/128"),
        ] {
            assert_eq!(text.parse::<PublicIp>().unwrap().cidr().to_string(), cidr);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let refused = "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 169.254.169.254 \
             172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 \
             198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 \
             :: ::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 100::1 2001::1 2001:db8::1 2002:808:808::1 \
             3fff::1 fc00::1 fe80::1 ff02::1 4000::1 \
             8.8.8.8/32 8.8.8.0/24 0.0.0.0/0 ::/0 8.8.8 8.8.8.8.8 08.8.8.8 0x8.8.8.8 134744072 \
             <html> fe80::1%eth0 [2606:4700::1111] 8.8.8.8:5432 8.8.8.8,1.1.1.1";
        for text in refused.split_whitespace().chain(["", " ", "8.8.8.8 1.1.1.1"]) {
            assert!(text.parse::<PublicIp>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_not_repeated() {
        let error = "<".repeat(10_000).parse::<PublicIp>().unwrap_err();
        assert!(error.message().len() < 100, "{error}");
    }
}
