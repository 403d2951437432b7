//! The files of a setup as parts of one transaction.

use super::exclusive::Look;
use super::files::Files;
use super::setup_plan::SetupFiles;
use crate::error::Result;
use crate::postgres::client::Client;
use crate::script::{End, Input, Mode, Options, Unit, load_series};

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
