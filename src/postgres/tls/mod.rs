//! Encrypting a connection, by libpq's rules.

mod amazon;
mod explain;
mod names;
mod own;
mod revocation;
mod verifier;
mod x509_v1;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, NamedGroup, SupportedProtocolVersion};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

pub use amazon::keep as keep_amazon;

use super::failure::Failure;
use crate::error::{Error, Result};
use crate::model::{self, Host, SslMode, Target, TrustAnchors};
use own::OwnCertificate;
use revocation::Revocation;
use verifier::Verifier;

pub(super) use explain::{common_name, explain, is_not_spoken};
pub(super) use own::unfulfilled;

/// The ALPN protocol of Postgres. Source: PostgreSQL documentation, "ALPN".
const ALPN: &[u8] = b"postgresql";

/// Performs the TLS handshake and checks the server. Errors: usage, for unusable
/// files; unreachable, naming the failed check.
pub(super) async fn encrypt(
    stream: TcpStream,
    target: &Target,
) -> Result<TlsStream<TcpStream>, Failure> {
    let (config, verifier, own) = config(target)?;
    let Host::Tcp(host) = &target.url.host else {
        return Err(Error::failed("a socket is not encrypted").into());
    };
    let name = ServerName::try_from(host.trim_end_matches('.').to_owned()).map_err(|_| {
        Error::usage(format!("{host:?} cannot be a name in a certificate"))
            .with_hint("use the server's name, and set its address as hostaddr=ADDRESS")
    })?;
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    let stream = stream.map_err(|error| {
        let presented = verifier.presented();
        match explain(&error, target, presented.as_deref()) {
            Some(error) => Failure::Final(error),
            None => Failure::Driver(error.into()),
        }
    })?;
    own.check(target)?;
    Ok(stream)
}

/// The key exchange that Postgres servers use by default comes first, since a wrong first guess
/// costs a round trip. Source: PostgreSQL documentation, `ssl_groups` (`ssl_ecdh_curve` before 18).
fn provider() -> CryptoProvider {
    let mut provider = aws_lc_rs::default_provider();
    provider.kx_groups.sort_by_key(|group| group.name() != NamedGroup::secp256r1);
    provider
}

fn config(target: &Target) -> Result<(ClientConfig, Arc<Verifier>, Arc<OwnCertificate>)> {
    let provider = Arc::new(provider());
    let own = Arc::new(OwnCertificate::read(target, &provider)?);
    let tls = &target.access.tls;
    let revocation = Revocation::read(&tls.revoked)?;
    let listed = roots(&tls.roots)?;
    let verifier = Arc::new(Verifier::new(tls.check(), listed, revocation, provider.clone()));
    let builder = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&versions(target))
        .map_err(|error| Error::failed("TLS cannot be set up").because(error))?
        .dangerous()
        .with_custom_certificate_verifier(verifier.clone());
    let mut config = builder.with_client_cert_resolver(own.clone());
    config.enable_sni = !target.url.config.tls.hides_name;
    if target.url.config.tls.direct {
        config.alpn_protocols = vec![ALPN.to_vec()];
    }
    Ok((config, verifier, own))
}

fn versions(target: &Target) -> Vec<&'static SupportedProtocolVersion> {
    let tls = &target.url.config.tls;
    let new = (!tls.without_1_3).then_some(&TLS13);
    new.into_iter().chain((!tls.without_1_2).then_some(&TLS12)).collect()
}

fn roots(roots: &TrustAnchors) -> Result<Vec<CertificateDer<'static>>> {
    match roots {
        TrustAnchors::None => Ok(Vec::new()),
        TrustAnchors::Amazon(_) => CertificateDer::pem_slice_iter(amazon::PEM.as_bytes())
            .collect::<Result<_, _>>()
            .map_err(|error| {
                Error::failed("Amazon's CA certificates cannot be read").because(error)
            }),
        TrustAnchors::File(file) => certificates(file, "file of CA certificates"),
        TrustAnchors::System => {
            let found = rustls_native_certs::load_native_certs();
            if found.certs.is_empty() {
                return Err(Error::usage("the system has no CA certificates")
                    .with_hint("install ca-certificates, or pass --ca-file"));
            }
            Ok(found.certs)
        }
    }
}

fn certificates(file: &Path, what: &str) -> Result<Vec<CertificateDer<'static>>> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_file_iter(file).and_then(Iterator::collect);
    match found {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Ok(_) | Err(pem::Error::NoItemsFound) => {
            Err(Error::usage(format!("the {what} {} contains no certificate", file.display()))
                .with_hint("use PEM: lines between BEGIN CERTIFICATE and END CERTIFICATE"))
        }
        Err(error) => {
            let message = format!("the {what} {} cannot be read", file.display());
            Err(Error::usage(message).because(error))
        }
    }
}

/// Makes libpq's programs check the same.
pub(super) fn hand_over(command: &mut Command, target: &Target) {
    set_variables(command, &target.access.tls);
}

fn set_variables(command: &mut Command, tls: &model::Tls) {
    // libpq has no keyword for this machine's default; its own default is as good.
    if tls.mode == SslMode::Allow && !tls.chosen {
        command.env_remove("PGSSLMODE");
    } else {
        command.env("PGSSLMODE", tls.mode.to_string());
    }
    match &tls.roots {
        TrustAnchors::Amazon(Some(directory)) => {
            command.env("PGSSLROOTCERT", amazon::file(directory))
        }
        TrustAnchors::File(file) => command.env("PGSSLROOTCERT", file),
        TrustAnchors::System => command.env("PGSSLROOTCERT", "system"),
        TrustAnchors::None | TrustAnchors::Amazon(None) => command.env_remove("PGSSLROOTCERT"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(mode: SslMode, roots: TrustAnchors) -> Vec<(String, Option<String>)> {
        let tls = model::Tls { mode, roots, chosen: true, revoked: Vec::new() };
        let mut command = Command::new("psql");
        set_variables(&mut command, &tls);
        let text = |text: &std::ffi::OsStr| text.to_str().unwrap().to_owned();
        let variables = command.get_envs();
        variables.map(|(name, value)| (text(name), value.map(text))).collect()
    }

    #[test]
    fn psql_checks_the_same_as_we_do() {
        let amazon = TrustAnchors::Amazon(Some("/c".into()));
        let full = variables(SslMode::VerifyFull, amazon);
        assert_eq!(full[0], ("PGSSLMODE".to_owned(), Some("verify-full".to_owned())));
        assert_eq!(full[1].0, "PGSSLROOTCERT");
        assert!(full[1].1.as_deref().unwrap().starts_with("/c/rds-ca-"), "{full:?}");
        let mine = variables(SslMode::Require, TrustAnchors::File("/mine.pem".into()));
        assert_eq!(mine[0].1.as_deref(), Some("require"));
        assert_eq!(mine[1].1.as_deref(), Some("/mine.pem"));
        // One from the environment is not left over.
        assert_eq!(variables(SslMode::Require, TrustAnchors::None)[1].1, None);
    }
}
