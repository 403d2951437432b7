use crate::commands::Context;
use crate::commands::migration_files::MigrationsDirArg;
use crate::error::{ExitStatus, Result};
use crate::migrations::MigrationFiles;
use crate::ops::migration_import;

/// Write Cruddur's Python migrations as SQL
///
/// Writes VERSION_NAME.up.sql and .down.sql next to each file, which then replace it; files that
/// cannot be read are listed. What is applied stays applied.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    files: MigrationsDirArg,
}

impl Args {
    pub fn run(self, context: &Context) -> Result<ExitStatus> {
        let located = self.files.locate_any(context)?;
        let files = MigrationFiles::read(&located.directory, &located.sqlx.ignored_chars)?;
        let imported = migration_import::import(&files)?;
        context.ui.report(&imported)?;
        Ok(if imported.refused.is_empty() { ExitStatus::Done } else { ExitStatus::Failed })
    }
}
