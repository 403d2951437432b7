//! A client that sees what the server says, message by message: psql's side of the protocol. The
//! loader and the console speak through it; typed queries go through sqlx. (tokio-postgres hides
//! the state of the transaction, which is half of what they need to know.)
//!
//! ```text
//! connect ─► login ─► Client ─ query, statement, copy ─► outgoing ─┐
//!                       └ next ◄─ Reply ◄─ incoming ◄───── stream ─┴─► server
//! ```
//!
//! What is sent waits in a buffer, and goes out while replies are read: neither side can wait
//! for the other for ever. Several messages may be on their way; the replies come in their order.

mod cancel;
mod login;
mod message;
mod transfer;

use std::collections::{HashMap, VecDeque};
use std::future::poll_fn;
use std::io;
use std::time::Duration;

use bytes::BytesMut;
use postgres_protocol::IsNull;
use postgres_protocol::message::frontend;
use tokio::io::AsyncWriteExt;

pub use self::cancel::Canceller;
pub(super) use self::login::{Who, attempt, log_in};
pub use self::message::{Reply, Row, Status, Tag};
pub use super::server_message::{At, Fault, ServerMessage};
use super::transport::Stream;
use crate::model::Engine;

/// More than so many bytes do not wait to be sent.
const WAITING: usize = 128 * 1024;

/// How much is read at a time.
const READ: usize = 64 * 1024;

/// The longest message that a login may bring. What says more is no Postgres.
const LONGEST_AT_LOGIN: usize = 64 * 1024;

/// The longest that the server sends. Source: PostgreSQL, `MaxAllocSize`.
const LONGEST: usize = 1 << 30;

/// Process IDs of systems that Postgres runs on are smaller. Source: Linux, `PID_MAX_LIMIT`.
const LEAST_IMPOSSIBLE_PID: i32 = 1 << 22;

/// How long the goodbye may take.
const GOODBYE: Duration = Duration::from_secs(1);

/// One connection, logged in: messages go out in turn, and replies come back in their order.
pub struct Client {
    stream: Box<dyn Stream>,
    incoming: BytesMut,
    /// What has come while data was sent.
    early: VecDeque<Reply>,
    outgoing: BytesMut,
    /// All bytes that were ever to be sent, and those that were.
    queued: u64,
    sent: u64,
    unflushed: bool,
    /// The server holds replies to a series back.
    held_back: bool,
    /// Nothing more can be sent; what the server said before may still be read.
    broken: Option<io::Error>,
    longest: usize,
    parameters: HashMap<String, String>,
    status: Status,
    canceller: Canceller,
    /// Settings of the URL that did not come with the login: a pooler had no room for them.
    unasked: Vec<(String, String)>,
}

impl Client {
    fn new(stream: Box<dyn Stream>, canceller: Canceller) -> Self {
        Self {
            stream,
            incoming: BytesMut::new(),
            early: VecDeque::new(),
            outgoing: BytesMut::new(),
            queued: 0,
            sent: 0,
            unflushed: false,
            held_back: false,
            broken: None,
            longest: LONGEST_AT_LOGIN,
            parameters: HashMap::new(),
            status: Status::Idle,
            canceller,
            unasked: Vec::new(),
        }
    }

