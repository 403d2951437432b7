use std::fmt;
use std::io::{Error, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use bytes::BytesMut;
use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::{DataRowBody, ErrorFields, Message};
use postgres_protocol::message::frontend;

use super::TIMEOUT;

/// A session of the superuser at the socket of a server of the tests, which asks for no password.
/// The tests look at what became of a database by the thousand, and each psql would be a process.
pub struct Session {
    stream: UnixStream,
    input: BytesMut,
}

/// Why there is no answer.
pub enum Failure {
    /// The server's message.
    Refused(String),
    /// The connection has ended.
    Lost(String),
    /// Nothing comes.
    Silent,
}

impl Session {
    pub fn open(socket: &Path, database: &str) -> Result<Self, Failure> {
        let stream = UnixStream::connect(socket).map_err(lost)?;
        stream.set_read_timeout(Some(TIMEOUT)).map_err(lost)?;
        let mut session = Self { stream, input: BytesMut::new() };
        let parameters = [("user", "postgres"), ("database", database)];
        session.send(|buffer| frontend::startup_message(parameters, buffer))?;
        session.answer()?;
        Ok(session)
    }

    /// Runs statements as `psql -c` does, and returns what psql prints, unaligned, without headers.
    pub fn run(&mut self, sql: &str) -> Result<String, Failure> {
        self.send(|buffer| frontend::query(sql, buffer))?;
        self.answer()
    }

    fn send(&mut self, write: impl Fn(&mut BytesMut) -> Result<(), Error>) -> Result<(), Failure> {
        let mut buffer = BytesMut::new();
        write(&mut buffer).map_err(lost)?;
        self.stream.write_all(&buffer).map_err(lost)
    }

    /// All rows until the server is ready for more.
    fn answer(&mut self) -> Result<String, Failure> {
        let (mut printed, mut refused) = (String::new(), None);
        loop {
            match self.message() {
                Ok(Message::DataRow(row)) => printed += &line(&row).map_err(lost)?,
                Ok(Message::ErrorResponse(error)) => refused = Some(text(error.fields())),
                Ok(Message::ReadyForQuery(_)) => break,
                Ok(_) => {}
                Err(error) => {
                    // A session that is ended has its reason in an error before.
                    return Err(refused.map_or_else(|| lost(error), Failure::Lost));
                }
            }
        }
        refused.map_or(Ok(printed), |error| Err(Failure::Refused(error)))
    }

    fn message(&mut self) -> Result<Message, Error> {
        loop {
            if let Some(message) = Message::parse(&mut self.input)? {
                return Ok(message);
            }
            let mut bytes = [0; 8192];
            match self.stream.read(&mut bytes) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(count) => self.input.extend_from_slice(&bytes[..count]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Session {
    /// Waits until the server has ended it: it is in nobody's way then.
    fn drop(&mut self) {
        let mut buffer = BytesMut::new();
        frontend::terminate(&mut buffer);
        let is_told = self.stream.write_all(&buffer).is_ok();
        if is_told && self.stream.set_read_timeout(Some(Duration::from_secs(5))).is_ok() {
            while matches!(self.stream.read(&mut [0; 1024]), Ok(1..)) {}
        }
    }
}

fn line(row: &DataRowBody) -> Result<String, Error> {
    let values = row.ranges().map(|range| {
        let value = range.map_or(&b""[..], |range| &row.buffer()[range]);
        Ok(std::str::from_utf8(value).map_err(Error::other)?.to_owned())
    });
    Ok(values.collect::<Vec<_>>()?.join("|") + "\n")
}

/// Severity, message, detail and hint.
fn text(fields: ErrorFields<'_>) -> String {
    let fields: Vec<_> = fields
        .filter(|field| Ok(b"SMDH".contains(&field.type_())))
        .map(|field| Ok(String::from_utf8_lossy(field.value_bytes()).into_owned()))
        .collect()
        .unwrap_or_default();
    fields.join(": ")
}

fn lost(error: Error) -> Failure {
    match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::TimedOut => Failure::Silent,
        _ => Failure::Lost(error.to_string()),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(message) => write!(f, "{message}"),
            Self::Lost(why) => write!(f, "the session has ended: {why}"),
            Self::Silent => write!(f, "the server does not answer"),
        }
    }
}
