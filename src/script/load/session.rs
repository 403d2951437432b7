//! The session with the server: statements in flight, their replies in order, and cancelling them.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::cancel_guard::CancelGuard;
use super::entry::{Answer, Entry, Event, Role};
use super::reset::RESET;
use super::unanswered::{Unanswered, WINDOW};
use crate::interrupt::Interrupt;
use crate::postgres::client::{Client, Reply, ServerMessage, Status, Tag};
use crate::script::input::position::{FileName, Position};

/// How long the server may take to roll back.
const ROLL_BACK: Duration = Duration::from_secs(30);

/// Longer statements are sent as separate messages: the server copies those of a series.
const LONGEST_IN_SERIES: usize = 64 * 1024;

pub struct Session<'c> {
    client: &'c mut Client,
    guard: Arc<CancelGuard<'c>>,
    unanswered: Unanswered,
    answer: Answer,
    /// The result is complete: the next reply belongs to another statement.
    answered: bool,
    /// The server's reply to our end of the transaction.
    end: Option<(Tag, Status)>,
    /// Its reply, before those to the rest of the message.
    end_tag: Option<Tag>,
}

impl<'c> Session<'c> {
    pub fn new(client: &'c mut Client, interrupt: &'c Interrupt) -> Self {
        let guard = Arc::new(CancelGuard::new(client, interrupt));
        Self {
            client,
            guard,
            unanswered: Unanswered::default(),
            answer: Answer::default(),
            answered: false,
            end: None,
            end_tag: None,
        }
    }

    /// Replaces a lost connection, with no replies outstanding.
    pub fn go_on_with(&mut self, client: Client) {
        *self.client = client;
        self.unanswered = Unanswered::default();
    }

    pub fn client(&self) -> &Client {
        self.client
    }

    pub fn client_mut(&mut self) -> &mut Client {
        self.client
    }

