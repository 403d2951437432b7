use crate::commands::Context;
use crate::commands::arguments::TargetArgs;
use crate::commands::files;
use crate::commands::migration_files::{MigrationsDirArg, trial};
use crate::error::{ExitStatus, Result};
use crate::ops::migration_test;

/// Run each migration up, down and up in a temporary database
///
/// The database is created on the managed server and dropped afterwards; the environment's own
/// database is not touched. It gets the schema, then each migration in turn. Exits with 1 when a
/// down migration leaves something behind, or when the second up creates something else than the
/// first.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    files: MigrationsDirArg,

    #[command(flatten)]
    target: TargetArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (located, files) = self.files.read(context)?;
        let resolved =
            context.config.resolve(&context.config.pick(self.target.environment.word())?)?;
        let schema = files::base_schema(context, &resolved)?;
        let target = context.trial_server(&self.target.database).await?;
        let variables = resolved.variables(&[]);
        let progress = context.ui.progress();
        let request = trial(
            (context, &target, progress.as_ref()),
            (&schema, &files, &located.sqlx),
            (&variables, resolved.database()),
        );
        let tested = migration_test::test(request).await?;
        context.ui.report(&tested)?;
        Ok(if tested.is_well() { ExitStatus::Done } else { ExitStatus::Failed })
    }
}
