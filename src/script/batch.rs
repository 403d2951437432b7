//! Statements on their way to the server in one message.

use std::ops::Range;
use std::sync::Arc;

use super::statement::{Origin, Statement};

/// A message is sent when it has grown to this many bytes. Larger statements go alone.
pub const LIMIT: usize = 1024 * 1024;

/// See the module.
#[derive(Debug, Default)]
pub struct Batch {
    text: String,
    entries: Vec<Entry>,
}

/// One statement of the message.
#[derive(Debug)]
pub struct Entry {
    /// Where in the text its statement begins and ends.
    pub range: Range<usize>,
    pub origin: Origin,
    /// The number of the statement in the whole load; none for one that the loader added.
    pub ordinal: Option<u64>,
    /// The table that its rows go to.
    pub table: Option<String>,
}

impl Batch {
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether the statement still fits.
    pub fn takes(&self, statement: &Statement) -> bool {
        self.is_empty() || self.text.len() + statement.text.len() < LIMIT
    }

    pub fn push(&mut self, statement: Statement, ordinal: u64, table: Option<String>) {
        self.add(statement, Some(ordinal), table);
    }

    /// Adds a statement that is in no file.
    pub fn push_ours(&mut self, statement: Statement) {
        self.add(statement, None, None);
    }

    fn add(&mut self, statement: Statement, ordinal: Option<u64>, table: Option<String>) {
        let Statement { text, origin } = statement;
        // The newline ends a comment that the statement before may end with.
        match self.text.as_bytes().last() {
            None => {}
            Some(b';') => self.text.push('\n'),
            Some(_) => self.text.push_str("\n;\n"),
        }
        let start = if self.text.is_empty() {
            // A large statement is not copied.
            self.text = text;
            0
        } else {
            let start = self.text.len();
            self.text.push_str(&text);
            start
        };
        let range = start..self.text.len();
        self.entries.push(Entry { range, origin, ordinal, table });
    }

    /// The whole message, between what goes before and after the statements.
    pub fn seal(self, before: &str, after: &str) -> Message {
        let mut text = self.text;
        if !before.is_empty() {
            text.insert_str(0, before);
        }
        if !after.is_empty() {
            text.push_str(if text.ends_with([';', '\n']) { "\n" } else { "\n;\n" });
            text.push_str(after);
        }
        Message { text: Arc::new(text), offset: before.len(), entries: self.entries }
    }
}

/// See [`Batch::seal`].
#[derive(Debug)]
pub struct Message {
    pub text: Arc<String>,
    /// The length of what goes before the statements.
    pub offset: usize,
    pub entries: Vec<Entry>,
}

impl Message {
    /// The statement's own text.
    pub fn statement(&self, entry: &Entry) -> &str {
        self.text
            .get(self.offset + entry.range.start..self.offset + entry.range.end)
            .unwrap_or_default()
    }

    /// The same statements, each as a message of its own.
    pub fn apart(self) -> impl Iterator<Item = Self> {
        let Self { text, offset, entries } = self;
        entries.into_iter().map(move |mut entry| {
            let range = offset + entry.range.start..offset + entry.range.end;
            let text = text.get(range).unwrap_or_default().to_owned();
            entry.range = 0..text.len();
            Self { text: Arc::new(text), offset: 0, entries: vec![entry] }
        })
    }

    /// The statement that the byte at this offset of the message belongs to.
    pub fn entry_at(&self, offset: usize) -> Option<usize> {
        let within = offset.checked_sub(self.offset)?;
        let after = self.entries.partition_point(|entry| entry.range.start <= within);
        let index = after.checked_sub(1)?;
        // An error at the end of input is one of the last statement.
        Some(index)
    }
}
