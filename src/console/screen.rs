use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::report::query::QueryResult;

/// The console's output, printed by `ui`.
pub trait Screen {
    /// A result as it is shown.
    fn result(&self, result: &QueryResult) -> Result<String>;

    /// Requested text.
    fn text(&self, text: &str) -> Result<()>;

    /// Data as they are.
    fn data(&self, data: &[u8]) -> Result<()>;

    /// A line beside the results: a notice of the server.
    fn note(&self, line: &str);

    fn error(&self, error: &Error);

    /// Whether the reader of the output has closed it.
    fn is_closed(&self) -> bool;

    /// Rows and columns of the terminal, if it is one.
    fn size(&self) -> Option<(usize, usize)>;
}

/// When the pager is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    Never,
    /// For what is longer than the screen.
    WhenLong,
    Always,
}

/// The options of the console.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Transactions are read-only unless a statement changes that.
    pub read_only: bool,
    /// Results are JSON.
    pub json: bool,
    pub colour: bool,
    /// The history file.
    pub history: Option<PathBuf>,
    /// What `~` stands for in the names of files.
    pub home: Option<PathBuf>,
    /// The editor command for `\e`.
    pub editor: String,
    /// psql is installed.
    pub psql: bool,
    /// The program for what is longer than the screen, as a shell reads it.
    pub pager: Option<String>,
}
