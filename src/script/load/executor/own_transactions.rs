//! One transaction for everything, and how files with their own transactions are handled.

use super::Executor;
use crate::error::{Error, Location};
use crate::model::Engine;
use crate::postgres::tag;
use crate::script::load::begun::Begun;
use crate::script::load::entry::Role;
use crate::script::load::options::Options;
use crate::script::load::pooled;
use crate::script::load::reset::RESET;
use crate::script::load::stop::Stop;
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::Kind;

/// While the transaction can still be rolled back as a whole.
pub(super) const CHECK_CONSTRAINTS: &str = "SET CONSTRAINTS ALL IMMEDIATE";

/// What several statements did to the transaction, of which it is unknown which one.
const ENDS: &str = "ends its transaction";

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
        if !self.transaction.begun_mut().is_some_and(Begun::ends_with_ours) {
            self.transaction.note_commit(statement.origin.location());
        }
        Ok(())
    }

    /// Something follows: an earlier COMMIT of the file was not the end, so it takes effect.
    pub async fn flush_pending_commit(&mut self) -> Result<(), Stop> {
        let Some(place) = self.transaction.take_pending_commit() else { return Ok(()) };
        self.refuse_in_check(&place, "commits midway")?;
        self.commit_here(&place).await?;
        self.leave()?;
        self.note_own_transactions(place, "commits");
        Ok(())
    }

    fn note_own_transactions(&mut self, place: Location, ends: &str) {
        let said = format!(
            "{place}: the file {ends} here; what follows runs statement by statement, and an error \
             there does not undo what is committed"
        );
        self.report.say_once("own transactions", &said);
        self.transaction.note_committed(place);
    }

    /// Errors: the load must be rolled back or atomic, but the file does what cannot be undone.
    pub(super) fn refuse_in_check(&self, place: &Location, what: &str) -> Result<(), Stop> {
        let why = match self.options {
            Options { dry_run: true, .. } => "it cannot be run and rolled back",
            Options { whole: true, .. } => "it cannot be atomic",
            _ => return Ok(()),
        };
        let error =
            Error::failed(format!("the file {what}, so {why}")).with_location(place.clone());
        Err(match &self.options.whole_hint {
            Some(hint) if !self.options.dry_run => error.with_hint(hint),
            _ => error,
        }
        .into())
    }

    /// Before a statement that ends a transaction is sent.
    ///
    /// Errors: the load must be rolled back or atomic; it is our transaction, and has more in it
    /// than the file may roll back, or would only be prepared.
    fn refuse_end(&self, statement: &Statement) -> Result<(), Stop> {
        let (kind, place) = (statement.kind(), statement.origin.location());
        let Some(ends) = kind.ending() else { return Ok(()) };
        self.refuse_in_check(&place, &format!("{ends} midway"))?;
        let why = match kind {
            Kind::Commit | Kind::Chain { commits: true } => None,
            _ if !self.transaction.is_ours() => None,
            Kind::Prepare => Some("nothing of it would be committed"),
            _ => self.transaction.more_than_input(),
        };
        let Some(why) = why else { return Ok(()) };
        Err(Error::failed(format!("the file {ends} here, but {why}"))
            .with_hint(
                "to run it statement by statement, as psql does, begin the file with the line \
                 -- cruddur-db: no-transaction",
            )
            .with_location(place)
            .into())
    }

    /// The same for statements that are sent as one.
    pub async fn refuse_ends_among(&mut self, pieces: &[Statement]) -> Result<(), Stop> {
        pieces.iter().try_for_each(|piece| self.refuse_end(piece))?;
        let commits = |piece: &Statement| piece.kind().ending() == Some("commits");
        if pieces.iter().any(|piece| piece.kind().ends_transaction() && !commits(piece)) {
            self.transaction.note_undone();
        }
        if pieces.iter().any(commits) {
            self.mark_part(true).await?;
        }
        Ok(())
    }

    /// Before a statement is sent.
    ///
    /// Errors: it leaves something in a session that a pooler may pass to others.
    pub fn refuse_lasting(&mut self, statement: &Statement) -> Result<(), Stop> {
        self.pooling.look_at(statement);
        if let Some(begun) = self.transaction.begun_mut() {
            begun.run(statement);
        }
        match self.transaction.is_ours() {
            true => Ok(()),
            false => Ok(self.pooling.refuse_lasting(statement, self.target)?),
        }
    }

    /// ROLLBACK and PREPARE TRANSACTION, and COMMIT of the file's own transaction.
    pub async fn end_block(&mut self, statement: Statement) -> Result<(), Stop> {
        let place = statement.origin.location();
        self.flush_pending_commit().await?;
        self.refuse_end(&statement)?;
        if self.transaction.is_ours() {
            let said = "the file rolls back here: what it did before is undone, and what follows \
                        runs statement by statement";
            self.report.say_once("own rollback", &format!("{place}: {said}"));
        }
        if self.transaction.is_file() {
            self.hear_pooler().await?;
        }
        let answer = self.send_ending(statement).await?;
        match answer.tag.0.as_str() {
            "PREPARE TRANSACTION" => {
                let said = "the transaction is prepared, not committed: it keeps its locks until \
                            COMMIT PREPARED or ROLLBACK PREPARED";
                self.report.say(&format!("{place}: {said}"));
                self.transaction.end_otherwise(false);
            }
            "COMMIT" => {
                self.transaction.leave();
                self.transaction.note_committed(place);
            }
            _ => self.transaction.end_otherwise(true),
        }
        Ok(())
    }

    /// COMMIT AND CHAIN and its like: another transaction begins at once. After ROLLBACK it is
    /// still ours: nothing is committed.
    pub async fn chain(&mut self, statement: Statement) -> Result<(), Stop> {
        let (place, kind) = (statement.origin.location(), statement.kind().clone());
        self.flush_pending_commit().await?;
        self.refuse_end(&statement)?;
        if kind.ending() == Some("commits") {
            self.mark_part(true).await?;
        }
        self.send_and_wait(statement).await?;
        match kind {
            _ if self.transaction.is_autocommit() => {}
            Kind::Chain { commits: true } => {
                self.transaction.begin_file();
                self.note_own_transactions(place, "commits");
            }
            _ => self.transaction.note_undone(),
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
        self.mark_part(true).await?;
        self.commit_ours("").await
    }

    /// Where it is wanted: marks the database as loaded in part, or removes that mark.
    pub(super) async fn mark_part(&mut self, is_part: bool) -> Result<(), Stop> {
        let is_wanted = self.options.marks_part && self.is_part != is_part;
        if !is_wanted || self.client().engine() != Engine::Postgres {
            return Ok(());
        }
        self.is_part = is_part;
        if let Some(comment) = self.ask(&tag::part_mark(is_part)).await? {
            self.send_ours(&comment, Role::Ours)?;
        }
        Ok(())
    }

    /// From here on every statement is a separate transaction.
    pub(super) fn leave(&mut self) -> Result<(), Stop> {
        self.transaction.leave();
        self.set_unasked(false)
    }

    /// After what may have been several statements: follow the session's status.
    ///
    /// Errors: they ended a transaction of which everything must be rolled back or committed.
    pub(super) fn follow_server(&mut self, place: Location) -> Result<(), Stop> {
        if self.transaction.follow(self.session.client().status(), &place) {
            self.note_own_transactions(place.clone(), ENDS);
            self.refuse_in_check(&place, ENDS)?;
        }
        Ok(())
    }

    /// The end: commit, or roll back for a dry run; the session is reset.
    pub async fn finish(&mut self) -> Result<(), Stop> {
        self.open()?;
        if let Some(last) = &self.options.last {
            self.send_ours(last, Role::Ours)?;
        }
        if self.transaction.is_autocommit() {
            self.send_ours(RESET, Role::Ours)?;
            if !self.transaction.is_undone() {
                self.mark_part(false).await?;
            }
            return self.flush().await;
        }
        if self.options.dry_run || self.client().engine().has_catalog() {
            self.send_ours(CHECK_CONSTRAINTS, Role::Check)?;
        }
        if self.options.dry_run {
            return self.end("ROLLBACK", RESET).await;
        }
        if self.is_part {
            // The files may have left another role.
            self.send_ours(RESET, Role::Ours)?;
            self.mark_part(false).await?;
        }
        self.commit_ours(RESET).await
    }
}
