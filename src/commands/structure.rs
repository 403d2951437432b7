//! The structure file of a project, after its database was migrated.

use std::path::PathBuf;

use super::Context;
use super::open::Work;
use crate::error::Result;
use crate::migrations::SqlxToml;
use crate::model::Environment;
use crate::ops::structure;
use crate::postgres::clients;

impl Context {
    /// The file that the structure is written to after a migration: in dev, if the project
    /// configures one.
    ///
    /// Errors (usage): the file exists and was not written by this program.
    pub(super) fn structure(&self, environment: Option<&str>) -> Result<Option<PathBuf>> {
        if self.config.pick(environment)? != Environment::dev() {
            return Ok(None);
        }
        let path = self.config.structure();
        path.as_deref().map(structure::check).transpose()?;
        Ok(path)
    }
}

impl Work<'_> {
    /// Writes the structure after the migrations, and returns the file if it changed. Only warns
    /// when it cannot be dumped: the migrations are committed.
    ///
    /// Errors: the file cannot be written.
    pub(super) async fn write_structure(
        &self,
        path: Option<PathBuf>,
        sqlx: &SqlxToml,
    ) -> Result<Option<PathBuf>> {
        let Some(path) = path else { return Ok(None) };
        self.progress.doing("writing the structure");
        let dumped = match self.context.clients("pg_dump", self.args) {
            Ok(programs) if programs.is_empty() => Err(clients::missing("pg_dump")),
            Ok(programs) => structure::dump(self.login(), &programs, sqlx.table()).await,
            Err(error) => Err(error),
        };
        match dumped {
            Ok(text) => Ok(structure::write(&path, &text)?.then_some(path)),
            Err(error) => {
                self.progress.warn(&format!("{} is not written: {error}", path.display()));
                Ok(None)
            }
        }
    }
}
