//! Statements that no transaction may hold. Which they are, the server tells: the statement is
//! tried in the transaction first, behind a savepoint. So nothing is committed for the sake of
//! one that is misspelt, or that a transaction holds after all.

use std::sync::Arc;

use super::loader::{Block, Loader, Stop};
use super::place::Clues;
use super::statement::Statement;

/// The server refuses it within a transaction.
const IN_TRANSACTION: &str = "25001";

impl Loader<'_> {
    /// A statement that may have to be alone: what came before is committed then.
    pub async fn alone(&mut self, statement: Statement) -> Result<(), Stop> {
        let place = statement.origin.location();
        match self.block {
            Block::Theirs | Block::Auto => return self.queue(statement, None).await,
            Block::Fresh | Block::Ours => {}
        }
        if self.runs_in_transaction(&statement).await? {
            return Ok(());
        }
        self.refuse_in_check(&place, "has a statement that no transaction may hold")?;
        self.check_left_out().await?;
        self.flush_with("COMMIT;\n").await?;
        if self.told.insert("alone") {
            self.say(&format!(
                "{place}: this statement cannot run in a transaction; what stands before it is \
                 committed first"
            ));
        }
        self.committed_at = Some(place);
        self.block = Block::Auto;
        self.queue(statement, None).await?;
        self.block = Block::Fresh;
        Ok(())
    }

    /// Tries the statement in the transaction. Returns false when the server says that it may
    /// not be in one; the transaction is as before then.
    async fn runs_in_transaction(&mut self, statement: &Statement) -> Result<bool, Stop> {
        self.flush_with("SAVEPOINT cruddur_db;\n").await?;
        let reply = self.session.send(Arc::new(statement.text.clone()), &|_| {}).await;
        let sqlstate = reply.failure.as_ref().map(|error| Clues::of(error).sqlstate);
        if sqlstate.is_some() {
            self.queue_ours("ROLLBACK TO SAVEPOINT cruddur_db;", &statement.origin);
        }
        self.queue_ours("RELEASE SAVEPOINT cruddur_db;", &statement.origin);
        match sqlstate.as_deref() {
            Some(IN_TRANSACTION) => {
                // Nobody needs to hear of it.
                self.notices.take();
                return Ok(false);
            }
            // Once more, for the error and its place.
            Some(_) => self.queue(statement.clone(), None).await?,
            None => {
                self.tell_notices();
                self.ordinal += 1;
                self.loaded.statements += 1;
            }
        }
        self.flush().await?;
        Ok(true)
    }
}
