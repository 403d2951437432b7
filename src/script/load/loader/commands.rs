//! Handling psql's commands.

use super::Loader;
use crate::error::{Error, Location, Result};
use crate::script::input::encoding::Encoding;
use crate::script::input::position::{FileName, Position};
use crate::script::load::connect::refuse_elsewhere;
use crate::script::load::open_file::OpenFile;
use crate::script::load::stop::Stop;
use crate::script::syntax::connect_arguments::Connect;
use crate::script::syntax::copy_command;
use crate::script::syntax::meta_command::Command;
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::Kind;
use crate::script::syntax::variables::truth;

impl Loader<'_> {
    /// Runs the command whose backslash was read at this position. Returns whether the input is
    /// finished.
    pub(super) async fn command(&mut self, position: Position) -> Result<bool, Stop> {
        let restricted = self.files.is_restricted();
        let Some(file) = self.files.current() else { return Ok(true) };
        let place = file.scanner.source().name().at(position);
        let command = file.command(&self.variables, restricted).await;
        let command = command.map_err(|error| error.with_location(place.clone()))?;
        self.run_command(command, &place).await.map_err(|stop| match stop {
            Stop::Error(error) if error.location().is_none() && error.code().is_none() => {
                error.with_location(place).into()
            }
            stop => stop,
        })
    }

    async fn run_command(&mut self, command: Command, place: &Location) -> Result<bool, Stop> {
        match command {
            Command::Nothing => {}
            Command::Include { path, relative } => {
                let relative_to = relative.then_some(place);
                self.files.include(&path, relative_to, self.variables.changes()).await?;
            }
            Command::Copy(line) => {
                self.executor.flush_pending_commit().await?;
                self.copy_command(&line, place).await?;
            }
            Command::Set { name, value } => self.set_variable(&name, value, place)?,
            Command::Unset(name) => self.variables.unset(&name),
            Command::Echo(text) => self.executor.report().say(&text),
            Command::If(_) | Command::Elif(_) | Command::Else | Command::EndIf => {
                self.branch(&command, place)?;
            }
            Command::Encoding(name) => self.files.change_encoding(Encoding::named(&name)?),
            Command::Send => self.send_again().await?,
            Command::Store(prefix) => self.store(&prefix, place).await?,
            Command::Forget => {
                if let Some(file) = self.files.current() {
                    file.scanner.forget_buffer();
                }
            }
            Command::Restrict(key) => self.files.restrict(key),
            Command::Unrestrict(key) => self.files.unrestrict(&key)?,
            Command::Connect(connect) => self.reconnect(&connect, place)?,
            Command::ChangeDirectory(path) => self.files.change_directory(&path),
            Command::Quit => return self.quit().await,
        }
        Ok(false)
    }

    /// `\q`: the file ends here; an unfinished statement is sent, as at its end.
    async fn quit(&mut self) -> Result<bool, Stop> {
        if let Some(file) = self.files.current()
            && let Some(statement) = file.quit()?
        {
            self.statement(statement).await?;
        }
        Ok(self.files.close_current()?)
    }

    /// `\if` and related commands. psql warns about non-booleans and treats them as false.
    fn branch(&mut self, command: &Command, place: &Location) -> Result<()> {
        let Some(file) = self.files.current() else { return Ok(()) };
        file.branch(command, |expression| {
            truth(expression).unwrap_or_else(|| {
                let said = format!("{place}: {expression:?} is not a boolean and counts as false");
                self.progress.notice(&said);
                false
            })
        })
    }

    /// Some variables control psql, but not a load.
    fn set_variable(&mut self, name: &str, value: String, place: &Location) -> Result<()> {
        self.variables.set(name, value)?;
        if name == "ON_ERROR_STOP" && self.variables.is_off(name) {
            let said = format!("{place}: ON_ERROR_STOP stays on: an error ends the load");
            self.executor.report().say_once("errors", &said);
        }
        Ok(())
    }

    /// `\connect` to the same database resets the session; any other is refused.
    fn reconnect(&mut self, connect: &Connect, place: &Location) -> Result<(), Stop> {
        refuse_elsewhere(connect, self.executor.target(), self.own())
            .map_err(|error| self.advised(error.with_location(place.clone())))?;
        self.executor.reset_session()
    }

    /// `\copy`.
    async fn copy_command(&mut self, line: &str, place: &Location) -> Result<(), Stop> {
        let position =
            Position { line: place.line.unwrap_or(1), column: place.column.unwrap_or(1) };
        let made = |text| Statement::made(text, FileName::new(&place.file), position);
        if let Some(text) = copy_command::shown(line) {
            return self.copy_in_script(made(text)).await;
        }
        let parsed = copy_command::parse(line)?;
        match parsed.file {
            None => self.copy_in_script(made(parsed.statement)).await,
            Some(path) => {
                let mut source = self.files.open_data(&path).await?;
                self.copy_whole(made(parsed.statement), &mut source, false).await
            }
        }
    }

    /// What a command runs: the statement read so far, or the last one again.
    fn buffered_or_previous(&mut self) -> Result<Option<Statement>> {
        self.files.current().map_or(Ok(None), OpenFile::buffered_or_previous)
    }

    /// `\g`.
    async fn send_again(&mut self) -> Result<(), Stop> {
        match self.buffered_or_previous()? {
            Some(statement) => self.statement(statement).await,
            None => Ok(()),
        }
    }

    /// `\gset`: the columns of the one row become variables.
    async fn store(&mut self, prefix: &str, place: &Location) -> Result<(), Stop> {
        let Some(statement) = self.buffered_or_previous()? else { return Ok(()) };
        let pieces = statement.pieces(self.files.standard_strings());
        // Among several statements, a change of the encoding shows afterwards.
        let goes = |piece: &Statement| {
            piece.kind().goes_as_it_is()
                || pieces.len() > 1 && matches!(piece.kind(), Kind::Encoding(_))
        };
        if !pieces.iter().all(goes) {
            // The reply has no row.
            return self.statement(statement).await;
        }
        self.keep(&statement);
        self.prepare(&pieces).await?;
        let reply = self.executor.send_and_wait(statement).await?;
        let changes = |piece: &Statement| matches!(piece.kind(), Kind::Strings | Kind::Encoding(_));
        if pieces.iter().any(changes) {
            self.look_at_settings().await?;
        }
        if reply.columns.is_empty() && reply.rows == 0 {
            return Ok(());
        }
        if reply.rows != 1 {
            let what = if reply.rows == 0 { "no rows" } else { "more than one row" };
            let error = Error::failed(format!("{what} returned for \\gset"));
            return Err(error.with_location(place.clone()).into());
        }
        for (column, value) in reply.columns.iter().zip(reply.row.unwrap_or_default()) {
            let name = format!("{prefix}{column}");
            match value {
                Some(value) => self.variables.set(&name, value)?,
                None => self.variables.unset(&name),
            }
        }
        Ok(())
    }
}
