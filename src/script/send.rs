//! Sending batches, and finding out which statement an error is about.

use std::sync::Arc;

use super::batch::{Entry, Message};
use super::loader::{Block, Loader, Replay, Stop};
use super::place::{Clues, placed};
use super::session::Reply;
use super::statement::summary;
use crate::error::Error;
use crate::postgres::explain;

/// The server cancelled what it was doing.
const CANCELLED: &str = "57014";

/// What the server refuses within a transaction: a statement, a COMMIT in a procedure, a new
/// value of an enum that was added in the same one.
const IN_TRANSACTION: [&str; 3] = ["25001", "2D000", "55P04"];

impl Loader<'_> {
    /// Sends what waits, if anything does.
    pub async fn flush(&mut self) -> Result<(), Stop> {
        if self.batch.is_empty() {
            return self.check_interrupt();
        }
        self.flush_with("").await.map(drop)
    }

    /// Sends what waits, and makes sure that the session is prepared and in its transaction.
    pub async fn flush_open(&mut self) -> Result<(), Stop> {
        if self.session.facts.is_none() || self.block == Block::Fresh {
            return self.flush_with("").await.map(drop);
        }
        self.flush().await
    }

    /// Sends what waits and returns the reply.
    pub async fn flush_reply(&mut self) -> Result<Reply, Stop> {
        self.flush_with("").await
    }

    /// Sends what waits, with statements of ours behind it.
    pub async fn flush_with(&mut self, ending: &str) -> Result<Reply, Stop> {
        self.check_interrupt()?;
        let (mut opening, mut ours) = self.session.opening();
        if self.block == Block::Auto && ours > 0 {
            // A statement that is its own transaction shares no message.
            let reply = self.session.send(Arc::new(std::mem::take(&mut opening)), &|_| {}).await;
            if let Some(error) = reply.failure {
                return Err(self.broken(error, None).into());
            }
            ours = 0;
            self.check_strings()?;
        }
        if self.block == Block::Fresh {
            opening.push_str("BEGIN;\n");
            ours += 1;
            self.block = Block::Ours;
        }
        let begins = std::mem::take(&mut self.begins);
        let message = std::mem::take(&mut self.batch).seal(&opening, ending);
        if message.text.is_empty() {
            return Ok(Reply::default());
        }
        let known = self.session.facts.is_some();
        let reply = self.exchange(&message, ours).await;
        if begins && hides_others(&message, &reply) {
            // Nothing of it has run, and nothing stood open before it.
            for message in message.apart() {
                self.take(&message, 0).await?;
            }
            return Ok(Reply::default());
        }
        let reply = self.judge(&message, reply, ours)?;
        if !known {
            self.check_strings()?;
        }
        Ok(reply)
    }

    async fn take(&mut self, message: &Message, ours: usize) -> Result<Reply, Stop> {
        let reply = self.exchange(message, ours).await;
        self.judge(message, reply, ours)
    }

    fn judge(&mut self, message: &Message, reply: Reply, ours: usize) -> Result<Reply, Stop> {
        self.tell_notices();
        self.tell_bytes();
        if let Some(error) = reply.failure {
            return Err(self.explain_failure(error, message, ours, reply.done.len()));
        }
        self.count(message, reply.done.get(ours..).unwrap_or_default());
        Ok(reply)
    }

    async fn exchange(&mut self, message: &Message, ours: usize) -> Reply {
        let progress = self.progress;
        let slow = |done: usize| {
            let running = message.entries.get(done.saturating_sub(ours));
            if let Some(entry) = running {
                let file = entry.origin.file.path().display();
                progress.doing(&format!("{file}: {}", summary(message.statement(entry))));
            }
        };
        self.session.send(Arc::clone(&message.text), &slow).await
    }

    /// The scanner took strings to be standard; only the first reply tells whether they are.
    fn check_strings(&mut self) -> Result<(), Stop> {
        let really = self.session.facts.as_ref().is_none_or(|facts| facts.standard_strings);
        if really == self.replay.standard_strings {
            return Ok(());
        }
        let doubtful =
            self.doubtful || self.files.iter().any(|file| file.scanner.lexer.doubtful_strings);
        if doubtful && self.may_run_again() {
            let replay = Replay { alone: 0..0, standard_strings: really };
            return Err(Stop::Again(replay));
        }
        self.standard_strings = really;
        for file in &mut self.files {
            file.scanner.lexer.standard_strings = really;
        }
        Ok(())
    }

    fn count(&mut self, message: &Message, done: &[u64]) {
        for (entry, rows) in message.entries.iter().zip(done) {
            self.loaded.statements += u64::from(entry.ordinal.is_some());
            if let Some(table) = &entry.table {
                self.loaded.count_rows(table, *rows);
            }
        }
    }

    fn check_interrupt(&mut self) -> Result<(), Stop> {
        if self.session.guard.is_raised() {
            return Err(self.interrupted(true).into());
        }
        Ok(())
    }

    /// A second run finds the database as this one found it.
    fn may_run_again(&self) -> bool {
        !self.again
            && self.repeatable
            && self.committed_at.is_none()
            && matches!(self.block, Block::Fresh | Block::Ours)
    }

    /// The error of a message, at the statement that it is about.
    fn explain_failure(
        &mut self,
        error: sqlx::Error,
        message: &Message,
        ours: usize,
        done: usize,
    ) -> Stop {
        let clues = Clues::of(&error);
        let offset = clues.character.map(|at| self.byte_offset(&message.text, at));
        let at = offset.and_then(|offset| message.entry_at(offset));
        // Nothing is done: the server may have refused the message before it ran any of it.
        if done == 0 && error.as_database_error().is_some() && self.may_run_again() {
            let numbers = message.entries.iter().filter_map(|entry| entry.ordinal);
            let alone = match at {
                Some(0) => None,
                Some(index) => message
                    .entries
                    .get(index)
                    .and_then(|entry| entry.ordinal)
                    .map(|number| number..number + 1),
                None if message.entries.len() > 1 => {
                    numbers.clone().next().zip(numbers.clone().next_back()).map(|(a, b)| a..b + 1)
                }
                None => None,
            };
            if let Some(alone) = alone {
                let standard_strings = self.replay.standard_strings;
                return Stop::Again(Replay { alone, standard_strings });
            }
        }
        let index = at.unwrap_or(done.saturating_sub(ours));
        match message.entries.get(index) {
            Some(entry) => self.statement_failed(error, &clues, message, entry, offset).into(),
            None => self
                .broken(error, None)
                .hint("found at the end of the transaction, where deferred constraints are checked")
                .into(),
        }
    }

    fn statement_failed(
        &self,
        error: sqlx::Error,
        clues: &Clues,
        message: &Message,
        entry: &Entry,
        offset: Option<usize>,
    ) -> Error {
        if let Some(interrupted) = self.was_interrupted(&error) {
            return interrupted;
        }
        let text = message.statement(entry);
        let within = offset
            .and_then(|offset| offset.checked_sub(message.offset + entry.range.start))
            .map(|within| within.min(text.len()));
        let position = match within {
            Some(within) => entry.origin.position_at(text, within),
            None => entry.origin.start(),
        };
        let error = placed(error, clues, self.target, &entry.origin.file, position);
        self.advise(error, &clues.sqlstate)
    }

    /// Adds what to do, and what the database is like now.
    pub fn advise(&self, error: Error, sqlstate: &str) -> Error {
        match &self.committed_at {
            Some(place) => error.hint(format!("what stands before {place} is committed and stays")),
            None if IN_TRANSACTION.contains(&sqlstate) => error.hint(
                "a file that must not run in one transaction begins with the line \
                 -- cruddur-db: no-transaction",
            ),
            None => error,
        }
    }

    /// An error that is no statement's.
    pub fn broken(&self, error: sqlx::Error, doing: Option<&str>) -> Error {
        if error.to_string().contains("CopyInResponse") {
            return Error::failed("a COPY FROM STDIN that is part of a longer message")
                .hint("end the statement before it with a semicolon alone, not with \\;");
        }
        if let Some(interrupted) = self.was_interrupted(&error) {
            return interrupted;
        }
        let error = explain(error, self.target);
        match doing {
            Some(doing) => error.prefixed(doing),
            None => error,
        }
    }

    pub fn was_interrupted(&self, error: &sqlx::Error) -> Option<Error> {
        if !self.session.guard.is_raised() {
            return None;
        }
        let code = error.as_database_error().and_then(|error| error.code());
        match code.as_deref() {
            Some(CANCELLED) => Some(self.interrupted(true)),
            Some(_) => None,
            None => Some(self.interrupted(false)),
        }
    }

    pub fn interrupted(&self, clean: bool) -> Error {
        let state = match (&self.committed_at, clean) {
            (Some(place), _) => format!("what stands before {place} is committed and stays"),
            (None, true) => "everything was rolled back; the database is as before".to_owned(),
            (None, false) => "the server rolls back as soon as it sees that nobody listens; \
                              the database is as before then"
                .to_owned(),
        };
        Error::interrupted(format!("interrupted; {state}"))
    }

    /// Where in the message the server's position is, in bytes.
    fn byte_offset(&self, text: &str, character: usize) -> usize {
        let before = character.saturating_sub(1);
        if self.session.facts.as_ref().is_some_and(|facts| facts.counts_bytes) {
            return before.min(text.len());
        }
        text.char_indices().nth(before).map_or(text.len(), |(offset, _)| offset)
    }

    /// Passes on what the server has said.
    pub fn tell_notices(&mut self) {
        for notice in self.notices.take() {
            self.loaded.notice_count += 1;
            match self.loaded.notice_count {
                count if count <= super::SHOWN_NOTICES || notice.starts_with("warning") => {
                    self.say(&notice);
                }
                _ => {}
            }
        }
    }
}

/// Whether the server refused a whole message, by reading it, for what is wrong in one of its
/// later statements: an error of an earlier one would have come first.
fn hides_others(message: &Message, reply: &Reply) -> bool {
    let refused = reply.failure.as_ref().is_some_and(|error| error.as_database_error().is_some());
    refused && reply.done.is_empty() && message.entries.len() > 1
}
