//! Verifies a server's certificate as libpq does where rustls differs: CA
//! without a host name, self-signed certificates, and the name in the common name.

use std::sync::{Arc, Mutex};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_cert_signed_by_trust_anchor;
use rustls::crypto::{
    CryptoProvider, verify_tls12_signature, verify_tls13_signature,
    verify_tls13_signature_with_raw_key,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::explain::is_self_signed;
use super::names::Names;
use super::revocation::Revocation;
use super::x509_v1;
use crate::model::Check;

#[derive(Debug)]
pub struct Verifier {
    check: Check,
    roots: RootCertStore,
    /// The same, as listed in the file.
    listed: Vec<CertificateDer<'static>>,
    /// `None`: not checked.
    revocation: Option<Revocation>,
    provider: Arc<CryptoProvider>,
    /// What the server presented, for error messages.
    presented: Mutex<Option<CertificateDer<'static>>>,
}

impl Verifier {
    pub fn new(
        check: Check,
        listed: Vec<CertificateDer<'static>>,
        revocation: Option<Revocation>,
        provider: Arc<CryptoProvider>,
    ) -> Self {
        let mut roots = RootCertStore::empty();
        // Ignore unusable certificates: some systems have them.
        roots.add_parsable_certificates(listed.iter().filter(|it| is_root(it)).cloned());
        Self { check, roots, listed, revocation, provider, presented: Mutex::default() }
    }

    /// The certificate that the server presented, once it has.
    pub fn presented(&self) -> Option<CertificateDer<'static>> {
        self.presented.lock().ok()?.clone()
    }

    fn check_chain(
        &self,
        certificate: &CertificateDer<'_>,
        parsed: &ParsedCertificate<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<(), Error> {
        if self.is_listed_root(certificate) {
            // Trusted itself; rustls would require a CA's signature.
            self.refuse_unlisted()?;
            return check_dates(certificate, now);
        }
        let leads = self.listed.iter().filter(|it| !is_root(it));
        let intermediates: Vec<_> = intermediates.iter().chain(leads).cloned().collect();
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_server_cert_signed_by_trust_anchor(
            parsed,
            &self.roots,
            &intermediates,
            now,
            algorithms.all,
        )?;
        if let Some(revocation) = &self.revocation {
            revocation.check(certificate, &self.roots, &intermediates, algorithms, now)?;
        }
        Ok(())
    }

    /// Errors: there are revocation lists, which cannot be checked for this kind.
    fn refuse_unlisted(&self) -> Result<(), Error> {
        match self.revocation {
            Some(_) => Err(CertificateError::UnknownRevocationStatus.into()),
            None => Ok(()),
        }
    }

    fn is_listed_root(&self, certificate: &CertificateDer<'_>) -> bool {
        is_root(certificate) && self.listed.iter().any(|root| root == certificate)
    }

    fn check_x509_v1(&self, certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
        self.refuse_unlisted()?;
        check_dates(certificate, now)?;
        if self.is_listed_root(certificate) {
            return Ok(());
        }
        let algorithms = &self.provider.signature_verification_algorithms;
        x509_v1::check_issuer(certificate, &self.listed, algorithms)
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Ok(mut presented) = self.presented.lock() {
            *presented = Some(certificate.clone().into_owned());
        }
        if self.check == Check::Nothing {
            return Ok(ServerCertVerified::assertion());
        }
        if x509_v1::is_version_1(certificate) {
            self.check_x509_v1(certificate, now)?;
        } else {
            let parsed = ParsedCertificate::try_from(certificate)?;
            self.check_chain(certificate, &parsed, intermediates, now)?;
        }
        if self.check == Check::Name {
            check_name(certificate, name)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        match x509_v1::key(certificate).filter(|_| x509_v1::is_version_1(certificate)) {
            Some(key) => verify_tls13_signature_with_raw_key(message, &key, signature, algorithms),
            None => verify_tls13_signature(message, certificate, signature, algorithms),
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

fn check_dates(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
    let (_, parsed) =
        X509Certificate::from_der(certificate).map_err(|_| CertificateError::BadEncoding)?;
    let time = |seconds: i64| {
        UnixTime::since_unix_epoch(std::time::Duration::from_secs(
            u64::try_from(seconds).unwrap_or(0),
        ))
    };
    let validity = parsed.validity();
    let (not_before, not_after) =
        (time(validity.not_before.timestamp()), time(validity.not_after.timestamp()));
    if now < not_before {
        return Err(CertificateError::NotValidYetContext { time: now, not_before }.into());
    }
    if now > not_after {
        return Err(CertificateError::ExpiredContext { time: now, not_after }.into());
    }
    Ok(())
}

fn check_name(certificate: &CertificateDer<'_>, host: &ServerName<'_>) -> Result<(), Error> {
    let (_, parsed) =
        X509Certificate::from_der(certificate).map_err(|_| CertificateError::BadEncoding)?;
    let names = Names::of(&parsed);
    if names.fit(&host.to_str()) {
        return Ok(());
    }
    let (expected, presented) = (host.to_owned(), names.presented());
    Err(CertificateError::NotValidForNameContext { expected, presented }.into())
}

/// Whether a CA certificate is self-signed. libpq trusts no others: those in the file that were
/// signed by another CA are intermediates.
fn is_root(certificate: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(certificate).is_ok_and(|(_, it)| is_self_signed(&it))
}
