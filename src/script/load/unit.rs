//! The parts of a series: what is sent, and what was heard of it.

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
    /// In a transaction, with these statements before and after it. It finds the session as new.
    Transaction { begin: bool, first: String, last: String, end: End },
    /// One statement in none; `last` follows once it is done. The session is left as it is.
    Alone { last: String },
}

/// What becomes of the transaction at the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Commit,
    /// The session stays as the text made it.
    CommitAndKeep,
    Rollback,
    /// The next text is in it too.
    Stay,
}

/// A text that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitDone {
    /// Its statements, without those that go with it.
    pub statements: u64,
    /// Since the one before it was done.
    pub elapsed: Duration,
}

/// What was heard of the units of a series.
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

    /// The server has done with a unit, and with so many statements since the beginning.
    pub fn note(&mut self, statements: u64) {
        let now = Instant::now();
        self.done
            .push(UnitDone { statements: statements - self.statements, elapsed: now - self.since });
        (self.statements, self.since) = (statements, now);
    }
}