    pub fn guard(&self) -> Arc<CancelGuard<'c>> {
        Arc::clone(&self.guard)
    }

    /// Takes the result of the last statement.
    pub fn take_answer(&mut self) -> Answer {
        std::mem::take(&mut self.answer)
    }

    /// The server's reply to our end of the transaction since the last call, and the status
    /// after the whole message.
    pub fn take_end(&mut self) -> (Option<Tag>, Option<Status>) {
        let (tag, status) = self.end.take().unzip();
        (tag.or(self.end_tag.take()), status)
    }

    /// Pipelines a statement. It must not begin or end a transaction, nor be
    /// several in one. Returns whether a sync was sent.
    pub fn send(&mut self, entry: Entry) -> io::Result<bool> {
        let text = entry.statement.text();
        if text.len() > LONGEST_IN_SERIES || tells_series(text) {
            return self.send_alone(entry).map(|()| true);
        }
        self.client.statement(text, entry.table.is_none() || may_be_slow(text))?;
        let full = self.unanswered.push_in_series(entry);
        if full {
            self.sync();
        }
        Ok(full)
    }

    /// Pipelines a statement that the server parses but does not run.
    pub fn have_read(&mut self, entry: Entry) -> io::Result<()> {
        self.client.parse(entry.statement.text())?;
        self.unanswered.push_in_series(entry);
        Ok(())
    }

    /// Sends a separate message, as psql does.
    pub fn send_alone(&mut self, entry: Entry) -> io::Result<()> {
        self.sync();
        self.client.query(entry.statement.text())?;
        self.unanswered.push_message(entry);
        Ok(())
    }

    /// Records where the data begins that is sent right after the last message.
    pub fn note_data(&mut self, place: (FileName, Position)) {
        self.unanswered.note_data(place);
    }

    fn sync(&mut self) {
        if self.unanswered.end_series() {
            self.client.sync();
        }
    }

    /// Whether more than this many bytes, or without a limit any statement, is unanswered. What
    /// is queued is flushed then.
    pub fn is_waiting(&mut self, most: usize) -> bool {
        if most > 0 {
            return self.unanswered.bytes() > most + WINDOW;
        }
        self.sync();
        !self.unanswered.is_empty()
    }

    /// The statement that the next reply is about.
    pub fn running(&self) -> Option<&Entry> {
        self.unanswered.running()
    }

    /// Whether such a statement, in a separate message, is unanswered.
    pub fn awaits(&self, is_it: &dyn Fn(&Entry) -> bool) -> bool {
        self.unanswered.has(is_it)
    }

    /// Interprets a reply.
    pub fn take(&mut self, reply: Reply) -> Event {
        let belongs = matches!(reply, Reply::Columns(_) | Reply::Row(_) | Reply::Done(_));
        if belongs && std::mem::take(&mut self.answered) {
            self.answer = Answer::default();
        }
        match reply {
            Reply::Columns(columns) => {
                let columns = columns.into_iter().map(|column| column.name).collect();
                self.answer = Answer { columns, ..Answer::default() };
            }
            Reply::Row(row) => {
                self.answer.rows += 1;
                if self.answer.row.is_none() && !self.answer.columns.is_empty() {
                    self.answer.row = Some(row.values());
                }
            }
            Reply::Done(tag) => return self.done(tag),
            Reply::Empty => self.unanswered.pop_from_series(),
            Reply::Notice(notice) => return Event::Notice(notice),
            Reply::Error(error) => return self.failed(error),
            // The data has been sent.
            Reply::CopyIn { .. } if self.running().is_some_and(|it| it.data.is_some()) => {}
            Reply::CopyIn { binary } => return Event::CopyIn { binary },
            Reply::CopyOut | Reply::Data(_) => {}
            Reply::Ready(status) => return self.ready(status),
        }
        Event::Nothing
    }

    fn done(&mut self, tag: Tag) -> Event {
        self.answer.tag = tag.clone();
        self.answered = true;
        let Some(entry) = self.unanswered.front() else { return Event::Nothing };
        let (table, role) = (entry.table.take(), entry.role);
        if role == Role::End {
            self.end_tag.get_or_insert_with(|| tag.clone());
        }
        let tells = matches!(
            tag.0.as_str(),
            "SAVEPOINT" | "ROLLBACK" | "COMMIT" | "BEGIN" | "START TRANSACTION"
        );
        let text = tells.then(|| entry.statement.text().to_owned());
        self.unanswered.pop_from_series();
        Event::Done { table, role, tag, text }
    }

    fn failed(&mut self, error: Box<ServerMessage>) -> Event {
        let Some(entry) = self.unanswered.front() else { return Event::Notice(error) };
        // The statements that reset the session after the end of the transaction.
        if entry.role == Role::End && self.end_tag.is_some() {
            return Event::Notice(error);
        }
        let entry = Box::new(entry.clone());
        self.answer.tag = Tag::default();
        self.unanswered.skip_series();
        Event::Failed(entry, error)
    }

    /// Rolls back the open transaction, after the server has processed what is in flight.
    /// Returns whether the server confirmed it.
    pub async fn roll_back(&mut self) -> bool {
        let guard = Arc::clone(&self.guard);
        // An interrupt may be the cause: it must not stop the rollback itself.
        let undone = async {
            if !matches!(guard.run(self.pass_over()).await, Ok(Ok(()))) {
                return false;
            }
            // In one message: a pooler may give the next one another session.
            let sql = format!("ROLLBACK;\n{RESET}");
            if self.client.query(&sql).is_err() {
                return false;
            }
            let mut rolled_back = None;
            loop {
                match self.client.next().await {
                    Ok(Reply::Done(tag)) if rolled_back.is_none() => {
                        rolled_back = Some(tag.0 == "ROLLBACK");
                    }
                    Ok(Reply::Ready(status)) => {
                        return rolled_back == Some(true) && status == Status::Idle;
                    }
                    Ok(_) => {}
                    Err(_) => return false,
                }
            }
        };
        tokio::time::timeout(ROLL_BACK, undone).await.unwrap_or(false)
    }

    /// Reads and discards the remaining replies.
    async fn pass_over(&mut self) -> io::Result<()> {
        while self.is_waiting(0) {
            let reply = self.client.next().await?;
            if let Event::CopyIn { .. } = self.take(reply) {
                self.client.copy_fail("the load stopped")?;
            }
        }
        Ok(())
    }

    fn ready(&mut self, status: Status) -> Event {
        match self.unanswered.pop().map(|entry| entry.role) {
            Some(Role::End) => {
                self.end = Some((self.end_tag.take().unwrap_or_default(), status));
                Event::Nothing
            }
            // After an error there is no tag.
            Some(Role::UnitEnd) if !self.answer.tag.0.is_empty() => Event::UnitDone,
            _ => Event::Nothing,
        }
    }
}

/// Whether an INSERT may take long: its rows come from the database itself.
fn may_be_slow(text: &str) -> bool {
    let start = &text.as_bytes()[..text.len().min(2048)];
    !start.windows(6).any(|word| word.eq_ignore_ascii_case(b"values"))
}

/// Whether a statement would change its meaning in a series: there a `$1` becomes a parameter, and
/// the statement itself shows in `pg_cursors`.
fn tells_series(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'$', bytes).any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        || memchr::memmem::find(bytes, b"pg_cursor").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_series_would_change_is_seen() {
        assert!(tells_series("select $1") && tells_series("a$b$2"));
        assert!(tells_series("table pg_cursors"));
        assert!(!tells_series("do $$ $x$ $") && !tells_series("select 1"));
    }
}
