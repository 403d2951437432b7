//! Errors for users, and the state that a failure leaves.

use super::diagnostics::{ErrorPosition, with_excerpt, with_location};
use super::durable_ddl;
use super::entry::{Entry, Role};
use super::executor::Executor;
use super::stop::{Failed, Stop};
use crate::error::{Error, Kind};
use crate::hint;
use crate::postgres::client::Fault;
use crate::postgres::{explain_fault, sqlstate};
use crate::script::input::cache::InputCache;

/// What the server refuses within a transaction: a statement, a COMMIT in a procedure, a new
/// value of an enum that was added in the same one.
const IN_TRANSACTION: [&str; 3] = ["25001", "2D000", "55P04"];

/// The error for what stopped a load, with its location, before anything is rolled back. `cache`
/// has what was read of the files.
pub fn explain(stop: Stop, executor: &Executor<'_>, cache: &InputCache) -> Error {
    let Failed { fault, entry } = match stop {
        Stop::Error(error) => return error,
        Stop::Failed(failed) => failed,
    };
    let cancelled = matches!(fault.code(), Some(sqlstate::CANCELLED) | None);
    if cancelled && executor.session().guard().is_raised() {
        return Error::interrupted("interrupted");
    }
    let state = after_loss(executor).filter(|_| fault.is_lost());
    let said = match &fault {
        Fault::Server(error) => error.detail.clone(),
        Fault::Lost(_) => None,
    };
    let error = at_entry(fault, entry.as_deref(), executor, cache);
    match (state, said) {
        (Some(state), Some(said)) => error.with_detail(format!("{said}\n{state}")),
        (Some(state), None) => error.with_detail(state),
        (None, _) => error,
    }
}

/// What is kept if the connection is lost before our COMMIT was sent, or the server terminated it
/// before.
fn after_loss(executor: &Executor<'_>) -> Option<&'static str> {
    let transaction = executor.transaction();
    if executor.options().disposable {
        None
    } else if transaction.is_autocommit() {
        Some("the statements before it are done; whether it is done itself is unknown")
    } else if transaction.is_ours() && transaction.committed_at().is_none() {
        Some("that was before COMMIT: the load was rolled back")
    } else {
        Some("that was before COMMIT: the file's last transaction was rolled back")
    }
}

/// The error located at its statement, or at the line of its data.
fn at_entry(
    fault: Fault,
    entry: Option<&Entry>,
    executor: &Executor<'_>,
    cache: &InputCache,
) -> Error {
    let target = executor.target();
    let code = fault.code().unwrap_or_default().to_owned();
    let Some(entry) = entry.filter(|entry| entry.role == Role::File) else {
        let error = advise(explain_fault(fault, target), &code, executor);
        return match entry.map(|entry| entry.role) {
            Some(Role::End | Role::Check | Role::UnitEnd) if code.starts_with("23") => error
                .with_hint(
                    "found at the end of the transaction, where deferred constraints are checked",
                ),
            _ => error,
        };
    };
    let found = ErrorPosition::of(&fault);
    if let (Some((file, first)), Some(line)) = (&entry.data, found.copy_line) {
        let position = first.lines_down(line.saturating_sub(1));
        let error = with_location(fault, &found, target, file, position, cache);
        return advise(error, &code, executor);
    }
    let (text, origin) = (entry.statement.text(), &entry.statement.origin);
    let position = match found.offset_in(text, executor.session().counts_bytes()) {
        Some(offset) => origin.position_at(text, offset),
        None => origin.start(),
    };
    let lost = fault.is_lost();
    let error = with_location(fault, &found, target, &origin.file, position, cache);
    if lost && executor.transaction().is_autocommit() {
        return error.with_hint(
            "it is unknown whether the server ran this statement: check before you repeat it",
        );
    }
    advise(error, &code, executor)
}

/// Adds a hint and the state of the database. `code` is the SQLSTATE, or empty.
pub fn advise(error: Error, code: &str, executor: &Executor<'_>) -> Error {
    let disposable = executor.options().disposable;
    match executor.transaction().committed_at() {
        Some(_) if disposable => error,
        Some(place) => error.with_hint(format!("everything before {place} is committed")),
        None if IN_TRANSACTION.contains(&code) => error.with_hint(
            "begin a file that must not run in one transaction with the line -- cruddur-db: \
             no-transaction",
        ),
        None if code == sqlstate::OUT_OF_SHARED_MEMORY => error.with_hint(format!(
            "one transaction locks everything that it creates: use {}, which loads a new \
             database in pieces; or begin the file with the line -- cruddur-db: \
             no-transaction; or increase max_locks_per_transaction",
            hint::command("restore FILE")
        )),
        None if disposable => error,
        None => match durable_ddl::left_behind(executor.client().engine()) {
            Some(what) => error.with_hint(what),
            None => error,
        },
    }
}

/// An error with its line, and the outcome of the transaction. `undone` means
/// that the server rolled it back.
pub fn show(error: Error, undone: bool, executor: &Executor<'_>, cache: &InputCache) -> Error {
    if error.kind() != Kind::Interrupted {
        return with_excerpt(error, cache);
    }
    let left = durable_ddl::left_behind(executor.client().engine());
    let state = match (executor.transaction().committed_at(), left) {
        _ if executor.options().disposable => "nothing was changed".to_owned(),
        (Some(place), _) => format!("everything before {place} is committed"),
        (None, Some(left)) => left,
        (None, None) if undone => {
            "everything was rolled back; the database is unchanged".to_owned()
        }
        (None, None) => "the server rolls back once it notices the lost connection; the database \
                         is then unchanged"
            .to_owned(),
    };
    Error::interrupted(format!("interrupted; {state}"))
}
