//! Statements that no transaction may hold. Which they are, the server tells: the statement is
//! tried in the transaction first, behind a savepoint. So nothing is committed for the sake of
//! one that is misspelt, or that a transaction holds after all.

use crate::script::load::entry::{Entry, Role};
use crate::script::load::loader::{Loader, Stop, TransactionState};
use crate::script::syntax::statement::Statement;

/// The server refuses it within a transaction.
const IN_TRANSACTION: &str = "25001";

impl Loader<'_> {
    /// A statement that may have to be alone: what came before is committed then.
    pub async fn alone(&mut self, statement: Statement) -> Result<(), Stop> {
        let place = statement.origin.location();
        match self.block {
            TransactionState::File | TransactionState::Autocommit => {
                return self.queue(statement, None).await;
            }
            TransactionState::NotStarted | TransactionState::Managed => {}
        }
        if self.runs_in_transaction(&statement).await? {
            return Ok(());
        }
        self.refuse_in_check(&place, "has a statement that no transaction may hold")?;
        self.commit_here(&place).await?;
        if self.told.insert("alone") {
            self.say(&format!(
                "{place}: this statement cannot run in a transaction; what stands before it is \
                 committed first"
            ));
        }
        self.committed_at = Some(place);
        self.leave()?;
        self.queue(statement, None).await?;
        self.block = TransactionState::NotStarted;
        Ok(())
    }

    /// Tries the statement in the transaction. Returns false when the server says that it may
    /// not be in one; the transaction is as before then.
    async fn runs_in_transaction(&mut self, statement: &Statement) -> Result<bool, Stop> {
        self.open()?;
        self.send_ours("SAVEPOINT cruddur_db", Role::Ours)?;
        self.flush().await?;
        let entry = Entry::new(statement.clone(), None, Role::File);
        self.session.send_alone(entry).map_err(|error| self.lost(error))?;
        match self.converse_guarded(0, &mut None).await {
            Ok(()) => {
                self.send_ours("RELEASE SAVEPOINT cruddur_db", Role::Ours)?;
                self.move_on().await?;
                Ok(true)
            }
            Err(failed) if failed.fault.code() == Some(IN_TRANSACTION) => {
                self.send_ours("ROLLBACK TO SAVEPOINT cruddur_db", Role::Ours)?;
                Ok(false)
            }
            Err(failed) => Err(self.explain_failure(failed, None)),
        }
    }
}
