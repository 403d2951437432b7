//! What is done with each statement of a file.

use super::kind::{Kind, kind};
use super::loader::{Block, LONGEST_KEPT, Loader, Previous, Stop};
use super::statement::Statement;
use crate::error::Result;

impl Loader<'_> {
    /// A statement of the file, or several that `\;` joins.
    pub async fn statement(&mut self, statement: Statement) -> Result<(), Stop> {
        if statement.is_empty() {
            return Ok(());
        }
        self.remember(&statement);
        match statement.ends().as_slice() {
            [_] => self.single(statement).await,
            ends => self.joined(&statement, ends).await,
        }
    }

    pub fn remember(&mut self, statement: &Statement) {
        if let Some(file) = self.files.last_mut() {
            file.previous = if statement.text.len() < LONGEST_KEPT {
                Previous::Statement(statement.clone())
            } else {
                Previous::Long
            };
        }
    }

    /// Statements that psql sends together. In a transaction it is the same whether they come
    /// together; where one of them means something to the loader, they go one by one.
    async fn joined(&mut self, statement: &Statement, ends: &[usize]) -> Result<(), Stop> {
        let parts = statement.parts();
        for part in &parts {
            self.stay_inside(part)?;
        }
        let kinds: Vec<Kind> = parts.iter().map(kind).collect();
        self.settle_commit().await?;
        if let Some(first) = parts.first() {
            self.begin_unasked(first, &kind(first)).await?;
        }
        if kinds.contains(&Kind::Strings) && kinds.iter().all(Kind::goes_as_it_is) {
            return self.change_strings(statement.clone()).await;
        }
        if kinds.iter().all(Kind::goes_as_it_is) {
            return self.queue(statement.clone(), None).await;
        }
        // The server reads all of it before it runs any.
        self.left_out.push(statement.clone(), 0, None);
        self.check_left_out().await?;
        let starts = [0].into_iter().chain(ends.iter().copied());
        for (start, part) in starts.zip(parts.iter()) {
            self.settle_commit().await?;
            if self.block == Block::Auto {
                // All the rest is one transaction, unless it has its own.
                let rest = statement.part(start..statement.text.len());
                let last = kinds.iter().rfind(|kind| kind.ends_or_begins());
                self.queue(rest, None).await?;
                if matches!(last, Some(Kind::Begin { .. } | Kind::Chain)) {
                    self.block = Block::Theirs;
                }
                return Ok(());
            }
            if !part.is_empty() {
                self.single(part.clone()).await?;
            }
        }
        Ok(())
    }

    async fn single(&mut self, statement: Statement) -> Result<(), Stop> {
        if self.stay_inside(&statement)? {
            self.leave_out(&statement, "CREATE DATABASE is left out: the load is in that database");
            return Ok(());
        }
        let kind = kind(&statement);
        if self.skips(&statement, &kind).await? {
            return Ok(());
        }
        if !kind.ends_or_begins() {
            self.settle_commit().await?;
            self.begin_unasked(&statement, &kind).await?;
        }
        match kind {
            Kind::CopyIn { table } => self.copy_from_file(statement, table).await,
            Kind::CopyOut => self.copy_out(statement).await,
            Kind::Begin { bare } => self.begin(statement, bare).await,
            Kind::Commit => self.commit(statement).await,
            Kind::Rollback => self.end_block(statement).await,
            Kind::Chain => self.chain(statement).await,
            Kind::Alone => self.alone(statement).await,
            Kind::Discard => {
                let name = statement.origin.file.clone();
                self.queue_reset(&name);
                Ok(())
            }
            Kind::Encoding(name) => self.set_encoding(statement, &name).await,
            Kind::Strings => self.change_strings(statement).await,
            Kind::Plain { table } => self.queue(statement, table).await,
            _ => self.queue(statement, None).await,
        }
    }
}
