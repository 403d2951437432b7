//! The statements before and after each text of a series.

use super::Executor;
use super::own_transactions::CHECK_CONSTRAINTS;
use crate::script::load::entry::Role;
use crate::script::load::reset::RESET;
use crate::script::load::stop::Stop;
use crate::script::load::unit::{End, UnitDone};

impl Executor<'_> {
    /// The units that are done.
    pub fn into_units(self) -> Vec<UnitDone> {
        self.units.into_done()
    }

    /// A text begins, in a separate transaction or that of the one before it.
    pub async fn begin_unit(&mut self, begin: bool, first: &str) -> Result<(), Stop> {
        let text = if begin { format!("BEGIN;\n{first}") } else { first.to_owned() };
        self.send_ours(&text, Role::UnitBegin)?;
        if begin {
            self.set_unasked(true)?;
        }
        match self.options.traceable {
            true => self.transaction.begin(),
            // The rows of a table record its outcome.
            false => self.transaction.begin_untraced(),
        }
        self.report.begin_transaction();
        // Behind a pooler, its lock tells whether it is still under way if the connection is lost.
        if begin {
            self.hear_pooler().await?;
        }
        Ok(())
    }

    /// The text is over. Deferred constraints are checked before role and settings are reset; all
    /// of it is one message, of which a failed transaction refuses the first statement, and nothing
    /// else is run.
    pub async fn end_unit(&mut self, last: &str, end: End) -> Result<(), Stop> {
        let parts = match end {
            End::Commit => vec![CHECK_CONSTRAINTS, RESET, last, "COMMIT"],
            End::CommitAndKeep => vec![CHECK_CONSTRAINTS, last, "COMMIT"],
            End::Rollback => vec![CHECK_CONSTRAINTS, RESET, last, "ROLLBACK"],
            End::Stay => vec![RESET, last],
        };
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let is_traced = self.options.traceable && end == End::Commit;
        if is_traced {
            self.ask_for_xid()?;
            self.flush().await?;
        }
        self.send_ours(&parts.join(";\n"), Role::UnitEnd)?;
        if is_traced && let Err(failed) = self.converse_guarded(0, &mut None).await {
            match failed.is_unknown() {
                true => self.find_out(failed.fault).await?,
                false => return Err(failed.into()),
            }
            self.units.note(self.report.statements());
        }
        // Old poolers give the session to others at the end of a transaction, although it has been
        // sent the next one.
        self.hear_pooler().await?;
        if end != End::Stay {
            self.transaction.begin_with_next();
        }
        Ok(())
    }

    /// A statement outside a transaction begins, once everything before it is done.
    pub async fn begin_alone(&mut self) -> Result<(), Stop> {
        self.flush().await?;
        self.transaction.leave();
        Ok(())
    }

    /// It is done; `last` follows.
    pub async fn end_alone(&mut self, last: &str) -> Result<(), Stop> {
        self.flush().await?;
        self.send_ours(last, Role::UnitEnd)?;
        self.flush().await
    }
}
