//! What the server says, in our types.

use std::io;

use bytes::Bytes;
use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::{DataRowBody, ErrorFields, RowDescriptionBody};
use sqlx::postgres::{PgDatabaseError, PgErrorPosition, PgSeverity};

use crate::model::{Column, ValueKind};

/// An error or a notice of the server, with all that a person may want to know of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerMessage {
    /// `ERROR`, `FATAL`, `NOTICE` and so on, never translated.
    pub severity: String,
    /// The SQLSTATE.
    pub code: String,
    pub message: String,
    pub detail: Option<String>,
    pub hint: Option<String>,
    pub position: Option<At>,
    /// The call stack, the line of COPY data: what the server calls CONTEXT.
    pub context: Option<String>,
}

/// Where an error is. Characters count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// In the text that was sent.
    Sent(usize),
    /// In a query that the server ran by itself: one of a function.
    Inner { query: String, character: usize },
}

impl ServerMessage {
    pub(super) fn read(mut fields: ErrorFields<'_>) -> io::Result<Self> {
        let mut read = Self::default();
        let (mut translated, mut sent, mut inner, mut query) = (String::new(), None, None, None);
        while let Some(field) = fields.next()? {
            let text = String::from_utf8_lossy(field.value_bytes()).into_owned();
            match field.type_() {
                b'S' => translated = text,
                b'V' => read.severity = text,
                b'C' => read.code = text,
                b'M' => read.message = text,
                b'D' => read.detail = Some(text),
                b'H' => read.hint = Some(text),
                b'P' => sent = text.parse().ok(),
                b'p' => inner = text.parse().ok(),
                b'q' => query = Some(text),
                b'W' => read.context = Some(text),
                _ => {}
            }
        }
        if read.severity.is_empty() {
            // What is no Postgres may leave it out.
            read.severity = translated;
        }
        read.position = match (sent, query) {
            (Some(character), _) => Some(At::Sent(character)),
            (None, Some(query)) => inner.map(|character| At::Inner { query, character }),
            (None, None) => None,
        };
        Ok(read)
    }

    /// Whether the server hangs up after it.
    pub fn is_fatal(&self) -> bool {
        matches!(self.severity.as_str(), "FATAL" | "PANIC")
    }

    /// The message, and under it detail and hint, as a notice is shown.
    pub fn lines(&self) -> String {
        let mut text = format!("{}: {}", self.severity.to_lowercase(), self.message);
        for (name, more) in [("detail", &self.detail), ("hint", &self.hint)] {
            if let Some(more) = more {
                text.push_str(&format!("\n{name}: {more}"));
            }
        }
        text
    }
}

impl From<&PgDatabaseError> for ServerMessage {
    fn from(error: &PgDatabaseError) -> Self {
        let position = error.position().map(|position| match position {
            PgErrorPosition::Original(character) => At::Sent(character),
            PgErrorPosition::Internal { position, query } => {
                At::Inner { query: query.to_owned(), character: position }
            }
        });
        let fatal = matches!(error.severity(), PgSeverity::Fatal | PgSeverity::Panic);
        Self {
            severity: if fatal { "FATAL" } else { "ERROR" }.to_owned(),
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            detail: error.detail().map(str::to_owned),
            hint: error.hint().map(str::to_owned),
            position,
            context: error.r#where().map(str::to_owned),
        }
    }
}

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
        let kind = ValueKind::of_oid(field.type_oid());
        columns.push(Column { name: field.name().to_owned(), kind });
    }
    Ok(columns)
}

/// What is no Postgres, or was changed on the way.
pub(super) fn garbage(what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
