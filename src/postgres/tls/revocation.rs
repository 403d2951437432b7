//! Certificate revocation lists. As in libpq, every certificate below the root
//! needs a list from its CA: one of unknown status is rejected.

use std::path::{Path, PathBuf};

use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, UnixTime};
use rustls::{CertificateError, RootCertStore};
use webpki::{
    CertRevocationList, EndEntityCert, ExpirationPolicy, KeyUsage, OwnedCertRevocationList,
    RevocationCheckDepth, RevocationOptionsBuilder, UnknownStatusPolicy,
};

use crate::error::{Error, Result};

/// The lists.
pub struct Revocation(Vec<CertRevocationList<'static>>);

impl std::fmt::Debug for Revocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} lists", self.0.len())
    }
}

impl Revocation {
    /// Reads the lists in these files, and in these directories under the names that OpenSSL
    /// looks for: `HASH.r0`. `None` without a file or directory.
    ///
    /// Errors (usage): a file that cannot be read, or is not a list.
    pub fn read(places: &[PathBuf]) -> Result<Option<Self>> {
        if places.is_empty() {
            return Ok(None);
        }
        let mut lists = Vec::new();
        for place in places {
            let files = match place.is_dir() {
                true => in_directory(place)?,
                false => vec![place.clone()],
            };
            for file in files {
                lists.extend(read_file(&file)?);
            }
        }
        Ok(Some(Self(lists)))
    }

    /// Errors: a certificate in the chain is revoked, or of unknown status.
    pub fn check(
        &self,
        certificate: &CertificateDer<'_>,
        roots: &RootCertStore,
        intermediates: &[CertificateDer<'_>],
        algorithms: &WebPkiSupportedAlgorithms,
        now: UnixTime,
    ) -> Result<(), CertificateError> {
        let lists: Vec<_> = self.0.iter().collect();
        let Ok(options) = RevocationOptionsBuilder::new(&lists) else {
            return Err(CertificateError::UnknownRevocationStatus);
        };
        let options = options
            .with_depth(RevocationCheckDepth::Chain)
            .with_status_policy(UnknownStatusPolicy::Deny)
            .with_expiration_policy(ExpirationPolicy::Enforce)
            .build();
        let parsed =
            EndEntityCert::try_from(certificate).map_err(|_| CertificateError::BadEncoding)?;
        let usage = KeyUsage::server_auth();
        let path = parsed.verify_for_usage(
            algorithms.all,
            &roots.roots,
            intermediates,
            now,
            usage,
            Some(options),
            None,
        );
        match path {
            Ok(_) => Ok(()),
            Err(webpki::Error::CertRevoked) => Err(CertificateError::Revoked),
            Err(webpki::Error::CrlExpired { .. }) => Err(CertificateError::ExpiredRevocationList),
            // Everything else was checked before.
            Err(_) => Err(CertificateError::UnknownRevocationStatus),
        }
    }
}

fn in_directory(directory: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(directory).map_err(|error| unreadable(directory, error))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.map_err(|error| unreadable(directory, error))?.path();
        let end = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
        let number = end.strip_prefix('r').unwrap_or_default();
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            files.push(file);
        }
    }
    Ok(files)
}

fn read_file(file: &Path) -> Result<Vec<CertRevocationList<'static>>> {
    let found = CertificateRevocationListDer::pem_file_iter(file)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(file, error))?;
    if found.is_empty() {
        let message = format!("the file {} contains no revocation list", file.display());
        return Err(Error::usage(message)
            .with_hint("use PEM: lines between BEGIN X509 CRL and END X509 CRL"));
    }
    let list = |der: CertificateRevocationListDer<'_>| {
        OwnedCertRevocationList::from_der(&der).map(CertRevocationList::from)
    };
    found.into_iter().map(list).collect::<Result<_, _>>().map_err(|error| unreadable(file, error))
}

fn unreadable(place: &Path, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::usage(format!("the revocation list {} cannot be read", place.display())).because(error)
}
