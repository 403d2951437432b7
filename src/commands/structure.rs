//! The structure file of a project, after its database was migrated.

use std::path::PathBuf;

use super::Context;
use super::open::Work;
use crate::error::Result;
use crate::migrations::SqlxToml;
use crate::model::Environment;
use crate::ops::structure;
use crate::postgres::clients;
use crate::report::migrate::Migrated;

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
    /// Writes the structure after the migrations. Only warns when there is no fitting pg_dump: the
    /// migrations are committed.
    ///
    /// Errors: the file cannot be written; what the server says.
    pub(super) async fn write_structure(
        &self,
        path: Option<PathBuf>,
        sqlx: &SqlxToml,
        mut done: Migrated,
    ) -> Result<Migrated> {
        let Some(path) = path.filter(|_| done.committed) else { return Ok(done) };
        let programs = self.context.clients("pg_dump", self.args)?;
        self.progress.doing("writing the structure");
        let dumped = match programs.as_slice() {
            [] => Err(clients::missing("pg_dump")),
            programs => structure::dump(self.login(), programs, sqlx.table()).await,
        };
        match dumped {
            Ok(text) if structure::write(&path, &text)? => done.structure = Some(path),
            Ok(_) => {}
            Err(error) => {
                self.progress.warn(&format!("{} is not written: {error}", path.display()));
            }
        }
        Ok(done)
    }
}
