//! What is committed before the end of a load, where files have transactions of their own.

use crate::error::Location;

/// What is committed before the end.
#[derive(Debug, Default)]
pub struct Kept {
    pub committed: Option<Committed>,
    /// The files have rolled back or prepared some of it themselves.
    pub is_partial: bool,
}

/// How far everything is committed.
#[derive(Debug)]
pub enum Committed {
    /// This statement included.
    UpTo(Location),
    /// Before this statement or file.
    Before(Location),
}

impl Kept {
    /// What is committed if the running statement fails, if anything. `autocommit` means that every
    /// statement is its own transaction; `statement` is what the running one is called.
    pub fn left_behind(&self, autocommit: bool, statement: &str) -> Option<String> {
        let what = match &self.committed {
            _ if autocommit => format!("before {statement}"),
            None => return None,
            Some(Committed::UpTo(place)) => format!("up to {place}"),
            Some(Committed::Before(place)) => format!("before {place}"),
        };
        let except = match self.is_partial {
            true => ", except what the files themselves rolled back or prepared",
            false => "",
        };
        Some(format!("everything {what} is committed{except}"))
    }
}
