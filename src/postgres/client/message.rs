//! The server's messages as Rust types.

use std::io;

use bytes::Bytes;
use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::{DataRowBody, RowDescriptionBody};

use crate::model::Column;
use crate::postgres::server_message::ServerMessage;

/// One message from the server.
#[derive(Debug)]
pub enum Reply {
    /// Rows with these columns follow.
    Columns(Vec<Column>),
    Row(Row),
    /// A statement has completed.
    Done(Tag),
    /// An empty statement has completed.
    Empty,
    Error(Box<ServerMessage>),
    Notice(Box<ServerMessage>),
    /// The server waits for COPY data.
    CopyIn {
        binary: bool,
    },
    CopyOut,
    Data(Bytes),
    /// Everything sent up to here has been answered.
    Ready(Status),
}

/// The session's transaction status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// Not in a transaction.
    #[default]
    Idle,
    Open,
    /// In a failed transaction, which accepts nothing but its end.
    Failed,
}

impl Status {
    pub(super) fn read(byte: u8) -> io::Result<Self> {
        Ok(match byte {
            b'I' => Self::Idle,
            b'T' => Self::Open,
            b'E' => Self::Failed,
            _ => return Err(garbage("an invalid transaction status")),
        })
    }
}

/// The command tag of a completed statement: `INSERT 0 3`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag(pub String);

impl Tag {
    pub fn rows(&self) -> u64 {
        self.0.rsplit(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0)
    }
}

/// The values of a row, in text format.
#[derive(Debug)]
pub struct Row(pub(super) DataRowBody);

impl Row {
    /// The values; `None` is NULL.
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

/// A reply that is not Postgres's, or was corrupted on the way.
pub(super) fn garbage(what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
