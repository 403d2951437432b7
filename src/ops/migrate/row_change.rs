//! The row of a migration, which a transaction changes together with what it does.

use super::jobs::Job;
use super::open::Opened;
use super::request::{MigrateRequest, Mode};
use crate::error::Error;
use crate::migrations::Migration;
use crate::postgres::sqlstate;
use crate::report::migrate::Direction;

/// The statements before and after a text that change its row.
#[derive(Default)]
pub(super) struct RowChange {
    pub(super) first: Vec<String>,
    pub(super) last: Vec<String>,
}

/// `before` is the condition that the previous job is done, and is updated to this one's.
pub(super) fn row_change(
    request: MigrateRequest<'_>,
    opened: &Opened,
    job: &Job,
    before: &mut Option<String>,
) -> RowChange {
    let (migrations, repeatables) = (&opened.look.table, &opened.repeatables.table);
    let Migration { version, name, checksum, .. } = &job.migration;
    let is_repeatable = job.migration.is_repeatable();
    let present = if is_repeatable { repeatables.present } else { migrations.present };
    // A trial on a database without the table cannot write to it.
    if !present && request.mode == Mode::Check {
        return RowChange::default();
    }
    let after = before.take();
    let after = after.as_deref();
    match job.direction {
        _ if is_repeatable => {
            *before = Some(repeatables.after(name, checksum));
            let claim = repeatables.claim(name, checksum, after.unwrap_or("true"));
            RowChange { first: vec![claim], last: Vec::new() }
        }
        Direction::Up => {
            *before = Some(migrations.after(*version));
            let done = migrations.done(*version, "transaction_timestamp()");
            RowChange { first: vec![migrations.claim(&job.row(), after)], last: vec![done] }
        }
        Direction::Down => RowChange {
            first: vec![migrations.forget(*version)],
            last: opened.repeatables.forget(job.direction).into_iter().collect(),
        },
    }
}

/// Whether one of our statements found that another session was first.
pub(super) fn is_taken(error: &Error) -> bool {
    let codes = [sqlstate::UNIQUE_VIOLATION, sqlstate::DIVISION_BY_ZERO];
    error.location().is_none() && error.code().is_some_and(|code| codes.contains(&code))
}
