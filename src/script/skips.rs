//! Statements that are left out because this server or this role cannot run them, each kind with
//! one notice. They are decided on before they are sent: an error would end the transaction.
//!
//! What `--no-owner` and `--no-acl` leave out is known by its shape only. The server reads it
//! before anything is committed, without running it: what is no statement at all is an error.

use std::sync::Arc;

use super::kind::Kind;
use super::loader::{Block, Loader, Stop};
use super::place::{Clues, placed};
use super::statement::Statement;
use crate::postgres::Literal;

/// The first version that knows `transaction_timeout`.
const TRANSACTION_TIMEOUT: u32 = 170_000;

/// What the server says to a savepoint that is not there: within a transaction, and outside.
const NO_SAVEPOINT: [&str; 2] = ["3B001", "25P01"];

impl Loader<'_> {
    /// Whether the statement is left out.
    pub async fn skips(&mut self, statement: &Statement, kind: &Kind) -> Result<bool, Stop> {
        let why = match kind {
            Kind::TransactionTimeout => {
                let version = self.session.connection.server_version_num();
                version
                    .is_some_and(|version| version < TRANSACTION_TIMEOUT)
                    .then_some("SET transaction_timeout is left out: the server is older than 17")
            }
            Kind::Owner if self.options.no_owner => Some("owners are left out (--no-owner)"),
            Kind::Privilege if self.options.no_acl => Some("privileges are left out (--no-acl)"),
            Kind::CreateSchema(name) if name == "public" => {
                let exists = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'public'";
                let exists = self.ask(exists.to_owned()).await?.is_some();
                exists.then_some("CREATE SCHEMA public is left out: it exists")
            }
            Kind::ExtensionComment(name) => self
                .may_not_comment(name)
                .await?
                .then_some("COMMENT ON EXTENSION is left out: only the extension's owner may"),
            _ => None,
        };
        let Some(why) = why else { return Ok(false) };
        self.leave_out(statement, why);
        if matches!(kind, Kind::Owner | Kind::Privilege) {
            self.left_out.push(statement.clone(), 0, None);
            if self.block == Block::Auto || !self.left_out.takes(statement) {
                self.check_left_out().await?;
            }
        }
        Ok(true)
    }

    /// Says that a statement is left out, once for each reason.
    pub fn leave_out(&mut self, statement: &Statement, why: &'static str) {
        if self.told.insert(why) {
            let place = statement.origin.location();
            self.say(&format!("{place}: {why}"));
        }
    }

    /// Has the server read what was left out since it was asked last. It reads a whole message
    /// before it runs any of it, and what goes before these statements always fails.
    ///
    /// Errors: a syntax error in one of them.
    pub async fn check_left_out(&mut self) -> Result<(), Stop> {
        if self.left_out.is_empty() {
            return Ok(());
        }
        if self.block == Block::Auto {
            self.flush().await?;
        } else {
            self.flush_with("SAVEPOINT cruddur_db;\n").await?;
        }
        let fails = "ROLLBACK TO SAVEPOINT cruddur_db_nowhere;\n";
        let message = std::mem::take(&mut self.left_out).seal(fails, "");
        let reply = self.session.send(Arc::clone(&message.text), &|_| {}).await;
        self.notices.take();
        let Some(error) = reply.failure else { return Ok(()) };
        let clues = Clues::of(&error);
        if NO_SAVEPOINT.contains(&clues.sqlstate.as_str()) {
            if self.block != Block::Auto
                && let Some(entry) = message.entries.first()
            {
                self.queue_ours("ROLLBACK TO SAVEPOINT cruddur_db;", &entry.origin);
                self.queue_ours("RELEASE SAVEPOINT cruddur_db;", &entry.origin);
            }
            return Ok(());
        }
        let character = clues.character.unwrap_or(1).saturating_sub(1);
        let offset = message.text.char_indices().nth(character).map_or(0, |(at, _)| at);
        let entry = message.entry_at(offset).and_then(|index| message.entries.get(index));
        let Some(entry) = entry else { return Err(self.broken(error, None).into()) };
        let within = offset.saturating_sub(message.offset + entry.range.start);
        let position = entry.origin.position_at(message.statement(entry), within);
        let error = placed(error, &clues, self.target, &entry.origin.file, position);
        Err(self.advise(error, &clues.sqlstate).into())
    }

    async fn may_not_comment(&mut self, extension: &str) -> Result<bool, Stop> {
        // The first message tells who we are; superusers may.
        self.flush_facts().await?;
        if self.session.facts.as_ref().is_some_and(|facts| facts.superuser) {
            return Ok(false);
        }
        let question = format!(
            "SELECT pg_catalog.pg_has_role(current_user, extowner, 'USAGE') \
             FROM pg_catalog.pg_extension WHERE extname = {}",
            Literal(extension)
        );
        Ok(self.ask(question).await?.as_deref() == Some("f"))
    }

    async fn flush_facts(&mut self) -> Result<(), Stop> {
        if self.session.facts.is_none() { self.flush_open().await } else { Ok(()) }
    }
}
