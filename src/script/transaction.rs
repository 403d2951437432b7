//! One transaction for everything, and what becomes of it when a file has its own.

use super::kind::Kind;
use super::loader::{Block, Loader, Stop};
use super::reset;
use super::statement::Statement;
use crate::error::{Error, Location};

impl Loader<'_> {
    /// BEGIN within our transaction changes nothing: the server would only warn. Its modes count.
    pub async fn begin(&mut self, statement: Statement, bare: bool) -> Result<(), Stop> {
        self.settle_commit().await?;
        match self.block {
            Block::Fresh | Block::Ours | Block::Theirs if bare => Ok(()),
            Block::Fresh | Block::Ours | Block::Theirs => self.queue(statement, None).await,
            Block::Auto => {
                self.flush().await?;
                self.block = Block::Theirs;
                self.begins = true;
                self.queue(statement, None).await
            }
        }
    }

    /// `\set AUTOCOMMIT off`: psql begins a transaction wherever none is open.
    pub async fn begin_unasked(&mut self, next: &Statement, kind: &Kind) -> Result<(), Stop> {
        if self.block != Block::Auto || *kind == Kind::Alone || !self.variables.is_off("AUTOCOMMIT")
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
            Block::Fresh | Block::Ours => {
                self.settle_commit().await?;
                self.pending_commit = Some(statement.origin.location());
                Ok(())
            }
            Block::Theirs => self.end_block(statement).await,
            Block::Auto => self.queue(statement, None).await,
        }
    }

    /// The file's COMMIT was not its last word: it counts.
    pub async fn settle_commit(&mut self) -> Result<(), Stop> {
        let Some(place) = self.pending_commit.take() else { return Ok(()) };
        self.refuse_in_check(&place, "commits in its middle")?;
        self.check_left_out().await?;
        self.flush_with("COMMIT;\n").await?;
        self.block = Block::Auto;
        self.note_own_transactions(place);
        Ok(())
    }

    fn note_own_transactions(&mut self, place: Location) {
        if self.told.insert("own transactions") {
            self.say(&format!(
                "{place}: the file commits here by itself; what follows runs statement by \
                 statement, and an error there leaves what is committed"
            ));
        }
        self.committed_at = Some(place);
    }

    pub fn refuse_in_check(&self, place: &Location, what: &str) -> Result<(), Stop> {
        if !self.options.dry_run {
            return Ok(());
        }
        let error = Error::failed(format!("the file {what}, so it cannot be tried and undone"));
        Err(error.at(place.clone()).into())
    }

    /// ROLLBACK and PREPARE TRANSACTION, and COMMIT of the file's own transaction.
    pub async fn end_block(&mut self, statement: Statement) -> Result<(), Stop> {
        let place = statement.origin.location();
        let ours = matches!(self.block, Block::Fresh | Block::Ours);
        if self.pending_commit.is_some() {
            self.settle_commit().await?;
        } else if ours && self.told.insert("own rollback") {
            self.say(&format!("{place}: the file ends its transaction here by itself"));
        }
        self.check_left_out().await?;
        let commits = self.block == Block::Theirs;
        self.queue(statement, None).await?;
        self.flush().await?;
        self.block = Block::Auto;
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
        self.settle_commit().await?;
        self.check_left_out().await?;
        let commits = statement.tokens().next().is_some_and(|t| t.is("commit") || t.is("end"));
        self.queue(statement, None).await?;
        self.flush().await?;
        if commits && self.block != Block::Auto {
            self.block = Block::Theirs;
            self.note_own_transactions(place);
        }
        Ok(())
    }

    /// `-- cruddur-db: no-transaction`: every statement of the file is its own transaction.
    pub async fn leave_for_good(&mut self, place: Location) -> Result<(), Stop> {
        self.refuse_in_check(&place, "asks for no transaction")?;
        self.check_left_out().await?;
        if self.block == Block::Ours || !self.batch.is_empty() {
            self.flush_with("COMMIT;\n").await?;
        }
        self.block = Block::Auto;
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
        self.check_left_out().await?;
        // The first reply may tell that strings were read wrongly: nothing is committed with it.
        if self.doubtful && self.session.facts.is_none() {
            self.flush_open().await?;
        }
        let own = match self.block {
            Block::Auto => "",
            _ if self.options.dry_run => "SET CONSTRAINTS ALL IMMEDIATE;\nROLLBACK;\n",
            _ => "COMMIT;\n",
        };
        if self.block == Block::Auto {
            self.flush().await?;
            // Nothing of ours is open; the statements of the reset are one message of their own.
            self.block = Block::Theirs;
        }
        let ending = format!("{own}{}", reset::statements(None).join("\n"));
        self.flush_with(&ending).await?;
        self.loaded.committed = !self.options.dry_run;
        self.loaded.in_transaction = self.committed_at.is_none();
        Ok(())
    }
}
