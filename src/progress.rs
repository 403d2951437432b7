use std::time::Duration;

/// Where an operation tells what it is doing. The one who shows it decides how: `ui` draws a
/// spinner or a bar on a terminal, and writes a line now and then to a log.
pub trait Progress: Send + Sync {
    /// Something new has begun (`loading schema.sql`); replaces what was shown before.
    fn doing(&self, what: &str);

    /// The part of it that is being done (`copying users from seed.sql`), or none in particular.
    fn part(&self, _: Option<&str>) {}

    /// The server has been at this statement (its place and first words) for so long.
    fn slow(&self, _: &str, _: Duration) {}

    /// Bytes done of the present thing, and how many there are when that is known.
    fn bytes(&self, done: u64, total: Option<u64>);

    /// Rows done of the present part.
    fn rows(&self, _: u64) {}

    /// A line worth keeping, for people: a notice about the input or from the server.
    fn notice(&self, line: &str);

    /// A line that matters to those who want to hear nothing, too.
    fn warn(&self, line: &str) {
        self.notice(line);
    }
}

/// For callers who do not want to know.
pub struct Silent;

impl Progress for Silent {
    fn doing(&self, _: &str) {}
    fn bytes(&self, _: u64, _: Option<u64>) {}
    fn notice(&self, _: &str) {}
}
