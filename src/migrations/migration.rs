use std::path::PathBuf;
use std::sync::Arc;

use crate::model::Checksum;
use crate::script::{Input, Position, wants_no_transaction};

/// One migration: its up and down files, or the parts of one file.
#[derive(Debug, Clone)]
pub struct Migration {
    /// The sort key of migrations; [`Migration::NO_VERSION`] for a repeatable one.
    pub version: i64,
    /// `add bio`; of a repeatable one, its file's name.
    pub name: String,
    pub up: SqlText,
    pub down: Option<SqlText>,
    /// What the checksum is of: the up file, without the down part that it may contain.
    pub hashed: Arc<str>,
    pub checksum: Checksum,
    /// That of the whole file, which sqlx runs and records, if it has a down part.
    pub whole: Option<Checksum>,
    /// Cruddur's ID, if it is a Python file.
    pub python_id: Option<String>,
}

impl Migration {
    /// Versions begin above it.
    pub const NO_VERSION: i64 = 0;

    /// Whether it runs whenever its file has changed, not just once.
    pub fn is_repeatable(&self) -> bool {
        self.version == Self::NO_VERSION
    }

    /// Whether the checksum of a row is that of the file.
    pub fn has_checksum(&self, recorded: &Checksum) -> bool {
        self.checksum == *recorded || self.whole.as_ref() == Some(recorded)
    }

    /// Its display name: the file.
    pub fn file(&self) -> String {
        self.up.path.display().to_string()
    }

    /// `add_bio`, as in the name of a file.
    pub fn file_stem(&self) -> String {
        self.name.replace(' ', "_")
    }
}

/// SQL that is read once, so that the hashed text is the one that runs.
#[derive(Debug, Clone)]
pub struct SqlText {
    /// The file that contains it.
    pub path: PathBuf,
    /// Its name in errors: the file, unless its lines are not the file's.
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
        // A byte order mark may precede it.
        let first = text.trim_start_matches('\u{feff}');
        let no_transaction =
            first.starts_with(NO_TRANSACTION) || wants_no_transaction(first.as_bytes());
        Self { path, name, text: text.into(), start, no_transaction }
    }

    /// The same, without a transaction also where `asked` says so.
    pub fn without_transaction_if(self, asked: bool) -> Self {
        Self { no_transaction: self.no_transaction || asked, ..self }
    }

    /// Whether it is empty.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// For the loader.
    pub fn input(&self) -> Input {
        Input::Read { name: self.name.clone(), text: Arc::clone(&self.text), start: self.start }
    }
}
