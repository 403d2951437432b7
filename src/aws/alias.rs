//! Names of one's own for an endpoint of RDS: what they point to.

use std::net::IpAddr;
use std::time::Duration;

use dns_lookup::{AddrInfoHints, getaddrinfo};
use nix::libc::AI_CANONNAME;

use crate::model::RdsHost;

/// How long a name server may take.
const TIMEOUT: Duration = Duration::from_secs(3);

/// The endpoint of RDS that the host is or, as an alias in DNS (CNAME), points to.
pub async fn resolve(host: &str) -> Option<RdsHost> {
    if let Some(endpoint) = RdsHost::parse(host) {
        return Some(endpoint);
    }
    if host.parse::<IpAddr>().is_ok() {
        return None;
    }
    let host = host.to_owned();
    let asked = tokio::task::spawn_blocking(move || canonical_name(&host));
    RdsHost::parse(&tokio::time::timeout(TIMEOUT, asked).await.ok()?.ok()??)
}

/// The name at the end of the aliases.
fn canonical_name(host: &str) -> Option<String> {
    let hints = AddrInfoHints { flags: AI_CANONNAME, ..AddrInfoHints::default() };
    let mut found = getaddrinfo(Some(host), None, Some(hints)).ok()?;
    found.find_map(|address| address.ok()?.canonname)
}
