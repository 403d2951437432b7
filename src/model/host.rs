//! Where servers listen.

use std::fmt;
use std::path::{Path, PathBuf};

use super::Secret;
use super::parameters::Parameters;
use crate::error::{Error, Result};

const DEFAULT_PORT: u16 = 5432;

/// Where the server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// A name or an address, without the brackets of an IPv6 address.
    Tcp(String),
    /// The directory of a Unix socket.
    Socket(PathBuf),
}

impl Host {
    /// None for a socket.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Tcp(name) => Some(name),
            Self::Socket(_) => None,
        }
    }

    /// As libpq takes it: a name without brackets, or a directory.
    pub fn to_libpq(&self) -> String {
        match self {
            Self::Tcp(name) => name.clone(),
            Self::Socket(directory) => directory.to_string_lossy().into_owned(),
        }
    }

    /// Whether it is this machine, judging by the name.
    pub fn is_loopback(&self) -> bool {
        match self {
            Self::Socket(_) => true,
            Self::Tcp(name) => {
                name.eq_ignore_ascii_case("localhost")
                    || name
                        .parse::<std::net::IpAddr>()
                        .is_ok_and(|ip| ip.to_canonical().is_loopback())
            }
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(name) if name.contains(':') => write!(f, "[{name}]"),
            Self::Tcp(name) => f.write_str(name),
            Self::Socket(directory) => write!(f, "{}", directory.display()),
        }
    }
}

/// One server of a connection string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    pub host: Host,
    pub port: u16,
    /// `hostaddr`: its address, used instead of its name.
    pub address: Option<String>,
    /// Its password from the password file; else all have the string's.
    pub password: Option<Secret>,
}

impl Server {
    /// The servers from `host`, `hostaddr` and `port`, which are removed: each may be a
    /// comma-separated list. There is always one.
    ///
    /// Errors (usage): lists of different lengths; an invalid port; an invalid socket.
    pub fn take_from(parameters: &mut Parameters) -> Result<Vec<Self>> {
        let mut list = |key: &str| -> Vec<String> {
            let text = parameters.remove(key).filter(|text| !text.is_empty());
            text.map_or(Vec::new(), |text| text.split(',').map(str::to_owned).collect())
        };
        let (hosts, addresses, ports) = (list("host"), list("hostaddr"), list("port"));
        let count = hosts.len().max(addresses.len()).max(1);
        let fits = |list: &[String]| list.is_empty() || list.len() == count;
        if !fits(&hosts) || !fits(&addresses) {
            let (hosts, addresses) = (hosts.len(), addresses.len());
            return Err(Error::usage(format!("it has {hosts} hosts and {addresses} hostaddr")));
        }
        if !fits(&ports) && ports.len() != 1 {
            return Err(Error::usage(format!("it has {} ports for {count} hosts", ports.len())));
        }
        let one = |list: &[String], index: usize| list.get(index).cloned().unwrap_or_default();
        let server = |index| {
            let port = one(&ports, if ports.len() == 1 { 0 } else { index });
            Self::new(&one(&hosts, index), one(&addresses, index), port.trim())
        };
        (0..count).map(server).collect()
    }

    fn new(host: &str, address: String, port: &str) -> Result<Self> {
        let port = match port {
            "" => DEFAULT_PORT,
            text => text.parse().ok().filter(|port| *port != 0).ok_or_else(|| {
                Error::usage("its port is not a number from 1 to 65535")
                    .with_hint("a password with : / ? # @ or % in it must be percent-encoded")
            })?,
        };
        let address = Some(address).filter(|address| !address.is_empty());
        let host = match (host, &address) {
            ("", Some(address)) => Host::Tcp(address.clone()),
            ("", None) => Host::Socket(default_socket_directory()),
            (directory, Some(_)) if directory.starts_with('/') => {
                return Err(Error::usage("it has both a socket directory and a hostaddr"));
            }
            (directory, None) if directory.starts_with('/') => Host::Socket(directory.into()),
            (name, _) if name.starts_with('@') => {
                return Err(Error::usage("its host is an abstract socket, which is not supported"));
            }
            (name, _) => Host::Tcp(name.to_owned()),
        };
        Ok(Self { host, port, address, password: None })
    }

    /// Whether it is this machine, judging by the text: both the name and the address
    /// that replaces it. A tunnel to another machine is not local.
    pub fn is_local(&self) -> bool {
        let address = self.address.clone().map(Host::Tcp);
        self.host.is_loopback() && address.is_none_or(|address| address.is_loopback())
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Host::Tcp(_) => write!(f, "{}:{}", self.host, self.port),
            Host::Socket(directory) => write!(f, "{}/.s.PGSQL.{}", directory.display(), self.port),
        }
    }
}

/// The default socket directory on Debian and Red Hat, else that of Postgres itself.
pub fn default_socket_directory() -> PathBuf {
    let packaged = Path::new("/var/run/postgresql");
    if packaged.is_dir() { packaged.into() } else { "/tmp".into() }
}
