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
    pub schema: FilesShown,
    pub seeds: FilesShown,
    pub project_file: Option<PathBuf>,
    pub dotenv_files: Vec<PathBuf>,
}

/// Where the database is.
#[derive(Debug, Serialize)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum Place {
    Url { url: Box<DatabaseUrl>, role: String, from: String, tls: Tls, login: Method },
    Managed { database: String },
}

/// The files that a load would take, and by whose word.
#[derive(Debug, Serialize)]
pub struct FilesShown {
    pub files: Vec<String>,
    /// Files of the same folders that a load would pass over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    pub from: FilesFrom,
    /// Why they cannot be loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// Who says which files are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FilesFrom {
    /// The project file.
    ProjectFile,
    /// They lie where projects keep them.
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

impl fmt::Display for ConfigShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "environment   {}", self.environment)?;
        match &self.place {
            Place::Url { url, from, tls, login, .. } => {
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
        writeln!(f, "schema        {}", self.schema)?;
        writeln!(f, "seeds         {}", self.seeds)?;
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
