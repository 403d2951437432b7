//! Checks what answers at the database's port.

use std::io::ErrorKind;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::report::sg::{Answer, Checked};

/// A changed rule takes effect within seconds; the operating system resends the first packet after
/// 1, 3 and 7 s, so one attempt of this length covers that.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a server may take to respond after accepting.
const REPLY: Duration = Duration::from_secs(3);

/// Requests TLS by Postgres's protocol. Source: PostgreSQL documentation, "Message Formats",
/// SSLRequest.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// Connects, requests TLS and disconnects without logging in.
pub async fn check(host: &str, port: u16) -> Checked {
    let answer = tokio::time::timeout(TIMEOUT, ask(host, port)).await;
    let answer = match answer {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => match error.kind() {
            ErrorKind::ConnectionRefused => Answer::Refused,
            ErrorKind::TimedOut => Answer::Silence,
            _ => Answer::NoWay,
        },
        Err(_) => Answer::Silence,
    };
    Checked { host: host.to_owned(), port, answer }
}

async fn ask(host: &str, port: u16) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect((host, port)).await?;
    stream.write_all(&SSL_REQUEST).await?;
    Ok(match tokio::time::timeout(REPLY, stream.read_u8()).await {
        Ok(Ok(b'S')) => Answer::PostgresTls,
        Ok(Ok(b'N')) => Answer::PostgresPlain,
        // It disconnected, sent something else, or accepts and is silent.
        _ => Answer::Other,
    })
}
