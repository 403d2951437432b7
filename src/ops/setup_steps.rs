use std::time::Instant;

use crate::error::{Error, Result};
use crate::interrupt::Interrupt;
use crate::progress::Progress;
use crate::report::setup::Step;

pub struct Steps<'a> {
    pub progress: &'a dyn Progress,
    pub interrupt: &'a Interrupt,
    pub done: Vec<Step>,
    pub start: Instant,
}

impl Steps<'_> {
    pub fn begin(&self, what: &str) -> Result<Instant> {
        self.progress.doing(what);
        if self.interrupt.is_raised() { Err(self.interrupted()) } else { Ok(Instant::now()) }
    }

    /// Until the database is renamed, none of the work is visible.
    pub fn interrupted(&self) -> Error {
        Error::interrupted("interrupted; nothing was changed")
    }

    pub fn end(&mut self, name: &'static str, what: String, start: Instant) {
        let step = Step { name, what, seconds: start.elapsed().as_secs_f64() };
        self.progress.notice(&step.to_string());
        self.done.push(step);
    }
}
