//! One transaction for everything, and what becomes of it when a file has its own.

use super::options::Options;
use crate::error::{Error, Location};
use crate::script::load::entry::Role;
use crate::script::load::loader::{Loader, Stop, TransactionState};
use crate::script::load::reset;
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::Kind;

/// While the transaction can still be rolled back with everything that goes with that.
pub const CHECK_CONSTRAINTS: &str = "SET CONSTRAINTS ALL IMMEDIATE";

impl Loader<'_> {
    /// BEGIN within our transaction changes nothing: the server would only warn. Its modes count.
    pub async fn begin(&mut self, statement: Statement, bare: bool) -> Result<(), Stop> {
        self.flush_pending_commit().await?;
        match self.block {
            TransactionState::Autocommit => self.queue(statement, None).await,
            _ => {
                self.file_began = true;
                if bare { Ok(()) } else { self.queue(statement, None).await }
            }
        }
    }

    /// `\set AUTOCOMMIT off`: psql begins a transaction wherever none is open.
    pub async fn begin_implicit(&mut self, next: &Statement, kind: &Kind) -> Result<(), Stop> {
        if self.block != TransactionState::Autocommit
            || *kind == Kind::Alone
            || !self.variables.is_off("AUTOCOMMIT")
        {
            return Ok(());
        }
        let origin = &next.origin;
        let statement = Statement::made("BEGIN;", origin.file.clone(), origin.start());
        self.begin(statement, true).await
    }

    /// COMMIT ends our transaction only if something comes after it.
    pub async fn commit(&mut self, statement: Statement) -> Result<(), Stop> {
        match self.block {
            TransactionState::NotStarted | TransactionState::Managed => {
                self.flush_pending_commit().await?;
                self.file_began = false;
                self.pending_commit = Some(statement.origin.location());
                Ok(())
            }
            TransactionState::File => self.end_block(statement).await,
            TransactionState::Autocommit => self.queue(statement, None).await,
        }
    }

    /// The file's COMMIT was not its last word: it counts.
    pub async fn flush_pending_commit(&mut self) -> Result<(), Stop> {
        let Some(place) = self.pending_commit.take() else { return Ok(()) };
        self.refuse_in_check(&place, "commits in its middle")?;
        self.commit_here(&place).await?;
        self.leave()?;
        self.note_own_transactions(place);
        Ok(())
    }

    pub fn note_own_transactions(&mut self, place: Location) {
        if self.told.insert("own transactions") {
            self.say(&format!(
                "{place}: the file commits here by itself; what follows runs statement by \
                 statement, and an error there leaves what is committed"
            ));
        }
        self.committed_at = Some(place);
    }

    pub fn refuse_in_check(&self, place: &Location, what: &str) -> Result<(), Stop> {
        let why = match self.options {
            Options { dry_run: true, .. } => "it cannot be tried and undone",
            Options { whole: true, .. } => "it cannot be all or nothing",
            _ => return Ok(()),
        };
        Err(Error::failed(format!("the file {what}, so {why}")).at(place.clone()))
    }

    /// ROLLBACK and PREPARE TRANSACTION, and COMMIT of the file's own transaction.
    pub async fn end_block(&mut self, statement: Statement) -> Result<(), Stop> {
        let place = statement.origin.location();
        let ours = matches!(self.block, TransactionState::NotStarted | TransactionState::Managed);
        if self.pending_commit.is_some() {
            self.flush_pending_commit().await?;
        } else if ours && self.told.insert("own rollback") {
            self.say(&format!("{place}: the file ends its transaction here by itself"));
        }
        let commits = self.block == TransactionState::File;
        if commits {
            self.hear_pooler().await?;
        }
        self.send_and_wait(statement).await?;
        self.block = TransactionState::Autocommit;
        if commits {
            self.committed_at = Some(place);
        }
        Ok(())
    }

    /// COMMIT AND CHAIN and its like: another transaction begins at once. After ROLLBACK it is
    /// still ours: nothing is committed.
    pub async fn chain(&mut self, statement: Statement) -> Result<(), Stop> {
        let place = statement.origin.location();
        self.refuse_in_check(&place, "commits in its middle")?;
        self.flush_pending_commit().await?;
        let commits = statement.tokens().next().is_some_and(|t| t.is("commit") || t.is("end"));
        self.send_and_wait(statement).await?;
        if commits && self.block != TransactionState::Autocommit {
            self.block = TransactionState::File;
            self.note_own_transactions(place);
        }
        Ok(())
    }

    /// `-- cruddur-db: no-transaction`: every statement of the file is its own transaction.
    pub async fn enter_autocommit(&mut self, place: Location) -> Result<(), Stop> {
        self.refuse_in_check(&place, "asks for no transaction")?;
        // What may be left in the session hangs on a pooler.
        if self.block == TransactionState::Managed || self.is_pooled.is_none() {
            self.commit_here(&place).await?;
        }
        self.leave()?;
        self.say(&format!(
            "{}: runs statement by statement, without a transaction",
            place.file.display()
        ));
        self.committed_at = Some(place);
        Ok(())
    }

    /// The end of everything: commit, or undo for a trial; the session is as it was.
    pub async fn finish(&mut self) -> Result<(), Stop> {
        self.pending_commit = None;
        self.open()?;
        let reset = reset::statements();
        match self.block {
            TransactionState::Autocommit => {
                self.send_ours(&reset, Role::Ours)?;
                self.flush().await?;
            }
            _ if self.options.dry_run => {
                self.send_ours(CHECK_CONSTRAINTS, Role::Check)?;
                self.end("ROLLBACK", &reset).await?;
            }
            _ => {
                if self.session.client.engine().has_catalog() {
                    self.send_ours(CHECK_CONSTRAINTS, Role::Check)?;
                }
                self.commit_ours(&reset).await?;
            }
        }
        self.loaded.committed = !self.options.dry_run;
        self.loaded.in_transaction =
            self.committed_at.is_none() && self.session.client.engine().undoes_ddl();
        Ok(())
    }
}
