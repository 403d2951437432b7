use crate::commands::Context;
use crate::commands::arguments::{DatabaseArgs, EnvironmentArg};
use crate::commands::migration_files::MigrationsDirArg;
use crate::commands::open::Open;
use crate::error::{ExitStatus, Result};
use crate::ops::migration_status;

/// Show which migrations are applied, and which are pending
///
/// Changes nothing, and needs no privilege but to read the table.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    environment: EnvironmentArg,

    /// Exit with 1 when there is any of it
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    fail_on: Vec<FailOn>,

    #[command(flatten)]
    files: MigrationsDirArg,

    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Migrations that are not applied, or not to their end
    Pending,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (located, files) = self.files.read(context)?;
        let open = Open::to_read("cruddur-db migration status", &self.database)
            .of(self.environment.word())
            .direct();
        let work = context.open_to_read(open).await?;
        let status = migration_status::status(work.login(), &files, &located.sqlx).await?;
        context.ui.report(&status)?;
        let fails = self.fail_on.contains(&FailOn::Pending) && status.has_pending();
        Ok(if fails { ExitStatus::Failed } else { ExitStatus::Done })
    }
}
