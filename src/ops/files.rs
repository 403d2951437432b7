//! Which files a load takes: named ones, configured ones, conventional ones, built-in ones.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::Environment;
use crate::script::Input;

/// What a load is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Schema,
    Seeds,
}

impl Kind {
    /// Where projects keep them, in the order in which they are looked for.
    fn places(self) -> &'static [&'static str] {
        match self {
            Self::Schema => &["schema/schema.sql", "db/schema.sql", "backend-flask/db/schema.sql"],
            Self::Seeds => &["seeds", "db/seed.sql", "backend-flask/db/seed.sql"],
        }
    }

    /// `schema` or `seed`, as in "a seed file".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Seeds => "seed",
        }
    }

    /// Cruddur's own, for a folder that has none.
    fn built_in(self) -> Input {
        match self {
            Self::Schema => Input::Text {
                name: "Cruddur's built-in schema.sql".into(),
                text: include_str!("../../schema/schema.sql"),
            },
            Self::Seeds => Input::Text {
                name: "Cruddur's built-in seed.sql".into(),
                text: include_str!("../../seeds/seed.sql"),
            },
        }
    }
}

/// What seeds may be called.
const SEED_ENDINGS: [&str; 4] = [".sql", ".sql.gz", ".csv", ".csv.gz"];

/// Where to look, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// From the command line, relative to the working directory; they win.
    pub named: &'a [PathBuf],
    /// From the project file.
    pub configured: &'a [PathBuf],
    /// Where the conventional places are looked for; empty for the working directory, which
    /// keeps names short.
    pub folder: &'a Path,
    pub environment: &'a Environment,
}

/// The files of one load, in their order.
#[derive(Debug, Clone)]
pub struct Files {
    pub inputs: Vec<Input>,
    /// The built-in Cruddur files serve, since the project has none.
    pub built_in: bool,
}

impl Files {
    /// What the files are called in reports.
    pub fn names(&self) -> Vec<String> {
        self.inputs.iter().map(|input| input.name().display().to_string()).collect()
    }
}

/// Finds the files of a kind; folders stand for the seed files in them.
///
/// Errors (usage): a file is missing; there is none, and the environment is one that the
/// built-in files are not for.
pub fn find(kind: Kind, search: Search<'_>) -> Result<Files> {
    for paths in [search.named, search.configured] {
        if !paths.is_empty() {
            return found(paths, search.environment);
        }
    }
    let places = kind.places();
    if let Some(place) = places.iter().map(|place| search.folder.join(place)).find(|p| p.exists()) {
        return found(&[place], search.environment);
    }
    if search.environment.managed_database().is_some() {
        return Ok(Files { inputs: vec![kind.built_in()], built_in: true });
    }
    let environment = search.environment;
    Err(Error::usage(format!("there is no {} file for {environment}", kind.noun())).hint(format!(
        "looked for {}; name a file, or configure it in cruddur-db.toml",
        places.join(", ")
    )))
}

fn found(paths: &[PathBuf], environment: &Environment) -> Result<Files> {
    let mut inputs = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            inputs.push(Input::Stdin);
            continue;
        }
        inputs.extend(expand(path, environment)?.into_iter().map(Input::File));
    }
    Ok(Files { inputs, built_in: false })
}

/// A file is itself. A folder is its seed files in the order of their names, then those of its
/// `common` folder, then those of the environment's.
fn expand(path: &Path, environment: &Environment) -> Result<Vec<PathBuf>> {
    let metadata = std::fs::metadata(path).map_err(|error| {
        let missing = error.kind() == std::io::ErrorKind::NotFound;
        let what = if missing { "does not exist" } else { "cannot be read" };
        let report = Error::usage(format!("{} {what}", path.display()));
        if missing { report } else { report.because(error) }
    })?;
    if !metadata.is_dir() {
        return Ok(vec![path.into()]);
    }
    let mut files = seed_files(path)?;
    for part in ["common", environment.as_str()] {
        let folder = path.join(part);
        if folder.is_dir() {
            files.extend(seed_files(&folder)?);
        }
    }
    if files.is_empty() {
        return Err(Error::usage(format!("there are no files to load in {}", path.display()))
            .hint(format!("it takes {}", SEED_ENDINGS.map(|end| format!("*{end}")).join(", "))));
    }
    Ok(files)
}

fn seed_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = |error: std::io::Error| {
        Error::usage(format!("{} cannot be read", folder.display())).because(error)
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let hidden = name.starts_with('.');
        if !hidden && path.is_file() && SEED_ENDINGS.iter().any(|end| name.ends_with(end)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
