//! The client certificate, and whether the server requested one.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pkcs8::{EncryptedPrivateKeyInfoRef, SecretDocument};
use rustls::client::ResolvesClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::{self, PemObject};
use rustls::sign::CertifiedKey;
use rustls::{InconsistentKeys, SignatureScheme};

use super::{certificates, x509_v1};
use crate::error::{Error, Result};
use crate::model::{CertificateMode, Secret, Target, TlsParameters};
use crate::regular_file;

/// The client certificate with its key, if any.
#[derive(Debug)]
pub struct OwnCertificate {
    certified: Option<Arc<CertifiedKey>>,
    asked: AtomicBool,
}

impl OwnCertificate {
    /// Reads the certificate that the target names, if any. Errors (usage): unusable files.
    pub fn read(target: &Target, provider: &CryptoProvider) -> Result<Self> {
        let certified = certified(&target.url.config.tls, provider)?;
        Ok(Self { certified: certified.map(Arc::new), asked: AtomicBool::new(false) })
    }

    /// Errors (unreachable): after the handshake, `sslcertmode=require` is not fulfilled.
    pub fn check(&self, target: &Target) -> Result<()> {
        if target.url.config.tls.certificate_mode != CertificateMode::Require {
            return Ok(());
        }
        match (self.asked.load(Ordering::Relaxed), &self.certified) {
            (false, _) => Err(unfulfilled("the server requested no certificate")),
            (true, None) => Err(unfulfilled("no client certificate is set")
                .with_hint("set sslcert and sslkey, or PGSSLCERT and PGSSLKEY, to its files")),
            (true, Some(_)) => Ok(()),
        }
    }
}

/// The error when `sslcertmode=require` is not fulfilled.
pub fn unfulfilled(why: &str) -> Error {
    Error::unreachable(format!("sslcertmode=require cannot be fulfilled: {why}"))
}

impl ResolvesClientCert for OwnCertificate {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.asked.store(true, Ordering::Relaxed);
        self.certified.clone()
    }

    fn has_certs(&self) -> bool {
        self.certified.is_some()
    }
}

fn certified(tls: &TlsParameters, provider: &CryptoProvider) -> Result<Option<CertifiedKey>> {
    let (certificate, key) = match (&tls.certificate, &tls.key) {
        (Some(certificate), Some(key)) => (certificate, key),
        // libpq ignores a key without a certificate.
        (None, _) => return Ok(None),
        (Some(certificate), None) => {
            return Err(Error::usage(format!(
                "the certificate {} has no private key",
                certificate.display()
            ))
            .with_hint("set sslkey or PGSSLKEY to the file of its private key"));
        }
    };
    refuse_open_key(key)?;
    let chain = certificates(certificate, "client certificate")?;
    let read = read_key(key, tls.key_password.as_ref())?;
    let unfit = |error: rustls::Error| {
        Error::usage("the client certificate and its key do not match").because(error)
    };
    let signing = provider.key_provider.load_private_key(read).map_err(unfit)?;
    // A version 1 certificate is only sent; validating it is up to the server.
    let is_old = x509_v1::is_version_1(&chain[0]);
    let fits = match is_old {
        true => signing.public_key() == x509_v1::key(&chain[0]),
        false => true,
    };
    let certified = CertifiedKey::new(chain, signing);
    match certified.keys_match() {
        _ if !fits => Err(unfit(InconsistentKeys::KeyMismatch.into())),
        Err(error)
            if !is_old && error != rustls::Error::InconsistentKeys(InconsistentKeys::Unknown) =>
        {
            Err(unfit(error))
        }
        _ => Ok(Some(certified)),
    }
}

/// Errors must not contain any of the key's text.
fn read_key(file: &Path, password: Option<&Secret>) -> Result<PrivateKeyDer<'static>> {
    let unusable =
        |why: &str| Error::usage(format!("the key {} cannot be used: {why}", file.display()));
    let text = regular_file::read_to_string(file).map_err(|error| unusable(&error.to_string()))?;
    if text.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(unusable("it is encrypted in OpenSSL's legacy format").with_hint(format!(
            "convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in {} -out NEW",
            file.display()
        )));
    }
    let Some(start) = text.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") else {
        return PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(|error| match error {
            pem::Error::Io(error) => unusable(&error.to_string()),
            _ => unusable("it contains no private key"),
        });
    };
    let Some(password) = password else {
        return Err(unusable("it is encrypted")
            .with_hint("set sslpassword in the connection string to its password"));
    };
    let (_, encrypted) = SecretDocument::from_pem(&text[start..])
        .map_err(|_| unusable("it contains no private key"))?;
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(encrypted.as_bytes())
        .map_err(|_| unusable("its encryption is not supported"))?;
    let key = encrypted.decrypt(password.expose()).map_err(|error| match error {
        pkcs8::Error::EncryptedPrivateKey(pkcs8::pkcs5::Error::DecryptFailed) => {
            unusable("sslpassword does not decrypt it")
        }
        pkcs8::Error::EncryptedPrivateKey(_) => unusable("its encryption is not supported"),
        _ => unusable("sslpassword does not decrypt it"),
    })?;
    PrivateKeyDer::try_from(key.as_bytes().to_vec())
        .map_err(|_| unusable("it contains no private key"))
}

/// Errors (usage): a key that others can read, which libpq refuses too.
fn refuse_open_key(key: &Path) -> Result<()> {
    use std::os::unix::fs::MetadataExt;
    let Ok(metadata) = key.metadata() else { return Ok(()) };
    let for_others = if metadata.uid() == 0 { 0o037 } else { 0o077 };
    if metadata.mode() & for_others == 0 {
        return Ok(());
    }
    Err(Error::usage(format!("the key {} can be read by others", key.display()))
        .with_hint(format!("chmod 600 {}", key.display())))
}
