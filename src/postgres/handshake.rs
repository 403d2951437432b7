//! Probes the server's encryption without logging in: what it offers, and what its certificate
//! names. The checks are those of a login.

use std::time::{SystemTime, UNIX_EPOCH};

use rustls::{ClientConnection, ProtocolVersion};
use tokio::net::TcpStream;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::failure::Failure;
use super::{tls, transport};
use crate::error::{Error, Kind, Result};
use crate::model::{SslMode, Target};

/// The result of requesting TLS.
#[derive(Debug)]
pub enum Offer {
    /// The server offers no TLS, and the mode does not require it.
    Nothing,
    /// The handshake succeeded and passed the checks of the target's mode.
    Encryption(Encryption),
    /// The handshake or a check failed.
    Refused(Error),
    /// It did not answer as Postgres does.
    Stranger(Error),
}

/// What was negotiated.
#[derive(Debug)]
pub struct Encryption {
    /// `TLS 1.3`
    pub version: String,
    /// The certificate's subject and issuer.
    pub subject: String,
    pub issuer: String,
    /// When it expires and when it was checked, in seconds since 1970-01-01 UTC.
    pub not_after: i64,
    pub now: i64,
}

/// Requests TLS, performs the handshake, and disconnects.
///
/// Errors: unreachable if required TLS is missing; usage for unusable files.
pub async fn probe(mut stream: TcpStream, target: &Target) -> Result<Offer> {
    let offered = match transport::offers_tls(&mut stream, target).await {
        Ok(offered) => offered,
        Err(failure) => return Ok(Offer::Stranger(failure.explain(target))),
    };
    if !offered {
        return match target.access.tls.mode {
            mode if mode >= SslMode::Require => Err(transport::no_tls(target)),
            _ => Ok(Offer::Nothing),
        };
    }
    match tls::encrypt(stream, target).await {
        Ok(stream) => described(stream.get_ref().1).map(Offer::Encryption),
        // A greeting may begin with the letter that says yes, as that of SSH does.
        Err(Failure::Final(error)) if tls::is_not_spoken(&error) => Ok(Offer::Stranger(error)),
        Err(Failure::Final(error)) if error.kind() == Kind::Unreachable => {
            Ok(Offer::Refused(error))
        }
        Err(failure) => Err(failure.explain(target)),
    }
}

/// Asks for TLS, and does not take it. Errors: unreachable for what is no Postgres.
pub async fn greet(stream: &mut TcpStream, target: &Target) -> Result<()> {
    let asked = transport::offers_tls(stream, target).await;
    asked.map(|_| ()).map_err(|failure| failure.explain(target))
}

fn described(connection: &ClientConnection) -> Result<Encryption> {
    let version = match connection.protocol_version() {
        Some(ProtocolVersion::TLSv1_2) => "TLS 1.2".to_owned(),
        Some(ProtocolVersion::TLSv1_3) => "TLS 1.3".to_owned(),
        other => format!("{other:?}"),
    };
    let shown = connection.peer_certificates().and_then(<[_]>::first);
    let (_, certificate) = shown
        .and_then(|der| X509Certificate::from_der(der).ok())
        .ok_or_else(|| Error::unreachable("the server's certificate cannot be read"))?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Encryption {
        version,
        subject: tls::common_name(certificate.subject()),
        issuer: tls::common_name(certificate.issuer()),
        not_after: certificate.validity().not_after.timestamp(),
        now: i64::try_from(now.as_secs()).unwrap_or(i64::MAX),
    })
}
