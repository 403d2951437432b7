//! What the managed server would do, does and did.

use std::fmt;
use std::path::PathBuf;

use serde::{Serialize, Serializer};

use crate::model::DatabaseUrl;

/// What starting the managed server would do.
#[derive(Debug, Clone, Serialize)]
pub struct StartPlan {
    pub(crate) action: StartAction,
    /// The version of Postgres (`15.18`).
    pub(crate) version: String,
    pub(crate) data_dir: PathBuf,
    /// Where the programs are; absent when they have to be fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bindir: Option<PathBuf>,
    /// The port of a server that runs already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) port: Option<u16>,
    /// Fetching was not allowed beforehand.
    #[serde(skip)]
    pub(crate) must_ask: bool,
}

impl StartPlan {
    /// Whether nothing has to be done.
    pub fn is_running(&self) -> bool {
        self.action == StartAction::None
    }
}

/// The kinds of start, from the quickest to the slowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StartAction {
    /// The server runs.
    None,
    /// The data is there.
    Start,
    /// The data directory has to be made.
    Create,
    /// The programs have to be fetched, too.
    FetchAndCreate,
    /// The data is there, the programs for it have to be fetched again.
    FetchAndStart,
}

impl StartAction {
    pub(crate) fn fetches(self) -> bool {
        matches!(self, Self::FetchAndCreate | Self::FetchAndStart)
    }
}

impl fmt::Display for StartPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { version, data_dir, .. } = self;
        let data_dir = data_dir.display();
        match self.action {
            StartAction::None => {
                write!(f, "nothing to do: Postgres {version} runs")?;
                self.port.map_or(Ok(()), |port| write!(f, " on 127.0.0.1:{port}"))
            }
            StartAction::Start => write!(f, "would start Postgres {version} on {data_dir}"),
            StartAction::Create => {
                write!(f, "would create {data_dir} and start Postgres {version}")
            }
            StartAction::FetchAndCreate => {
                write!(f, "would fetch Postgres {version}, create {data_dir} and start it")
            }
            StartAction::FetchAndStart => {
                write!(f, "would fetch Postgres {version} and start it on {data_dir}")
            }
        }
    }
}

/// The managed server runs.
#[derive(Debug, Serialize)]
pub struct ServerStarted {
    /// By this command; false when it ran already.
    pub started: bool,
    pub version: String,
    pub host: &'static str,
    pub port: u16,
    /// The role that logs in.
    pub role: String,
    pub data_dir: PathBuf,
}

impl fmt::Display for ServerStarted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.started { "started" } else { "already running:" };
        write!(f, "{verb} Postgres {} on {}:{}", self.version, self.host, self.port)
    }
}

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

/// How the managed server is.
#[derive(Debug, Serialize)]
pub struct Status {
    pub running: bool,
    /// Running, and past starting up.
    pub ready: bool,
    pub pid: Option<i32>,
    /// The port it listens on, or listened on the last time.
    pub port: Option<u16>,
    pub version: Option<String>,
    /// The operating system's user that it runs as.
    pub os_user: Option<String>,
    pub home: PathBuf,
    pub data_dir: Option<PathBuf>,
    pub bindir: Option<PathBuf>,
    pub log_file: PathBuf,
    pub uuid_ossp: Option<UuidOssp>,
    /// Data of other major versions, which is kept and not served.
    pub other_data: Vec<PathBuf>,
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
        line("programs", path(&self.bindir))?;
        line("log", self.data_dir.as_ref().map(|_| self.log_file.display().to_string()))?;
        line("uuid-ossp", self.uuid_ossp.map(|uuid_ossp| uuid_ossp.to_string()))?;
        match self.data_dir {
            None => line("home", Some(self.home.display().to_string())),
            Some(_) => Ok(()),
        }
    }
}

/// What stopping would do.
#[derive(Debug, Serialize)]
pub struct StopPlan {
    pub running: bool,
    pub pid: Option<i32>,
}

impl fmt::Display for StopPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pid {
            Some(pid) => write!(f, "would stop the managed server (process {pid})"),
            None => f.write_str("nothing to do: the managed server does not run"),
        }
    }
}

/// The managed server does not run.
#[derive(Debug, Serialize)]
pub struct Stopped {
    /// By this command; false when it did not run.
    pub stopped: bool,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.stopped { "stopped" } else { "the managed server does not run" })
    }
}

/// What destroying the managed server would delete.
#[derive(Debug, Clone, Serialize)]
pub struct DestroyPlan {
    pub(crate) home: PathBuf,
    /// What is below the home and ours.
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) bytes: u64,
    pub(crate) running: bool,
}

impl DestroyPlan {
    /// Whether there is nothing to delete.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }
}

impl fmt::Display for DestroyPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return write!(f, "nothing to do: no managed server in {}", self.home.display());
        }
        let stop = if self.running { "stop the server and " } else { "" };
        write!(f, "would {stop}delete {}:", megabytes(self.bytes))?;
        self.paths.iter().try_for_each(|path| write!(f, "\n  {}", path.display()))
    }
}

/// The managed server and its data are gone.
#[derive(Debug, Serialize)]
pub struct Destroyed {
    /// False when there was nothing.
    pub destroyed: bool,
    pub home: PathBuf,
    pub bytes: u64,
}

impl fmt::Display for Destroyed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let home = self.home.display();
        if self.destroyed {
            write!(f, "deleted the managed server in {home} ({})", megabytes(self.bytes))
        } else {
            write!(f, "no managed server in {home}")
        }
    }
}

/// A count of bytes for people.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
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

/// A connection URL with its password: the one result that shows a secret, because handing it
/// to another program is what it is for.
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
