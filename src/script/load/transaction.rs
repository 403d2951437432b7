//! The state of the session: in the load's transaction, in one of the file's own, or in none.

use super::begun::Begun;
use super::kept::{Committed, Kept};
use crate::error::Location;
use crate::postgres::client::Status;

/// How many statements make a piece of a load that may be split: each table
/// created takes a handful of the server's locks.
const PIECE: u64 = 100;

/// Only after these may a transaction still set its isolation level; a query of
/// ours would fix it. Source: PostgreSQL, `PlannedStmtRequiresSnapshot`.
const BEFORE_ISOLATION: [&str; 10] = [
    "BEGIN",
    "LISTEN",
    "LOCK TABLE",
    "NOTIFY",
    "RESET",
    "SET",
    "SET CONSTRAINTS",
    "SHOW",
    "START TRANSACTION",
    "UNLISTEN",
];

/// The transaction of a load, as tracked by the loader.
#[derive(Debug, Default)]
pub struct Transaction {
    state: TransactionState,
    kept: Kept,
    /// A piece of the input is committed.
    is_split: bool,
}

#[derive(Debug, Default)]
enum TransactionState {
    /// Our transaction begins with the next message.
    #[default]
    NotStarted,
    /// In our transaction.
    Managed(Managed),
    /// In one that the file began after it had ended ours.
    File,
    /// In none: every statement is its own.
    Autocommit,
    /// The same, right after a ROLLBACK of ours.
    RolledBack,
}

/// What is known about our transaction.
#[derive(Debug, Default)]
struct Managed {
    /// A COMMIT of the file, which ends it if anything follows.
    pending_commit: Option<Location>,
    /// The transaction that the file began within it and has not ended.
    begun: Begun,
    statements: u64,
    xid: Xid,
    /// Something ran in it that fixed its isolation level.
    settled: bool,
    /// What the inputs before did is in it too.
    has_earlier_inputs: bool,
}

/// The transaction ID.
#[derive(Debug, Default)]
enum Xid {
    #[default]
    Unknown,
    Asked,
    Known(String),
}

impl Transaction {
    /// Whether ours is still to begin.
    pub fn is_due(&self) -> bool {
        matches!(self.state, TransactionState::NotStarted)
    }

    /// Whether we are in ours.
    pub fn is_managed(&self) -> bool {
        matches!(self.state, TransactionState::Managed(_))
    }

    /// Whether a statement is, or will be, in ours.
    pub fn is_ours(&self) -> bool {
        self.is_due() || self.is_managed()
    }

    /// Whether we are in one of the file's own.
    pub fn is_file(&self) -> bool {
        matches!(self.state, TransactionState::File)
    }

    /// Whether every statement is a separate transaction.
    pub fn is_autocommit(&self) -> bool {
        matches!(self.state, TransactionState::Autocommit | TransactionState::RolledBack)
    }

    fn managed(&self) -> Option<&Managed> {
        match &self.state {
            TransactionState::Managed(managed) => Some(managed),
            _ => None,
        }
    }

    fn managed_mut(&mut self) -> Option<&mut Managed> {
        match &mut self.state {
            TransactionState::Managed(managed) => Some(managed),
            _ => None,
        }
    }

    /// Ours has begun.
    pub fn begin(&mut self) {
        self.state = TransactionState::Managed(Managed::default());
    }

    /// The same without querying its ID: its outcome is determined otherwise.
    pub fn begin_untraced(&mut self) {
        self.state = TransactionState::Managed(Managed { xid: Xid::Asked, ..Managed::default() });
    }

    /// Ours begins, or begins again, with the next statement.
    pub fn begin_with_next(&mut self) {
        self.state = TransactionState::NotStarted;
    }

    /// The same behind a piece of an input.
    pub fn begin_piece(&mut self) {
        self.is_split = true;
        self.begin_with_next();
    }

    /// From here on every statement is a separate transaction.
    pub fn leave(&mut self) {
        self.state = TransactionState::Autocommit;
    }

    /// The file rolls back or prepares its transaction: from here on every statement is a
    /// separate one.
    pub fn end_otherwise(&mut self, rolls_back: bool) {
        self.kept.is_partial |= !self.is_autocommit();
        self.state = match self.is_managed() && rolls_back {
            true => TransactionState::RolledBack,
            false => TransactionState::Autocommit,
        };
    }

    /// ROLLBACK AND CHAIN.
    pub fn note_undone(&mut self) {
        self.kept.is_partial = true;
    }

    /// The file is in a transaction of its own.
    pub fn begin_file(&mut self) {
        self.state = TransactionState::File;
    }

