//! One transaction for everything, and how files with their own transactions are handled.

use super::Executor;
use crate::error::{Error, Location};
use crate::script::load::entry::Role;
use crate::script::load::options::Options;
use crate::script::load::pooled;
use crate::script::load::reset;
use crate::script::load::stop::Stop;
use crate::script::syntax::statement::Statement;

/// While the transaction can still be rolled back as a whole.
pub(super) const CHECK_CONSTRAINTS: &str = "SET CONSTRAINTS ALL IMMEDIATE";

impl Executor<'_> {
    /// BEGIN within our transaction has no effect except its modes: the server would only warn.
    pub async fn begin(&mut self, statement: Statement, bare: bool) -> Result<(), Stop> {
        self.flush_pending_commit().await?;
        if !self.transaction.is_autocommit() {
            self.open()?;
            self.transaction.note_begin();
            if bare {
                return Ok(());
            }
        }
        self.queue(statement).await
    }

    /// COMMIT ends our transaction only if something comes after it.
    pub async fn commit(&mut self, statement: Statement) -> Result<(), Stop> {
        if self.transaction.is_file() {
            return self.end_block(statement).await;
        }
        self.flush_pending_commit().await?;
        if self.transaction.is_autocommit() {
            return self.queue(statement).await;
        }
        self.open()?;
        self.transaction.note_commit(statement.origin.location());
        Ok(())
    }

    /// Something follows: an earlier COMMIT of the file was not the end, so it takes effect.
    pub async fn flush_pending_commit(&mut self) -> Result<(), Stop> {
        let Some(place) = self.transaction.take_pending_commit() else { return Ok(()) };
        self.refuse_in_check(&place, "commits midway")?;
        self.commit_here(&place).await?;
        self.leave()?;
        self.note_own_transactions(place);
        Ok(())
    }

    fn note_own_transactions(&mut self, place: Location) {
        let said = "the file commits here; what follows runs statement by statement, and an \
                    error there does not undo what is committed";
        self.report.say_once("own transactions", &format!("{place}: {said}"));
        self.transaction.note_committed(place);
    }

    /// Errors: the load must be rolled back or atomic, but the file does what cannot be undone.
    pub(super) fn refuse_in_check(&self, place: &Location, what: &str) -> Result<(), Stop> {
        let why = match self.options {
            Options { dry_run: true, .. } => "it cannot be run and rolled back",
            Options { whole: true, .. } => "it cannot be atomic",
            _ => return Ok(()),
        };
        Err(Error::failed(format!("the file {what}, so {why}")).with_location(place.clone()).into())
    }

    /// The same for a statement of several, one of which ends the transaction.
    pub fn refuse_commit_among(
        &self,
        statement: &Statement,
        pieces: &[Statement],
    ) -> Result<(), Stop> {
        match pieces.iter().any(|piece| piece.kind().ends_transaction()) {
            true => self.refuse_in_check(&statement.origin.location(), "commits midway"),
            false => Ok(()),
        }
    }

    /// Before a statement is sent.
    ///
    /// Errors: it leaves something in a session that a pooler may pass to others.
    pub fn refuse_lasting(&mut self, statement: &Statement) -> Result<(), Stop> {
        self.pooling.look_at(statement);
        match self.transaction.is_ours() {
            true => Ok(()),
            false => Ok(self.pooling.refuse_lasting(statement, self.target)?),
        }
    }

    /// ROLLBACK and PREPARE TRANSACTION, and COMMIT of the file's own transaction.
    pub async fn end_block(&mut self, statement: Statement) -> Result<(), Stop> {
        let place = statement.origin.location();
        let ours = self.transaction.is_ours();
        self.flush_pending_commit().await?;
        if ours && self.transaction.is_ours() {
            let said = "the file ends its transaction here";
            self.report.say_once("own rollback", &format!("{place}: {said}"));
        }
        let commits = self.transaction.is_file();
        if commits {
            self.hear_pooler().await?;
        }
        self.send_and_wait(statement).await?;
        self.transaction.leave();
        if commits {
            self.transaction.note_committed(place);
        }
        Ok(())
    }

    /// COMMIT AND CHAIN and its like: another transaction begins at once. After ROLLBACK it is
    /// still ours: nothing is committed.
    pub async fn chain(&mut self, statement: Statement) -> Result<(), Stop> {
        let place = statement.origin.location();
        self.refuse_in_check(&place, "commits midway")?;
        self.flush_pending_commit().await?;
        let commits = statement.tokens().next().is_some_and(|t| t.is("commit") || t.is("end"));
        self.send_and_wait(statement).await?;
        if commits && !self.transaction.is_autocommit() {
            self.transaction.begin_file();
            self.note_own_transactions(place);
        }
        Ok(())
    }

    /// `-- cruddur-db: no-transaction`: every statement of the file is its own transaction.
    pub async fn enter_autocommit(&mut self, place: Location) -> Result<(), Stop> {
        self.refuse_in_check(&place, "requests no transaction")?;
        // What may be left in the session depends on a pooler.
        if self.transaction.is_managed() || self.pooling.is_unknown() {
            self.commit_here(&place).await?;
        }
        self.leave()?;
        self.report.say(&format!(
            "{}: runs statement by statement, without a transaction",
            place.file.display()
        ));
        self.transaction.note_committed(place);
        Ok(())
    }

    /// Commits midway through a file.
    ///
    /// Errors: it has changed settings, and there is a pooler.
    pub(super) async fn commit_here(&mut self, place: &Location) -> Result<(), Stop> {
        if !self.pooling.is_direct() && self.client().engine().has_catalog() {
            let answer = self.ask(pooled::SESSION).await?.unwrap_or_default();
            self.pooling.look_at_session(&answer, self.session.client(), place, self.target)?;
        }
        self.commit_ours("").await
    }

    /// From here on every statement is a separate transaction.
    pub(super) fn leave(&mut self) -> Result<(), Stop> {
        self.transaction.leave();
        self.set_unasked(false)
    }

    /// After what may have been several statements: follow the session's status.
    pub(super) fn follow_server(&mut self, place: Location) {
        if self.transaction.follow(self.session.client().status()) {
            self.note_own_transactions(place);
        }
    }

    /// The end: commit, or roll back for a dry run; the session is reset.
    pub async fn finish(&mut self) -> Result<(), Stop> {
        self.open()?;
        let reset = reset::statements();
        if let Some(last) = &self.options.last {
            self.send_ours(last, Role::Ours)?;
        }
        if self.transaction.is_autocommit() {
            self.send_ours(&reset, Role::Ours)?;
            return self.flush().await;
        }
        if self.options.dry_run || self.client().engine().has_catalog() {
            self.send_ours(CHECK_CONSTRAINTS, Role::Check)?;
        }
        if self.options.dry_run {
            return self.end("ROLLBACK", &reset).await;
        }
        self.commit_ours(&reset).await
    }
}
