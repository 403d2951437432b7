use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

use crate::error::{Error, Location, Result};

/// The environment's variables, with `.env` files beneath them: a file never overrides the
/// real environment, is never exported, and an earlier file wins over a later one.
pub struct Environ {
    process: HashMap<OsString, OsString>,
    files: Vec<(PathBuf, HashMap<String, String>)>,
}

/// A variable's value and where it stood.
#[derive(Clone, PartialEq, Eq)]
pub struct Value {
    pub text: String,
    /// The `.env` file; `None` for the real environment.
    pub file: Option<PathBuf>,
}

impl Environ {
    /// The process's own environment.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn of_process() -> Self {
        Self { process: std::env::vars_os().collect(), files: Vec::new() }
    }

    /// Reads a `.env` file if it is there. Errors (usage) name the file and line and never
    /// quote it, since it holds passwords.
    pub fn overlay(&mut self, path: &Path) -> Result<()> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => {
                return Err(
                    Error::usage(format!("{} cannot be read", path.display())).because(error)
                );
            }
        };
        let mut variables = HashMap::new();
        for (index, entry) in dotenvy::Iter::new(file).enumerate() {
            let (name, value) = entry.map_err(|_| {
                let place = Location { file: path.into(), line: None, column: None };
                Error::usage(format!("entry {} cannot be read as NAME=value", index + 1))
                    .at(place)
                    .hint("quote values with spaces or #; --no-dotenv leaves the file out")
            })?;
            variables.insert(name, value);
        }
        self.files.push((path.into(), variables));
        Ok(())
    }

    /// The variable, as it is set, even to nothing. Errors (usage): a value that is not UTF-8.
    pub fn get_even_empty(&self, name: &str) -> Result<Option<Value>> {
        if let Some(value) = self.process.get(&OsString::from(name)) {
            let text = value.clone().into_string();
            let text =
                text.map_err(|_| Error::usage(format!("the value of {name} is not UTF-8")))?;
            return Ok(Some(Value { text, file: None }));
        }
        Ok(self.files.iter().find_map(|(path, variables)| {
            let text = variables.get(name)?.clone();
            Some(Value { text, file: Some(path.clone()) })
        }))
    }

    /// The variable if it is set to something: empty counts as unset.
    pub fn get(&self, name: &str) -> Result<Option<Value>> {
        Ok(self.get_even_empty(name)?.filter(|value| !value.text.is_empty()))
    }

    /// A variable of the real environment, for paths, which need not be UTF-8.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.process.get(&OsString::from(name)).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// The `.env` files that were read.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(path, _)| path.as_path())
    }

    /// The names of all variables that are set.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let process = self.process.keys().filter_map(|name| name.to_str());
        process.chain(
            self.files.iter().flat_map(|(_, variables)| variables.keys().map(String::as_str)),
        )
    }
}

impl std::fmt::Debug for Environ {
    /// Names only: values hold passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}
