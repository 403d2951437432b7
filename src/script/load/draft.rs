//! `\g`, `\gset`, `\r` and the end of a file: what becomes of the text read so far.

use crate::error::{Error, Location, Result};
use crate::script::load::loader::{Loader, Previous, Stop};
use crate::script::syntax::statement::Statement;
use crate::script::syntax::statement_kind::{Kind, kind};

impl Loader<'_> {
    pub fn take_draft(&mut self) -> Result<Option<Statement>> {
        let Some(file) = self.files.last_mut() else { return Ok(None) };
        if !file.scanner.draft.is_started() {
            return Ok(None);
        }
        let odd = file.scanner.lexer.take_odd();
        file.scanner.lexer.reset();
        let name = file.scanner.source.name().clone();
        file.scanner.draft.finish(&name, odd).map(Some)
    }

    pub fn forget_draft(&mut self) {
        if let Some(file) = self.files.last_mut() {
            file.scanner.draft.clear();
            file.scanner.lexer.reset();
        }
    }

    /// What a command runs: what has been read, or the last statement again.
    fn draft_or_previous(&mut self) -> Result<Option<Statement>> {
        let draft = self.take_draft()?;
        match (draft, self.files.last().map(|file| &file.previous)) {
            (Some(statement), _) => Ok(Some(statement)),
            (None, Some(Previous::Statement(statement))) => Ok(Some(statement.clone())),
            (None, None | Some(Previous::None)) => Ok(None),
            (None, Some(Previous::Long)) => {
                Err(Error::failed("the statement before is too long to be sent again"))
            }
        }
    }

    /// `\g`.
    pub async fn send_draft(&mut self, _place: &Location) -> Result<(), Stop> {
        match self.draft_or_previous()? {
            Some(statement) => Box::pin(self.statement(statement)).await,
            None => Ok(()),
        }
    }

    /// `\gset`: the columns of the one row become variables.
    pub async fn store(&mut self, prefix: &str, place: &Location) -> Result<(), Stop> {
        let Some(statement) = self.draft_or_previous()? else { return Ok(()) };
        let pieces = statement.pieces(self.standard_strings);
        for piece in &pieces {
            self.stay_inside(piece)?;
        }
        let kinds: Vec<Kind> = pieces.iter().map(kind).collect();
        // Among several, what changes the encoding shows afterwards.
        let goes = |kind: &Kind| {
            kind.goes_as_it_is() || pieces.len() > 1 && matches!(kind, Kind::Encoding(_))
        };
        if !kinds.iter().all(goes) {
            // There is no row in the answer.
            return Box::pin(self.statement(statement)).await;
        }
        self.keep(&statement);
        self.flush_pending_commit().await?;
        for piece in &pieces {
            self.refuse_lasting(piece)?;
        }
        if let (Some(first), Some(kind)) = (pieces.first(), kinds.first()) {
            self.begin_implicit(first, kind).await?;
        }
        let reply = self.send_and_wait(statement).await?;
        if kinds.iter().any(|kind| matches!(kind, Kind::Strings | Kind::Encoding(_))) {
            self.look_at_settings().await?;
        }
        if reply.columns.is_empty() && reply.rows == 0 {
            return Ok(());
        }
        if reply.rows != 1 {
            let what = if reply.rows == 0 { "no rows" } else { "more than one row" };
            return Err(Error::failed(format!("{what} returned for \\gset")).at(place.clone()));
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
