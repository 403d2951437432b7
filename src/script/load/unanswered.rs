//! Statements in flight, in the order in which the server will answer them.

use std::collections::VecDeque;

use super::entry::Entry;
use crate::script::input::position::{FileName, Position};

/// How many bytes of statements are sent between syncs.
pub const WINDOW: usize = 256 * 1024;

enum Waiting {
    /// One of a series: one reply.
    Series(Entry),
    /// A separate message: its replies end with ReadyForQuery.
    Message(Entry),
    /// The end of a series.
    Sync,
}

/// What the server has not answered yet.
#[derive(Default)]
pub struct Unanswered {
    waiting: VecDeque<Waiting>,
    /// Bytes of the statements that wait, and of those since the last sync.
    bytes: usize,
    bytes_in_series: usize,
    in_series: bool,
}

impl Unanswered {
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Bytes of the statements that wait.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// A statement of a series was sent. Returns whether the series is long enough.
    pub fn push_in_series(&mut self, entry: Entry) -> bool {
        let length = entry.statement.text().len();
        self.in_series = true;
        self.bytes += length;
        self.bytes_in_series += length;
        self.waiting.push_back(Waiting::Series(entry));
        self.bytes_in_series > WINDOW
    }

    /// A separate message was sent.
    pub fn push_message(&mut self, entry: Entry) {
        self.bytes += entry.statement.text().len();
        self.waiting.push_back(Waiting::Message(entry));
    }

    /// Ends the series, if any. Returns whether a sync is needed.
    pub fn end_series(&mut self) -> bool {
        let ends = std::mem::take(&mut self.in_series);
        if ends {
            self.waiting.push_back(Waiting::Sync);
        }
        self.bytes_in_series = 0;
        ends
    }

    /// Records where the data begins that is sent right after the last message.
    pub fn note_data(&mut self, place: (FileName, Position)) {
        if let Some(Waiting::Message(entry)) = self.waiting.back_mut() {
            entry.data = Some(place);
        }
    }

    /// The statement that the next reply is about.
    pub fn running(&self) -> Option<&Entry> {
        self.waiting.iter().find_map(|waiting| match waiting {
            Waiting::Series(entry) | Waiting::Message(entry) => Some(entry),
            Waiting::Sync => None,
        })
    }

    /// Whether such a statement, in a separate message, is among them.
    pub fn has(&self, is_it: &dyn Fn(&Entry) -> bool) -> bool {
        self.waiting.iter().any(|waiting| match waiting {
            Waiting::Message(entry) => is_it(entry),
            Waiting::Series(_) | Waiting::Sync => false,
        })
    }

    /// The same if no end of a series comes before it.
    pub fn front(&mut self) -> Option<&mut Entry> {
        match self.waiting.front_mut()? {
            Waiting::Series(entry) | Waiting::Message(entry) => Some(entry),
            Waiting::Sync => None,
        }
    }

    /// One of a series is answered by one reply.
    pub fn pop_from_series(&mut self) {
        if let Some(Waiting::Series(_)) = self.waiting.front() {
            self.pop();
        }
    }

    /// The server skips the rest of a series after an error.
    pub fn skip_series(&mut self) {
        while let Some(Waiting::Series(_)) = self.waiting.front() {
            self.pop();
        }
    }

    /// The server is ready: a message, or a series, is answered. Returns the message.
    pub fn pop(&mut self) -> Option<Entry> {
        match self.waiting.pop_front()? {
            Waiting::Series(entry) | Waiting::Message(entry) => {
                self.bytes -= entry.statement.text().len();
                Some(entry)
            }
            Waiting::Sync => None,
        }
    }
}
