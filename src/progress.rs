/// Where an operation tells what it is doing. The one who shows it decides how: `ui` draws a
/// spinner or a bar on a terminal and nothing elsewhere.
pub trait Progress: Send + Sync {
    /// Something new has begun (`loading schema.sql`); replaces what was shown before.
    fn doing(&self, what: &str);

    /// Bytes done of the present thing, and how many there are when that is known.
    fn bytes(&self, done: u64, total: Option<u64>);

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
