//! Server certificates of X.509 version 1. rustls refuses them, but they are what PostgreSQL's
//! own documentation makes ("Creating Certificates": `openssl x509 -req` without extensions), and
//! libpq takes them. Only the key of a listed authority itself may have signed one.

use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::{CertificateDer, SubjectPublicKeyInfoDer};
use rustls::{CertificateError, Error};
use x509_parser::prelude::{FromDer, X509Certificate, X509Version};

/// As many CA certificates may stand between a certificate and its root, and the root.
const LONGEST_CHAIN: usize = 5;

/// Whether it is one.
pub fn is_version_1(certificate: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(certificate).is_ok_and(|(_, it)| it.version() == X509Version::V1)
}

/// The server's key, for checking what it signed.
pub fn key(certificate: &CertificateDer<'_>) -> Option<SubjectPublicKeyInfoDer<'static>> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    Some(SubjectPublicKeyInfoDer::from(parsed.public_key().raw.to_vec()))
}

/// Errors: none of these CA certificates signed it.
pub fn check_issuer(
    certificate: &CertificateDer<'_>,
    authorities: &[CertificateDer<'_>],
    algorithms: &WebPkiSupportedAlgorithms,
) -> Result<(), Error> {
    let (_, parsed) =
        X509Certificate::from_der(certificate).map_err(|_| CertificateError::BadEncoding)?;
    let authorities: Vec<_> =
        authorities.iter().filter_map(|it| Some(X509Certificate::from_der(it).ok()?.1)).collect();
    let signed = leads_to_root(&parsed, &authorities, algorithms, LONGEST_CHAIN);
    if signed { Ok(()) } else { Err(CertificateError::UnknownIssuer.into()) }
}

fn leads_to_root(
    certificate: &X509Certificate<'_>,
    authorities: &[X509Certificate<'_>],
    algorithms: &WebPkiSupportedAlgorithms,
    longest: usize,
) -> bool {
    longest > 0
        && authorities.iter().any(|authority| {
            let is_root = authority.issuer().as_raw() == authority.subject().as_raw();
            has_signed(authority, certificate, algorithms)
                && authority.validity().is_valid()
                && (is_root || leads_to_root(authority, authorities, algorithms, longest - 1))
        })
}

fn has_signed(
    authority: &X509Certificate<'_>,
    certificate: &X509Certificate<'_>,
    algorithms: &WebPkiSupportedAlgorithms,
) -> bool {
    let may_sign = authority.is_ca() || authority.version() == X509Version::V1;
    let key = &authority.public_key().subject_public_key.data;
    let signed = certificate.tbs_certificate.as_ref();
    let signature = &certificate.signature_value.data;
    may_sign
        && certificate.issuer().as_raw() == authority.subject().as_raw()
        // Each checks with one kind of key and hash, all of them strong: the right one is enough.
        && algorithms.all.iter().any(|it| it.verify_signature(key, signed, signature).is_ok())
}
