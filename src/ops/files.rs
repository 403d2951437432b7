//! Which files to load: named, configured, conventional or built-in ones.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::init;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Environment, OtherTool, places};
use crate::regular_file;
use crate::script::{COMPRESSED, Input, archive_hint, uncompressed_name};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Schema,
    Seeds,
}

impl Kind {
    /// Where projects keep them, in search order.
    fn places(self) -> &'static [&'static str] {
        match self {
            Self::Schema => &places::SCHEMAS,
            Self::Seeds => &places::SEEDS,
        }
    }

    /// `schema` or `seed`, as in "a seed file".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Seeds => "seed",
        }
    }

    /// Cruddur's own, for a directory that has none.
    fn built_in(self) -> Input {
        match self {
            Self::Schema => Input::Text {
                name: BUILT_IN_SCHEMA.into(),
                text: include_str!("../../schema/schema.sql"),
            },
            Self::Seeds => Input::Text {
                name: "Cruddur's built-in seed.sql".into(),
                text: include_str!("../../seeds/seed.sql"),
            },
        }
    }
}

const BUILT_IN_SCHEMA: &str = "Cruddur's built-in schema.sql";

/// The extensions of seeds, optionally compressed.
const SEED_ENDINGS: [&str; 2] = [".sql", ".csv"];

#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// From the command line, relative to the working directory; they take precedence. `None` for
    /// a command that takes none.
    pub named: Option<&'a [PathBuf]>,
    /// From the project file, which may configure none.
    pub configured: Option<&'a [PathBuf]>,
    /// The directories to search for the conventional paths, in order; empty for the
    /// working directory, which keeps names short.
    pub directories: &'a [PathBuf],
    /// Whether there is a project: then the built-in files are not used.
    pub project: bool,
    pub has_file: bool,
    /// Whether the project has migrations, which may create and fill everything.
    pub migrations: bool,
    pub environment: &'a Environment,
}

/// The files of one load, in their order.
#[derive(Debug, Clone, Default)]
pub struct Files {
    pub inputs: Vec<Input>,
    /// The built-in Cruddur files are used, since there is no project.
    pub built_in: bool,
    /// Files of a directory that are not loaded, because of their names.
    pub left_out: Vec<PathBuf>,
}

impl Files {
    /// The same for a database that is distributed by Citus: its built-in schema differs.
    pub fn distributed(&self) -> Self {
        let inputs = self.inputs.iter().map(|input| match input {
            Input::Text { name, .. } if name == Path::new(BUILT_IN_SCHEMA) => Input::Text {
                name: "Cruddur's built-in citus.sql".into(),
                text: include_str!("../../schema/citus.sql"),
            },
            input => input.clone(),
        });
        Self { inputs: inputs.collect(), ..self.clone() }
    }

    /// Whether [`Files::distributed`] differ.
    pub fn may_be_distributed(&self) -> bool {
        self.inputs.iter().any(|input| input.name() == Path::new(BUILT_IN_SCHEMA))
    }

    pub fn names(&self) -> Vec<String> {
        self.inputs.iter().map(|input| input.name().display().to_string()).collect()
    }

    pub fn left_out(&self) -> Vec<String> {
        self.left_out.iter().map(|path| path.display().to_string()).collect()
    }
}

/// By name: `files`, and `left_out` if any.
impl Serialize for Files {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Files", 2)?;
        fields.serialize_field("files", &self.names())?;
        if !self.left_out.is_empty() {
            fields.serialize_field("left_out", &self.left_out())?;
        }
        fields.end()
    }
}

/// Finds the files of a kind; directories are expanded to their seed files. Empty only
/// if the project file says so.
///
/// Errors (usage): a file is missing; there is none, and the built-in files are not for this
/// environment or not for a project.
pub fn find(kind: Kind, search: Search<'_>) -> Result<Files> {
    if let Some(named) = search.named.filter(|named| !named.is_empty()) {
        return found(named, search.environment);
    }
    if let Some(paths) = search.configured {
        return found(paths, search.environment);
    }
    if let Some(place) = conventional(kind, search.directories) {
        return found(&[place], search.environment);
    }
    if search.migrations {
        return Ok(Files::default());
    }
    let other = match kind {
        Kind::Schema => Kind::Seeds,
        Kind::Seeds => Kind::Schema,
    };
    let project = search.project || conventional(other, search.directories).is_some();
    if !project && search.environment.is_disposable() {
        let inputs = vec![kind.built_in()];
        return Ok(Files { inputs, built_in: true, ..Files::default() });
    }
    Err(missing(kind, search, project))
}

