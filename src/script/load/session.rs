//! The conversation with the server: statements on their way, their replies in order, and
//! cancelling them.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use tokio::time::Instant;

use crate::interrupt::Interrupt;
use crate::postgres::client::{Canceller, Client, Fault, Reply, ServerMessage, Status, Tag};
use crate::script::input::position::{FileName, Position};
use crate::script::syntax::statement::Statement;

/// How often a cancel is repeated, and for how long: what the server does not end by then is
/// given up.
const AGAIN: Duration = Duration::from_millis(300);
const ENOUGH: Duration = Duration::from_secs(10);

/// How long a request to cancel may go on when there is nothing left to cancel.
const ASKED: Duration = Duration::from_secs(1);

/// How often the server may refuse the connection that cancels.
const TRIES: u32 = 5;

/// How often a slow statement is told about.
pub const SLOW: Duration = Duration::from_secs(1);

/// How long the server may take to roll back.
const ROLL_BACK: Duration = Duration::from_secs(30);

/// So many bytes of statements go out before the server is asked to say how far it is.
pub const WINDOW: usize = 256 * 1024;

/// Longer statements go as messages of their own: the server copies those of a series.
const LONGEST_IN_SERIES: usize = 64 * 1024;

/// A statement on its way.
#[derive(Debug, Clone)]
pub struct Entry {
    pub statement: Statement,
    /// The table that its rows go to.
    pub table: Option<String>,
    pub role: Role,
    /// The file of its COPY data, and where they begin, if they follow it without being asked for.
    pub data: Option<(FileName, Position)>,
}

impl Entry {
    pub fn new(statement: Statement, table: Option<String>, role: Role) -> Self {
        Self { statement, table, role, data: None }
    }
}

/// Whose statement it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    File,
    /// The loader added it.
    Ours,
    /// It asks for the number of the transaction.
    Xid,
    /// A COMMIT of ours that nobody waits for.
    Piece,
    /// It checks what is checked at the end of the transaction.
    Check,
    /// Our own COMMIT or ROLLBACK, after all of the file's statements.
    End,
}

enum Waiting {
    /// One of a series: one reply.
    Series(Entry),
    /// A message of its own: its replies end with the server's readiness.
    Message(Entry),
    /// The end of a series.
    Sync,
}

/// What a reply means.
pub enum Event {
    Nothing,
    /// A statement is done.
    Done {
        table: Option<String>,
        role: Role,
        tag: Tag,
        /// Its text, where that tells what becomes of the work before it.
        text: Option<String>,
    },
    Failed(Box<Entry>, Box<ServerMessage>),
    Notice(Box<ServerMessage>),
    /// The statement wants data.
    CopyIn {
        binary: bool,
    },
}

/// What the last statement gave.
#[derive(Debug, Default)]
pub struct Answer {
    pub columns: Vec<String>,
    /// The first row.
    pub row: Option<Vec<Option<String>>>,
    pub rows: u64,
    pub tag: Tag,
}

/// See the module.
pub struct Session<'c> {
    pub client: &'c mut Client,
    pub guard: Arc<CancelGuard<'c>>,
    waiting: VecDeque<Waiting>,
    /// Bytes of the statements that wait, and of those since the last sync.
    bytes: usize,
    bytes_in_series: usize,
    in_series: bool,
    pub answer: Answer,
    /// The answer is whole: what comes next is that of another statement.
    answered: bool,
    /// How the server took our own end of the transaction.
    pub end: Option<(Tag, Status)>,
    /// What it said to that, before what stands behind it in the same message.
    pub end_tag: Option<Tag>,
}

impl<'c> Session<'c> {
    pub fn new(client: &'c mut Client, interrupt: &'c Interrupt) -> Self {
        let guard = Arc::new(CancelGuard::new(client, interrupt));
        Self {
            client,
            guard,
            waiting: VecDeque::new(),
            bytes: 0,
            bytes_in_series: 0,
            in_series: false,
            answer: Answer::default(),
            answered: false,
            end: None,
            end_tag: None,
        }
    }

    /// Takes another connection in place of one that was lost, which owes no answers.
    pub fn go_on_with(&mut self, client: Client) {
        *self.client = client;
        self.waiting.clear();
        (self.bytes, self.bytes_in_series, self.in_series) = (0, 0, false);
    }

