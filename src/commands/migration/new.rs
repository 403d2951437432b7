use std::path::PathBuf;

use crate::args::Candidates;
use crate::commands::Context;
use crate::commands::migration_files::MigrationsDirArg;
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::migrations::MigrationFiles;
use crate::ops::migration_new::{self, NewMigration};

/// Create the files of a new migration
///
/// Writes VERSION_NAME.up.sql and VERSION_NAME.down.sql; the version is the time in UTC, and
/// greater than the newest one.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name, such as add_bio_to_users
    name: String,

    /// Begin with this file, or - for standard input [default: template in cruddur-db.toml]
    #[arg(long, value_name = "FILE", add = Candidates::Files(&[".sql"]))]
    from: Option<PathBuf>,

    /// Write one file that cannot be rolled back
    #[arg(long)]
    simple: bool,

    #[command(flatten)]
    files: MigrationsDirArg,
}

impl Args {
    pub fn run(self, context: &Context) -> Result<ExitStatus> {
        let (directory, newest) = match self.files.locate(context)? {
            Some(located) => {
                let ignored = &located.sqlx.ignored_chars;
                let files = MigrationFiles::read(&located.directory, ignored)?;
                let newest = files.migrations.last().map(|it| (it.version, it.up.path.clone()));
                (located.directory, newest)
            }
            None => (self.files.new_directory(), None),
        };
        let project = &context.config.project;
        let template = project.migrations().template.as_ref();
        let template = template.map(|it| project.directory().unwrap_or("".as_ref()).join(it));
        let request = NewMigration {
            name: self.name,
            directory,
            newest,
            template: self.from.or(template),
            simple: self.simple,
        };
        let is_empty = request.template.is_none();
        context.ui.report(&migration_new::write(&request)?)?;
        let what = if is_empty { "write its SQL, then" } else { "look through its SQL, then" };
        context.ui.status(&format!("next: {what} {}", hint::command("migrate")));
        Ok(ExitStatus::Done)
    }
}
