use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::report::query::QueryResult;

/// The console's output, printed by `ui`.
pub trait Screen {
    fn result(&self, result: &QueryResult) -> Result<()>;

    /// Requested text.
    fn text(&self, text: &str) -> Result<()>;

    /// A line in addition to the results: a notice of the server.
    fn note(&self, line: &str);

    fn error(&self, error: &Error);

    /// The width of a line, on a terminal.
    fn width(&self) -> Option<usize>;
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
    /// The editor command for `\e`.
    pub editor: String,
}
