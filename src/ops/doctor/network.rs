//! From the name to an encrypted stream.

use std::time::Duration;

use tokio::net::{TcpStream, UnixStream, lookup_host};

use super::finding::Finding;
use super::stranger;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Check, Host, SslMode, Target, Timestamp};
use crate::postgres::handshake::{self, Encryption, Offer};
use crate::postgres::transport;

/// A certificate that expires within this many seconds gets a warning: 30 days.
const SOON: i64 = 30 * 86_400;

pub type Stream = Option<TcpStream>;

pub async fn look_up(target: &Target) -> Result<Finding> {
    let Host::Tcp(host) = &target.url.host else {
        return Ok(Finding::pass("a socket on this machine"));
    };
    if let Some(tunnel) = &target.access.tunnel {
        let found = format!("{host} is looked up at the other end of {}", tunnel.way);
        return Ok(Finding::pass(found));
    }
    if let Some(address) = &target.url.address {
        let found = format!("hostaddr sets {host} to {address}");
        return Ok(Finding::pass(found));
    }
    let found = lookup_host((host.as_str(), target.url.port)).await.map_err(|error| {
        let hint = target.access.nearby.when_unresolved.clone().unwrap_or_else(|| {
            "check the name: a deleted instance's name is removed, and a private one resolves only \
             in its network"
                .to_owned()
        });
        Error::unreachable(format!("{host} does not resolve")).because(error).with_hint(hint)
    })?;
    let texts: Vec<String> = found.map(|it| it.ip().to_string()).collect();
    let found = match texts.as_slice() {
        [only] if only == host => "an address, no name to resolve".to_owned(),
        texts => format!("{host} is {}", texts.join(", ")),
    };
    Ok(Finding::pass(found))
}

/// Connects as a login does, or to the socket.
pub async fn connect(target: &Target) -> Result<Finding<Stream>> {
    let url = &target.url;
    let name = match &url.host {
        Host::Socket(directory) => {
            let path = directory.join(format!(".s.PGSQL.{}", url.port));
            UnixStream::connect(&path).await.map_err(|error| {
                Error::unreachable(format!("{} does not answer", path.display()))
                    .because(error)
                    .with_hint(
                        "check that the server is running, with its socket in this directory",
                    )
            })?;
            return Ok(Finding::pass(format!("{} answers", path.display())).with(None));
        }
        Host::Tcp(name) => url.address.as_ref().unwrap_or(name),
    };
    let refused = |error: std::io::Error| {
        let refused = error.kind() == std::io::ErrorKind::ConnectionRefused;
        let starts = target.access.nearby.when_refused.as_deref().filter(|_| refused);
        let allow = format!(
            "a firewall or security group may block it; for RDS: {}",
            hint::command("sg-allow-my-ip")
        );
        let hint = starts.unwrap_or(match (error.kind(), url.is_local()) {
            (std::io::ErrorKind::ConnectionRefused, true) => {
                "check that the server is running, and the port"
            }
            (std::io::ErrorKind::ConnectionRefused, false) => {
                "the host is up, but nothing listens on the port: check the port; the server may \
                 listen on loopback only"
            }
            _ => &allow,
        });
        let place = format!("{}:{}", Host::Tcp(name.to_owned()), url.port);
        Error::unreachable(format!("{place} does not accept connections"))
            .because(error)
            .with_hint(hint)
    };
    let stream = transport::connect_tcp(target).await.map_err(refused)?;
    let address = stream.peer_addr().map_err(refused)?;
    Ok(Finding::pass(format!("{address} accepts connections")).with(Some(stream)))
}

/// Requests TLS and checks the certificate as a login does, without logging in. A service that is
/// not Postgres shows here: then it is identified, all within the limit.
pub async fn tls(target: &Target, stream: Option<Stream>, limit: Duration) -> Result<Finding> {
    let Some(stream) = stream.flatten() else {
        return Ok(Finding::pass("a socket needs none"));
    };
    let error = match tokio::time::timeout(limit * 6 / 10, encryption(target, stream)).await {
        Ok(Ok(found)) => return Ok(found),
        Ok(Err(Trouble::Known(error))) => return Err(error),
        Ok(Err(Trouble::Stranger(error))) => Some(error),
        Err(_) => None,
    };
    Err(stranger::explain(target, limit * 3 / 10, error).await)
}

