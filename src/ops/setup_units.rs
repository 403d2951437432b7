//! What the ways to fill a database share: its files as parts of one transaction, and the request
//! that runs its migrations.

use std::time::Duration;

use super::exclusive::Look;
use super::files::Files;
use super::migrate::{self, MigrateRequest};
use super::setup_plan::SetupFiles;
use super::setup_steps::Steps;
use crate::error::Result;
use crate::migrations::{ProjectMigrations, Selection};
use crate::postgres::ConnectRequest;
use crate::postgres::client::Client;
use crate::report::migrate::Direction;
use crate::script::{End, Input, Mode, Options, Unit, load_series};

/// There are no other locks in a database that is being created.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// The files within one transaction with this end. `begin` are the statements that it begins with.
pub(super) fn units(files: &Files, begin: Option<String>, end: End) -> Vec<Unit> {
    let nothing = nothing();
    let inputs = match files.inputs.as_slice() {
        [] => std::slice::from_ref(&nothing),
        inputs => inputs,
    };
    let mut begin = begin;
    let unit = |(index, input): (usize, &Input)| {
        let first = begin.take();
        let end = if index + 1 == inputs.len() { end } else { End::Stay };
        let (begin, first, last) = (first.is_some(), first.unwrap_or_default(), String::new());
        Unit { input: input.clone(), mode: Mode::Transaction { begin, first, last, end } }
    };
    inputs.iter().enumerate().map(unit).collect()
}

/// An input without statements.
pub(super) fn nothing() -> Input {
    Input::Text { name: "nothing".into(), text: "" }
}

/// Returns how many statements the files had.
pub(super) async fn run_units(
    look: Look<'_>,
    client: &mut Client,
    files: &SetupFiles,
    units: &[Unit],
) -> Result<u64> {
    let ends = |unit: &Unit| matches!(unit.mode, Mode::Transaction { end: End::Commit, .. });
    let traceable = units.iter().any(ends);
    let variables = files.variables.clone();
    let options = Options { variables, whole: true, traceable, ..Options::default() };
    let Look { login, progress, interrupt, .. } = look;
    let (done, result) =
        load_series(client, units, &options, login.target, progress, interrupt).await;
    result?;
    Ok(done.iter().map(|unit| unit.statements).sum())
}

/// What is pending of the migrations.
pub(super) fn request<'a>(
    login: ConnectRequest<'a>,
    files: &'a SetupFiles,
    migrations: &'a ProjectMigrations,
    steps: &Steps<'a>,
) -> MigrateRequest<'a> {
    MigrateRequest {
        login,
        files: &migrations.files,
        sqlx: &migrations.sqlx,
        direction: Direction::Up,
        selection: Selection::All,
        mode: migrate::Mode::Apply,
        strict: false,
        // A schema file may record more migrations than there are files.
        ignore_missing: true,
        all_in_one: false,
        resume: false,
        lock_wait: Duration::ZERO,
        lock_timeout: LOCK_TIMEOUT,
        known_as: None,
        variables: &files.variables,
        backup: None,
        always_backup: false,
        progress: steps.progress,
        interrupt: steps.interrupt,
    }
}
