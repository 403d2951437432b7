use std::path::PathBuf;

use crate::args::Candidates;
use crate::commands::Context;
use crate::commands::migration_files::MigrationsDirArg;
use crate::error::{ExitStatus, Result};
use crate::migrations::MigrationFiles;
use crate::ops::migration_new::{self, NewMigration};

/// Write the files of a new migration
///
/// VERSION_NAME.up.sql and VERSION_NAME.down.sql; the version is the time in UTC, and above the
/// newest that is there.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What it does: add_bio_to_users
    name: String,

    /// Begin with the text of this file, - for standard input [default: template of [migrations]
    /// in cruddur-db.toml]
    #[arg(long, value_name = "FILE", add = Candidates::Files(&[".sql"]))]
    from: Option<PathBuf>,

    /// Write one file, without a way back
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
                (located.directory, files.migrations.last().map(|it| it.version))
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
        context.ui.report(&migration_new::write(&request)?)?;
        Ok(ExitStatus::Done)
    }
}
