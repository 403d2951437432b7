//! From the name to an encrypted stream.

use std::net::SocketAddr;

use tokio::net::{TcpStream, UnixStream, lookup_host};

use super::Finding;
use crate::error::{Error, Result};
use crate::model::{Host, Target, Timestamp};
use crate::postgres::handshake::{self, Encryption};

/// A certificate that ends within so many seconds is spoken of: 30 days.
const SOON: i64 = 30 * 86_400;

/// What TLS can be spoken on.
pub type Stream = Option<TcpStream>;

/// The addresses of the host.
pub async fn look_up(target: &Target) -> Result<Finding<Vec<SocketAddr>>> {
    let Host::Tcp(host) = &target.url.host else {
        return Ok(Finding::pass("a socket on this machine", Vec::new()));
    };
    let found = lookup_host((host.as_str(), target.url.port)).await.map_err(|error| {
        Error::unreachable(format!("{host} leads nowhere")).because(error).hint(
            "is the name right? The name of a deleted instance goes, and a private one is known \
             in its own network only",
        )
    })?;
    let addresses: Vec<SocketAddr> = found.collect();
    let texts: Vec<String> = addresses.iter().map(|it| it.ip().to_string()).collect();
    let found = match texts.as_slice() {
        [only] if only == host => "an address, no name to look up".to_owned(),
        texts => format!("{host} is {}", texts.join(", ")),
    };
    Ok(Finding::pass(found, addresses))
}

/// Connects to the first address that answers, or to the socket.
pub async fn connect(target: &Target, addresses: Vec<SocketAddr>) -> Result<Finding<Stream>> {
    if let Host::Socket(folder) = &target.url.host {
        let path = folder.join(format!(".s.PGSQL.{}", target.url.port));
        UnixStream::connect(&path).await.map_err(|error| {
            Error::unreachable(format!("{} does not answer", path.display()))
                .because(error)
                .hint("does the server run, with its socket in this folder?")
        })?;
        return Ok(Finding::pass(format!("{} answers", path.display()), None));
    }
    let mut last = None;
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => {
                return Ok(Finding::pass(format!("{address} accepts connections"), Some(stream)));
            }
            Err(error) => last = Some((address, error)),
        }
    }
    let Some((address, error)) = last else {
        return Err(Error::unreachable("the name has no address"));
    };
    let hint = match (error.kind(), target.url.host.is_loopback()) {
        (std::io::ErrorKind::ConnectionRefused, true) => {
            "does the server run? Is the port the right one?"
        }
        (std::io::ErrorKind::ConnectionRefused, false) => {
            "the machine answers, and nothing listens there: is the port right, and does the \
             server listen on more than loopback?"
        }
        _ => "a firewall or security group may drop it: cruddur-db sg-allow-my-ip opens one",
    };
    Err(Error::unreachable(format!("{address} does not accept")).because(error).hint(hint))
}

/// Asks for TLS and looks at the certificate. Nobody logs in over this stream.
pub async fn tls(target: &Target, stream: Option<Stream>) -> Result<Finding<()>> {
    let Some(stream) = stream.flatten() else {
        return Ok(Finding::pass("a socket needs none", ()));
    };
    let local = target.url.host.is_loopback();
    if handshake::is_forbidden(target) {
        let found = "sslmode=disable: password and data go in the clear";
        return Ok(match local {
            true => Finding::pass(format!("{found}, on this machine"), ()),
            false => Finding::warn(found, "leave sslmode out, or set it to verify-full", ()),
        });
    }
    let required = handshake::is_required(target);
    match handshake::probe(stream, target).await? {
        None if required => {
            Err(Error::unreachable("the server offers none, and sslmode demands it")
                .hint("on the server: ssl = on, with a certificate"))
        }
        None if local => Ok(Finding::pass("the server offers none, and is on this machine", ())),
        None => Ok(Finding::warn(
            "the server offers none: password and data go over the network in the clear",
            "on the server: ssl = on, with a certificate",
            (),
        )),
        Some(encryption) => Ok(judged(&encryption, local)),
    }
}

fn judged(encryption: &Encryption, local: bool) -> Finding<()> {
    let day = |seconds| Timestamp::from_unix(seconds).to_string()[..10].to_owned();
    let Encryption { version, subject, issuer, not_after, checked, .. } = encryption;
    let left = not_after - encryption.now;
    let found = format!(
        "{version}, certificate of {subject} by {issuer}, {} {}",
        if left < 0 { "expired on" } else { "valid until" },
        day(*not_after)
    );
    match checked {
        Some(Err(why)) => Finding::fail(
            format!("{found}\nit does not prove the server: {why}"),
            "sslrootcert names the authority's certificate; the host must be a name that the \
             certificate has. If that is right, somebody may be in between",
            (),
        ),
        _ if left < 0 => Finding::warn(found, "the server's administrator has to renew it", ()),
        _ if left < SOON => Finding::warn(found, "the server's administrator should renew it", ()),
        Some(Ok(())) => Finding::pass(format!("{found}, checked"), ()),
        None if local => Finding::pass(format!("{found}, not checked"), ()),
        None => Finding::warn(
            format!("{found}, not checked: it could be anybody's"),
            "sslmode=verify-full with sslrootcert=FILE checks who answers",
            (),
        ),
    }
}
