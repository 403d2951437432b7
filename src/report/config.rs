use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::counted;
use crate::model::{DatabaseUrl, Environment, Method, Target, Tls, TunnelWay};

/// What `config` resolved, and the sources.
#[derive(Debug, Serialize)]
pub struct ConfigShown {
    pub environment: Environment,
    pub url_variable: String,
    #[serde(flatten)]
    pub place: Place,
    pub protected: bool,
    /// Through which host `--tunnel` leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tunnel: Option<TunnelWay>,
    pub schema: FilesShown,
    pub seeds: FilesShown,
    /// The migrations directory; `None` without migrations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub migrations: Option<MigrationsShown>,
    pub project_file: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compose_file: Option<PathBuf>,
    /// The hosts that count as this machine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub local_hosts: Vec<String>,
    pub dotenv_files: Vec<PathBuf>,
}

/// The location of the database.
#[derive(Debug, Serialize)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum Place {
    Url {
        #[serde(flatten)]
        way: Box<UrlShown>,
        /// The direct URL.
        #[serde(skip_serializing_if = "Option::is_none")]
        direct: Option<Box<UrlShown>>,
    },
    Managed {
        database: String,
    },
}

/// A URL, and how it logs in.
#[derive(Debug, Serialize)]
pub struct UrlShown {
    pub url: DatabaseUrl,
    pub role: String,
    pub from: String,
    /// The `.env` file in which the variable is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_file: Option<PathBuf>,
    pub tls: Tls,
    pub login: Method,
}

impl UrlShown {
    pub fn new(target: Target, from_file: Option<PathBuf>) -> Self {
        let Target { url, user, origin, access, .. } = target;
        let (tls, login) = (access.tls, access.method);
        Self { url, role: user, from: origin.to_string(), from_file, tls, login }
    }
}

/// The files that would be loaded, and their source.
#[derive(Debug, Serialize)]
pub struct FilesShown {
    pub files: Vec<String>,
    /// Files of the same directories that would be ignored.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    pub from: FilesFrom,
    /// Why they cannot be loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// The migrations on disk.
#[derive(Debug, Serialize)]
pub struct MigrationsShown {
    pub directory: PathBuf,
    pub count: usize,
    /// Why they cannot be run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl fmt::Display for MigrationsShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Some(problem) => f.write_str(problem),
            None => {
                let count = counted(self.count, "migration");
                write!(f, "{} ({count})", self.directory.display())
            }
        }
    }
}

/// What determines the files to load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FilesFrom {
    /// The project file.
    ProjectFile,
    /// The conventional paths.
    Convention,
    /// There is no project.
    BuiltIn,
    Nowhere,
}

impl fmt::Display for FilesShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(problem) = &self.problem {
            return f.write_str(problem);
        }
        f.write_str(if self.files.is_empty() { "none" } else { "" })?;
        f.write_str(&self.files.join(", "))?;
        match self.from {
            FilesFrom::ProjectFile => f.write_str(" (from the project file)"),
            FilesFrom::Convention => f.write_str(" (found by convention)"),
            FilesFrom::BuiltIn => f.write_str(" (there is no project here)"),
            FilesFrom::Nowhere => Ok(()),
        }?;
        match self.left_out.is_empty() {
            true => Ok(()),
            false => write!(f, "; not loaded: {}", self.left_out.join(", ")),
        }
    }
}

impl fmt::Display for UrlShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { url, from, tls, login, .. } = self;
        write!(f, "{url} (from {from}")?;
        if let Some(file) = &self.from_file {
            write!(f, " in {}", file.display())?;
        }
        write!(f, ")\ntls           {tls}\nlogin         {login}")
    }
}

impl fmt::Display for ConfigShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "environment   {}", self.environment)?;
        match &self.place {
            Place::Url { way, direct } => {
                writeln!(f, "database      {way}")?;
                if let Some(direct) = direct {
                    writeln!(f, "direct URL    {direct}")?;
                }
            }
            Place::Managed { database } => writeln!(
                f,
                "database      {database} on the managed server ({} is not set)",
                self.url_variable
            )?,
        }
        if let Some(way) = &self.tunnel {
            writeln!(f, "tunnel        {way}, with --tunnel")?;
        }
        writeln!(f, "protected     {}", if self.protected { "yes" } else { "no" })?;
        writeln!(f, "schema        {}", self.schema)?;
        writeln!(f, "seeds         {}", self.seeds)?;
        if let Some(migrations) = &self.migrations {
            writeln!(f, "migrations    {migrations}")?;
        }
        if let Some(file) = &self.compose_file {
            writeln!(f, "compose file  {}", file.display())?;
        }
        if !self.local_hosts.is_empty() {
            writeln!(f, "local hosts   {}", self.local_hosts.join(", "))?;
        }
        let project_file: Vec<_> = self.project_file.iter().cloned().collect();
        writeln!(f, "project file  {}", list(&project_file, "none"))?;
        write!(f, "env files     {}", list(&self.dotenv_files, "none"))
    }
}

fn list(paths: &[PathBuf], empty: &str) -> String {
    if paths.is_empty() {
        return empty.to_owned();
    }
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}
