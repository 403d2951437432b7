//! Positions in files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::Location;

/// A position in a file: the next character's line and column, from 1. Columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub line: u64,
    pub column: u64,
}

impl Default for Position {
    fn default() -> Self {
        Self::START
    }
}

impl Position {
    pub const START: Self = Self { line: 1, column: 1 };

    /// The position after these bytes.
    pub fn after(mut self, bytes: &[u8]) -> Self {
        let last_line = match memchr::memrchr(b'\n', bytes) {
            Some(at) => {
                self.line += newlines(bytes);
                self.column = 1;
                &bytes[at + 1..]
            }
            None => bytes,
        };
        self.column += characters(last_line);
        self
    }

    /// The beginning of the line this many lines further down.
    pub fn lines_down(self, lines: u64) -> Self {
        Self { line: self.line + lines, column: 1 }
    }
}

pub fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// The number of characters, counted as bytes that do not continue one.
pub fn characters(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64
}

/// A file as errors name it. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(Arc<Path>);

impl FileName {
    pub fn new(path: &Path) -> Self {
        Self(path.into())
    }

    /// For what is not in a file.
    pub fn ours() -> Self {
        Self::new(Path::new(""))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The location for errors.
    pub fn at(&self, position: Position) -> Location {
        Location {
            file: PathBuf::from(&*self.0),
            line: Some(position.line),
            column: Some(position.column),
        }
    }

    /// A line of the file.
    pub fn at_line(&self, line: u64) -> Location {
        Location { file: PathBuf::from(&*self.0), line: Some(line), column: None }
    }
}
