//! Whether a certificate is for a host, by libpq's rules: a wildcard matches one label, also before
//! a name like `lan` or `internal`, and the common name may be an address.
//!
//! Source: PostgreSQL 17, `pgtls_verify_peer_name_matches_certificate_guts` and
//! `wildcard_certificate_match`.

use std::net::IpAddr;

use x509_parser::prelude::{GeneralName, ParsedExtension, X509Certificate};

/// The names and addresses that a certificate is for.
#[derive(Debug, Default)]
pub struct Names {
    dns: Vec<String>,
    addresses: Vec<IpAddr>,
    common: Option<String>,
}

impl Names {
    pub fn of(certificate: &X509Certificate<'_>) -> Self {
        let common = certificate.subject().iter_common_name().next();
        let common = common.and_then(|name| name.as_str().ok()).map(str::to_owned);
        let mut names = Self { common, ..Self::default() };
        for extension in certificate.extensions() {
            let ParsedExtension::SubjectAlternativeName(list) = extension.parsed_extension() else {
                continue;
            };
            for name in &list.general_names {
                match name {
                    GeneralName::DNSName(name) => names.dns.push((*name).to_owned()),
                    GeneralName::IPAddress(bytes) => names.addresses.extend(address(bytes)),
                    _ => {}
                }
            }
        }
        names
    }

    /// The common name counts if no alternative name is of the host's kind.
    pub fn fit(&self, host: &str) -> bool {
        let by_address = host.parse::<IpAddr>();
        let has_kind = match &by_address {
            Ok(_) => !self.addresses.is_empty(),
            Err(_) => !self.dns.is_empty(),
        };
        let common = self.common.as_ref().filter(|_| !has_kind);
        by_address.is_ok_and(|address| self.addresses.contains(&address))
            || self.dns.iter().chain(common).any(|name| name_fits(name, host))
    }

    /// For error messages.
    pub fn presented(&self) -> Vec<String> {
        let addresses = self.addresses.iter().map(IpAddr::to_string);
        let names: Vec<String> = self.dns.iter().cloned().chain(addresses).collect();
        if names.is_empty() { self.common.iter().cloned().collect() } else { names }
    }
}

fn address(bytes: &[u8]) -> Option<IpAddr> {
    let four = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    four.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
}

/// A wildcard matches one whole label at the left.
fn name_fits(pattern: &str, host: &str) -> bool {
    let (pattern, host) = (pattern.to_ascii_lowercase(), host.to_ascii_lowercase());
    match pattern.strip_prefix("*.").filter(|rest| !rest.is_empty()) {
        Some(rest) => {
            host.split_once('.').is_some_and(|(first, tail)| !first.is_empty() && tail == rest)
        }
        None => pattern == host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_one_label() {
        for (pattern, host) in [
            ("db.example.com", "DB.example.com"),
            ("*.example.com", "db.example.com"),
            ("*.internal", "db.internal"),
        ] {
            assert!(name_fits(pattern, host), "{pattern} {host}");
        }
        for (pattern, host) in [
            ("*.example.com", "a.db.example.com"),
            ("*.example.com", "example.com"),
            ("*.example.com", ".example.com"),
            ("d*.example.com", "db.example.com"),
            ("*", "db"),
            ("*.", "db."),
            ("db.example.com", "db.example.org"),
        ] {
            assert!(!name_fits(pattern, host), "{pattern} {host}");
        }
    }

    #[test]
    fn the_common_name_counts_where_no_other_is_of_its_kind() {
        let names = |dns: &[&str], addresses: &[&str], common: &str| Names {
            dns: dns.iter().map(|it| (*it).to_owned()).collect(),
            addresses: addresses.iter().map(|it| it.parse().unwrap()).collect(),
            common: Some(common.to_owned()),
        };
        assert!(names(&[], &[], "10.0.0.1").fit("10.0.0.1"));
        assert!(names(&["a"], &[], "10.0.0.1").fit("10.0.0.1"));
        assert!(names(&[], &["10.0.0.1"], "a").fit("a"));
        assert!(names(&[], &["::1"], "a").fit("::1"));
        assert!(!names(&["b"], &[], "a").fit("a"));
        assert!(!names(&[], &["10.0.0.2"], "10.0.0.1").fit("10.0.0.1"));
    }
}
