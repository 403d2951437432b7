//! A client that sees the server's replies message by message, as psql does. The
//! loader and the console use it; typed queries go through sqlx. (tokio-postgres hides
//! the transaction status, which both need.)
//!
//! ```text
//! connect ─► login ─► Client ─ query, statement, copy ─► outgoing ─┐
//!                       └ next ◄─ Reply ◄─ incoming ◄───── stream ─┴─► server
//! ```
//!
//! Outgoing data is buffered and sent while replies are read, so that the two sides cannot
//! deadlock. Several messages may be in flight; replies arrive in the same order.

mod cancel;
mod login;
mod message;
mod messages;
mod role;
mod transfer;

use std::collections::{HashMap, VecDeque};
use std::future::poll_fn;
use std::io;
use std::time::{Duration, Instant};

use bytes::BytesMut;
use postgres_protocol::IsNull;
use postgres_protocol::message::frontend;
use tokio::io::AsyncWriteExt;

pub use self::cancel::Canceller;
pub(super) use self::login::{Who, attempt, log_in};
pub use self::message::{Reply, Row, Status, Tag};
use super::Literal;
pub use super::server_message::{At, Fault, ServerMessage};
use super::transport::Stream;
use crate::model::Engine;

/// The most bytes that are buffered before sending.
const WAITING: usize = 128 * 1024;

/// How many bytes are read at a time.
const READ: usize = 64 * 1024;

/// The longest message accepted during login. Anything longer is not from Postgres.
const LONGEST_AT_LOGIN: usize = 64 * 1024;

/// The longest message that a server sends. Source: PostgreSQL, `MaxAllocSize`.
const LONGEST: usize = 1 << 30;

/// Real process IDs are smaller. Source: Linux, `PID_MAX_LIMIT`.
const LEAST_IMPOSSIBLE_PID: i32 = 1 << 22;

/// A server that answers within this time is near.
const NEAR: Duration = Duration::from_millis(20);

/// How long closing the connection may take.
const GOODBYE: Duration = Duration::from_secs(1);

