//! What a load did.

/// So many notices of the server are shown; warnings are all shown.
pub const SHOWN_NOTICES: u64 = 20;

/// So many are kept in the report.
pub const MOST_NOTICES: usize = 1000;

/// What a load did.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Inputs that were loaded.
    pub files: u64,
    /// Statements that the server ran, without those that the loader added.
    pub statements: u64,
    /// Rows that COPY and INSERT put into tables, in the order in which the tables came up. The
    /// name is as the file has it, folded like the server does.
    pub rows: Vec<(String, u64)>,
    /// What was said: notices of the server, and about statements that were left out.
    pub notices: Vec<String>,
    /// How many notices the server sent.
    pub notice_count: u64,
    /// The work is there to stay.
    pub committed: bool,
}
