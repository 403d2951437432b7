//! Statements in flight, and their replies.

use crate::postgres::client::{ServerMessage, Tag};
use crate::script::input::position::{FileName, Position};
use crate::script::syntax::statement::Statement;

/// A statement in flight.
#[derive(Debug, Clone)]
pub struct Entry {
    pub statement: Statement,
    /// The table that it inserts into.
    pub table: Option<String>,
    pub role: Role,
    /// The file of its COPY data, and where it begins, if sent right after the statement.
    pub data: Option<(FileName, Position)>,
}

impl Entry {
    pub fn new(statement: Statement, table: Option<String>, role: Role) -> Self {
        Self { statement, table, role, data: None }
    }

    /// Whether it ends with the COMMIT of a unit.
    pub fn commits_unit(&self) -> bool {
        self.role == Role::UnitEnd && self.statement.text().ends_with("COMMIT")
    }
}

/// The origin of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    File,
    /// The loader added it.
    Ours,
    /// It queries the transaction ID.
    Xid,
    /// Our COMMIT, not waited for.
    Piece,
    /// It checks deferred constraints.
    Check,
    /// It begins a unit of a series.
    UnitBegin,
    /// It ends one.
    UnitEnd,
    /// Our own COMMIT or ROLLBACK, after all of the file's statements.
    End,
}

/// The meaning of a reply.
pub enum Event {
    Nothing,
    Done {
        table: Option<String>,
        role: Role,
        tag: Tag,
        /// Its text, if it affects the work before it.
        text: Option<String>,
    },
    /// A unit of a series is done, including its accompanying statements.
    UnitDone,
    Failed(Box<Entry>, Box<ServerMessage>),
    Notice(Box<ServerMessage>),
    /// The statement wants data.
    CopyIn {
        binary: bool,
    },
}

/// The result of the last statement.
#[derive(Debug, Default)]
pub struct Answer {
    pub columns: Vec<String>,
    /// The first row.
    pub row: Option<Vec<Option<String>>>,
    pub rows: u64,
    pub tag: Tag,
}
