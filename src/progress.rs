use std::time::Duration;

/// Where an operation reports what it is doing. The implementation decides how to show it: `ui` draws a
/// spinner or a bar on a terminal, and writes a line now and then to a log.
pub trait Progress: Send + Sync {
    /// A new activity (`loading schema.sql`), which replaces the previous one.
    fn doing(&self, what: &str);

    /// The part of it that is being done (`copying users from seed.sql`), or none in particular.
    fn part(&self, _: Option<&str>) {}

    /// The server has been at this statement (its place and first words) for so long.
    fn slow(&self, _: &str, _: Duration) {}

    /// Bytes done of the current activity, and their total if known.
    fn bytes(&self, done: u64, total: Option<u64>);

    /// Rows done of the present part.
    fn rows(&self, _: u64) {}

    /// A permanent line: a notice about the input or from the server.
    fn notice(&self, line: &str);

    /// A warning, shown even with `--quiet`.
    fn warn(&self, line: &str) {
        self.notice(line);
    }
}

pub struct Silent;

impl Progress for Silent {
    fn doing(&self, _: &str) {}
    fn bytes(&self, _: u64, _: Option<u64>) {}
    fn notice(&self, _: &str) {}
}
