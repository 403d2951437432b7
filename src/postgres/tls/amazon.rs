//! Amazon's CA certificates for RDS: embedded in the program, and written to a file for psql.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Their source is at the top of the file.
pub const PEM: &str = include_str!("rds-ca.pem");

/// Their file in this directory. Its name depends on its content, so that programs
/// of two versions do not use each other's.
pub fn file(directory: &Path) -> PathBuf {
    // FNV-1a: it distinguishes versions and has no security purpose.
    let hash = PEM.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    directory.join(format!("rds-ca-{hash:016x}.pem"))
}

/// Creates the file with the right content, atomically.
///
/// Errors: the file cannot be written.
pub fn keep(directory: &Path) -> Result<()> {
    let path = file(directory);
    if std::fs::read(&path).is_ok_and(|content| content == PEM.as_bytes()) {
        return Ok(());
    }
    write(directory, &path).map_err(|error| Error::unwritable(&path, error))
}

fn write(directory: &Path, path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(PEM.as_bytes())?;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;
    use x509_parser::prelude::{FromDer, X509Certificate};

    use super::*;

    #[test]
    fn all_ca_certificates_can_be_read_and_are_long_lived() {
        // 2037-01-01
        const LONG: i64 = 2_114_380_800;
        let certificates: Vec<_> =
            CertificateDer::pem_slice_iter(PEM.as_bytes()).map(Result::unwrap).collect();
        assert_eq!(certificates.len(), PEM.matches("BEGIN CERTIFICATE").count());
        assert!(certificates.len() > 80, "{}", certificates.len());
        let mut roots = rustls::RootCertStore::empty();
        for certificate in certificates {
            let (rest, parsed) = X509Certificate::from_der(&certificate).unwrap();
            assert!(rest.is_empty());
            let ends = parsed.validity().not_after.timestamp();
            assert!(ends > LONG, "{} ends at {ends}", parsed.subject());
            assert!(parsed.is_ca(), "{}", parsed.subject());
            roots.add(certificate.clone()).unwrap();
        }
    }

    #[test]
    fn the_file_is_written_once_and_mended() {
        let directory = tempfile::tempdir().unwrap();
        let directory = directory.path().join("a/b");
        keep(&directory).unwrap();
        let path = file(&directory);
        let inode = |path: &Path| std::os::unix::fs::MetadataExt::ino(&path.metadata().unwrap());
        let first = inode(&path);
        keep(&directory).unwrap();
        assert_eq!(inode(&path), first);
        std::fs::write(&path, "somebody else's").unwrap();
        keep(&directory).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), PEM);
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o644);
        assert_eq!(std::fs::read_dir(&directory).unwrap().count(), 1);
    }
}