    /// Whether the server counts positions in bytes.
    pub fn counts_bytes(&self) -> bool {
        self.client.parameter("server_encoding") == "SQL_ASCII"
    }

    /// Whether `'..'` takes backslashes as they are.
    pub fn standard_strings(&self) -> bool {
        self.client.parameter("standard_conforming_strings") != "off"
    }

    /// Sends a statement behind others. It must not be one that begins or ends a transaction, nor
    /// several in one. Returns whether the server will say how far it is.
    pub fn send(&mut self, entry: Entry) -> io::Result<bool> {
        let text = &entry.statement.text;
        if text.len() > LONGEST_IN_SERIES || tells_series(text) {
            return self.send_alone(entry).map(|()| true);
        }
        self.client.statement(text, entry.table.is_none())?;
        self.in_series = true;
        self.bytes += text.len();
        self.bytes_in_series += text.len();
        self.waiting.push_back(Waiting::Series(entry));
        let full = self.bytes_in_series > WINDOW;
        if full {
            self.sync();
        }
        Ok(full)
    }

    /// Has the server read a statement behind others, and not run it.
    pub fn have_read(&mut self, entry: Entry) -> io::Result<()> {
        self.client.parse(&entry.statement.text)?;
        self.in_series = true;
        self.bytes += entry.statement.text.len();
        self.bytes_in_series += entry.statement.text.len();
        self.waiting.push_back(Waiting::Series(entry));
        Ok(())
    }

    /// Sends a message of its own, as psql does.
    pub fn send_alone(&mut self, entry: Entry) -> io::Result<()> {
        self.sync();
        self.client.query(&entry.statement.text)?;
        self.bytes += entry.statement.text.len();
        self.waiting.push_back(Waiting::Message(entry));
        Ok(())
    }

    /// Notes where the data begin that follow the last message without being asked for.
    pub fn note_data(&mut self, file: FileName, first: Position) {
        if let Some(Waiting::Message(entry)) = self.waiting.back_mut() {
            entry.data = Some((file, first));
        }
    }

    fn sync(&mut self) {
        if self.in_series {
            self.client.sync();
            self.waiting.push_back(Waiting::Sync);
        }
        self.in_series = false;
        self.bytes_in_series = 0;
    }

    /// Whether more than so many bytes, or with none any statement at all, is unanswered. What
    /// waits will be answered then.
    pub fn is_waiting(&mut self, most: usize) -> bool {
        if most > 0 {
            return self.bytes > most + WINDOW;
        }
        self.sync();
        !self.waiting.is_empty()
    }

