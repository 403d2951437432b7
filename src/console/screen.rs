use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::report::query::QueryResult;

/// Where the console shows what it has; `ui` prints it.
pub trait Screen {
    fn result(&self, result: &QueryResult) -> Result<()>;

    /// Text that someone asked for.
    fn text(&self, text: &str) -> Result<()>;

    /// A line beside the results: a notice of the server.
    fn note(&self, line: &str);

    fn error(&self, error: &Error);

    /// The characters of a line, on a terminal.
    fn width(&self) -> Option<usize>;
}

/// How the console is set up.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Transactions are read-only unless a statement says otherwise.
    pub read_only: bool,
    /// Results are JSON.
    pub json: bool,
    pub colour: bool,
    /// Where lines are kept.
    pub history: Option<PathBuf>,
    /// The program for `\e`, as a shell reads it.
    pub editor: String,
}
