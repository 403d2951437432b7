use std::str::FromStr;

use super::{Ends, HumanDuration, Timestamp};
use crate::error::Error;

/// How long a rule lives: a length of time, or `never` for one that does not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleTtl {
    Never,
    For(HumanDuration),
}

impl RuleTtl {
    /// When a rule that is made now may be removed.
    pub fn ends(self, now: Timestamp) -> Ends {
        match self {
            Self::Never => Ends::Never,
            Self::For(time) => Ends::At(now.after(time.duration())),
        }
    }
}

impl FromStr for RuleTtl {
    type Err = Error;

    /// Errors (usage): neither a length of time nor `never`.
    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "never" => Ok(Self::Never),
            time => time.parse().map(Self::For),
        }
    }
}