/// Why there is no encryption to speak of.
enum Trouble {
    Known(Error),
    /// It does not answer as Postgres does.
    Stranger(Error),
}

async fn encryption(
    target: &Target,
    mut stream: TcpStream,
) -> std::result::Result<Finding, Trouble> {
    let (mode, local) = (target.access.tls.mode, target.url.is_local());
    let weakness = target.access.tls.weakness(&target.url.host);
    let place = match target.access.tunnel {
        Some(_) => "at the other end of the tunnel, which is encrypted",
        None => "on this machine",
    };
    if mode == SslMode::Disable {
        // It answers this whether it has TLS or not.
        handshake::greet(&mut stream, target).await.map_err(Trouble::Stranger)?;
        return Ok(match local {
            true => Finding::pass(format!("none is used, and the server is {place}")),
            false => Finding::warn(
                "sslmode=disable: password and data are sent unencrypted",
                weakness.unwrap_or_else(|| VERIFIED.to_owned()),
            ),
        });
    }
    match handshake::probe(stream, target).await.map_err(Trouble::Known)? {
        Offer::Stranger(error) => Err(Trouble::Stranger(error)),
        Offer::Nothing if local => {
            Ok(Finding::pass(format!("the server offers none, and is {place}")))
        }
        Offer::Nothing => Ok(Finding::warn(
            "the server offers none: password and data go over the network unencrypted",
            weakness.unwrap_or_else(|| "on the server: ssl = on, with a certificate".to_owned()),
        )),
        // Such a mode allows the login to continue.
        Offer::Refused(error) if mode < SslMode::Require => {
            let message = super::finding::described(&error);
            let found = format!("{message}\nsslmode={mode} falls back to no encryption");
            let fix = super::finding::fix_of(&error).unwrap_or_else(|| VERIFIED.to_owned());
            Ok(if local { Finding::warn(found, fix) } else { Finding::fail(found, fix) })
        }
        Offer::Refused(error) => Err(Trouble::Known(error)),
        Offer::Encryption(encryption) => Ok(classify(&encryption, target)),
    }
}

/// How to verify the server's identity.
const VERIFIED: &str =
    "sslmode=verify-full with --ca-file FILE (or sslrootcert) checks the server's identity";

/// The check passed: whether stricter settings are advisable.
fn classify(encryption: &Encryption, target: &Target) -> Finding {
    let Encryption { version, subject, issuer, not_after, now } = encryption;
    let (tls, local) = (&target.access.tls, target.url.is_local());
    let left = not_after - now;
    let found = format!(
        "{version}, certificate of {subject} by {issuer}, {} {}\n{tls}",
        if left < 0 { "expired on" } else { "valid until" },
        Timestamp::from_unix(*not_after).date()
    );
    if let Some(weakness) = tls.weakness(&target.url.host) {
        return Finding::warn(found, weakness);
    }
    match (tls.mode, tls.check()) {
        _ if left < 0 => Finding::warn(found, "ask the server's administrator to renew it"),
        _ if left < SOON => Finding::warn(found, "ask the server's administrator to renew it soon"),
        _ if local => Finding::pass(found),
        (SslMode::Allow, _) => Finding::warn(
            format!("{found}\nsslmode=allow encrypts only if the server requires it"),
            VERIFIED,
        ),
        (_, Check::Nothing) => Finding::warn(format!("{found}: it could be anyone's"), VERIFIED),
        (SslMode::Prefer, _) => Finding::warn(
            format!(
                "{found}\nsslmode=prefer falls back to no encryption, which an attacker can force"
            ),
            "sslmode=verify-full",
        ),
        _ => Finding::pass(found),
    }
}
