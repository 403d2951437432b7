//! Random numbers.

use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::Read;

use crate::error::{Error, Result};

/// This many random bytes of the operating system, in hexadecimal; fit for secrets.
///
/// Errors: the system has no random numbers.
pub fn hex(bytes: usize) -> Result<String> {
    let mut buffer = vec![0_u8; bytes];
    File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut buffer))
        .map_err(|error| Error::failed("the system gives no random numbers").because(error))?;
    Ok(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A number that differs with each call of each process on each machine; not for secrets.
pub fn number() -> u64 {
    RandomState::new().hash_one(())
}
