use crate::commands::Context;
use crate::commands::arguments::TargetArgs;
use crate::commands::files;
use crate::commands::migration_files::{MigrationsDirArg, trial};
use crate::commands::open::Work;
use crate::error::{ExitStatus, Result};
use crate::migrations::{Located, MigrationFiles};
use crate::model::Drift;
use crate::ops::{migration_status, migration_test};
use crate::report::migration_status::MigrationStatus;

/// Show applied and pending migrations
///
/// Changes nothing, and needs no privilege but SELECT on the table of migrations. With --fail-on
/// drift, also compares the database's objects with those that the schema and the applied
/// migrations create, in a temporary database on the managed server.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Exit with 1 if there is any
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    fail_on: Vec<FailOn>,

    #[command(flatten)]
    files: MigrationsDirArg,

    #[command(flatten)]
    target: TargetArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Migrations that are not applied, or only in part
    Pending,
    /// Objects that differ from what the files create
    Drift,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (located, files) = self.files.read(context)?;
        let open = self.target.to_read("cruddur-db migration status").direct();
        let work = context.open_to_read(open).await?;
        let mut status = migration_status::status(work.login(), &files, &located.sqlx).await?;
        if self.fail_on.contains(&FailOn::Drift) {
            status.drift = Some(self.drift(&work, &located, &files, &status).await?);
        }
        context.ui.report(&status)?;
        let pending = self.fail_on.contains(&FailOn::Pending) && status.has_pending();
        let fails = pending || status.drift.is_some_and(|drift| !drift.is_empty());
        Ok(if fails { ExitStatus::Failed } else { ExitStatus::Done })
    }

    /// How the database differs from what the schema and its applied migrations make.
    async fn drift(
        &self,
        work: &Work<'_>,
        located: &Located,
        files: &MigrationFiles,
        status: &MigrationStatus,
    ) -> Result<Vec<Drift>> {
        let context = work.context;
        let mut applied = files.only(|migration| status.is_applied(migration.version));
        let ran = |name: &str| {
            status.repeatable.iter().any(|it| it.name == name && it.applied_at.is_some())
        };
        let repeatable = files.repeatable.iter().filter(|file| ran(&file.name));
        applied.repeatable = repeatable.cloned().collect();
        let schema = files::base_schema(context, &work.resolved)?;
        let target = context.trial_server(&self.target.database).await?;
        let variables = work.resolved.variables(&[]);
        let request = trial(
            (context, &target, work.progress.as_ref()),
            (&schema, &applied, &located.sqlx),
            (&variables, work.target.database()),
        );
        let books = status.table.as_deref().unwrap_or("public._sqlx_migrations");
        migration_test::drift(request, work.login(), books).await
    }
}
