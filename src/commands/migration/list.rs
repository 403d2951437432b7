use crate::commands::Context;
use crate::commands::migration_files::MigrationsDirArg;
use crate::error::{ExitStatus, Result};
use crate::migrations::MigrationFiles;
use crate::ops::migration_status;

/// List the migration files
///
/// Contacts no server. Includes repeatable files, files that are no migrations, Python files that
/// cannot be read, and files that include others, whose content no checksum covers.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    files: MigrationsDirArg,
}

impl Args {
    pub fn run(self, context: &Context) -> Result<ExitStatus> {
        let located = self.files.locate_any(context)?;
        let files = MigrationFiles::read(&located.directory, &located.sqlx.ignored_chars)?;
        context.report(&migration_status::list(&files))
    }
}
