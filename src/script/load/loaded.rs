//! The result of a load.

/// How many of the server's notices are shown; all warnings are shown.
pub const SHOWN_NOTICES: u64 = 20;

/// How many are kept in the report.
pub const MOST_NOTICES: usize = 1000;

#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Inputs that were loaded.
    pub files: u64,
    /// Statements that the server ran, except those added by the loader.
    pub statements: u64,
    /// Rows that COPY and INSERT added to tables, in the order of the tables' first use. The
    /// name is as in the file, folded as the server does.
    pub rows: Vec<(String, u64)>,
    /// Notices: the server's, and those about skipped statements.
    pub notices: Vec<String>,
    /// How many notices the server sent.
    pub notice_count: u64,
    /// The work was committed.
    pub committed: bool,
}
