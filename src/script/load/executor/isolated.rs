//! Statements that cannot run in a transaction. The server decides which: the statement is
//! tried in the transaction first, after a savepoint. So nothing is committed because of
//! one that is misspelt, or that can run in a transaction after all.

use super::Executor;
use crate::script::load::entry::{Entry, Role};
use crate::script::load::stop::{Failed, Stop};
use crate::script::syntax::statement::Statement;

/// The server refuses it within a transaction.
const IN_TRANSACTION: &str = "25001";

impl Executor<'_> {
    /// A statement that may have to run alone: what came before is committed then.
    pub async fn alone(&mut self, statement: Statement) -> Result<(), Stop> {
        if !self.transaction.is_ours() {
            return self.queue(statement).await;
        }
        if self.runs_in_transaction(&statement).await? {
            return Ok(());
        }
        let place = statement.origin.location();
        self.refuse_in_check(&place, "has a statement that cannot run in a transaction")?;
        self.commit_here(&place).await?;
        let said = "this statement cannot run in a transaction; the statements before it are \
                    committed first";
        self.report.say_once("alone", &format!("{place}: {said}"));
        self.transaction.note_committed(place);
        self.leave()?;
        self.queue(statement).await?;
        self.transaction.begin_with_next();
        Ok(())
    }

    /// Tries the statement in the transaction. Returns false if the server reports that it may
    /// not be in one; the transaction is then unchanged.
    async fn runs_in_transaction(&mut self, statement: &Statement) -> Result<bool, Stop> {
        self.open()?;
        self.send_ours("SAVEPOINT cruddur_db", Role::Ours)?;
        self.flush().await?;
        self.session.send_alone(Entry::new(statement.clone(), None, Role::File))?;
        match self.converse_guarded(0, &mut None).await {
            Ok(()) => {
                self.send_ours("RELEASE SAVEPOINT cruddur_db", Role::Ours)?;
                self.move_on().await?;
                Ok(true)
            }
            Err(Failed { fault, .. }) if fault.code() == Some(IN_TRANSACTION) => {
                self.send_ours("ROLLBACK TO SAVEPOINT cruddur_db", Role::Ours)?;
                Ok(false)
            }
            Err(failed) => Err(failed.into()),
        }
    }
}