fn conventional(kind: Kind, directories: &[PathBuf]) -> Option<PathBuf> {
    let places = |directory: &PathBuf| {
        kind.places().iter().map(|it| directory.join(it)).find(|p| p.exists())
    };
    directories.iter().find_map(places)
}

fn missing(kind: Kind, search: Search<'_>, project: bool) -> Error {
    let Search { directories, environment, .. } = search;
    let noun = kind.noun();
    let mut hint = format!("looked for {}", kind.places().join(", "));
    if let [_, .., last] = directories {
        hint.push_str(&format!(" here and upwards to {}", last.display()));
    }
    hint.push_str(&format!("; {}", ways_on(kind, search).join("; or ")));
    if project && environment.is_disposable() {
        hint.push_str("; Cruddur's built-in files are used only without a project");
        return Error::usage(format!("this project has no {noun} file")).with_hint(hint);
    }
    Error::usage(format!("there is no {noun} file for {environment}")).with_hint(hint)
}

fn ways_on(kind: Kind, search: Search<'_>) -> Vec<String> {
    let line = match kind {
        Kind::Schema => "schema = \"FILE\"",
        Kind::Seeds => "seeds = [] (there are none), or seeds = [\"FILE\"]",
    };
    let named = search.named.map(|_| "name a file".to_owned());
    let first = (kind == Kind::Schema && search.named.is_none()).then(|| {
        let tables = first_tables(search.directories);
        match tool_of(search.directories) {
            Some(_) => format!("make the tables with {tables}, after {}", hint::command("create")),
            None => format!("begin with migrations: {tables}"),
        }
    });
    let configured = match search.has_file {
        true => format!("write in cruddur-db.toml, below [defaults]: {line}"),
        false => format!("{} writes a cruddur-db.toml with what is there", hint::command("init")),
    };
    named.into_iter().chain(first).chain([configured]).collect()
}

/// What makes the first tables, where there is no schema: the tool that the project has for it.
pub fn first_tables(directories: &[PathBuf]) -> String {
    match tool_of(directories) {
        Some(tool) => tool.migrate().to_owned(),
        None => hint::command(FIRST_MIGRATION).to_string(),
    }
}

/// The other tool that makes the tables, by its files.
pub fn tool_of(directories: &[PathBuf]) -> Option<OtherTool> {
    let of = |directory: &PathBuf| init::other_tool(&Path::new(".").join(directory));
    directories.iter().find_map(of).map(|(tool, _)| tool)
}

/// The command that makes the first tables of a project.
pub const FIRST_MIGRATION: &str = "migration new create_tables";

fn found(paths: &[PathBuf], environment: &Environment) -> Result<Files> {
    let mut files = Files::default();
    for path in paths {
        if path == Path::new("-") {
            files.inputs.push(Input::Stdin);
        } else {
            expand(path, environment, &mut files)?;
        }
    }
    Ok(files)
}

/// Expands a directory to its seed files by name, then those of its
/// `common` directory, then those of the environment's.
fn expand(path: &Path, environment: &Environment, files: &mut Files) -> Result<()> {
    let metadata = regular_file::if_any(std::fs::metadata(path))
        .map_err(|error| Error::unreadable(path, error))?
        .ok_or_else(|| Error::usage(format!("{} does not exist", path.display())))?;
    if !metadata.is_dir() {
        files.inputs.push(Input::File(path.into()));
        return Ok(());
    }
    let before = files.inputs.len();
    add_directory(path, files)?;
    for part in ["common", environment.as_str()] {
        let directory = path.join(part);
        if directory.is_dir() {
            add_directory(&directory, files)?;
        }
    }
    if files.inputs.len() > before {
        return Ok(());
    }
    let error = Error::usage(format!("there are no files to load in {}", path.display()));
    if path.join("toc.dat").exists() {
        return Err(error.with_hint(archive_hint(path)));
    }
    let endings = SEED_ENDINGS.map(|ending| format!("*{ending}")).join(", ");
    let packed = COMPRESSED.join(", ");
    Err(error.with_hint(format!("use a file ending in {endings}, optionally followed by {packed}")))
}

fn add_directory(directory: &Path, files: &mut Files) -> Result<()> {
    let unreadable = |error| Error::unreadable(directory, error);
    let mut paths = BTreeSet::new();
    for entry in std::fs::read_dir(directory).map_err(unreadable)? {
        paths.insert(entry.map_err(unreadable)?.path());
    }
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        // Directories are for other environments.
        if name.starts_with('.') || path.is_dir() {
            continue;
        }
        let plain = uncompressed_name(&name);
        if path.is_file() && SEED_ENDINGS.iter().any(|ending| plain.ends_with(ending)) {
            files.inputs.push(Input::File(path));
        } else {
            files.left_out.push(path);
        }
    }
    Ok(())
}
