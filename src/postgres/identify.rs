//! What answers at a port that is no Postgres.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::transport;
use crate::model::Target;

/// What seems to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// It speaks this protocol.
    Speaks(&'static str),
    /// It accepts connections and says nothing.
    Mute,
    Unknown,
}

/// A request that most servers answer in their own way.
const REQUEST: &[u8] = b"GET / HTTP/1.0\r\n\r\n";

/// Connects again and listens, then asks as a browser does; each for half the time at most.
pub async fn identify(target: &Target, limit: Duration) -> Service {
    let half = limit / 2;
    let Ok(Ok(mut stream)) = tokio::time::timeout(half, transport::connect_tcp(target)).await
    else {
        return Service::Unknown;
    };
    let mut said = Vec::new();
    // Some greet first.
    let greeted = tokio::time::timeout(half / 2, stream.read_buf(&mut said)).await;
    if greeted.is_err() {
        let ask = async {
            stream.write_all(REQUEST).await?;
            stream.read_buf(&mut said).await
        };
        if tokio::time::timeout(half, ask).await.is_err() {
            return Service::Mute;
        }
    }
    name(&said)
}

/// By the first bytes. Sources: RFC 9112, RFC 4253, RFC 8446 (an alert of TLS), MySQL's
/// documentation ("Protocol::HandshakeV10"), and that of Redis ("RESP").
fn name(said: &[u8]) -> Service {
    match said {
        said if said.starts_with(b"HTTP/") => Service::Speaks("HTTP"),
        said if said.starts_with(b"SSH-") => Service::Speaks("SSH"),
        said if said.starts_with(b"-ERR") => Service::Speaks("Redis"),
        said if said.starts_with(b"220") => Service::Speaks("SMTP or FTP"),
        [0x15, 0x03, ..] => Service::Speaks("TLS from the start, as HTTPS does"),
        [_, _, 0, 0, 10 | 255, ..] => Service::Speaks("MySQL"),
        _ => Service::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell() {
        for (said, service) in [
            (b"HTTP/1.1 400 Bad Request".as_slice(), Service::Speaks("HTTP")),
            (b"SSH-2.0-OpenSSH_9.6\r\n", Service::Speaks("SSH")),
            (b"-ERR unknown command", Service::Speaks("Redis")),
            (b"J\0\0\0\x0a8.0.36\0", Service::Speaks("MySQL")),
            (b"E\0\0\0\xffj\x04Host is not allowed", Service::Speaks("MySQL")),
            (b"\x15\x03\x01\0\x02\x02F", Service::Speaks("TLS from the start, as HTTPS does")),
            (b"E\0\0\0\x85SFATAL", Service::Unknown),
            (b"", Service::Unknown),
        ] {
            assert_eq!(name(said), service, "{said:?}");
        }
    }
}
