//! Starting, stopping and destroying the managed server.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::bytes;
pub use super::server_status::{LogShown, Status, UrlShown, UuidOssp};
use crate::hint;

/// What starting the managed server would do.
#[derive(Debug, Clone, Serialize)]
pub struct StartPlan {
    pub(crate) action: StartAction,
    /// The version of Postgres (`15.18`).
    pub(crate) version: String,
    pub(crate) data_dir: PathBuf,
    /// The directory of the programs; `None` if they have to be fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bindir: Option<PathBuf>,
    /// The port of a running server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) port: Option<u16>,
    /// Data of other major versions, which would not be served.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) other_data: Vec<PathBuf>,
    /// Fetching was not confirmed beforehand.
    #[serde(skip)]
    pub(crate) must_ask: bool,
}

impl StartPlan {
    pub fn is_running(&self) -> bool {
        self.action == StartAction::None
    }

    pub fn creates(&self) -> bool {
        matches!(self.action, StartAction::Create | StartAction::FetchAndCreate)
    }

    /// Why there is nothing to read, and what helps, where there is data of another major version.
    pub fn other_version(&self) -> Option<(String, String)> {
        let data = self.other_data.first()?.display();
        let version = &self.version;
        let upgrade = hint::command("server upgrade");
        Some((
            format!("the managed server has no databases of Postgres {version} yet, only {data}"),
            format!(
                "{upgrade} upgrades them; to use them as they are, set CRUDDUR_PG_BINDIR to the \
                 programs of that version"
            ),
        ))
    }
}

/// The output of a dry run if the managed server or the database does not exist yet.
#[derive(Debug, Serialize)]
pub struct Postponed {
    /// What would be started; `None` if the server is running but lacks the database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<StartPlan>,
    pub database: String,
}

impl fmt::Display for Postponed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let database = &self.database;
        let Some(server) = &self.server else {
            return write!(
                f,
                "would create database {database} on the managed server and continue with it"
            );
        };
        writeln!(f, "{server}")?;
        match server.creates() {
            true => {
                write!(f, "would continue with database {database}, which does not exist yet")
            }
            false => write!(
                f,
                "would continue with database {database} (details are known only once the \
                     server runs)"
            ),
        }
    }
}

/// The kinds of start, from the fastest to the slowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StartAction {
    /// The server is running.
    None,
    /// The server is running, but its pid file, record or password is damaged.
    Restart,
    /// The data exists.
    Start,
    /// The data directory has to be created.
    Create,
    /// The programs have to be fetched, too.
    FetchAndCreate,
    /// The data exists, but its programs have to be fetched again.
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
                write!(f, "nothing to do: Postgres {version} is running")?;
                self.port.map_or(Ok(()), |port| write!(f, " on 127.0.0.1:{port}"))
            }
            StartAction::Restart => {
                write!(f, "would repair Postgres {version} and restart it")
            }
            StartAction::Start => write!(f, "would start Postgres {version} on {data_dir}"),
            StartAction::Create => {
                write!(f, "would create {data_dir} and start Postgres {version}")?;
                let other = |it: &PathBuf| write!(f, "\n{} would not be served", it.display());
                self.other_data.iter().try_for_each(other)
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

/// The managed server is running.
#[derive(Debug, Serialize)]
pub struct ServerStarted {
    /// Started by this command; false if it was already running.
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
            None => f.write_str("nothing to do: the managed server is not running"),
        }
    }
}

/// The managed server is not running.
#[derive(Debug, Serialize)]
pub struct Stopped {
    /// Stopped by this command; false if it was not running.
    pub stopped: bool,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.stopped { "stopped" } else { "the managed server is not running" })
    }
}

/// What destroying the managed server would delete.
#[derive(Debug, Clone, Serialize)]
pub struct DestroyPlan {
    pub(crate) home: PathBuf,
    /// The paths below the home that are ours.
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) bytes: u64,
    pub(crate) running: bool,
}

impl DestroyPlan {
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
        write!(f, "would {stop}delete {}:", bytes(self.bytes))?;
        self.paths.iter().try_for_each(|path| write!(f, "\n  {}", path.display()))
    }
}

/// The managed server and its data are deleted.
#[derive(Debug, Serialize)]
pub struct Destroyed {
    /// False if there was nothing.
    pub destroyed: bool,
    pub home: PathBuf,
    pub bytes: u64,
}

impl fmt::Display for Destroyed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let home = self.home.display();
        if self.destroyed {
            write!(f, "deleted the managed server in {home} ({})", bytes(self.bytes))
        } else {
            write!(f, "no managed server in {home}")
        }
    }
}
