use std::fmt;

use serde::Serialize;

use crate::error::{Error, Result};

/// The longest name that Postgres keeps; longer ones are cut silently (NAMEDATALEN - 1).
const MAX_NAME_BYTES: usize = 63;

/// The name of a database: any text that Postgres can store without cutting it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatabaseName(String);

impl DatabaseName {
    /// Errors (usage): an empty name, one with a NUL byte, one longer than 63 bytes.
    pub fn new(name: impl Into<String>) -> Result<Self> {
        let name = name.into();
        if name.is_empty() {
            return Err(Error::usage("the name of the database is empty"));
        }
        if name.contains('\0') {
            return Err(Error::usage("the name of the database has a NUL character"));
        }
        if name.len() > MAX_NAME_BYTES {
            return Err(Error::usage(format!(
                "the name of the database has {} bytes; Postgres keeps {MAX_NAME_BYTES} and \
                 would cut the rest",
                name.len()
            )));
        }
        Ok(Self(name))
    }

    /// A name that this program made, which is short and plain.
    pub(crate) fn made(name: String) -> Self {
        Self(name)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// FNV-1a, 64 bits: the same for every build of this program.
    pub fn hash(&self) -> u64 {
        self.0.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}

impl fmt::Display for DatabaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
