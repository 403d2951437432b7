use std::fmt;

/// A host's name does not lead anywhere.
#[derive(Debug)]
pub struct Unresolved(pub std::io::Error);

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Unresolved {}
