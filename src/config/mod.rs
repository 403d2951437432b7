//! Merges arguments, environment, `.env` and `cruddur-db.toml`. The only reader of the
//! environment (except the AWS SDK's variables).

mod access;
#[cfg(feature = "aws")]
mod aws;
mod compose;
mod direct;
mod dotenv;
mod environ;
mod file;
mod home;
mod managed;
mod nearby;
mod notes;
#[cfg(feature = "aws")]
mod owner;
mod passfile;
mod proposal;
mod rails;
mod resolve;
mod root;
mod server;
mod service;
mod state;
#[cfg(feature = "lambda")]
mod trigger;
mod tunnel;
mod unknown;

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

pub use environ::{Environ, Value};
pub use file::{EnvironmentFile, MigrationsFile, ProjectFile};
pub use proposal::ProposedUrl;
pub use resolve::{Resolved, Source};
pub use root::Root;

use crate::args::GlobalArgs;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Compose, Environment, HumanDuration, Secret};

/// The whole configuration, before a target is selected.
#[derive(Debug)]
pub struct Config {
    pub environ: Environ,
    pub project: ProjectFile,
    pub root: Root,
    pub environment: Option<Environment>,
    pub url: Option<Secret>,
    pub ca_file: Option<PathBuf>,
    pub iam: bool,
    pub secret: Option<String>,
    pub working_dir: PathBuf,
    /// The compose file, which is only read when it is asked for.
    compose: OnceLock<Option<Compose>>,
}

impl Config {
    /// Reads the configuration. Errors (usage): a file that cannot be read or parsed, an
    /// environment with an invalid name.
    pub fn load(global: GlobalArgs) -> Result<Self> {
        let working_dir = std::env::current_dir()
            .map_err(|error| Error::usage("the working directory cannot be read").because(error))?;
        let mut environ = Environ::of_process();
        let root = Root::find(&working_dir, environ.path("HOME").as_deref());
        let project = ProjectFile::find(&root.directories)?;
        if !global.no_dotenv {
            for directory in root.with_dotenv() {
                environ.overlay(&directory.join(".env"))?;
            }
            #[cfg(feature = "aws")]
            environ.lend_aws_settings();
        }
        let default = environ.get("CRUDDUR_ENV");
        if let Ok(default) = &default {
            hint::remember_default(default.as_ref().map_or("dev", |value| &value.text));
        }
        let environment = match global.env {
            Some(name) => Some(name.parse()?),
            None => default?.map(|value| value.text.parse()).transpose()?,
        };
        let GlobalArgs { url, ca_file, iam, secret, .. } = global;
        let compose = OnceLock::new();
        Ok(Self {
            environ,
            project,
            root,
            environment,
            url,
            ca_file,
            iam,
            secret,
            working_dir,
            compose,
        })
    }

    /// A variable's value if it is set and not empty.
    pub fn var(&self, name: &str) -> Result<Option<String>> {
        Ok(self.environ.get(name)?.map(|value| value.text))
    }

    /// `CRUDDUR_LOG_INTERVAL`: how often a log gets a line about progress. Errors (usage): no time.
    pub fn log_interval(&self) -> Result<Option<Duration>> {
        const NAME: &str = "CRUDDUR_LOG_INTERVAL";
        let Some(text) = self.var(NAME)? else { return Ok(None) };
        let interval: Result<HumanDuration> = text.parse();
        interval.map(|it| Some(it.duration())).map_err(|error| error.prefixed(NAME))
    }

    /// The bytes of a `.env` file with the variable set, and all other lines as they are; None where
    /// it is set so already.
    ///
    /// Errors (usage): the file is not UTF-8, or the value would not be read as it is meant.
    pub fn with_variable(
        &self,
        bytes: Option<&[u8]>,
        name: &str,
        value: &Secret,
    ) -> Result<Option<Vec<u8>>> {
        let outside = |name: &str| {
            let value = self.environ.path(name)?;
            value.into_os_string().into_string().ok()
        };
        dotenv::set(bytes.unwrap_or_default(), name, value.expose(), &outside)
    }

    /// The directories to search for the project's files, nearest first; empty for the working
    /// directory, which keeps names short.
    pub fn search_directories(&self) -> Vec<PathBuf> {
        let mut directories = match self.project.directory() {
            // Its directory is the project's.
            Some(directory) => vec![directory.to_owned()],
            None => self.root.directories.clone(),
        };
        for directory in directories.iter_mut().filter(|directory| **directory == self.working_dir)
        {
            directory.clear();
        }
        directories
    }
}
