use serde::{Deserialize, Serialize};

use super::Timestamp;

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
    /// -1 is none.
    pub connection_limit: i32,
    pub comment: Option<String>,
    /// ALTER DATABASE .. SET, and ALTER ROLE .. IN DATABASE .. SET.
    pub settings: Vec<Setting>,
    /// Who may do what beside the owner; absent where nobody granted or revoked anything.
    pub grants: Option<Vec<Grant>>,
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
