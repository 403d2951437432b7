//! Texts that are each a transaction of their own, sent one behind the other: the answer to one is
//! read while the next is on its way, so that a slow link costs one round trip for many.
//!
//! What follows a text that fails must not run. The end of a transaction goes in one message
//! behind a statement that a failed transaction refuses: the server passes over the COMMIT, stays
//! in the failed transaction, and refuses everything behind it until we roll back.

use super::entry::Role;
use super::loader::{Loader, Stop, TransactionState};
use super::options::Options;
use super::reset;
use super::session::Session;
use super::unit_log::UnitDone;
use crate::error::{Error, Result};
use crate::interrupt::Interrupt;
use crate::model::Target;
use crate::postgres::client::Client;
use crate::progress::Progress;
use crate::script::input::Input;

/// A text, and what is sent with it.
#[derive(Debug, Clone)]
pub struct Unit {
    pub input: Input,
    pub mode: Mode,
}

/// How a text runs.
#[derive(Debug, Clone)]
pub enum Mode {
    /// In a transaction, with these statements before and after it. It finds the session as new.
    Transaction { begin: bool, first: String, last: String, end: End },
    /// One statement in none; `last` follows once it is done. The session is left as it is.
    Alone { last: String },
}

/// What becomes of the transaction at the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Commit,
    /// The session stays as the text made it.
    CommitAndKeep,
    Rollback,
    /// The next text is in it too.
    Stay,
}

/// Runs the units in their order, and stops at the first that fails: those that were done, and
/// why the next one was not. Its transaction is rolled back, and the connection may be used on,
/// unless it is lost.
///
/// Errors: as [`super::load`]; one without a place is about what goes with a text.
pub async fn load_series(
    client: &mut Client,
    units: &[Unit],
    options: &Options,
    target: &Target,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> (Vec<UnitDone>, Result<(), Error>) {
    let _hold = interrupt.hold();
    let session = Session::new(client, interrupt);
    let mut loader = Loader::new(session, target, options, progress);
    let result = match loader.run_units(units).await {
        Ok(()) => Ok(()),
        Err(error) => {
            let undone = loader.session.roll_back().await;
            Err(loader.show(error, undone))
        }
    };
    (std::mem::take(&mut loader.units).done, result)
}

impl Loader<'_> {
    async fn run_units(&mut self, units: &[Unit]) -> Result<(), Stop> {
        self.refuse_promises()?;
        let version = self.session.client.server_version_num();
        let (target, own) = (self.target, self.own().to_owned());
        for unit in units {
            self.begin_input()?;
            self.variables = Default::default();
            self.variables.set_connection(target, &own, version)?;
            for (name, value) in &self.options.variables {
                self.variables.set(name, value.as_str())?;
            }
            self.progress.doing(&unit.input.name().display().to_string());
            match &unit.mode {
                Mode::Transaction { begin, first, last, end } => {
                    self.begin_unit(*begin, first)?;
                    self.load_input(&unit.input).await?;
                    self.end_unit(last, *end)?;
                }
                Mode::Alone { last } => self.alone_unit(&unit.input, last).await?,
            }
        }
        self.flush().await
    }

    fn begin_unit(&mut self, begin: bool, first: &str) -> Result<(), Stop> {
        (self.pending_commit, self.file_began) = (None, false);
        // The rows of the table tell what became of it.
        self.xid_asked = true;
        let text = if begin { format!("BEGIN;\n{first}") } else { first.to_owned() };
        self.send_ours(&text, Role::UnitBegin)?;
        if begin {
            self.set_unasked(true)?;
        }
        self.block = TransactionState::Managed;
        self.undo.begin(&self.loaded.rows);
        Ok(())
    }

    fn end_unit(&mut self, last: &str, end: End) -> Result<(), Stop> {
        let reset = reset::statements();
        let parts: Vec<&str> = match end {
            // What is checked at the end is checked before the role and the settings go.
            End::Commit => vec![super::transaction::CHECK_CONSTRAINTS, &reset, last, "COMMIT"],
            End::CommitAndKeep => vec![super::transaction::CHECK_CONSTRAINTS, last, "COMMIT"],
            End::Rollback => vec![super::transaction::CHECK_CONSTRAINTS, &reset, last, "ROLLBACK"],
            End::Stay => vec![&reset, last],
        };
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        self.send_ours(&parts.join(";\n"), Role::UnitEnd)?;
        self.block = match end {
            End::Stay => TransactionState::Managed,
            _ => TransactionState::NotStarted,
        };
        Ok(())
    }

    async fn alone_unit(&mut self, input: &Input, last: &str) -> Result<(), Stop> {
        self.flush().await?;
        self.block = TransactionState::Autocommit;
        self.load_input(input).await?;
        self.flush().await?;
        self.send_ours(last, Role::UnitEnd)?;
        self.flush().await
    }
}
