//! The certificate by which a role shows who it is, and whether the server asked for one.

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

/// The user's certificate with its key, if there is one.
#[derive(Debug)]
pub struct OwnCertificate {
    certified: Option<Arc<CertifiedKey>>,
    asked: AtomicBool,
}

impl OwnCertificate {
    /// Reads what the target names, if it names one. Errors (usage): files that cannot be used.
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
            (false, _) => Err(unfulfilled("the server asked for no certificate")),
            (true, None) => Err(unfulfilled("there is none to show")
                .with_hint("name its files as sslcert and sslkey, or PGSSLCERT and PGSSLKEY")),
            (true, Some(_)) => Ok(()),
        }
    }
}

/// Why `sslcertmode=require` cannot be kept.
pub fn unfulfilled(why: &str) -> Error {
    Error::unreachable(format!("sslcertmode=require cannot be kept: {why}"))
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
        // libpq does not look at a key alone.
        (None, _) => return Ok(None),
        (Some(certificate), None) => {
            return Err(Error::usage(format!(
                "the certificate {} has no key next to it",
                certificate.display()
            ))
            .with_hint("name the file of its private key as sslkey or PGSSLKEY"));
        }
    };
    refuse_open_key(key)?;
    let chain = certificates(certificate, "client certificate")?;
    let read = read_key(key, tls.key_password.as_ref())?;
    let unfit = |error: rustls::Error| {
        Error::usage("the client certificate and its key do not go together").because(error)
    };
    let signing = provider.key_provider.load_private_key(read).map_err(unfit)?;
    // One of version 1 is only sent; whether it is good is the server's business.
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

/// Nothing of the key's text is to be seen in an error.
fn read_key(file: &Path, password: Option<&Secret>) -> Result<PrivateKeyDer<'static>> {
    let unusable =
        |why: &str| Error::usage(format!("the key {} cannot be used: {why}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| unusable(&error.to_string()))?;
    if text.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(unusable("it is encrypted in OpenSSL's old way").with_hint(format!(
            "openssl pkcs8 -topk8 -v2 aes-256-cbc -in {} -out NEW encrypts it in the way of now",
            file.display()
        )));
    }
    let Some(start) = text.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") else {
        return PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(|error| match error {
            pem::Error::Io(error) => unusable(&error.to_string()),
            _ => unusable("no private key is in it"),
        });
    };
    let Some(password) = password else {
        return Err(unusable("it is encrypted")
            .with_hint("give its password as sslpassword in the connection string"));
    };
    let (_, encrypted) = SecretDocument::from_pem(&text[start..])
        .map_err(|_| unusable("no private key is in it"))?;
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(encrypted.as_bytes())
        .map_err(|_| unusable("it is encrypted in a way that is not known here"))?;
    let key = encrypted.decrypt(password.expose()).map_err(|error| match error {
        pkcs8::Error::EncryptedPrivateKey(pkcs8::pkcs5::Error::DecryptFailed) => {
            unusable("sslpassword does not open it")
        }
        pkcs8::Error::EncryptedPrivateKey(_) => {
            unusable("it is encrypted in a way that is not known here")
        }
        _ => unusable("sslpassword does not open it"),
    })?;
    PrivateKeyDer::try_from(key.as_bytes().to_vec())
        .map_err(|_| unusable("no private key is in it"))
}

/// Errors (usage): a key that others can read, which libpq refuses as well.
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
