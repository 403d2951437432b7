//! The server's errors and notices, and failures of the connection.

use std::io;

use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::ErrorFields;
use sqlx::postgres::{PgDatabaseError, PgErrorPosition, PgSeverity};

/// An error or notice of the server, with all fields that are shown.
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
    /// The server's CONTEXT: the call stack, the line of COPY data.
    pub context: Option<String>,
    /// The session may act as another role than its login's.
    pub as_another: bool,
}

/// Where an error is. Characters count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// In the text that was sent.
    Sent(usize),
    /// In a query that the server ran internally, such as a function's.
    Inner { query: String, character: usize },
}

impl ServerMessage {
    pub(in crate::postgres) fn read(mut fields: ErrorFields<'_>) -> io::Result<Self> {
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
            // Other servers may omit it.
            read.severity = translated;
        }
        read.position = match (sent, query) {
            (Some(character), _) => Some(At::Sent(character)),
            (None, Some(query)) => inner.map(|character| At::Inner { query, character }),
            (None, None) => None,
        };
        Ok(read)
    }

    /// Whether the server disconnects after it.
    pub fn is_fatal(&self) -> bool {
        matches!(self.severity.as_str(), "FATAL" | "PANIC")
    }

    /// The message, followed by detail and hint, as shown for a notice.
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
            as_another: false,
        }
    }
}

/// Why a request failed.
#[derive(Debug)]
pub enum Fault {
    /// The server reported an error. The session continues, unless it was fatal.
    Server(Box<ServerMessage>),
    /// The connection broke, or the reply was not Postgres's.
    Lost(io::Error),
}

impl Fault {
    /// The SQLSTATE, if it is the server's error.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Server(message) => Some(&message.code),
            Self::Lost(_) => None,
        }
    }

    /// Whether the connection can no longer be used.
    pub fn is_lost(&self) -> bool {
        match self {
            Self::Server(message) => message.is_fatal(),
            Self::Lost(_) => true,
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Lost(error)
    }
}
