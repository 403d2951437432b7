//! What TLS must verify before anything is sent.
//!
//! Source of the rules: PostgreSQL documentation, chapter "SSL Support" of libpq. Where it names
//! no mode and no CA certificate, RDS servers get the strictest mode, since their CA
//! certificates are known.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::{DatabaseUrl, Host, SslMode, is_rds_host};
use crate::error::{Error, Result};

/// The CA certificates to trust.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrustAnchors {
    #[default]
    None,
    /// Amazon's CA certificates for RDS, which are embedded; for psql they are written to
    /// this directory.
    Amazon(Option<PathBuf>),
    /// The certificates in this file.
    File(PathBuf),
    /// The operating system's CA certificates.
    System,
}

impl fmt::Display for TrustAnchors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("no CA certificate"),
            Self::Amazon(_) => f.write_str("Amazon's CA certificates for RDS"),
            Self::File(path) => write!(f, "the CA certificates in {}", path.display()),
            Self::System => f.write_str("the system's CA certificates"),
        }
    }
}

/// Which checks of a server's certificate are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    Nothing,
    /// It is signed by a trusted CA.
    Authority,
    /// And it is for the server's name.
    Name,
}

/// How a connection is encrypted, decided before anything is contacted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tls {
    pub mode: SslMode,
    pub roots: TrustAnchors,
    /// Whether the user set the mode; else it is the default for the host.
    pub chosen: bool,
    /// The files and directories of certificate revocation lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revoked: Vec<PathBuf>,
}

/// Files used if the URL names none.
#[derive(Debug, Clone, Default)]
pub struct TlsPlaces {
    /// `--ca-file`
    pub ca_file: Option<PathBuf>,
    /// libpq's default file of CA certificates, if it exists.
    pub default_roots: Option<PathBuf>,
    /// libpq's default certificate revocation list, if it exists.
    pub default_revoked: Option<PathBuf>,
    /// The cache directory.
    pub cache: Option<PathBuf>,
}

impl Tls {
    /// None at all.
    pub fn off() -> Self {
        Self { mode: SslMode::Disable, ..Self::default() }
    }

    /// Errors (usage): a mode unknown to libpq; one that checks certificates without
    /// CA certificates; a weak one with the system's CA certificates, which libpq refuses too.
    pub fn decide(url: &DatabaseUrl, places: &TlsPlaces) -> Result<Self> {
        let servers = url.servers();
        let hosts: Vec<&str> = servers.iter().filter_map(|server| server.host.name()).collect();
        if hosts.is_empty() {
            return Ok(Self::off());
        }
        let named = url.config.tls.mode;
        let is_rds = hosts.iter().any(|host| is_rds_host(host));
        let roots = match (&places.ca_file, url.config.tls.root_certificate.as_deref()) {
            (Some(file), _) => TrustAnchors::File(file.clone()),
            (None, Some("system")) => TrustAnchors::System,
            (None, Some(file)) => TrustAnchors::File(file.into()),
            (None, None) if is_rds => TrustAnchors::Amazon(places.cache.clone()),
            (None, None) => {
                places.default_roots.clone().map_or(TrustAnchors::None, TrustAnchors::File)
            }
        };
        let strictest = is_rds || roots == TrustAnchors::System || places.ca_file.is_some();
        let default = match roots {
            _ if strictest => SslMode::VerifyFull,
            TrustAnchors::None if url.is_local() => SslMode::Allow,
            _ => SslMode::Prefer,
        };
        let named_lists = &url.config.tls.revoked;
        let revoked = match (&roots, named_lists.is_empty()) {
            // As in libpq: only with configured CA certificates.
            (TrustAnchors::File(_), true) => places.default_revoked.iter().cloned().collect(),
            _ => named_lists.clone(),
        };
        let mode = named.unwrap_or(default);
        Self { mode, roots, chosen: named.is_some(), revoked }.fits_together()
    }

    fn fits_together(self) -> Result<Self> {
        let mode = self.mode;
        match self.roots {
            TrustAnchors::System if mode < SslMode::VerifyFull => Err(Error::usage(format!(
                "sslmode={mode} is too weak for sslrootcert=system: any public certificate would \
                 pass"
            ))
            .with_hint("sslmode=verify-full, or leave sslmode out")),
            TrustAnchors::None if mode >= SslMode::VerifyCa => Err(Error::usage(format!(
                "sslmode={mode} checks the server's certificate, but no CA certificate is set"
            ))
            .with_hint(
                "--ca-file FILE with the CA's certificate (or sslrootcert, or \
                 ~/.postgresql/root.crt); sslrootcert=system for public CAs",
            )),
            TrustAnchors::None if mode > SslMode::Disable && !self.revoked.is_empty() => {
                Err(Error::usage("sslcrl and sslcrldir have no effect without a CA certificate")
                    .with_hint("--ca-file FILE with the CA's certificate, or sslrootcert"))
            }
            _ => Ok(self),
        }
    }

    /// What is checked once the connection is encrypted. Existing CA certificates are used
    /// even in modes that do not need them, as in libpq.
    pub fn check(&self) -> Check {
        match (self.mode, &self.roots) {
            (SslMode::VerifyFull, _) => Check::Name,
            (_, TrustAnchors::None) => Check::Nothing,
            _ => Check::Authority,
        }
    }

