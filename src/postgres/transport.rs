//! The transport to a server, below Postgres's protocol: TCP, TLS and Unix sockets.
//!
//! The driver could do it, but without `hostaddr` and keepalives, and trusting public CAs
//! in addition to the named ones. So it is done here, and the driver gets the stream.

use std::net::SocketAddr;
use std::time::Duration;

use nix::unistd::{Uid, User};
use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream, lookup_host};

use super::failure::Failure;
use super::servers;
use super::tls;
use super::unresolved::Unresolved;
use crate::error::{Error, Result};
use crate::model::{CertificateMode, Host, Keepalive, SslMode, Target};

/// Requests TLS. Source: PostgreSQL documentation, "Message Formats", SSLRequest.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// Probe a server that is silent this long.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(30);
/// How many probes, and the interval between them.
const KEEPALIVE_COUNT: u32 = 3;
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(10);

/// Whether to encrypt, in one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    Off,
    IfOffered,
    Required,
}

/// Bytes in both directions.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// A connection that is as secure as requested.
pub struct Transport {
    pub stream: Box<dyn Stream>,
    /// The server's certificate, if the connection is encrypted.
    pub certificate: Option<Vec<u8>>,
    /// The address connected to; `None` for a socket.
    pub peer: Option<SocketAddr>,
}

/// Connects and encrypts, except through a socket. Errors: the network's; failed
/// certificate checks; a server without TLS if it is required.
pub async fn open(target: &Target, encryption: Encryption) -> Result<Transport, Failure> {
    if let Host::Socket(directory) = &target.url.host {
        check_certificate_mode(target)?;
        let path = directory.join(format!(".s.PGSQL.{}", target.url.port));
        let stream = UnixStream::connect(path).await?;
        check_peer(&stream, target)?;
        let stream = Box::new(stream);
        return Ok(Transport { stream, certificate: None, peer: None });
    }
    let mut stream = connect_tcp(target).await?;
    let peer = stream.peer_addr().ok();
    let offered = encryption != Encryption::Off && offers_tls(&mut stream, target).await?;
    if offered {
        let stream = Box::new(tls::encrypt(stream, target).await?);
        let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
        let certificate = shown.map(|certificate| certificate.to_vec());
        return Ok(Transport { stream, certificate, peer });
    }
    if encryption == Encryption::Required {
        return Err(no_tls(target).into());
    }
    check_certificate_mode(target)?;
    Ok(Transport { stream: Box::new(stream), certificate: None, peer })
}

/// Errors (unreachable): a client certificate is required, but the connection is not encrypted.
fn check_certificate_mode(target: &Target) -> Result<()> {
    match target.url.config.tls.certificate_mode {
        CertificateMode::Require => Err(tls::unfulfilled("the connection is not encrypted")),
        _ => Ok(()),
    }
}

/// Errors (unreachable): the socket belongs to another user than `requirepeer`.
fn check_peer(stream: &UnixStream, target: &Target) -> Result<(), Failure> {
    let Some(wanted) = &target.url.config.require_peer else { return Ok(()) };
    let owner = Uid::from_raw(stream.peer_cred()?.uid());
    let name = User::from_uid(owner).ok().flatten().map(|user| user.name);
    if name.as_ref() == Some(wanted) {
        return Ok(());
    }
    let name = name.unwrap_or_else(|| format!("user {owner}"));
    let server = target.server();
    let message = format!("the server at {server} runs as {name}, but requirepeer={wanted}");
    Err(Error::unreachable(message).with_hint("another user may have created the socket").into())
}

/// Connects by TCP: through the tunnel, else to `hostaddr`, else to each address of the host in turn.
pub async fn connect_tcp(target: &Target) -> std::io::Result<TcpStream> {
    let url = &target.url;
    let host = match (&url.host, &url.address) {
        (_, Some(address)) => address,
        (Host::Tcp(name), None) => name,
        (Host::Socket(_), None) => return Err(std::io::ErrorKind::Unsupported.into()),
    };
    let tunnel = target.access.tunnel.as_ref().and_then(|it| it.port(&url.host, url.port));
    let place = tunnel.map_or((host.as_str(), url.port), |port| ("127.0.0.1", port));
    let addresses = lookup_host(place).await.map_err(Unresolved);
    let mut addresses: Vec<_> = addresses.map_err(std::io::Error::other)?.collect();
    if url.config.balances {
        servers::shuffle(&mut addresses);
    }
    let stream = TcpStream::connect(addresses.as_slice()).await?;
    stream.set_nodelay(true)?;
    watch(&stream, target)?;
    Ok(stream)
}

