//! What the server says, in our types.

use std::io;

use bytes::Bytes;
use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::{DataRowBody, RowDescriptionBody};

use crate::model::Column;
use crate::postgres::server_message::ServerMessage;

/// One message of the server's side of a conversation.
#[derive(Debug)]
pub enum Reply {
    /// Rows with these columns follow.
    Columns(Vec<Column>),
    Row(Row),
    /// A statement is done.
    Done(Tag),
    /// A statement with nothing in it is done.
    Empty,
    Error(Box<ServerMessage>),
    Notice(Box<ServerMessage>),
    /// The server waits for COPY data.
    CopyIn {
        binary: bool,
    },
    CopyOut,
    Data(Bytes),
    /// All of what was sent up to here is answered.
    Ready(Status),
}

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// In no transaction.
    #[default]
    Idle,
    Open,
    /// In a transaction that only its end gets out of.
    Failed,
}

impl Status {
    pub(super) fn read(byte: u8) -> io::Result<Self> {
        Ok(match byte {
            b'I' => Self::Idle,
            b'T' => Self::Open,
            b'E' => Self::Failed,
            _ => return Err(garbage("a state of the transaction that there is not")),
        })
    }
}

/// What the server says when a statement is done: `INSERT 0 3`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag(pub String);

impl Tag {
    /// The rows that it counts.
    pub fn rows(&self) -> u64 {
        self.0.rsplit(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0)
    }
}

/// The values of a row, in the server's text.
#[derive(Debug)]
pub struct Row(pub(super) DataRowBody);

impl Row {
    /// The values; absent is NULL.
    pub fn values(&self) -> Vec<Option<String>> {
        let buffer = self.0.buffer();
        let mut ranges = self.0.ranges();
        let mut values = Vec::new();
        while let Ok(Some(range)) = ranges.next() {
            let value = range.and_then(|range| buffer.get(range));
            values.push(value.map(|bytes| String::from_utf8_lossy(bytes).into_owned()));
        }
        values
    }
}

pub(super) fn columns(body: &RowDescriptionBody) -> io::Result<Vec<Column>> {
    let mut fields = body.fields();
    let mut columns = Vec::new();
    while let Some(field) = fields.next()? {
        columns.push(Column { name: field.name().to_owned(), type_oid: field.type_oid() });
    }
    Ok(columns)
}

/// What is no Postgres, or was changed on the way.
pub(super) fn garbage(what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
