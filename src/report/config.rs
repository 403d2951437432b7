use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use crate::model::{DatabaseUrl, Environment, Method, Tls};

/// What `config` resolved, and from where.
#[derive(Debug, Serialize)]
pub struct ConfigShown {
    pub environment: Environment,
    pub url_variable: String,
    #[serde(flatten)]
    pub place: Place,
    pub protected: bool,
    pub schema: Vec<PathBuf>,
    pub seeds: Vec<PathBuf>,
    pub project_file: Option<PathBuf>,
    pub dotenv_files: Vec<PathBuf>,
}

/// Where the database is.
#[derive(Debug, Serialize)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum Place {
    Url { url: Box<DatabaseUrl>, from: String, tls: Tls, login: Method },
    Managed { database: String },
}

impl fmt::Display for ConfigShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "environment   {}", self.environment)?;
        match &self.place {
            Place::Url { url, from, tls, login } => {
                writeln!(f, "database      {url} (from {from})")?;
                writeln!(f, "tls           {tls}")?;
                writeln!(f, "login         {login}")?;
            }
            Place::Managed { database } => writeln!(
                f,
                "database      {database} on the managed server ({} is not set)",
                self.url_variable
            )?,
        }
        writeln!(f, "protected     {}", if self.protected { "yes" } else { "no" })?;
        writeln!(f, "schema        {}", list(&self.schema, "found by convention"))?;
        writeln!(f, "seeds         {}", list(&self.seeds, "found by convention"))?;
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
