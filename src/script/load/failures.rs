//! What a failure means to a person.

use super::executor::Failed;
use crate::error::Error;
use crate::postgres::client::Fault;
use crate::postgres::{explain_fault, sqlstate};
use crate::script::load::copy::Data;
use crate::script::load::diagnostics::{ErrorPosition, with_location};
use crate::script::load::entry::{Entry, Role};
use crate::script::load::loader::{Loader, Stop, TransactionState};
use crate::script::syntax::statement::Statement;

/// What the server refuses within a transaction: a statement, a COMMIT in a procedure, a new
/// value of an enum that was added in the same one.
const IN_TRANSACTION: [&str; 3] = ["25001", "2D000", "55P04"];

impl Loader<'_> {
    /// The error of a conversation, at the statement that it is about.
    pub fn explain_failure(&self, failed: Failed, data: Option<&Data<'_>>) -> Error {
        let Failed { fault, entry } = failed;
        if let Some(interrupted) = self.was_interrupted(&fault) {
            return interrupted;
        }
        let state = self.after_loss().filter(|_| fault.is_lost());
        let said = match &fault {
            Fault::Server(error) => error.detail.clone(),
            Fault::Lost(_) => None,
        };
        let error = self.explain_fault_at(fault, entry, data);
        match (state, said) {
            (Some(state), Some(said)) => error.detail(format!("{said}\n{state}")),
            (Some(state), None) => error.detail(state),
            (None, _) => error,
        }
    }

    /// What is kept when the connection is lost before our COMMIT has left, or the server ended it
    /// before it came to that.
    pub fn after_loss(&self) -> Option<&'static str> {
        match self.block {
            _ if self.options.disposable => None,
            TransactionState::NotStarted | TransactionState::Managed
                if self.committed_at.is_none() =>
            {
                Some("that was before COMMIT: nothing of the load is kept")
            }
            TransactionState::NotStarted | TransactionState::Managed | TransactionState::File => {
                Some("that was before COMMIT: nothing of the file's last transaction is kept")
            }
            TransactionState::Autocommit => {
                Some("what stands before it is done; whether it is itself is not known")
            }
        }
    }

    pub fn explain_fault_at(
        &self,
        fault: Fault,
        entry: Option<Box<Entry>>,
        data: Option<&Data<'_>>,
    ) -> Error {
        let error_position = ErrorPosition::of(&fault);
        let sqlstate = fault.code().unwrap_or_default().to_owned();
        let Some(entry) = entry else {
            return self.advise(explain_fault(fault, self.target), &sqlstate);
        };
        if entry.role == Role::File {
            let data = data.map(|data| (data.source.name(), data.first));
            let data = data.or(entry.data.as_ref().map(|(file, first)| (file, *first)));
            return match (data, error_position.copy_line) {
                (Some((file, first)), Some(line)) => {
                    let position = first.lines_down(line.saturating_sub(1));
                    let error = with_location(
                        fault,
                        &error_position,
                        self.target,
                        file,
                        position,
                        &self.readable,
                    );
                    self.advise(error, &sqlstate)
                }
                _ => self.statement_failed(fault, &error_position, &entry, &sqlstate),
            };
        }
        let error = self.advise(explain_fault(fault, self.target), &sqlstate);
        match entry.role {
            Role::End | Role::Check | Role::UnitEnd if sqlstate.starts_with("23") => error.hint(
                "found at the end of the transaction, where deferred constraints are checked",
            ),
            _ => error,
        }
    }

    pub fn statement_failed(
        &self,
        fault: Fault,
        error_position: &ErrorPosition,
        entry: &Entry,
        sqlstate: &str,
    ) -> Error {
        let Statement { text, origin } = &entry.statement;
        let lost = fault.is_lost();
        let position = match error_position.offset_in(text, self.session.counts_bytes()) {
            Some(offset) => origin.position_at(text, offset),
            None => origin.start(),
        };
        let error = with_location(
            fault,
            error_position,
            self.target,
            &origin.file,
            position,
            &self.readable,
        );
        if lost && self.block == TransactionState::Autocommit {
            return error.hint(
                "whether the server still ran this statement is not known: look before you repeat",
            );
        }
        self.advise(error, sqlstate)
    }

    /// Adds what to do, and what the database is like now.
    pub fn advise(&self, error: Error, sqlstate: &str) -> Error {
        match &self.committed_at {
            Some(_) if self.options.disposable => error,
            Some(place) => error.hint(format!("what stands before {place} is committed and stays")),
            None if IN_TRANSACTION.contains(&sqlstate) => error.hint(
                "a file that must not run in one transaction begins with the line \
                 -- cruddur-db: no-transaction",
            ),
            None if sqlstate == sqlstate::OUT_OF_SHARED_MEMORY => error.hint(
                "one transaction holds a lock on everything that it makes: cruddur-db restore \
                 loads into a database of its own, in pieces; or the file begins with the line \
                 -- cruddur-db: no-transaction; or the server gets a larger \
                 max_locks_per_transaction",
            ),
            None if self.options.disposable => error,
            None => match self.left_behind() {
                Some(what) => error.hint(what),
                None => error,
            },
        }
    }

    pub fn lost(&self, error: std::io::Error) -> Stop {
        explain_fault(Fault::Lost(error), self.target)
    }

    pub fn was_interrupted(&self, fault: &Fault) -> Option<Error> {
        if !self.session.guard.is_raised() {
            return None;
        }
        matches!(fault.code(), Some(sqlstate::CANCELLED) | None).then(|| self.interrupted())
    }

    /// The user interrupted. What has become of the transaction is said once it is known.
    pub fn interrupted(&self) -> Error {
        Error::interrupted("interrupted")
    }
}