    /// The risk of a mode weaker than the default for RDS, for a note.
    pub fn weakness(&self, host: &Host) -> Option<String> {
        let Host::Tcp(name) = host else { return None };
        if !is_rds_host(name) || self.mode == SslMode::VerifyFull {
            return None;
        }
        let risk = match self.mode {
            SslMode::Disable | SslMode::Allow | SslMode::Prefer => {
                "sends the password and the data unencrypted"
            }
            _ => "does not check the server's name",
        };
        Some(format!("sslmode={} {risk}; remove it, and verify-full is used for RDS", self.mode))
    }
}

impl fmt::Display for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.check(), self.mode) {
            (_, SslMode::Disable) => write!(f, "{}", self.mode),
            (Check::Nothing, _) => write!(f, "{}, no certificate is checked", self.mode),
            (Check::Authority, _) => write!(f, "{}, checked by {}", self.mode, self.roots),
            (Check::Name, _) => write!(f, "{}, checked by {}", self.mode, self.roots),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RDS: &str = "db1.c9.ca-central-1.rds.amazonaws.com";

    fn decide(host: &str, query: &str, default_roots: bool, ca_file: bool) -> String {
        let url = DatabaseUrl::parse(&format!("postgresql://u@{host}/d?{query}")).unwrap();
        let places = TlsPlaces {
            ca_file: ca_file.then(|| "ca.pem".into()),
            default_roots: default_roots.then(|| "root.crt".into()),
            default_revoked: None,
            cache: None,
        };
        match Tls::decide(&url, &places) {
            Ok(tls) => {
                let roots = match &tls.roots {
                    TrustAnchors::None => "none".to_owned(),
                    TrustAnchors::Amazon(_) => "amazon".to_owned(),
                    TrustAnchors::File(path) => path.display().to_string(),
                    TrustAnchors::System => "system".to_owned(),
                };
                format!("{} {roots} {:?}", tls.mode, tls.check())
            }
            Err(error) => error.message(),
        }
    }

    #[test]
    fn the_table_of_decisions() {
        for (host, query, default_roots, ca_file, expected) in [
            (RDS, "", false, false, "verify-full amazon Name"),
            (RDS, "", true, false, "verify-full amazon Name"),
            (RDS, "hostaddr=127.0.0.1", false, false, "verify-full amazon Name"),
            ("DB1.C9.CA-CENTRAL-1.RDS.AMAZONAWS.COM.", "", false, false, "verify-full amazon Name"),
            ("x.c9.rds.cn-north-1.amazonaws.com.cn", "", false, false, "verify-full amazon Name"),
            ("x.c9.eusc-de-east-1.rds.amazonaws.eu", "", false, false, "verify-full amazon Name"),
            ("x.c9.rds.us-iso-east-1.c2s.ic.gov", "", false, false, "verify-full amazon Name"),
            (RDS, "", false, true, "verify-full ca.pem Name"),
            (RDS, "sslrootcert=own.pem", false, false, "verify-full own.pem Name"),
            (RDS, "sslrootcert=system", false, false, "verify-full system Name"),
            (RDS, "sslmode=require", false, false, "require amazon Authority"),
            (RDS, "sslmode=disable", false, false, "disable amazon Authority"),
            ("rds.amazonaws.com.example", "", false, false, "prefer none Nothing"),
            ("evilrds.amazonaws.com", "", false, false, "prefer none Nothing"),
            ("db.example", "", false, false, "prefer none Nothing"),
            ("db.example", "", true, false, "prefer root.crt Authority"),
            ("db.example", "", true, true, "verify-full ca.pem Name"),
            ("db.example", "sslmode=require", false, false, "require none Nothing"),
            ("db.example", "sslmode=require", true, false, "require root.crt Authority"),
            ("db.example", "sslmode=verify-ca", true, false, "verify-ca root.crt Authority"),
            ("db.example", "sslmode=verify-full", true, false, "verify-full root.crt Name"),
            ("db.example", "sslrootcert=system", true, false, "verify-full system Name"),
            ("db.example", "sslrootcert=x&sslmode=allow", false, true, "allow ca.pem Authority"),
            ("localhost", "", false, false, "allow none Nothing"),
            ("localhost", "hostaddr=10.0.0.1", false, false, "prefer none Nothing"),
            ("localhost", "", true, false, "prefer root.crt Authority"),
            ("localhost", "sslmode=prefer", false, false, "prefer none Nothing"),
            ("", "host=/tmp&sslmode=verify-full", false, false, "disable none Nothing"),
        ] {
            assert_eq!(decide(host, query, default_roots, ca_file), expected, "{host} {query}");
        }
    }

    #[test]
    fn what_cannot_be_checked_is_refused() {
        for (query, word) in [
            ("sslmode=verify-full", "no CA certificate"),
            ("sslmode=verify-ca", "no CA certificate"),
            ("sslmode=require&sslrootcert=system", "too weak"),
        ] {
            assert!(decide("db.example", query, false, false).contains(word), "{query}");
        }
    }

    #[test]
    fn a_weaker_word_is_spoken_of_only_where_a_stronger_was_the_default() {
        let weakness = |host: &str, query: &str| {
            let url = DatabaseUrl::parse(&format!("postgresql://u@{host}/d?{query}")).unwrap();
            Tls::decide(&url, &TlsPlaces::default()).unwrap().weakness(&url.host)
        };
        assert!(weakness(RDS, "sslmode=require").unwrap().contains("name"));
        assert!(weakness(RDS, "sslmode=prefer").unwrap().contains("unencrypted"));
        assert_eq!(weakness(RDS, ""), None);
        assert_eq!(weakness("db.example", "sslmode=disable"), None);
    }
}