    /// The statement that the next reply is about.
    pub fn running(&self) -> Option<&Entry> {
        self.waiting.iter().find_map(|waiting| match waiting {
            Waiting::Series(entry) | Waiting::Message(entry) => Some(entry),
            Waiting::Sync => None,
        })
    }

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
            Reply::Empty => self.drop_answered(),
            Reply::Notice(notice) => return Event::Notice(notice),
            Reply::Error(error) => return self.failed(error),
            // The data are on their way.
            Reply::CopyIn { .. } if self.running().is_some_and(|it| it.data.is_some()) => {}
            Reply::CopyIn { binary } => return Event::CopyIn { binary },
            Reply::CopyOut | Reply::Data(_) => {}
            Reply::Ready(status) => self.ready(status),
        }
        Event::Nothing
    }

    fn done(&mut self, tag: Tag) -> Event {
        self.answer.tag = tag.clone();
        self.answered = true;
        let Some(Waiting::Series(entry) | Waiting::Message(entry)) = self.waiting.front_mut()
        else {
            return Event::Nothing;
        };
        let (table, role) = (entry.table.take(), entry.role);
        if role == Role::End {
            self.end_tag.get_or_insert_with(|| tag.clone());
        }
        let tells = matches!(
            tag.0.as_str(),
            "SAVEPOINT" | "ROLLBACK" | "COMMIT" | "BEGIN" | "START TRANSACTION"
        );
        let text = tells.then(|| entry.statement.text.clone());
        self.drop_answered();
        Event::Done { table, role, tag, text }
    }

    fn drop_answered(&mut self) {
        if let Some(Waiting::Series(_)) = self.waiting.front() {
            self.pop();
        }
    }

    fn pop(&mut self) -> Option<Entry> {
        match self.waiting.pop_front()? {
            Waiting::Series(entry) | Waiting::Message(entry) => {
                self.bytes -= entry.statement.text.len();
                Some(entry)
            }
            Waiting::Sync => None,
        }
    }

    fn failed(&mut self, error: Box<ServerMessage>) -> Event {
        let entry = match self.waiting.front() {
            // What puts the session back, behind the end of the transaction.
            Some(Waiting::Message(entry)) if entry.role == Role::End && self.end_tag.is_some() => {
                return Event::Notice(error);
            }
            Some(Waiting::Series(entry) | Waiting::Message(entry)) => Box::new(entry.clone()),
            _ => return Event::Notice(error),
        };
        self.answer.tag = Tag::default();
        // The server passes over the rest of a series.
        while let Some(Waiting::Series(_)) = self.waiting.front() {
            self.pop();
        }
        Event::Failed(entry, error)
    }

    /// Undoes what the open transaction did, once the server has done with what is on its way.
    /// Returns whether the server said so.
    pub async fn roll_back(&mut self) -> bool {
        let guard = Arc::clone(&self.guard);
        // An interrupt is what may have brought us here: it must not stop the rollback itself.
        let undone = async {
            if !matches!(guard.run(self.pass_over()).await, Ok(Ok(()))) {
                return false;
            }
            // In one message: a pooler may give the next one another session.
            let sql = format!("ROLLBACK;\n{}", crate::script::load::reset::statements());
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

    /// Reads what is still to come, and forgets it.
    async fn pass_over(&mut self) -> io::Result<()> {
        while self.is_waiting(0) {
            let reply = self.client.next().await?;
            if let Event::CopyIn { .. } = self.take(reply) {
                self.client.copy_fail("the load stopped")?;
            }
        }
        Ok(())
    }

    fn ready(&mut self, status: Status) {
        if let Some(entry) = self.pop()
            && entry.role == Role::End
        {
            self.end = Some((self.end_tag.take().unwrap_or_default(), status));
        }
    }
}

/// Whether a statement would be something else in a series: there a `$1` becomes a parameter, and
/// the statement itself shows in `pg_cursors`.
fn tells_series(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'$', bytes).any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        || memchr::memmem::find(bytes, b"pg_cursor").is_some()
}

/// Work on the server under the eyes of the interrupt.
pub struct CancelGuard<'c> {
    interrupt: &'c Interrupt,
    canceller: Canceller,
}

impl<'c> CancelGuard<'c> {
    pub fn new(client: &Client, interrupt: &'c Interrupt) -> Self {
        Self { interrupt, canceller: client.canceller() }
    }

    pub fn is_raised(&self) -> bool {
        self.interrupt.is_raised()
    }

    /// Ends when the user interrupts.
    pub async fn raised(&self) {
        self.interrupt.wait().await;
    }

    /// Waits for the work. After an interrupt the server is told to cancel it until it ends.
    ///
    /// Errors: the server could not be told, or does not end it; the work is given up, and the
    /// connection with it.
    pub async fn run<T>(&self, work: impl Future<Output = T>) -> Result<T, Fault> {
        let asking = AtomicBool::new(false);
        let mut cancel = pin!(self.cancel(&asking));
        let done = tokio::select! {
            biased;
            done = work => done,
            error = &mut cancel => return Err(Fault::Lost(error)),
        };
        // A request that has begun is finished: pgbouncer 1.18 ends, with everyone's sessions,
        // when who asks hangs up first.
        let asked = poll_fn(|cx| {
            let over = !asking.load(Ordering::Relaxed) || cancel.as_mut().poll(cx).is_ready();
            if over || !asking.load(Ordering::Relaxed) { Poll::Ready(()) } else { Poll::Pending }
        });
        // Its outcome is all the same.
        let _ = tokio::time::timeout(ASKED, asked).await;
        Ok(done)
    }

    async fn cancel(&self, asking: &AtomicBool) -> io::Error {
        self.interrupt.wait().await;
        let deadline = Instant::now() + ENOUGH;
        let mut refused = 0;
        while Instant::now() < deadline && refused < TRIES {
            asking.store(true, Ordering::Relaxed);
            let asked = self.canceller.cancel().await;
            asking.store(false, Ordering::Relaxed);
            match asked {
                Ok(()) => refused = 0,
                Err(_) => refused += 1,
            }
            tokio::time::sleep(AGAIN).await;
        }
        io::ErrorKind::TimedOut.into()
    }
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
