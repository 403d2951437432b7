//! Which check failed, and what to do about it other than checking less.

use std::io;

use rustls::{AlertDescription, CertificateError, Error as TlsError};
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::x509::X509Name;

use crate::error::Error;
use crate::model::{RdsHost, Target, TrustAnchors};

/// The error for a TLS failure; `None` if the network failed.
/// `presented` is the certificate that the server presented.
pub fn explain(error: &io::Error, target: &Target, presented: Option<&[u8]>) -> Option<Error> {
    let error = error.get_ref()?.downcast_ref::<TlsError>()?;
    let server = format!("{}:{}", target.url.host, target.url.port);
    Some(match error {
        TlsError::InvalidCertificate(reason) => certificate(reason, &server, target, presented),
        TlsError::AlertReceived(alert) => refused(*alert, &server, target),
        TlsError::PeerIncompatible(_) => {
            Error::unreachable(format!("{server} offers no secure version of TLS"))
                .because(error.clone())
                .with_hint("TLS 1.2 is the minimum; the server may need an update")
        }
        _ => Error::unreachable(format!("the encrypted connection to {server} broke"))
            .because(error.clone())
            .with_hint("something in between alters the traffic, or the server is not Postgres"),
    })
}

/// Whether what answered is no TLS.
pub fn is_not_spoken(error: &Error) -> bool {
    error.has_cause(|cause| matches!(cause, TlsError::InvalidMessage(_)))
}

fn certificate(
    reason: &CertificateError,
    server: &str,
    target: &Target,
    presented: Option<&[u8]>,
) -> Error {
    let parsed = presented.and_then(|der| X509Certificate::from_der(der).ok()).map(|(_, it)| it);
    let parsed = parsed.as_ref();
    match reason {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            let day = parsed.map(|it| day(it.validity().not_after.timestamp()));
            let day = day.map_or(String::new(), |day| format!(" on {day}"));
            Error::unreachable(format!("the certificate of {server} expired{day}")).with_hint(
                "ask its administrator to renew it, unless this machine's clock is wrong",
            )
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            let day = parsed.map(|it| day(it.validity().not_before.timestamp()));
            let day = day.map_or(String::new(), |day| format!(" before {day}"));
            Error::unreachable(format!("the certificate of {server} is not valid{day}"))
                .with_hint("check this machine's clock")
        }
        CertificateError::NotValidForName => wrong_name(server, target, &[]),
        CertificateError::NotValidForNameContext { presented, .. } => {
            wrong_name(server, target, presented)
        }
        CertificateError::Revoked => {
            Error::unreachable(format!("the certificate of {server}, or its CA's, was revoked"))
                .with_hint("someone else may have its key; ask its administrator to replace it")
        }
        CertificateError::UnknownRevocationStatus => Error::unreachable(format!(
            "no revocation list of the CA that issued the certificate of {server} is in {}",
            lists(target)
        ))
        .with_hint("put the lists of all CAs below the root into one file"),
        CertificateError::ExpiredRevocationList => {
            Error::unreachable(format!("the revocation list in {} is out of date", lists(target)))
                .with_hint("get a newer one from the CA")
        }
        CertificateError::UnknownIssuer => unknown_issuer(server, target, parsed),
        CertificateError::Other(_) if parsed.is_some_and(is_self_signed) => {
            unknown_issuer(server, target, parsed)
        }
        other => Error::unreachable(format!("the certificate of {server} is invalid"))
            .because(TlsError::InvalidCertificate(other.clone()))
            .with_hint("ask its administrator to replace it"),
    }
}

fn lists(target: &Target) -> String {
    let places = target.access.tls.revoked.iter();
    places.map(|place| place.display().to_string()).collect::<Vec<_>>().join(" and ")
}

fn wrong_name(server: &str, target: &Target, presented: &[String]) -> Error {
    let host = &target.url.host;
    let names: Vec<&str> = presented.iter().map(|name| plain_name(name)).collect();
    let message = match names.as_slice() {
        [] => format!("the certificate of {server} is not for {host}"),
        names => format!("the certificate of {server} is for {}, not for {host}", names.join(", ")),
    };
    Error::unreachable(message).with_hint(
        "connect by a name in the certificate; if that name does not resolve to the server, add \
         hostaddr=ADDRESS to the parameters of the URL",
    )
}