    /// The connection, for the driver or a program, and what a server says at the end of a login,
    /// which they were not there to hear. A transaction that is open stays so.
    pub(super) fn into_parts(self) -> (Box<dyn Stream>, Vec<u8>) {
        let mut greeting = Vec::new();
        let mut say = |tag: u8, body: &[u8]| {
            let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX);
            greeting.push(tag);
            greeting.extend(length.to_be_bytes());
            greeting.extend(body);
        };
        say(b'R', &0_i32.to_be_bytes());
        for (name, value) in &self.parameters {
            say(b'S', format!("{name}\0{value}\0").as_bytes());
        }
        if let Some((process, secret)) = self.canceller.key {
            say(b'K', &[process.to_be_bytes(), secret.to_be_bytes()].concat());
        }
        say(b'Z', if self.status == Status::Idle { b"I" } else { b"T" });
        greeting.extend(&self.incoming);
        (self.stream, greeting)
    }

    /// A setting that the server reports by itself, as it is after the replies that were read.
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    /// `150014` for 15.14.
    pub fn server_version_num(&self) -> u32 {
        let version = self.parameter("server_version");
        let mut numbers = version
            .split(|c: char| !c.is_ascii_digit())
            .map(|part| part.parse::<u32>().unwrap_or(0));
        numbers.next().unwrap_or(0) * 10_000 + numbers.next().unwrap_or(0)
    }

    /// The process ID of the session, as it was told at login: a pooler makes up its own.
    pub fn process_id(&self) -> Option<i32> {
        self.canceller.key.map(|(pid, _)| pid)
    }

    /// Whether that can be no process of a server: then a pooler made it up. One that may be a
    /// process's tells nothing.
    pub fn has_made_up_pid(&self) -> bool {
        !self.process_id().is_some_and(|pid| (1..LEAST_IMPOSSIBLE_PID).contains(&pid))
    }

    /// What kind of server it is, as it told at login.
    pub fn engine(&self) -> Engine {
        Engine::of(self.parameter("server_version"), self.parameter("crdb_version"))
    }

    /// Where the session stands, as of the last [`Reply::Ready`].
    pub fn status(&self) -> Status {
        self.status
    }

    /// What cancels the running statement, on a connection of its own.
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// The settings of the URL that something on the way dropped at login. They have to be set:
    /// for a transaction where that does, since a pooler hands the session on.
    pub fn unasked_settings(&self) -> &[(String, String)] {
        &self.unasked
    }

    /// Sends SQL as psql does: one message, of any number of statements. Its replies end with
    /// [`Reply::Ready`].
    pub fn query(&mut self, sql: &str) -> io::Result<()> {
        self.put(|buffer| frontend::query(sql, buffer))
    }

    /// Sends one statement of a series, which [`Client::sync`] ends. Its reply is one
    /// [`Reply::Done`], [`Reply::Empty`] or [`Reply::Error`], and after an error the server
    /// passes over the rest of the series. The server keeps replies back up to the end, unless
    /// `prompt` says not to: then what it answers next is about this one.
    pub fn statement(&mut self, sql: &str, prompt: bool) -> io::Result<()> {
        let first = std::mem::replace(&mut self.held_back, !prompt) && prompt;
        self.put(|buffer| {
            if first {
                frontend::flush(buffer);
            }
            frontend::parse("", sql, [], buffer)?;
            let none = |(), _: &mut BytesMut| Ok(IsNull::Yes);
            frontend::bind("", "", [], [], none, [], buffer)
                .map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
            frontend::execute("", 0, buffer)?;
            if prompt {
                frontend::flush(buffer);
            }
            Ok(())
        })
    }

    /// Sends one statement of a series that the server reads and does not run. Its reply is
    /// [`Reply::Empty`] or [`Reply::Error`].
    pub fn parse(&mut self, sql: &str) -> io::Result<()> {
        self.put(|buffer| frontend::parse("", sql, [], buffer))?;
        // What runs in its place is nothing.
        self.statement("", false)
    }

    /// Ends a series of statements. The reply is [`Reply::Ready`].
    pub fn sync(&mut self) {
        self.put_plain(frontend::sync);
    }

    pub fn copy_data(&mut self, data: &[u8]) -> io::Result<()> {
        self.put(|buffer| frontend::CopyData::new(data).map(|message| message.write(buffer)))
    }

    pub fn copy_done(&mut self) {
        self.put_plain(frontend::copy_done);
    }

    /// Tells the server to forget the data.
    pub fn copy_fail(&mut self, why: &str) -> io::Result<()> {
        self.put(|buffer| frontend::copy_fail(why, buffer))
    }

    /// The first value of the first row of a query of ours. Errors: the server's; the connection's.
    pub async fn ask(&mut self, sql: &str) -> Result<Option<String>, Fault> {
        self.query(sql)?;
        let (mut value, mut fault) = (None, None);
        loop {
            match self.next().await? {
                Reply::Row(row) if value.is_none() => value = Some(row.values().into_iter().next()),
                Reply::Error(error) => fault = fault.or(Some(error)),
                Reply::Ready(_) => break,
                _ => {}
            }
        }
        match fault {
            Some(error) => Err(Fault::Server(error)),
            None => Ok(value.flatten().flatten()),
        }
    }

    /// Sends each text as a message of its own, all at once, and returns what became of each. A
    /// later one runs even if one before it failed.
    ///
    /// Errors: the connection's.
    pub async fn run(&mut self, messages: &[String]) -> Result<Vec<Result<(), Fault>>, Fault> {
        for message in messages {
            self.query(message)?;
        }
        let mut done = Vec::new();
        for _ in messages {
            done.push(self.outcome().await?);
        }
        Ok(done)
    }

    /// What becomes of the next message that was sent with [`Client::query`].
    ///
    /// Errors: the connection's.
    pub async fn outcome(&mut self) -> Result<Result<(), Fault>, Fault> {
        let mut fault = None;
        loop {
            match self.next().await {
                Ok(Reply::Error(error)) => fault = fault.or(Some(error)),
                Ok(Reply::Ready(_)) => {
                    return Ok(fault.map_or(Ok(()), |error| Err(Fault::Server(error))));
                }
                Ok(_) => {}
                // What it said last tells more than that it hung up.
                Err(lost) => return Err(fault.map_or(Fault::Lost(lost), Fault::Server)),
            }
        }
    }

    /// Runs one text of any number of statements. Errors: the server's; the connection's.
    pub async fn execute(&mut self, sql: String) -> Result<(), Fault> {
        self.run(&[sql]).await?.pop().unwrap_or(Ok(()))
    }

    /// Says goodbye, so that the server does not have to notice.
    pub async fn close(mut self) {
        self.put_plain(frontend::terminate);
        let goodbye = async {
            while !self.outgoing.is_empty() || self.unflushed {
                poll_fn(|cx| self.poll_move(cx)).await?;
            }
            self.stream.shutdown().await
        };
        // It may be gone already, which is as well.
        tokio::time::timeout(GOODBYE, goodbye).await.ok();
    }
}
