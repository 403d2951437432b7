//! Server certificates of X.509 version 1. rustls refuses them, but they are what PostgreSQL's
//! documentation creates ("Creating Certificates": `openssl x509 -req` without extensions), and
//! libpq accepts them. They must be signed directly by a listed CA.

use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::{CertificateDer, SubjectPublicKeyInfoDer};
use rustls::{CertificateError, Error};
use x509_parser::prelude::{FromDer, X509Certificate, X509Version};

use super::explain::is_self_signed;

/// The most CA certificates in a chain, the root included.
const LONGEST_CHAIN: usize = 5;

pub fn is_version_1(certificate: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(certificate).is_ok_and(|(_, it)| it.version() == X509Version::V1)
}

/// The server's key, for verifying its signatures.
pub fn key(certificate: &CertificateDer<'_>) -> Option<SubjectPublicKeyInfoDer<'static>> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    Some(SubjectPublicKeyInfoDer::from(parsed.public_key().raw.to_vec()))
}

/// Errors: none of these CA certificates signed it.
pub fn check_issuer(
    certificate: &CertificateDer<'_>,
    issuers: &[CertificateDer<'_>],
    algorithms: &WebPkiSupportedAlgorithms,
) -> Result<(), Error> {
    let (_, parsed) =
        X509Certificate::from_der(certificate).map_err(|_| CertificateError::BadEncoding)?;
    let issuers: Vec<_> =
        issuers.iter().filter_map(|it| Some(X509Certificate::from_der(it).ok()?.1)).collect();
    let signed = chains_to_root(&parsed, &issuers, algorithms, LONGEST_CHAIN);
    if signed { Ok(()) } else { Err(CertificateError::UnknownIssuer.into()) }
}

fn chains_to_root(
    certificate: &X509Certificate<'_>,
    issuers: &[X509Certificate<'_>],
    algorithms: &WebPkiSupportedAlgorithms,
    longest: usize,
) -> bool {
    longest > 0
        && issuers.iter().any(|issuer| {
            is_signed_by(certificate, issuer, algorithms)
                && issuer.validity().is_valid()
                && (is_self_signed(issuer)
                    || chains_to_root(issuer, issuers, algorithms, longest - 1))
        })
}

fn is_signed_by(
    certificate: &X509Certificate<'_>,
    issuer: &X509Certificate<'_>,
    algorithms: &WebPkiSupportedAlgorithms,
) -> bool {
    let may_sign = issuer.is_ca() || issuer.version() == X509Version::V1;
    let key = &issuer.public_key().subject_public_key.data;
    let signed = certificate.tbs_certificate.as_ref();
    let signature = &certificate.signature_value.data;
    may_sign
        && certificate.issuer().as_raw() == issuer.subject().as_raw()
        // Each algorithm is for one kind of key and hash, all strong: one match is enough.
        && algorithms.all.iter().any(|it| it.verify_signature(key, signed, signature).is_ok())
}
