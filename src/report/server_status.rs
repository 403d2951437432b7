//! The state of the managed server, and how to connect to it.

use std::fmt;
use std::path::PathBuf;

use serde::{Serialize, Serializer};

use crate::error::Error;
use crate::hint;
use crate::model::DatabaseUrl;

/// Where `CREATE EXTENSION "uuid-ossp"` gets its functions from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UuidOssp {
    /// Nowhere: the package with Postgres' contrib modules is not installed.
    Missing,
    /// From our own SQL, which knows uuid_generate_v4() and uuid_nil() only.
    StandIn,
    /// From Postgres itself.
    Real,
}

impl fmt::Display for UuidOssp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing (install the contrib modules, such as postgresql-contrib)",
            Self::StandIn => "stand-in (uuid_generate_v4 and uuid_nil only)",
            Self::Real => "yes",
        })
    }
}

/// The state of the managed server.
#[derive(Debug, Serialize)]
pub struct Status {
    pub running: bool,
    /// Running and accepting connections.
    pub ready: bool,
    pub pid: Option<i32>,
    /// The port it listens on, or listened on last.
    pub port: Option<u16>,
    pub version: Option<String>,
    /// The operating system's user that it runs as.
    pub os_user: Option<String>,
    pub home: PathBuf,
    pub data_dir: Option<PathBuf>,
    pub bindir: Option<PathBuf>,
    pub log_file: PathBuf,
    pub uuid_ossp: Option<UuidOssp>,
    /// Data of other major versions, which is kept but not served.
    pub other_data: Vec<PathBuf>,
    /// Data whose databases were upgraded to a later version, which is kept.
    pub carried_over: Vec<PathBuf>,
    /// What is damaged, and what repairs it.
    pub problems: Vec<String>,
    /// Why it cannot be started.
    #[serde(skip)]
    pub obstacle: Option<Error>,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match (self.running, self.ready, &self.data_dir) {
            (true, true, _) => "running",
            (true, false, _) => "starting or stopping",
            (false, _, Some(_)) => "stopped",
            (false, _, None) => "not created yet",
        };
        write!(f, "server     {state}")?;
        let mut line = |name: &str, value: Option<String>| match value {
            Some(value) => write!(f, "\n{name:<10} {value}"),
            None => Ok(()),
        };
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
        line("version", self.version.clone())?;
        line("port", self.port.map(|port| port.to_string()))?;
        line("pid", self.pid.map(|pid| pid.to_string()))?;
        line("runs as", self.os_user.clone())?;
        line("data", path(&self.data_dir))?;
        for other in &self.other_data {
            line("not served", Some(other.display().to_string()))?;
        }
        if !self.other_data.is_empty() {
            line("", Some(format!("upgrade it with: {}", hint::command("server upgrade"))))?;
        }
        for old in &self.carried_over {
            line("kept", Some(format!("{} (upgraded)", old.display())))?;
        }
        for problem in &self.problems {
            line("problem", Some(problem.clone()))?;
        }
        line("programs", path(&self.bindir))?;
        line("log", self.data_dir.as_ref().map(|_| self.log_file.display().to_string()))?;
        line("uuid-ossp", self.uuid_ossp.map(|uuid_ossp| uuid_ossp.to_string()))?;
        match self.data_dir {
            None => line("home", Some(self.home.display().to_string())),
            Some(_) => Ok(()),
        }
    }
}

/// The last lines of the server's log.
#[derive(Debug, Serialize)]
pub struct LogShown {
    pub log_file: PathBuf,
    pub lines: Vec<String>,
}

impl fmt::Display for LogShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

/// A connection URL with its password: handing it to another program is what it is
/// for.
#[derive(Debug)]
pub struct UrlShown(pub DatabaseUrl);

impl Serialize for UrlShown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("UrlShown", 1)?;
        object.serialize_field("url", self.0.with_password().expose())?;
        object.end()
    }
}

impl fmt::Display for UrlShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.with_password().expose())
    }
}
