use crate::approval::Answers;
use crate::commands::Context;
use crate::commands::arguments::{ChangeArgs, Consent};
use crate::commands::migration_files::{MigrationsDirArg, WaitingArgs, request};
use crate::error::{ExitStatus, Result};
use crate::ops::migrate;

/// Adopt a database that another tool has migrated
///
/// Reads what Cruddur's scripts (schema_information), golang-migrate, dbmate or Rails
/// (schema_migrations) or Flyway (flyway_schema_history) have applied, and marks the files of these
/// versions as applied. Runs nothing.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Answer yes to the question (not for protected and remote databases)
    #[arg(long, short)]
    yes: bool,

    #[command(flatten)]
    waiting: WaitingArgs,

    #[command(flatten)]
    files: MigrationsDirArg,

    #[command(flatten)]
    change: ChangeArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (located, files) = self.files.read(context)?;
        let open = self.change.to_destroy("cruddur-db migration adopt").direct();
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let request = request(&work, &located.sqlx, &files, &self.waiting)?;
        let (plan, opened) = migrate::plan_adopt(request).await?;
        let Consent { dry_run, answers } = Consent::from(&self.change);
        let consent = Consent { dry_run, answers: Answers { yes: self.yes, ..answers } };
        let apply = async |plan| {
            let marked = migrate::apply_mark(request, opened, &plan);
            context.interrupt.finish("the migrations were marked", marked).await
        };
        context.execute(plan, consent, apply).await
    }
}
