//! What stops a load before its end.

use std::io;

use super::entry::Entry;
use crate::error::Error;
use crate::postgres::client::Fault;

/// What stops a load. The error for users is made once, at the end (see `failures`).
#[derive(Debug)]
pub enum Stop {
    /// We refuse to continue.
    Error(Error),
    /// The server refuses, or the connection is lost.
    Failed(Failed),
}

/// The server's error, and its statement.
#[derive(Debug)]
pub struct Failed {
    pub fault: Fault,
    pub entry: Option<Box<Entry>>,
}

impl Stop {
    /// The SQLSTATE, if the server gave one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Error(error) => error.code(),
            Self::Failed(failed) => failed.fault.code(),
        }
    }

    /// The user interrupted. The outcome of the transaction is reported once known.
    pub fn interrupted() -> Self {
        Self::Error(Error::interrupted("interrupted"))
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Failed> for Stop {
    fn from(failed: Failed) -> Self {
        Self::Failed(failed)
    }
}

/// The connection is lost.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(Failed { fault: Fault::Lost(error), entry: None })
    }
}
