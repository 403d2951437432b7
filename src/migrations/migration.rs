use std::path::PathBuf;
use std::sync::Arc;

use crate::model::Checksum;
use crate::script::{Input, Position, wants_no_transaction};

/// One migration: how to get there, and back.
#[derive(Debug, Clone)]
pub struct Migration {
    /// By which migrations are ordered; [`Migration::NO_VERSION`] for a repeatable one.
    pub version: i64,
    /// `add bio`; of a repeatable one, its file's name.
    pub name: String,
    pub up: SqlText,
    pub down: Option<SqlText>,
    /// Of the way up.
    pub checksum: Checksum,
    /// Cruddur's id, where it is one of its Python files.
    pub python_id: Option<String>,
}

impl Migration {
    /// Versions begin above it.
    pub const NO_VERSION: i64 = 0;

    /// Whether it runs whenever its file has changed, and not once.
    pub fn is_repeatable(&self) -> bool {
        self.version == Self::NO_VERSION
    }

    /// What people call it: the file.
    pub fn file(&self) -> String {
        self.up.path.display().to_string()
    }

    /// `add_bio`, as in the name of a file.
    pub fn file_stem(&self) -> String {
        self.name.replace(' ', "_")
    }
}

/// SQL that was read once, so that what is hashed is what runs.
#[derive(Debug, Clone)]
pub struct SqlText {
    /// The file that holds it.
    pub path: PathBuf,
    /// What errors call it: the file, unless its lines are not the file's.
    name: PathBuf,
    pub text: Arc<str>,
    /// Where in the file it begins.
    pub start: Position,
    /// It requests no transaction.
    pub no_transaction: bool,
}

/// How sqlx marks a file that must not run in a transaction; the first bytes.
const NO_TRANSACTION: &str = "-- no-transaction";

impl SqlText {
    /// The text of a whole file.
    pub fn of_file(path: PathBuf, text: String) -> Self {
        Self::part_of_file(path.clone(), path, text, Position::START)
    }

    /// A part of a file, from `start` on, and what errors call it.
    pub fn part_of_file(path: PathBuf, name: PathBuf, text: String, start: Position) -> Self {
        // A byte order mark before it is no reason to run it in a transaction after all.
        let first = text.trim_start_matches('\u{feff}');
        let no_transaction =
            first.starts_with(NO_TRANSACTION) || wants_no_transaction(first.as_bytes());
        Self { path, name, text: text.into(), start, no_transaction }
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// For the loader.
    pub fn input(&self) -> Input {
        Input::Read { name: self.name.clone(), text: Arc::clone(&self.text), start: self.start }
    }
}
