use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::hint;

/// The maximum length of a message in characters; the column itself has no limit.
const MAX_CHARACTERS: usize = 280;

/// An activity with its author, as the back end's JSON has it: these fields in this order.
///
/// Times are as Postgres writes them in JSON. Cruddur's schema has few NULLs; in other tables
/// anything may be NULL, and the ID that a reply refers to may be a number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Activity {
    pub uuid: Option<String>,
    /// `None` if its user was deleted, like the handle.
    pub display_name: Option<String>,
    pub handle: Option<String>,
    pub message: Option<String>,
    pub replies_count: Option<i64>,
    pub reposts_count: Option<i64>,
    pub likes_count: Option<i64>,
    pub reply_to_activity_uuid: Option<serde_json::Value>,
    pub expires_at: Option<String>,
    pub created_at: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    Handle(String),
    CognitoUserId(String),
}

impl Author {
    /// Errors (usage): it is blank; the detail is the back end's error code.
    pub fn handle(text: &str) -> Result<Self> {
        let blank = || Error::usage("the handle is blank").with_detail("user_handle_blank");
        filled(text).map(Self::Handle).ok_or_else(blank)
    }

    /// Errors (usage): it is blank, or the placeholder that several users have.
    pub fn cognito_user_id(text: &str) -> Result<Self> {
        if text.trim() == super::MOCK {
            return Err(Error::usage("MOCK is the Cognito ID of all users of the seeds")
                .with_hint("pass --handle"));
        }
        let blank = || Error::usage("the Cognito ID is blank").with_detail("cognito_user_id_blank");
        filled(text).map(Self::CognitoUserId).ok_or_else(blank)
    }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl fmt::Display for Author {
    /// `the handle "bayko"`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handle(handle) => write!(f, "the handle {handle:?}"),
            Self::CognitoUserId(id) => write!(f, "the Cognito ID {id:?}"),
        }
    }
}

/// The message of an activity: not blank, and short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message(String);

impl Message {
    /// Errors (usage): it is blank or too long; the detail is the back end's error code.
    pub fn new(text: impl Into<String>) -> Result<Self> {
        let text = text.into();
        if text.trim().is_empty() {
            return Err(Error::usage("the message is blank").with_detail("message_blank"));
        }
        // Characters as counted by the back end, not bytes.
        let count = text.chars().count();
        if count > MAX_CHARACTERS {
            return Err(Error::usage(format!(
                "the message has {count} characters; {MAX_CHARACTERS} are allowed"
            ))
            .with_detail("message_exceed_max_chars"));
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How long an activity is shown: one of the back end's seven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ttl {
    name: &'static str,
    hours: i32,
}

impl Ttl {
    /// The longest first.
    pub const ALL: [Self; 7] = [
        Self { name: "30-days", hours: 30 * 24 },
        Self { name: "7-days", hours: 7 * 24 },
        Self { name: "3-days", hours: 3 * 24 },
        Self { name: "1-day", hours: 24 },
        Self { name: "12-hours", hours: 12 },
        Self { name: "3-hours", hours: 3 },
        Self { name: "1-hour", hours: 1 },
    ];

    pub fn hours(self) -> i32 {
        self.hours
    }
}

impl fmt::Display for Ttl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl FromStr for Ttl {
    type Err = Error;

    /// Errors (usage): it is not one of the seven; the detail is the back end's error code.
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|ttl| ttl.name == text).ok_or_else(|| {
            Error::usage(format!("an activity cannot expire after {text:?}"))
                .with_detail("ttl_blank")
                .with_hint(format!("one of {}", Self::ALL.map(|ttl| ttl.name).join(", ")))
        })
    }
}

/// The UUID of an activity, in the form of RFC 9562.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityId(String);

impl ActivityId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ActivityId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim().to_ascii_lowercase();
        let lengths: Vec<_> = text.split('-').map(str::len).collect();
        let digits = text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        if lengths == [8, 4, 4, 4, 12] && digits {
            return Ok(Self(text));
        }
        Err(Error::usage(format!("{text:?} is not a UUID")).with_hint(format!(
            "UUIDs look like 8fd5a7f6-3d2e-4b6a-9c52-0c5f4f6a7b1e; {} lists them",
            hint::command("activity home")
        )))
    }
}

impl fmt::Display for ActivityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_have_a_form() {
        let id = "8FD5A7F6-3D2E-4B6A-9C52-0C5F4F6A7B1E".parse::<ActivityId>().unwrap();
        assert_eq!(id.as_str(), "8fd5a7f6-3d2e-4b6a-9c52-0c5f4f6a7b1e");
        for other in
            ["", "1", "8fd5a7f63d2e4b6a9c520c5f4f6a7b1e", "8fd5a7f6-3d2e-4b6a-9c52-0c5f4f6a7b1g"]
        {
            assert!(other.parse::<ActivityId>().is_err(), "{other}");
        }
    }
}
