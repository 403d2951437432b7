//! Upgrading the managed server's databases to another major version.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::bytes;
use crate::hint;

/// What `server upgrade` would do.
#[derive(Debug, Clone, Serialize)]
pub struct UpgradePlan {
    /// The major version to upgrade from; `None` if there is none.
    pub(crate) from: Option<u32>,
    /// The version to upgrade to (`18.6`).
    pub(crate) to: String,
    pub(crate) from_data: PathBuf,
    pub(crate) to_data: PathBuf,
    pub(crate) bytes: u64,
    /// The later version already has databases, which are kept as `data.old`.
    pub(crate) replaces: bool,
    pub(crate) running: bool,
    /// The programs that pg_upgrade needs exist.
    pub(crate) pg_upgrade: bool,
}

impl UpgradePlan {
    pub fn is_empty(&self) -> bool {
        self.from.is_none()
    }
}

impl fmt::Display for UpgradePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(from) = self.from else {
            return write!(f, "nothing to do: no databases to upgrade to Postgres {}", self.to);
        };
        let stop = if self.running { "stop the server and " } else { "" };
        write!(
            f,
            "would {stop}upgrade the databases of Postgres {from} ({}) to Postgres {} in {}",
            bytes(self.bytes),
            self.to,
            self.to_data.display()
        )?;
        match self.pg_upgrade {
            true => f.write_str(", by pg_upgrade, else by dump and load")?,
            false => f.write_str(", by dump and load")?,
        }
        if self.replaces {
            write!(f, "\nthe existing data would be kept as data.old")?;
        }
        Ok(())
    }
}

/// How the databases were upgraded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    PgUpgrade,
    DumpAndLoad,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PgUpgrade => "pg_upgrade",
            Self::DumpAndLoad => "dump and load",
        })
    }
}

/// A setting, or a configuration file, that the new server does not accept.
#[derive(Debug, Clone, Serialize)]
pub struct LeftBehind {
    pub name: String,
    pub reason: String,
}

/// What was upgraded.
#[derive(Debug, Serialize)]
pub struct Carried {
    pub method: Method,
    /// The names of the databases.
    pub databases: Vec<String>,
    /// The names of settings, and of configuration files.
    pub settings: Vec<String>,
    pub left_behind: Vec<LeftBehind>,
}

/// The databases were upgraded, or there were none.
#[derive(Debug, Serialize)]
pub struct Upgraded {
    pub from: Option<u32>,
    pub to: String,
    #[serde(flatten)]
    pub carried: Option<Carried>,
    /// The directory of the old data.
    pub kept: Option<PathBuf>,
    pub seconds: f64,
}

impl fmt::Display for Upgraded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(from), Some(carried), Some(kept)) = (self.from, &self.carried, &self.kept) else {
            return write!(f, "nothing to do: no databases to upgrade to Postgres {}", self.to);
        };
        writeln!(
            f,
            "upgraded from Postgres {from} to {} in {:.1} s, by {}: {}",
            self.to,
            self.seconds,
            carried.method,
            carried.databases.join(", "),
        )?;
        if !carried.settings.is_empty() {
            writeln!(f, "settings kept: {}", carried.settings.join(", "))?;
        }
        for LeftBehind { name, reason } in &carried.left_behind {
            writeln!(f, "not upgraded: {name} ({reason})")?;
        }
        write!(
            f,
            "the old data is kept in {}; delete it with: {}",
            kept.display(),
            hint::command("server upgrade --remove-old")
        )
    }
}

/// What `server upgrade --remove-old` would delete.
#[derive(Debug, Clone, Serialize)]
pub struct RemoveOldPlan {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) bytes: u64,
}

impl RemoveOldPlan {
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }
}

impl fmt::Display for RemoveOldPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("nothing to do: no data of an upgrade is kept");
        }
        write!(f, "would delete {} of data kept by an upgrade:", bytes(self.bytes))?;
        self.paths.iter().try_for_each(|path| write!(f, "\n  {}", path.display()))
    }
}

/// The old data was deleted.
#[derive(Debug, Serialize)]
pub struct OldRemoved {
    pub paths: Vec<PathBuf>,
    pub bytes: u64,
}

impl fmt::Display for OldRemoved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.paths.is_empty() {
            true => f.write_str("no data of an upgrade is kept"),
            false => write!(f, "deleted the old data ({})", bytes(self.bytes)),
        }
    }
}
