//! Merges arguments, environment, `.env` and `cruddur-db.toml`. The only reader of the
//! environment (except the AWS SDK's variables).

mod access;
#[cfg(feature = "aws")]
mod aws;
mod direct;
mod dotenv;
mod environ;
mod file;
#[cfg(feature = "aws")]
mod owner;
mod passfile;
mod resolve;
mod root;
mod server;
mod service;
mod state;
#[cfg(feature = "lambda")]
mod trigger;

use std::path::PathBuf;

pub use environ::{Environ, Value};
pub use file::{EnvironmentFile, MigrationsFile, ProjectFile};
pub use resolve::{Resolved, Source};
pub use root::Root;

use crate::args::GlobalArgs;
use crate::error::{Error, Result};
use crate::model::{Environment, Secret};

/// The whole configuration, before a target is selected.
#[derive(Debug)]
pub struct Config {
    pub environ: Environ,
    pub project: ProjectFile,
    pub root: Root,
    /// `--env`, else `CRUDDUR_ENV`.
    pub environment: Option<Environment>,
    /// `--url`
    pub url: Option<Secret>,
    /// `--ca-file`
    pub ca_file: Option<PathBuf>,
    /// `--iam`
    pub iam: bool,
    /// `--secret`
    pub secret: Option<String>,
    pub working_dir: PathBuf,
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
            for directory in &root.directories {
                environ.overlay(&directory.join(".env"))?;
            }
            #[cfg(feature = "aws")]
            environ.lend_aws_settings();
        }
        let environment = match global.env {
            Some(name) => Some(name.parse()?),
            None => environ.get("CRUDDUR_ENV")?.map(|value| value.text.parse()).transpose()?,
        };
        let GlobalArgs { url, ca_file, iam, secret, .. } = global;
        Ok(Self { environ, project, root, environment, url, ca_file, iam, secret, working_dir })
    }

    /// A variable's value if it is set and not empty.
    pub fn var(&self, name: &str) -> Result<Option<String>> {
        Ok(self.environ.get(name)?.map(|value| value.text))
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
