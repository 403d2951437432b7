use serde::Serialize;

/// What a statement of a migration means for the tables that are there, from the best to the
/// worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementVerdict {
    /// It takes a short lock at most.
    Safe,
    /// It runs code that its text does not show.
    Unknown,
    /// Others wait for as long as the table is large.
    LocksLong,
    /// The table is written again, and no one gets at it meanwhile.
    Rewrites,
    /// Rows, columns or whole tables are gone or overwritten.
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