/// rustls writes `DnsName("a.example")`.
fn plain_name(text: &str) -> &str {
    text.split('"').nth(1).unwrap_or(text)
}

fn unknown_issuer(
    server: &str,
    target: &Target,
    certificate: Option<&X509Certificate<'_>>,
) -> Error {
    let roots = &target.access.tls.roots;
    let message = match certificate {
        Some(it) if is_self_signed(it) => {
            format!("the certificate of {server} is self-signed and not among {roots}")
        }
        Some(it) => {
            let issuer = common_name(it.issuer());
            format!(
                "the certificate of {server} is issued by {issuer:?}, which is not among {roots}"
            )
        }
        None => format!("the certificate of {server} is not issued by one of {roots}"),
    };
    let hint = match roots {
        TrustAnchors::Amazon(_) => format!(
            "someone may be intercepting the connection; a region newer than this program needs \
             --ca-file with {}",
            bundle(&target.url.host.to_string())
        ),
        _ => "someone may be intercepting the connection; if the server is the right one, get its \
              CA's certificate from its administrator and pass it as --ca-file"
            .to_owned(),
    };
    Error::unreachable(message).with_hint(hint)
}

/// Where AWS publishes the CA certificates of the host's region. Source: Amazon RDS User Guide,
/// "Using SSL/TLS to encrypt a connection to a DB instance", and its edition for China.
fn bundle(host: &str) -> String {
    let region = RdsHost::parse(host).map(|host| host.region).unwrap_or_default();
    let store = match region.as_str() {
        _ if region.starts_with("cn-") => "rds-truststore.s3.cn-north-1.amazonaws.com.cn",
        _ if region.starts_with("us-gov-") => "truststore.pki.us-gov-west-1.rds.amazonaws.com",
        _ if region.starts_with("eusc-") || region.contains("-iso") => {
            return format!("the CA certificates that AWS publishes for {region}");
        }
        _ => "truststore.pki.rds.amazonaws.com",
    };
    format!("https://{store}/global/global-bundle.pem")
}

pub fn is_self_signed(certificate: &X509Certificate<'_>) -> bool {
    certificate.issuer().as_raw() == certificate.subject().as_raw()
}

/// The common name, else the whole name, safe for a terminal.
pub fn common_name(name: &X509Name<'_>) -> String {
    let common = name.iter_common_name().find_map(|it| it.as_str().ok());
    let text = common.map_or_else(|| name.to_string(), str::to_owned);
    text.chars().filter(|c| !c.is_control()).collect()
}

fn day(timestamp: i64) -> String {
    let time = x509_parser::time::ASN1Time::from_timestamp(timestamp);
    time.map_or_else(|_| "?".to_owned(), |time| time.to_datetime().date().to_string())
}

/// The server aborted the handshake.
fn refused(alert: AlertDescription, server: &str, target: &Target) -> Error {
    let error = Error::unreachable(format!("{server} refused the encrypted connection: {alert:?}"));
    match (alert, &target.url.config.tls.certificate) {
        (AlertDescription::CertificateRequired | AlertDescription::HandshakeFailure, None) => error
            .with_hint(
                "it may require a client certificate: set sslcert and sslkey, or PGSSLCERT and \
                 PGSSLKEY",
            ),
        (_, Some(file)) => {
            let file = file.display();
            error.with_hint(format!("check that {file} is issued by a CA that the server trusts"))
        }
        (AlertDescription::NoApplicationProtocol, _) => {
            error.with_hint("check that it is a Postgres server")
        }
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_partition_has_certificates_of_its_own() {
        for (host, store) in [
            ("db1.c9.ca-west-1.rds.amazonaws.com", "https://truststore.pki.rds.amazonaws.com/"),
            ("db1.c9.rds.cn-north-1.amazonaws.com.cn", "https://rds-truststore.s3.cn-north-1."),
            ("db1.c9.us-gov-east-1.rds.amazonaws.com", "https://truststore.pki.us-gov-west-1."),
            ("db1.c9.rds.eusc-de-east-1.amazonaws.eu", "the CA certificates that AWS publishes"),
            ("db1.c9.rds.us-isob-east-1.sc2s.sgov.gov", "the CA certificates that AWS publishes"),
        ] {
            assert!(bundle(host).starts_with(store), "{host}");
        }
    }
}
