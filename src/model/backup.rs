use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Timestamp;
use crate::error::Error;

/// What stands at the beginning of a backup: of what it is, and how its database was made, which
/// a dump alone does not tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupLabel {
    pub environment: String,
    pub database: String,
    /// `host:port`
    pub server: String,
    pub taken: Timestamp,
    #[serde(flatten)]
    pub properties: Properties,
}

/// How a database was made, and what was said of it as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    pub owner: String,
    pub encoding: String,
    /// LC_COLLATE
    pub collation: String,
    /// LC_CTYPE
    pub character_type: String,
    /// Who sorts; backups from before this was noted are libc's.
    #[serde(default)]
    pub provider: LocaleProvider,
    /// The locale of a provider other than libc.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Rules of ICU that change its locale's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
    /// Where it is stored, unless that is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<String>,
    /// -1 is none.
    pub connection_limit: i32,
    /// The user's own, without the environment tag.
    pub comment: Option<String>,
    /// ALTER DATABASE .. SET, and ALTER ROLE .. IN DATABASE .. SET.
    pub settings: Vec<Setting>,
    /// Who may do what beside the owner; absent where no one granted or revoked anything.
    pub grants: Option<Vec<Grant>>,
}

impl Properties {
    /// Whether nothing has to be said of the database but its comment once it is made.
    pub fn is_plain(&self) -> bool {
        self.connection_limit < 0 && self.settings.is_empty() && self.grants.is_none()
    }

    /// Those that `said` does not have already: settings of the same name, and privileges.
    pub fn without(&self, said: Option<&Self>) -> Self {
        let mut rest = self.clone();
        if let Some(said) = said {
            let is_said = |it: &Setting| {
                said.settings.iter().any(|other| other.role == it.role && other.name == it.name)
            };
            rest.settings.retain(|setting| !is_said(setting));
            if said.grants.is_some() {
                rest.grants = None;
            }
        }
        rest
    }
}

/// Who decides how a database sorts. Source: PostgreSQL documentation, "Locale Providers".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocaleProvider {
    /// The operating system.
    #[default]
    Libc,
    /// The ICU library, servers since 15.
    Icu,
    /// The server itself, since 17.
    Builtin,
}

impl LocaleProvider {
    /// As CREATE DATABASE has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Libc => "libc",
            Self::Icu => "icu",
            Self::Builtin => "builtin",
        }
    }

    /// The first server version that can have databases of it, as in `server_version_num`.
    pub fn since(self, locale: Option<&str>) -> i32 {
        match (self, locale) {
            (Self::Libc, _) => 0,
            (Self::Icu, _) => 150_000,
            (Self::Builtin, Some("PG_UNICODE_FAST")) => 180_000,
            (Self::Builtin, _) => 170_000,
        }
    }
}

impl FromStr for LocaleProvider {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        match name {
            "libc" | "c" => Ok(Self::Libc),
            "icu" | "i" => Ok(Self::Icu),
            "builtin" | "b" => Ok(Self::Builtin),
            _ => Err(Error::usage(format!("{name:?} is not a locale provider"))
                .with_hint("one of libc, icu, builtin")),
        }
    }
}

/// A setting of a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Absent when it is for all roles.
    pub role: Option<String>,
    pub name: String,
    pub value: String,
}

/// A privilege on a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Absent for PUBLIC.
    pub role: Option<String>,
    pub privilege: String,
    pub grantable: bool,
}
