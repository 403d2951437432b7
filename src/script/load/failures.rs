//! Errors for users, and the state that a failure leaves.

use super::compatibility::schema_owner;
use super::csv::{Csv, NOT_UTF8};
use super::diagnostics::{ErrorPosition, excerpt_at, with_excerpt, with_location, without_secret};
use super::durable_ddl;
use super::entry::{Entry, Role};
use super::executor::{Executor, NOT_IN_PLACE, UNKNOWN};
use super::stop::{Failed, Stop};
use crate::error::{Error, Kind};
use crate::hint;
use crate::model::{mentions_secret, secrets};
use crate::postgres::client::Fault;
use crate::postgres::{explain_fault, sqlstate};
use crate::script::input::Input;
use crate::script::input::cache::InputCache;
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::Kind as StatementKind;

/// What the server refuses within a transaction: a statement, a COMMIT in a procedure, a new
/// value of an enum that was added in the same one.
const IN_TRANSACTION: [&str; 3] = ["25001", "2D000", sqlstate::UNSAFE_NEW_ENUM_VALUE];

/// What is said of a transaction that the file ends itself.
const FILES_UNKNOWN: &str = "the connection was lost at the file's COMMIT, before the server \
                             answered: it is unknown whether that transaction was committed";

const NO_OWNER: &str =
    "schema-load, seed and restore leave out statements that set owners: --no-owner";

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
    let state = after_loss(&fault, entry.as_deref(), executor).filter(|_| fault.is_lost());
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

/// What is kept if the connection is lost, or the server terminated it.
fn after_loss(
    fault: &Fault,
    entry: Option<&Entry>,
    executor: &Executor<'_>,
) -> Option<&'static str> {
    let transaction = executor.transaction();
    // A server that ends the session at a statement runs nothing behind it; a pooler says the same
    // of what its server may run.
    let may_have_run = |is_it: &dyn Fn(&Entry) -> bool| match fault {
        Fault::Server(_) if !executor.client().has_made_up_pid() => entry.is_some_and(is_it),
        _ => executor.session().awaits(is_it),
    };
    if executor.options().disposable {
        Some(NOT_IN_PLACE)
    } else if may_have_run(&Entry::commits_unit) {
        Some(UNKNOWN)
    } else if transaction.is_autocommit() {
        Some("the statements before it are done; whether it is done itself is unknown")
    } else if may_have_run(&|entry| is_files_commit(entry, executor)) {
        Some(FILES_UNKNOWN)
    } else if transaction.is_ours() && !transaction.has_committed() {
        Some("that was before COMMIT: the load was rolled back")
    } else {
        Some("that was before COMMIT: the file's last transaction was rolled back")
    }
}

/// Whether the file ends a transaction with it.
fn is_files_commit(entry: &Entry, executor: &Executor<'_>) -> bool {
    let pieces = entry.statement.pieces(executor.client().standard_strings());
    entry.role == Role::File && pieces.iter().any(|it| it.kind().ending() == Some("commits"))
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
    let (text, origin) = (entry.statement.text(), &entry.statement.origin);
    let counts_bytes = executor.client().counts_bytes();
    let fault = without_secret(fault, text, counts_bytes);
    let found = ErrorPosition::of(&fault);
    if let (Some((file, first)), Some(line)) = (&entry.data, found.copy_line) {
        let position = first.lines_down(line.saturating_sub(1));
        let is_csv = Csv::of(&Input::File(file.path().to_owned())).is_some();
        let error = with_location(fault, &found, target, file, position, cache);
        let error = match mentions_secret(text) {
            true => error.with_excerpt(format!("{} | ***", position.line)),
            false => error,
        };
        let error = match code == sqlstate::INVALID_BYTES && is_csv {
            true => error.with_hint(NOT_UTF8),
            false => error,
        };
        return advise(error, &code, executor);
    }
    let offset = found.offset_in(text, counts_bytes);
    let position = offset.map_or(origin.start(), |offset| origin.position_at(text, offset));
    let lost = fault.is_lost();
    let error = with_location(fault, &found, target, &origin.file, position, cache);
    // The line alone does not tell what its strings are.
    let error = match secrets(text).is_empty() {
        true => error,
        false => error.with_excerpt(excerpt_at(text, offset.unwrap_or(0), Some(position.line))),
    };
    if lost && executor.transaction().is_autocommit() {
        return error.with_hint(
            "it is unknown whether the server ran this statement: check before you repeat it",
        );
    }
    let error = advise(with_cause(error, &code, &entry.statement, executor), &code, executor);
    // The server does not say which of several statements in a message fails.
    match commits_midway(entry, executor) && !executor.options().disposable {
        true => error.also("a COMMIT is in the same message: what is before it may be committed"),
        false => error,
    }
}