    /// This input begins; a COMMIT at the very end of the previous one is ignored: both
    /// remain one transaction.
    pub fn begin_input(&mut self, place: Location) {
        self.is_split = false;
        if self.is_autocommit() {
            self.begin_with_next();
            self.kept.committed = Some(Committed::Before(place));
        }
        if let Some(managed) = self.managed_mut() {
            (managed.pending_commit, managed.begun) = (None, Begun::None);
            managed.has_earlier_inputs = true;
        }
    }

    /// What rolling back ours would do beyond undoing what the input did, if anything.
    pub fn more_than_input(&self) -> Option<&'static str> {
        match self.managed() {
            Some(Managed { has_earlier_inputs: true, .. }) => {
                Some("that would undo the files before it too")
            }
            _ if self.is_ours() && self.is_split => Some("part of it is committed already"),
            _ => None,
        }
    }

    /// The file has a BEGIN within ours.
    pub fn note_begin(&mut self) {
        if let Some(managed) = self.managed_mut() {
            managed.begun.begin();
        }
    }

    /// The transaction that the file began within ours.
    pub fn begun_mut(&mut self) -> Option<&mut Begun> {
        self.managed_mut().map(|managed| &mut managed.begun)
    }

    /// The file has a COMMIT here within ours.
    pub fn note_commit(&mut self, place: Location) {
        if let Some(managed) = self.managed_mut() {
            (managed.pending_commit, managed.begun) = (Some(place), Begun::None);
        }
    }

    /// That COMMIT, once it is known whether it takes effect.
    pub fn take_pending_commit(&mut self) -> Option<Location> {
        self.managed_mut()?.pending_commit.take()
    }

    /// This statement has committed, before the end.
    pub fn note_committed(&mut self, place: Location) {
        self.kept.committed = Some(Committed::UpTo(place));
    }

    /// Whether anything may be committed before the end.
    pub fn has_committed(&self) -> bool {
        self.kept.committed.is_some() || self.is_autocommit()
    }

    /// Whether all that was done is rolled back by the file itself.
    pub fn is_undone(&self) -> bool {
        matches!(self.state, TransactionState::RolledBack) && self.kept.committed.is_none()
    }

    /// What is committed if the running statement fails, if anything.
    pub fn left_behind(&self, statement: &str) -> Option<String> {
        self.kept.left_behind(self.is_autocommit(), statement)
    }

    /// Another statement is in flight. Returns whether there are enough of them for a piece.
    pub fn count_statement(&mut self) -> bool {
        let Some(managed) = self.managed_mut() else { return false };
        managed.statements += 1;
        managed.statements >= PIECE && managed.begun == Begun::None
    }

    /// A statement of a file completed with this tag.
    pub fn statement_done(&mut self, tag: &str) {
        if self.is_autocommit() {
            self.leave();
        }
        let Some(managed) = self.managed_mut() else { return };
        managed.settled |= !BEFORE_ISOLATION.contains(&tag);
        // AND CHAIN begins another transaction, which may set its own.
        if matches!(tag, "COMMIT" | "ROLLBACK") {
            (managed.settled, managed.xid) = (false, Xid::Unknown);
        }
    }

    /// Whether the isolation level of ours can no longer change.
    pub fn is_settled(&self) -> bool {
        self.managed().is_some_and(|managed| managed.settled)
    }

    /// Whether ours has an ID that was not queried yet.
    pub fn lacks_xid(&self) -> bool {
        self.managed().is_some_and(|managed| matches!(managed.xid, Xid::Unknown))
    }

    pub fn ask_xid(&mut self) {
        if let Some(managed) = self.managed_mut() {
            managed.xid = Xid::Asked;
        }
    }

    /// The reply, which is NULL while the transaction has changed nothing.
    pub fn set_xid(&mut self, xid: Option<String>) {
        if let Some(managed) = self.managed_mut() {
            managed.xid = xid.map_or(Xid::Unknown, Xid::Known);
        }
    }

    /// The ID of ours, if known.
    pub fn take_xid(&mut self) -> Option<String> {
        match std::mem::take(&mut self.managed_mut()?.xid) {
            Xid::Known(xid) => Some(xid),
            Xid::Unknown | Xid::Asked => None,
        }
    }

    /// After what may have been several statements, which begin here: follows the server's status.
    /// Returns whether they ended a transaction.
    pub fn follow(&mut self, status: Status, place: &Location) -> bool {
        match (&self.state, status) {
            (_, Status::Open) if self.is_autocommit() => {
                self.begin_file();
                self.kept.committed = Some(Committed::Before(place.clone()));
            }
            _ if self.is_autocommit() => {}
            (_, Status::Idle) => {
                self.leave();
                return true;
            }
            _ => {}
        }
        false
    }
}
