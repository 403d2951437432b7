//! What was heard of the units of a series.

use std::time::{Duration, Instant};

/// A text that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitDone {
    /// Its statements, without those that go with it.
    pub statements: u64,
    /// Since the one before it was done.
    pub elapsed: Duration,
}

/// See the module.
pub struct UnitLog {
    pub done: Vec<UnitDone>,
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
    /// The server has done with a unit, and with so many statements since the beginning.
    pub fn note(&mut self, statements: u64) {
        let now = Instant::now();
        self.done
            .push(UnitDone { statements: statements - self.statements, elapsed: now - self.since });
        (self.statements, self.since) = (statements, now);
    }
}