/// Whether it is several statements in one message, with a COMMIT before the last.
fn commits_midway(entry: &Entry, executor: &Executor<'_>) -> bool {
    let pieces = entry.statement.pieces(executor.client().standard_strings());
    let before = pieces.split_last().map_or(&[][..], |(_, before)| before);
    before.iter().any(|it| it.kind().ending() == Some("commits"))
}

/// Adds what to do about a statement that fails for what it names.
fn with_cause(error: Error, code: &str, statement: &Statement, executor: &Executor<'_>) -> Error {
    let options = executor.options();
    let refused = matches!(code, sqlstate::INSUFFICIENT_PRIVILEGE | sqlstate::UNDEFINED_OBJECT);
    match statement.kind() {
        StatementKind::Owner if refused && !options.no_owner => error.with_hint(NO_OWNER),
        _ if refused && !options.no_owner && schema_owner(statement).is_some() => {
            error.with_hint(NO_OWNER)
        }
        StatementKind::Privilege if refused && !options.no_acl => error.with_hint(
            "schema-load, seed and restore leave out statements that grant and revoke: --no-acl",
        ),
        _ if refused && sets_role(statement) => {
            let not_left_out =
                if options.no_owner { ", and --no-owner does not leave it out" } else { "" };
            error.with_hint(format!(
                "the statement names another role{not_left_out}: take it out of the file, or \
                 connect as a role that may act as that one"
            ))
        }
        _ if matches!(code, sqlstate::UNDEFINED_TABLE | sqlstate::UNDEFINED_SCHEMA) => {
            let file = Input::File(statement.origin.file.path().to_owned());
            match Csv::of(&file) {
                Some(_) => error.with_hint(
                    "the table name comes from the file name: rename the file, or create the table first",
                ),
                None => error,
            }
        }
        _ => error,
    }
}

/// `SET ROLE ..`, which `pg_restore --no-owner` writes too, if it is given a role.
fn sets_role(statement: &Statement) -> bool {
    let mut tokens = statement.tokens();
    let sets = tokens.accept(&["set"]);
    let _ = tokens.accept(&["session"]) || tokens.accept(&["local"]);
    sets && tokens.accept(&["role"])
}

/// Adds a hint and the state of the database. `code` is the SQLSTATE, or empty.
pub fn advise(error: Error, code: &str, executor: &Executor<'_>) -> Error {
    let disposable = executor.options().disposable;
    match executor.transaction().left_behind("this statement") {
        Some(_) if disposable => error,
        Some(left) => error.with_hint(left),
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
    let state = match (executor.transaction().left_behind("the interrupted statement"), left) {
        _ if executor.options().disposable => "nothing was changed".to_owned(),
        (Some(left), _) | (None, Some(left)) => left,
        (None, None) if undone => {
            "everything was rolled back; the database is unchanged".to_owned()
        }
        (None, None) => "the server rolls back once it notices the lost connection; the database \
                         is then unchanged"
            .to_owned(),
    };
    Error::interrupted(format!("interrupted; {state}"))
}