/// Sets keepalives to detect a lost peer: a statement may take hours, and
/// a silent server is not necessarily dead.
fn watch(stream: &TcpStream, target: &Target) -> std::io::Result<()> {
    let Keepalive { off, idle, interval, count } = target.url.config.keepalive;
    let seconds = |given: Option<u32>, default| {
        let given = given.map(|it| Duration::from_secs(it.into()));
        // Zero: the system's default.
        Some(given.unwrap_or(default)).filter(|it| !it.is_zero())
    };
    let socket = SockRef::from(stream);
    if !off {
        let mut keepalive = TcpKeepalive::new();
        if let Some(time) = seconds(idle, KEEPALIVE_IDLE) {
            keepalive = keepalive.with_time(time);
        }
        if let Some(time) = seconds(interval, KEEPALIVE_INTERVAL) {
            keepalive = keepalive.with_interval(time);
        }
        if let Some(count) = Some(count.unwrap_or(KEEPALIVE_COUNT)).filter(|count| *count > 0) {
            keepalive = keepalive.with_retries(count);
        }
        socket.set_tcp_keepalive(&keepalive)?;
    }
    // Other systems lack it; libpq ignores it there, too.
    #[cfg(target_os = "linux")]
    if let Some(time) = target.url.config.tcp_user_timeout {
        socket.set_tcp_user_timeout(Some(Duration::from_millis(time.into())))?;
    }
    Ok(())
}

/// Requests TLS, unless the target negotiates it directly. Errors: the network's; not Postgres.
pub(super) async fn offers_tls(stream: &mut TcpStream, target: &Target) -> Result<bool, Failure> {
    if target.url.config.tls.direct {
        return Ok(true);
    }
    stream.write_all(&SSL_REQUEST).await?;
    match stream.read_u8().await? {
        b'S' => Ok(true),
        b'N' => Ok(false),
        // A failing server answers with an error, which cannot be trusted before TLS.
        b'E' => Err(std::io::Error::other("it refused before encryption").into()),
        other => {
            let server = format!("{}:{}", target.url.host, target.url.port);
            let message = match other {
                b'H' => format!("{server} speaks HTTP, not Postgres"),
                _ => format!("what answers at {server} is not Postgres"),
            };
            Err(Error::unreachable(message).with_hint("check host and port").into())
        }
    }
}

/// The error for a server without TLS if the mode requires it.
pub(super) fn no_tls(target: &Target) -> Error {
    let server = format!("{}:{}", target.url.host, target.url.port);
    let demand = match target.access.tls.mode {
        SslMode::Disable | SslMode::Allow | SslMode::Prefer => {
            match target.url.config.tls.certificate_mode {
                CertificateMode::Require => "sslcertmode=require".to_owned(),
                _ => "channel_binding=require".to_owned(),
            }
        }
        mode => format!("sslmode={mode}"),
    };
    Error::unreachable(format!("{server} offers no TLS, but {demand} requires it")).with_hint(
        "ask its administrator to enable it (ssl = on in postgresql.conf); if it had TLS before, \
         someone may be intercepting the connection",
    )
}

/// Errors (usage): direct TLS with a mode that does not require TLS.
pub fn check_negotiation(target: &Target) -> Result<()> {
    if target.url.config.tls.direct && target.access.tls.mode < SslMode::Require {
        return Err(Error::usage("sslnegotiation=direct needs sslmode=require or stronger")
            .with_hint("add sslmode=verify-full"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Access, DatabaseUrl, Environment, Origin, Way};

    async fn dialled(more: &str) -> TcpStream {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let text = format!("postgresql://u@db.example:{port}/d?hostaddr=127.0.0.1&{more}");
        let target = Target {
            environment: Environment::dev(),
            url: DatabaseUrl::parse(&text).unwrap(),
            user: "u".to_owned(),
            project: None,
            origin: Origin::Flag,
            protected: false,
            access: Access::default(),
            way: Way::Only,
        };
        connect_tcp(&target).await.unwrap()
    }

    #[tokio::test]
    async fn the_system_watches_over_silent_connections() {
        let stream = dialled("").await;
        let socket = SockRef::from(&stream);
        assert!(socket.keepalive().unwrap() && socket.tcp_nodelay().unwrap());
        assert_eq!(socket.tcp_keepalive_time().unwrap(), KEEPALIVE_IDLE);
        assert_eq!(socket.tcp_keepalive_interval().unwrap(), KEEPALIVE_INTERVAL);
        assert_eq!(socket.tcp_keepalive_retries().unwrap(), KEEPALIVE_COUNT);

        let given = "keepalives_idle=7&keepalives_interval=3&keepalives_count=2";
        let stream = dialled(given).await;
        let socket = SockRef::from(&stream);
        assert_eq!(socket.tcp_keepalive_time().unwrap(), Duration::from_secs(7));
        assert_eq!(socket.tcp_keepalive_interval().unwrap(), Duration::from_secs(3));
        assert_eq!(socket.tcp_keepalive_retries().unwrap(), 2);

        let stream = dialled("keepalives=0").await;
        assert!(!SockRef::from(&stream).keepalive().unwrap());
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn what_is_not_taken_is_given_up_as_asked() {
        let stream = dialled("tcp_user_timeout=1500").await;
        let timeout = SockRef::from(&stream).tcp_user_timeout().unwrap();
        assert_eq!(timeout, Some(Duration::from_millis(1500)));
    }
}