/// A logged-in connection: messages are sent in turn, and replies arrive in order.
pub struct Client {
    stream: Box<dyn Stream>,
    incoming: BytesMut,
    /// Replies that arrived while data was being sent.
    early: VecDeque<Reply>,
    outgoing: BytesMut,
    /// The number of bytes ever queued, and of those ever sent.
    queued: u64,
    sent: u64,
    unflushed: bool,
    /// The server holds replies to a series back.
    held_back: bool,
    /// Nothing more can be sent; earlier replies may still be read.
    broken: Option<io::Error>,
    longest: usize,
    parameters: HashMap<String, String>,
    status: Status,
    canceller: Canceller,
    /// Settings of the URL that a pooler dropped at login.
    unasked: Vec<(String, String)>,
    /// What was sent may have changed the role in force.
    acts_as_another: bool,
    /// The shortest wait for an answer during login.
    round_trip: Duration,
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
            acts_as_another: false,
            round_trip: Duration::MAX,
        }
    }

    /// The connection, for the driver or a program, and the messages that end a login,
    /// which they have not seen. An open transaction stays open.
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

    /// A setting that the server reports automatically, as of the replies read so far.
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    /// Whether backslashes in `'..'` are literal.
    pub fn standard_strings(&self) -> bool {
        self.parameter("standard_conforming_strings") != "off"
    }

    /// Whether the server counts positions in bytes.
    pub fn counts_bytes(&self) -> bool {
        self.parameter("server_encoding") == "SQL_ASCII"
    }

    pub fn is_superuser(&self) -> bool {
        self.parameter("is_superuser") == "on"
    }

    /// `150014` for 15.14.
    pub fn server_version_num(&self) -> u32 {
        let version = self.parameter("server_version");
        let mut numbers = version
            .split(|c: char| !c.is_ascii_digit())
            .map(|part| part.parse::<u32>().unwrap_or(0));
        numbers.next().unwrap_or(0) * 10_000 + numbers.next().unwrap_or(0)
    }

    /// `15` for 15.14.
    pub fn major(&self) -> u32 {
        self.server_version_num() / 10_000
    }

    /// The answer came for which the login had waited since then.
    fn note_wait(&mut self, since: Option<Instant>) {
        let waited = since.map_or(Duration::MAX, |since| since.elapsed());
        self.round_trip = self.round_trip.min(waited);
    }

    /// Whether waiting for an answer costs next to nothing.
    pub fn is_near(&self) -> bool {
        self.round_trip < NEAR
    }

    /// The session's process ID as reported at login; poolers make up their own.
    pub fn process_id(&self) -> Option<i32> {
        self.canceller.key.map(|(pid, _)| pid)
    }

    /// Whether the process ID cannot be a server's, so that a pooler made it up. A plausible one
    /// proves nothing.
    pub fn has_made_up_pid(&self) -> bool {
        !self.process_id().is_some_and(|pid| (1..LEAST_IMPOSSIBLE_PID).contains(&pid))
    }

    /// What kind of server it is, as reported at login.
    pub fn engine(&self) -> Engine {
        Engine::of(self.parameter("server_version"), self.parameter("crdb_version"))
    }

    /// The transaction status as of the last [`Reply::Ready`].
    pub fn status(&self) -> Status {
        self.status
    }

    /// Cancels the running statement, over a separate connection.
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// The settings of the URL that a pooler dropped at login. They have to be set
    /// per transaction, since a pooler reassigns sessions.
    pub fn unasked_settings(&self) -> &[(String, String)] {
        &self.unasked
    }

    /// The statements that apply them; `local` for one transaction only.
    pub fn set_unasked(&self, local: bool) -> Vec<String> {
        let set = self.unasked.iter().map(|(name, value)| {
            let (name, value) = (Literal(name), Literal(value));
            format!("SELECT pg_catalog.set_config({name}, {value}, {local})")
        });
        set.collect()
    }

    /// Sends SQL as psql does: one message with any number of statements. The replies end with
    /// [`Reply::Ready`].
    pub fn query(&mut self, sql: &str) -> io::Result<()> {
        self.acts_as_another |= role::sets_role(sql);
        self.put(|buffer| frontend::query(sql, buffer))
    }

    /// Sends one statement of a series ended by [`Client::sync`]. The reply is one
    /// [`Reply::Done`], [`Reply::Empty`] or [`Reply::Error`], and after an error the server
    /// skips the rest of the series. The server holds replies back until the end, unless
    /// `prompt` is set: then its next reply is to this one.
    pub fn statement(&mut self, sql: &str, prompt: bool) -> io::Result<()> {
        self.acts_as_another |= role::sets_role(sql);
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

    /// Sends one statement of a series that the server parses but does not run. The reply is
    /// [`Reply::Empty`] or [`Reply::Error`].
    pub fn parse(&mut self, sql: &str) -> io::Result<()> {
        self.put(|buffer| frontend::parse("", sql, [], buffer))?;
        // An empty statement runs in its place.
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

    /// Tells the server to discard the data.
    pub fn copy_fail(&mut self, why: &str) -> io::Result<()> {
        self.put(|buffer| frontend::copy_fail(why, buffer))
    }

    /// Closes the connection properly, so that the server does not log a lost client.
    pub async fn close(mut self) {
        self.terminate().await;
    }

    /// The same, and waits until the server has ended the session, so that another one may take
    /// its place where only so many are allowed.
    pub async fn close_and_wait(mut self) {
        self.terminate().await;
        let mut nowhere = tokio::io::sink();
        let end = tokio::io::copy(&mut self.stream, &mut nowhere);
        tokio::time::timeout(GOODBYE, end).await.ok();
    }

    async fn terminate(&mut self) {
        self.put_plain(frontend::terminate);
        let goodbye = async {
            while !self.outgoing.is_empty() || self.unflushed {
                poll_fn(|cx| self.poll_move(cx)).await?;
            }
            self.stream.shutdown().await
        };
        // The connection may be gone already, which does not matter.
        tokio::time::timeout(GOODBYE, goodbye).await.ok();
    }
}
