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
    /// Where the structure is written once this environment is migrated: in dev, where the
    /// project asks for it.
    ///
    /// Errors (usage): a file is there that someone else has written.
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
    /// Writes the structure as the migrations have left it. Where no pg_dump can, says so: what
    /// was done is done.
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
