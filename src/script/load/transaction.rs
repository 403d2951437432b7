//! The state of the session: in the load's transaction, in one of the file's own, or in none.

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
    /// Where something was committed before the end.
    committed_at: Option<Location>,
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
}

/// What is known about our transaction.
#[derive(Debug, Default)]
struct Managed {
    /// A COMMIT of the file, which ends it if anything follows.
    pending_commit: Option<Location>,
    /// The file began a transaction within it and has not ended it.
    file_began: bool,
    statements: u64,
    xid: Xid,
    /// Something ran in it that fixed its isolation level.
    settled: bool,
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
        matches!(self.state, TransactionState::Autocommit)
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

    /// From here on every statement is a separate transaction.
    pub fn leave(&mut self) {
        self.state = TransactionState::Autocommit;
    }

    /// The file is in a transaction of its own.
    pub fn begin_file(&mut self) {
        self.state = TransactionState::File;
    }

    /// Another input begins; a COMMIT at the very end of the previous one is ignored: both
    /// remain one transaction.
    pub fn begin_input(&mut self) {
        if self.is_autocommit() {
            self.begin_with_next();
        }
        if let Some(managed) = self.managed_mut() {
            (managed.pending_commit, managed.file_began) = (None, false);
        }
    }

    /// The file has a BEGIN within ours.
    pub fn note_begin(&mut self) {
        if let Some(managed) = self.managed_mut() {
            managed.file_began = true;
        }
    }

    /// The file has a COMMIT here within ours.
    pub fn note_commit(&mut self, place: Location) {
        if let Some(managed) = self.managed_mut() {
            (managed.pending_commit, managed.file_began) = (Some(place), false);
        }
    }

    /// That COMMIT, once it is known whether it takes effect.
    pub fn take_pending_commit(&mut self) -> Option<Location> {
        self.managed_mut()?.pending_commit.take()
    }

    /// Something was committed here, before the end.
    pub fn note_committed(&mut self, place: Location) {
        self.committed_at = Some(place);
    }

    /// Where something was committed last, before the end.
    pub fn committed_at(&self) -> Option<&Location> {
        self.committed_at.as_ref()
    }

    /// Another statement is in flight. Returns whether there are enough of them for a piece.
    pub fn count_statement(&mut self) -> bool {
        let Some(managed) = self.managed_mut() else { return false };
        managed.statements += 1;
        managed.statements >= PIECE && !managed.file_began
    }

    /// A statement of a file completed with this tag.
    pub fn statement_done(&mut self, tag: &str) {
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

    /// After what may have been several statements: follows the server's status. Returns whether
    /// they ended a transaction.
    pub fn follow(&mut self, status: Status) -> bool {
        match (&self.state, status) {
            (TransactionState::Autocommit, Status::Open) => self.begin_file(),
            (TransactionState::Autocommit, _) => {}
            (_, Status::Idle) => {
                self.leave();
                return true;
            }
            _ => {}
        }
        false
    }
}
