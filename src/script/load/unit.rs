//! The parts of a series: what is sent, and its outcome.

use std::time::{Duration, Instant};

use crate::script::input::Input;

/// A text, and what is sent with it.
#[derive(Debug, Clone)]
pub struct Unit {
    pub input: Input,
    pub mode: Mode,
}

/// How a text runs.
#[derive(Debug, Clone)]
pub enum Mode {
    /// In a transaction, with these statements before and after it. The session is reset first.
    Transaction { begin: bool, first: String, last: String, end: End },
    /// One statement without a transaction; `last` follows once it is done. The session is not
    /// reset.
    Alone { last: String },
}

/// What happens to the transaction at the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Commit,
    /// The session keeps the text's changes.
    CommitAndKeep,
    Rollback,
    /// The next text is in it too.
    Stay,
}

/// A text that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitDone {
    /// Its statements, without the added ones.
    pub statements: u64,
    /// Since the one before it was done.
    pub elapsed: Duration,
}

/// The outcome of the units of a series.
pub struct UnitLog {
    done: Vec<UnitDone>,
    /// Statements that were done when the last one was.
    statements: u64,
    since: Instant,
}

impl Default for UnitLog {
    fn default() -> Self {
        Self { done: Vec::new(), statements: 0, since: Instant::now() }
    }
}

impl UnitLog {
    /// The units that are done.
    pub fn into_done(self) -> Vec<UnitDone> {
        self.done
    }

    /// The server has completed a unit, and this many statements since the beginning.
    pub fn note(&mut self, statements: u64) {
        let now = Instant::now();
        self.done
            .push(UnitDone { statements: statements - self.statements, elapsed: now - self.since });
        (self.statements, self.since) = (statements, now);
    }
}
