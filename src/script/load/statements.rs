//! What is done with each statement of a file.

use crate::script::load::loader::{Loader, Previous, Stop};
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::{Kind, kind};

/// A statement of more bytes is not kept for `\g`.
const LONGEST_KEPT: usize = 1 << 16;

impl Loader<'_> {
    pub async fn statement(&mut self, statement: Statement) -> Result<(), Stop> {
        if statement.is_empty() {
            return Ok(());
        }
        self.keep(&statement);
        if statement.origin.odd {
            return self.several(statement).await;
        }
        if self.stay_inside(&statement)? {
            self.leave_out(&statement, "CREATE DATABASE is left out: the load is in that database");
            return Ok(());
        }
        let statement = self.under_present_name(statement);
        let kind = kind(&statement);
        if self.skips(&statement, &kind).await? {
            return Ok(());
        }
        if !kind.ends_or_begins() {
            self.flush_pending_commit().await?;
            self.refuse_lasting(&statement)?;
            self.begin_implicit(&statement, &kind).await?;
        }
        match kind {
            Kind::CopyIn { table } => self.copy_from_file(statement, Some(table)).await,
            Kind::CopyOut => self.copy_from_file(statement, None).await,
            Kind::Begin { bare } => self.begin(statement, bare).await,
            Kind::Commit => self.commit(statement).await,
            Kind::Rollback => self.end_block(statement).await,
            Kind::Chain => self.chain(statement).await,
            Kind::Alone => self.alone(statement).await,
            Kind::Discard => self.reset_session(),
            Kind::Encoding(name) => self.set_encoding(statement, &name).await,
            Kind::Strings => self.change_strings(statement).await,
            Kind::Plain { table } => self.queue(statement, table).await,
            _ => self.queue(statement, None).await,
        }
    }

    /// What psql sends as one message, and may be several statements to the server: it goes as it
    /// is, whatever it means to us.
    async fn several(&mut self, statement: Statement) -> Result<(), Stop> {
        let pieces = statement.pieces(self.standard_strings);
        for piece in &pieces {
            self.stay_inside(piece)?;
        }
        self.flush_pending_commit().await?;
        for piece in &pieces {
            self.refuse_lasting(piece)?;
        }
        if let Some(first) = pieces.first() {
            let kind = kind(first);
            if !kind.ends_or_begins() {
                self.begin_implicit(first, &kind).await?;
            }
        }
        self.check_pieces(&statement)?;
        self.copy_from_file(statement, None).await?;
        self.look_at_settings().await
    }

    /// For `\g` without a statement.
    pub fn keep(&mut self, statement: &Statement) {
        if let Some(file) = self.files.last_mut() {
            file.previous = if statement.text.len() < LONGEST_KEPT {
                Previous::Statement(statement.clone())
            } else {
                Previous::Long
            };
        }
    }
}
