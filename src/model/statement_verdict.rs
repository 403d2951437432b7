use serde::Serialize;

/// What a statement of a migration does to existing tables, from the best to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementVerdict {
    /// It takes a short lock at most.
    Safe,
    /// It blocks others for a time proportional to the table's size.
    LocksLong,
    /// It runs code that is not in its text, or is of a kind that is not known.
    Unknown,
    /// The table is rewritten, and inaccessible meanwhile.
    Rewrites,
    /// Rows, columns or whole tables are dropped or overwritten.
    LosesData,
}

impl StatementVerdict {
    /// `loses data`
    pub fn words(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unknown => "unknown effect",
            Self::LocksLong => "long lock",
            Self::Rewrites => "rewrites the table",
            Self::LosesData => "loses data",
        }
    }
}
