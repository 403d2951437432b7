use super::HANDLER;
use crate::error::{Error, Result};

/// The largest zip in a request. Source: AWS Lambda quotas.
const MAX_ZIP: usize = 50 * 1024 * 1024;

/// Errors (usage): Lambda could not run the zip.
pub fn check_zip(zip: &[u8]) -> Result<()> {
    // Source: PKWARE APPNOTE, 4.3.12: a file's entry in the central directory.
    let name = |at: usize| {
        let length = u16::from_le_bytes([*zip.get(at + 28)?, *zip.get(at + 29)?]);
        zip.get(at + 46..at + 46 + usize::from(length))
    };
    let mut entries = memchr::memmem::find_iter(zip, b"PK\x01\x02");
    if !zip.starts_with(b"PK\x03\x04") {
        return Err(Error::usage("the file is not a zip"));
    }
    if zip.len() > MAX_ZIP {
        return Err(Error::usage("the zip is larger than the 50 MiB that Lambda accepts"));
    }
    if !entries.any(|at| name(at) == Some(HANDLER.as_bytes())) {
        return Err(Error::usage("the zip has no file bootstrap at its top")
            .with_hint("build it with: cargo lambda build --release --output-format zip"));
    }
    Ok(())
}
