use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::dotenv::{self, Entry, Problem};
use crate::error::{Error, Location, Result};
use crate::regular_file;

/// The environment's variables, with `.env` files beneath them: a file never overrides the
/// real environment, is never exported (except settings of AWS), and an earlier file wins over a
/// later one.
pub struct Environ {
    process: HashMap<OsString, OsString>,
    files: Vec<(PathBuf, HashMap<String, Entry>)>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Value {
    pub text: String,
    /// The `.env` file; `None` for the real environment.
    pub file: Option<PathBuf>,
}

impl Environ {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn of_process() -> Self {
        Self { process: std::env::vars_os().collect(), files: Vec::new() }
    }

    /// Reads a `.env` file if it exists. An invalid line is an error when its
    /// variable is used. Errors (usage): the file cannot be read.
    pub fn overlay(&mut self, path: &Path) -> Result<()> {
        let bytes = regular_file::if_any(regular_file::read_or_pipe(path))
            .map_err(|error| Error::unreadable(path, error))?;
        let Some(bytes) = bytes else { return Ok(()) };
        if is_utf_16(&bytes) {
            return Err(Error::usage(format!("{} is not UTF-8", path.display()))
                .with_hint("save it as UTF-8 (PowerShell's > writes UTF-16)"));
        }
        if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
            let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
            return Err(Error::usage(format!("{}:{line}: there is a NUL byte", path.display()))
                .with_hint("remove it: a .env file is text"));
        }
        let outside = |name: &str| {
            self.process
                .get(&OsString::from(name))
                .and_then(|value| value.clone().into_string().ok())
        };
        let entries = dotenv::read(&bytes, &outside);
        self.files.push((path.into(), entries));
        Ok(())
    }

    /// The variable, even if empty. Errors (usage): a value that is not UTF-8, or
    /// that cannot be determined; they name the file and line and never quote it.
    pub fn get_even_empty(&self, name: &str) -> Result<Option<Value>> {
        if let Some(value) = self.process.get(&OsString::from(name)) {
            let text = value.clone().into_string();
            let text =
                text.map_err(|_| Error::usage(format!("the value of {name} is not UTF-8")))?;
            return Ok(Some(Value { text, file: None }));
        }
        for (path, entries) in &self.files {
            let Some(Entry { line, value }) = entries.get(name) else { continue };
            let value = value.clone().map_err(|problem| explain(problem, name, path, *line))?;
            return Ok(value.map(|text| Value { text, file: Some(path.clone()) }));
        }
        Ok(None)
    }

    /// The variable if not empty: empty counts as unset.
    pub fn get(&self, name: &str) -> Result<Option<Value>> {
        Ok(self.get_even_empty(name)?.filter(|value| !value.text.is_empty()))
    }

    /// A variable of the real environment, for paths, which need not be UTF-8.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.process.get(&OsString::from(name)).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(path, _)| path.as_path())
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        let process = self.process.keys().filter_map(|name| name.to_str());
        process.chain(self.names_in_files())
    }

    pub fn names_in_files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().flat_map(|(_, entries)| entries.keys().map(String::as_str))
    }
}

/// Whether a file of text is of two bytes a character, as PowerShell writes it: by its mark, or by
/// one byte of each pair, which is mostly 0.
fn is_utf_16(bytes: &[u8]) -> bool {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    is_marked || even.min(odd) * 4 < even.max(odd) && even.max(odd) * 4 > bytes.len()
}

/// Nothing of a value is quoted but names of variables, since it may be a password.
fn explain(problem: Problem, name: &str, path: &Path, mut line: u64) -> Error {
    let (what, hint) = match problem {
        Problem::Broken => (
            format!("the line of {name} is not NAME=value"),
            "put the value into single quotes; --no-dotenv ignores the file",
        ),
        Problem::Colon => (
            format!("the line of {name} has a colon in place of the equals sign"),
            "write NAME=value, with the value in single quotes",
        ),
        Problem::Unquoted { name: other, line: fault } => {
            line = fault;
            let other = if is_plainly_a_variable(&other) { other } else { "a variable".to_owned() };
            (
                format!("the shell does not set {other}, which the value of {name} refers to"),
                "put the value of this line into single quotes",
            )
        }
        Problem::Undefined(other) => (
            match is_plainly_a_variable(&other) {
                true => format!("the value of {name} refers to {other}, which is not set"),
                false => format!("the value of {name} refers to a variable that is not set"),
            },
            "set it above this line, or give a default: ${NAME:-default}",
        ),
        Problem::Ambiguous => (
            format!("python-dotenv and the shell read the value of {name} differently"),
            "write variables with braces, ${NAME}, and a value without variables in single quotes",
        ),
        Problem::NotUtf8 => (format!("the value of {name} is not UTF-8"), "save the file as UTF-8"),
    };
    let place = Location { file: path.into(), line: Some(line), column: None };
    Error::usage(what).with_location(place).with_hint(hint)
}

/// Not what a password may have between braces.
fn is_plainly_a_variable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

impl std::fmt::Debug for Environ {
    /// Names only: values may be passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}
