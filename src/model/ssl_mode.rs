use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::error::{Error, Result};

/// libpq's modes, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SslMode {
    Disable,
    /// Unencrypted, unless the server refuses.
    #[default]
    Allow,
    /// Encrypted, unless the server does not support it.
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

impl SslMode {
    const WORDS: [(Self, &str); 6] = [
        (Self::Disable, "disable"),
        (Self::Allow, "allow"),
        (Self::Prefer, "prefer"),
        (Self::Require, "require"),
        (Self::VerifyCa, "verify-ca"),
        (Self::VerifyFull, "verify-full"),
    ];
}

impl FromStr for SslMode {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self> {
        let known = Self::WORDS.iter().find(|(_, text)| *text == word);
        known.map(|(mode, _)| *mode).ok_or_else(|| {
            Error::usage(format!("sslmode {word:?} is not a mode of libpq"))
                .with_hint("one of disable, allow, prefer, require, verify-ca, verify-full")
        })
    }
}

impl fmt::Display for SslMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = Self::WORDS.iter().find(|(mode, _)| mode == self);
        f.write_str(word.map_or("", |(_, text)| text))
    }
}
