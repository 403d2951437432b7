use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Timestamp;
use super::secret::{has_password, names_secret};
use crate::error::Error;

/// The header of a backup: its origin, and how its database was created, which is not in a dump.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupLabel {
    pub environment: String,
    pub database: String,
    /// `host:port`; `managed:port` for the managed server, whose port may change.
    pub server: String,
    pub taken: Timestamp,
    /// The command that it was taken before; older backups do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    #[serde(flatten)]
    pub properties: Properties,
}

/// How a database was created, and its database-level properties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    pub owner: String,
    pub encoding: String,
    /// LC_COLLATE
    pub collation: String,
    /// LC_CTYPE
    pub character_type: String,
    /// The locale provider; libc in older backups, which did not record it.
    #[serde(default)]
    pub provider: LocaleProvider,
    /// The locale of a provider other than libc.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// ICU rules in addition to the locale's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
    /// Its tablespace, unless it is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<String>,
    /// -1 means no limit.
    pub connection_limit: i32,
    /// The user's comment, without the environment tag.
    pub comment: Option<String>,
    /// ALTER DATABASE .. SET, and ALTER ROLE .. IN DATABASE .. SET.
    pub settings: Vec<Setting>,
    /// The privileges besides the owner's; `None` if nothing was granted or revoked.
    pub grants: Option<Vec<Grant>>,
}

impl BackupLabel {
    /// Whether it holds what a restore replaced, which is seldom what is wanted back.
    pub fn is_of_restore(&self) -> bool {
        self.command.as_deref() == Some("restore")
    }

    /// To be shown: without values of settings that may be secrets.
    pub fn masked(mut self) -> Self {
        for setting in &mut self.properties.settings {
            if setting.may_be_secret() {
                "***".clone_into(&mut setting.value);
            }
        }
        self
    }
}

impl Properties {
    /// Whether nothing but the comment has to be applied after creating the database.
    pub fn is_plain(&self) -> bool {
        self.connection_limit < 0 && self.settings.is_empty() && self.grants.is_none()
    }

    /// Those that `said` does not set already: settings of the same name, and privileges.
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

/// What determines the sort order of a database. Source: PostgreSQL documentation, "Locale
/// Providers".
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
    /// As in CREATE DATABASE.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Libc => "libc",
            Self::Icu => "icu",
            Self::Builtin => "builtin",
        }
    }

    /// The first server version that supports it, as in `server_version_num`.
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
    /// `None` for all roles.
    pub role: Option<String>,
    pub name: String,
    pub value: String,
}

impl Setting {
    /// Judging by its name, and by a password in a URL.
    pub fn may_be_secret(&self) -> bool {
        names_secret(&self.name) || has_password(&self.value)
    }
}

/// A privilege on a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// `None` for PUBLIC.
    pub role: Option<String>,
    pub privilege: String,
    pub grantable: bool,
}
