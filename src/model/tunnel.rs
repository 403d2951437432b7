use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::{Host, Server};
use crate::error::{Error, Result};

/// Through which host a server is reached that this machine does not reach itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TunnelWay {
    /// What ssh takes as its destination: `user@host`, `ssh://user@host:2222`, or a name from
    /// `~/.ssh/config`.
    Ssh(String),
    /// An instance that AWS Systems Manager manages: `i-0123456789abcdef0`.
    Ssm(String),
}

impl TunnelWay {
    /// The host itself.
    pub fn host(&self) -> &str {
        let (Self::Ssh(host) | Self::Ssm(host)) = self;
        host
    }

    /// The host's name, without user and port.
    pub fn name(&self) -> &str {
        let host = self.host().trim_start_matches("ssh://");
        let host = host.rsplit('@').next().unwrap_or(host);
        if let Some((address, _)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            return address;
        }
        // An address without brackets has no port.
        if host.matches(':').count() > 1 {
            return host;
        }
        host.split(':').next().filter(|name| !name.is_empty()).unwrap_or(host)
    }
}

impl FromStr for TunnelWay {
    type Err = Error;

    /// Errors (usage): it is neither of the two. What it names becomes an argument of ssh or of the
    /// AWS CLI, so it cannot look like an option.
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        let fits = |host: &str, others: &str| {
            !host.is_empty()
                && !host.starts_with('-')
                && host.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
        };
        match text.split_once(':') {
            Some(("ssh", rest)) => {
                let uri = rest.strip_prefix("//");
                let host = uri.unwrap_or(rest).trim_end_matches('/');
                let destination = uri.map_or(host.to_owned(), |_| format!("ssh://{host}"));
                fits(host, "._-@:[]%+~").then_some(Self::Ssh(destination))
            }
            Some(("ssm", target)) => fits(target, "_-:").then(|| Self::Ssm(target.to_owned())),
            _ => None,
        }
        .ok_or_else(|| {
            Error::usage(format!("{text:?} is not a tunnel"))
                .with_hint("write ssh:USER@HOST, or ssm:INSTANCE-ID for AWS Systems Manager")
        })
    }
}

impl fmt::Display for TunnelWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ssh(host) if host.starts_with("ssh://") => f.write_str(host),
            Self::Ssh(host) => write!(f, "ssh:{host}"),
            Self::Ssm(target) => write!(f, "ssm:{target}"),
        }
    }
}

impl Serialize for TunnelWay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The open ports of this machine that lead to a target's servers.
#[derive(Debug, Clone)]
pub struct Tunnel {
    pub way: TunnelWay,
    /// Each server's host and port, and the port of 127.0.0.1 that leads there.
    pub ports: Vec<(Host, u16, u16)>,
}

impl Tunnel {
    /// The port of 127.0.0.1 that leads to this server.
    pub fn port(&self, host: &Host, port: u16) -> Option<u16> {
        let found = self.ports.iter().find(|(name, number, _)| name == host && *number == port);
        found.map(|(_, _, own)| *own)
    }

    /// The server as a program that knows nothing of the tunnel reaches it: TLS and the password
    /// file still go by its name.
    pub fn redirect(&self, server: &mut Server) {
        if let Some(port) = self.port(&server.host, server.port) {
            server.address = Some("127.0.0.1".to_owned());
            server.port = port;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_read_and_written_as_it_is_typed() {
        for text in ["ssh:me@bastion", "ssh:bastion", "ssh://me@bastion:2222", "ssm:i-0123"] {
            assert_eq!(text.parse::<TunnelWay>().unwrap().to_string(), text);
        }
        assert_eq!("ssh://a/".parse::<TunnelWay>().unwrap().host(), "ssh://a");
        for text in ["ssh:me@bastion", "ssh:bastion", "ssh://me@bastion:2222", "ssm:bastion"] {
            assert_eq!(text.parse::<TunnelWay>().unwrap().name(), "bastion");
        }
        for text in ["ssh://me@[2001:db8::1]:2222", "ssh:me@2001:db8::1"] {
            assert_eq!(text.parse::<TunnelWay>().unwrap().name(), "2001:db8::1");
        }
    }

    #[test]
    fn nothing_becomes_an_option_or_a_command() {
        for text in [
            "",
            "bastion",
            "ssh:",
            "ssm:",
            "ssh:-oProxyCommand=x",
            "ssh://-x",
            "ssh:a b",
            "ssh:a;b",
            "ssh:$(x)",
            "ssm:--help",
            "ssm:i 0",
            "http://x",
            "ssh:a\nb",
        ] {
            assert!(text.parse::<TunnelWay>().is_err(), "{text:?}");
        }
    }
}
