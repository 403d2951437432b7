//! A look at the server's encryption, without a login: what it offers, and whom its certificate
//! names.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, ProtocolVersion, RootCertStore,
    SignatureScheme,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::error::{Error, Result};
use crate::model::{Host, Target};

/// Asks for TLS in the way of Postgres. Source: PostgreSQL documentation, "Message Formats",
/// SSLRequest.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// What a server offers that offers encryption.
#[derive(Debug, Clone)]
pub struct Encryption {
    /// `TLS 1.3`
    pub version: String,
    /// Whom the certificate names, and who vouches for it.
    pub subject: String,
    pub issuer: String,
    /// When it ends, and when it was looked at, in seconds since 1970-01-01 UTC.
    pub not_after: i64,
    pub now: i64,
    /// Whether the certificate proves the server; absent where nobody asked for that.
    pub checked: Option<Result<(), String>>,
}

/// Whether the URL demands encryption.
pub fn is_required(target: &Target) -> bool {
    let word = target.url.parameters.get("sslmode").map(String::as_str);
    matches!(word, Some("require" | "verify-ca" | "verify-full"))
}

/// Whether the URL forbids encryption.
pub fn is_forbidden(target: &Target) -> bool {
    target.url.parameters.get("sslmode").is_some_and(|word| word == "disable")
}

/// Whom the target believes, and whether the name counts: what `probe` judges by. None when
/// nothing is checked.
///
/// Errors (usage): the file of authorities cannot be read.
fn trust(target: &Target) -> Result<Option<(RootCertStore, bool)>> {
    let parameter = |name: &str| target.url.parameters.get(name).map(String::as_str);
    let Some(file) = parameter("sslrootcert") else { return Ok(None) };
    let unreadable = |error| {
        Error::usage(format!("the file of authorities {file} cannot be read"))
            .because(error)
            .hint("sslrootcert takes a file of certificates in PEM")
    };
    let certificates = CertificateDer::pem_file_iter(Path::new(file)).map_err(unreadable)?;
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        // One that cannot be used helps nobody and harms nobody.
        let _ = roots.add(certificate.map_err(unreadable)?);
    }
    Ok(Some((roots, parameter("sslmode") == Some("verify-full"))))
}

/// Asks for TLS, shakes hands, and hangs up. None: the server offers no encryption.
///
/// Errors: unreachable for what is no Postgres, or no TLS; usage for a file of authorities.
pub async fn probe(mut stream: TcpStream, target: &Target) -> Result<Option<Encryption>> {
    let trust = trust(target)?;
    let broken = |error| Error::unreachable("the server hung up").because(error);
    stream.write_all(&SSL_REQUEST).await.map_err(broken)?;
    match stream.read_u8().await.map_err(broken)? {
        b'S' => {}
        b'N' => return Ok(None),
        _ => {
            return Err(
                Error::unreachable("what answers there is no Postgres").hint("check host and port")
            );
        }
    }
    let Host::Tcp(host) = &target.url.host else { return Ok(None) };
    let name = ServerName::try_from(host.trim_end_matches('.').to_owned())
        .map_err(|_| Error::usage(format!("{host:?} cannot be the name in a certificate")))?;
    let provider = Arc::new(aws_lc_rs::default_provider());
    let witness = Arc::new(Witness { provider: Arc::clone(&provider), seen: Mutex::default() });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::failed("TLS cannot be spoken").because(error))?
        .dangerous()
        .with_custom_certificate_verifier(witness.clone())
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let stream = connector
        .connect(name.clone(), stream)
        .await
        .map_err(|error| Error::unreachable("the encrypted connection broke").because(error))?;
    let version = match stream.get_ref().1.protocol_version() {
        Some(ProtocolVersion::TLSv1_2) => "TLS 1.2".to_owned(),
        Some(ProtocolVersion::TLSv1_3) => "TLS 1.3".to_owned(),
        other => format!("{other:?}"),
    };
    described(&witness, version, &name, trust.as_ref()).map(Some)
}

fn described(
    witness: &Witness,
    version: String,
    name: &ServerName<'_>,
    trust: Option<&(RootCertStore, bool)>,
) -> Result<Encryption> {
    let seen = witness.seen.lock().unwrap_or_else(PoisonError::into_inner);
    let unreadable = || Error::unreachable("the server's certificate cannot be read");
    let (certificate, intermediates) = seen.split_first().ok_or_else(unreadable)?;
    let (_, parsed) = X509Certificate::from_der(certificate).map_err(|_| unreadable())?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let checked = trust.map(|(roots, by_name)| {
        let result =
            proves(witness, certificate, intermediates, roots, UnixTime::since_unix_epoch(now));
        let named = || match by_name {
            true => ParsedCertificate::try_from(certificate)
                .and_then(|parsed| verify_server_name(&parsed, name)),
            false => Ok(()),
        };
        result.and_then(|()| named()).map_err(|error| why(&error))
    });
    Ok(Encryption {
        version,
        subject: person(parsed.subject()),
        issuer: person(parsed.issuer()),
        not_after: parsed.validity().not_after.timestamp(),
        now: i64::try_from(now.as_secs()).unwrap_or(i64::MAX),
        checked,
    })
}

fn proves(
    witness: &Witness,
    certificate: &CertificateDer<'_>,
    intermediates: &[CertificateDer<'_>],
    roots: &RootCertStore,
    now: UnixTime,
) -> Result<(), rustls::Error> {
    let parsed = ParsedCertificate::try_from(certificate)?;
    let algorithms = witness.provider.signature_verification_algorithms.all;
    verify_server_cert_signed_by_trust_anchor(&parsed, roots, intermediates, now, algorithms)
}

/// The common name, else the whole name.
fn person(name: &x509_parser::x509::X509Name<'_>) -> String {
    let common = name.iter_common_name().find_map(|name| name.as_str().ok());
    common.map_or_else(|| name.to_string(), str::to_owned)
}

fn why(error: &rustls::Error) -> String {
    match error {
        rustls::Error::InvalidCertificate(reason) => match reason {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                "it is expired".to_owned()
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                "it is not valid yet, or the clock of this machine is wrong".to_owned()
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "it is for another host".to_owned()
            }
            CertificateError::UnknownIssuer => "no authority in sslrootcert made it".to_owned(),
            other => other.to_string(),
        },
        other => other.to_string(),
    }
}

/// Lets every certificate through and remembers it. Only for looking: nothing secret is said
/// over such a connection.
#[derive(Debug)]
struct Witness {
    provider: Arc<CryptoProvider>,
    seen: Mutex<Vec<CertificateDer<'static>>>,
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push(certificate.clone().into_owned());
        seen.extend(intermediates.iter().map(|it| it.clone().into_owned()));
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
