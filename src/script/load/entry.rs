//! Statements on their way, and what is heard of them.

use crate::postgres::client::{ServerMessage, Tag};
use crate::script::input::position::{FileName, Position};
use crate::script::syntax::statement::Statement;

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
    /// A COMMIT of ours that no one waits for.
    Piece,
    /// It checks what is checked at the end of the transaction.
    Check,
    /// It begins a unit of a series.
    UnitBegin,
    /// It ends one.
    UnitEnd,
    /// Our own COMMIT or ROLLBACK, after all of the file's statements.
    End,
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
    /// A unit of a series is done, with what goes with it.
    UnitDone,
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
