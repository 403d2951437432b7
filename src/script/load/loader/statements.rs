//! Handling each statement of a file.

use super::Loader;
use crate::error::Result;
use crate::script::input::encoding::Encoding;
use crate::script::input::source::Source;
use crate::script::load::compatibility::{leave_out, skips, without_owner};
use crate::script::load::copy_data::Data;
use crate::script::load::outside;
use crate::script::load::stop::Stop;
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::Kind;
use crate::script::syntax::variables::truth;

impl Loader<'_> {
    pub(super) async fn statement(&mut self, statement: Statement) -> Result<(), Stop> {
        if statement.is_empty() {
            return Ok(());
        }
        self.keep(&statement);
        if statement.origin.odd {
            return self.several(statement).await;
        }
        if self.stay_inside(&statement)? {
            let why = "CREATE DATABASE is skipped: the load is in that database";
            leave_out(&mut self.executor, &statement, why);
            return Ok(());
        }
        let statement = self.under_present_name(statement);
        let statement = without_owner(&mut self.executor, statement);
        if skips(&mut self.executor, &statement).await? {
            return Ok(());
        }
        if !statement.kind().ends_or_begins() {
            self.executor.flush_pending_commit().await?;
            self.executor.refuse_lasting(&statement)?;
            self.begin_implicit(&statement).await?;
        }
        match statement.kind() {
            Kind::CopyIn { .. } | Kind::CopyOut => self.copy_in_script(statement).await,
            Kind::Begin { bare } => {
                let bare = *bare;
                self.executor.begin(statement, bare).await
            }
            Kind::Commit => self.executor.commit(statement).await,
            Kind::Rollback | Kind::Prepare => self.executor.end_block(statement).await,
            Kind::Chain { .. } => self.executor.chain(statement).await,
            Kind::Alone => self.executor.alone(statement).await,
            Kind::Discard => self.executor.reset_session(),
            Kind::Encoding(_) => self.set_encoding(statement).await,
            Kind::Strings => self.change_strings(statement).await,
            _ => self.executor.queue(statement).await,
        }
    }

    /// What psql sends as one message, but may be several statements to the server: it is sent
    /// unchanged.
    async fn several(&mut self, statement: Statement) -> Result<(), Stop> {
        let pieces = statement.pieces(self.files.standard_strings());
        self.prepare(&pieces).await?;
        self.executor.refuse_ends_among(&pieces).await?;
        self.copy_in_script(statement).await?;
        self.look_at_settings().await
    }

    /// Before statements sent as one message.
    pub(super) async fn prepare(&mut self, pieces: &[Statement]) -> Result<(), Stop> {
        for piece in pieces {
            self.stay_inside(piece)?;
        }
        self.executor.flush_pending_commit().await?;
        for piece in pieces {
            self.executor.refuse_lasting(piece)?;
        }
        match pieces.first() {
            Some(first) if !first.kind().ends_or_begins() => self.begin_implicit(first).await,
            _ => Ok(()),
        }
    }

    /// `\set AUTOCOMMIT off`: psql begins a transaction whenever none is open.
    async fn begin_implicit(&mut self, next: &Statement) -> Result<(), Stop> {
        if !self.executor.transaction().is_autocommit()
            || *next.kind() == Kind::Alone
            || !self.variables.is_off("AUTOCOMMIT")
        {
            return Ok(());
        }
        let origin = &next.origin;
        let statement = Statement::made("BEGIN;", origin.file.clone(), origin.start());
        self.executor.begin(statement, true).await
    }

    /// For `\g` without a statement.
    pub(super) fn keep(&mut self, statement: &Statement) {
        if let Some(file) = self.files.current() {
            file.keep(statement);
        }
    }

    /// Refuses what affects more than the database. Returns whether it creates the database itself.
    fn stay_inside(&self, statement: &Statement) -> Result<bool, Stop> {
        outside::stay_inside(
            statement,
            self.own(),
            self.files.is_server_dump(&statement.origin.location()),
        )
        .map_err(|error| self.advised(error))
    }

    /// A statement about the database itself, with its current name.
    fn under_present_name(&self, statement: Statement) -> Statement {
        let present = self.executor.target().database().as_str();
        match &self.executor.options().known_as {
            Some(own) => outside::under_present_name(statement, own.as_str(), present),
            None => statement,
        }
    }

    /// A statement whose data, if any, is in the lines after it.
    pub(super) async fn copy_in_script(&mut self, statement: Statement) -> Result<(), Stop> {
        let tell = self.files.byte_teller(self.progress, self.files.is_nested());
        let Some(file) = self.files.current() else { return Ok(()) };
        let mut data = Data::in_script(file.scanner.source(), &tell);
        let copied = self.executor.copy(statement, &mut data).await;
        data.finish();
        copied
    }

    /// Streams a whole file into the table.
    pub(super) async fn copy_whole(
        &mut self,
        statement: Statement,
        source: &mut Source,
        is_csv: bool,
    ) -> Result<(), Stop> {
        let tell = self.files.byte_teller(self.progress, true);
        let mut data = if is_csv { Data::csv(source, &tell) } else { Data::whole(source, &tell) };
        self.executor.copy(statement, &mut data).await?;
        Ok(source.check_unchanged()?)
    }

    async fn change_strings(&mut self, statement: Statement) -> Result<(), Stop> {
        let mut tokens = statement.tokens();
        let turns_on = tokens.accept(&["set", "standard_conforming_strings"])
            && tokens
                .nth(1)
                .and_then(|token| token.value())
                .is_some_and(|value| truth(&value) == Some(true))
            && tokens.is_over();
        self.executor.queue(statement).await?;
        if turns_on && self.files.standard_strings() {
            return Ok(());
        }
        self.executor.flush().await?;
        self.look_at_settings().await
    }

    /// Continues reading by the server's current settings, which it reports automatically.
    pub(super) async fn look_at_settings(&mut self) -> Result<(), Stop> {
        // A query may have changed `client_encoding`: it is the file's, not the session's.
        let name = self.executor.client().parameter("client_encoding");
        if name != "UTF8" {
            let encoding = Encoding::named(name)?;
            self.executor.ask("SET client_encoding = 'UTF8'").await?;
            self.files.change_encoding(encoding);
        }
        self.files.change_strings(self.executor.client().standard_strings());
        Ok(())
    }

    /// `SET client_encoding`: the encoding of the rest of the file.
    async fn set_encoding(&mut self, statement: Statement) -> Result<(), Stop> {
        let Kind::Encoding(name) = statement.kind() else { return Ok(()) };
        let encoding = Encoding::named(name)
            .map_err(|error| error.with_location(statement.origin.location()))?;
        if encoding == Encoding::Utf8 && self.files.encoding() == Encoding::Utf8 {
            // The server knows both SQL_ASCII and UTF8, and both leave the bytes unchanged.
            return self.executor.queue(statement).await;
        }
        self.files.change_encoding(encoding);
        Ok(())
    }
}
