use super::Context;
use super::arguments::{ChangeArgs, MaintenanceArg};
use super::backup::BackupArgs;
use super::files;
use super::migration_files::{MigrationsDirArg, WaitingArgs, check_in_dry_run, request};
use super::open::Work;
use crate::error::{ExitStatus, Result};
use crate::migrations::ProjectMigrations;
use crate::ops;
use crate::ops::files::Kind;
use crate::ops::migrate::MigrateRequest;
use crate::ops::setup_plan::Method;
use crate::report::prepare::Prepared;

/// Create, fill or migrate the database as needed
///
/// For CI and for containers that start: drops nothing, and may run many times and in several
/// places at once. Creates a missing database; loads schema, migrations and seeds into one without
/// tables; runs pending migrations on any other. A failure leaves the database as it was. Asks for
/// the name of a remote or protected database when migrations are pending.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    maintenance: MaintenanceArg,

    #[command(flatten)]
    files: MigrationsDirArg,

    /// Ignore applied migrations without a file
    #[arg(long)]
    ignore_missing: bool,

    #[command(flatten)]
    waiting: WaitingArgs,

    #[command(flatten)]
    backup: BackupArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let word = self.change.target.environment.word();
        let files = files::of_setup(context, word, &self.files)?;
        let open = self
            .change
            .to_destroy("cruddur-db prepare")
            .direct()
            .maintenance(self.maintenance.name()?);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let (plan, exclusive) = ops::setup::plan(work.look(), files, true, None, None).await?;
        if plan.method == Method::Keep
            && ops::setup::count_tables(work.login(), &plan.files).await? > 0
        {
            let is_part = exclusive.state.is_part;
            exclusive.release().await;
            ops::setup::refuse_part(&work.target, is_part)?;
            return self.migrate(&work, plan.files.migrations).await;
        }
        check_in_dry_run(&self.change.consent, &plan.files)?;
        files::say_which(context, Kind::Schema, &plan.files.schema);
        files::say_which(context, Kind::Seeds, &plan.files.seeds);
        let apply = async |plan| {
            let set_up = ops::setup::apply(work.look(), exclusive, &plan).await?;
            let database = set_up.database.clone();
            Ok(Prepared { database, set_up: Some(set_up), migrated: None })
        };
        context.execute(plan, &self.change, apply).await
    }

    async fn migrate(
        &self,
        work: &Work<'_>,
        migrations: Option<ProjectMigrations>,
    ) -> Result<ExitStatus> {
        let database = work.target.database().to_string();
        let Some(project) = migrations else {
            let nothing = Prepared { database, set_up: None, migrated: None };
            return work.context.report(&nothing);
        };
        let backup = self.backup.request(work)?;
        let variables = work.resolved.variables(&[]);
        let request = MigrateRequest {
            ignore_missing: self.ignore_missing,
            variables: &variables,
            backup: backup.as_ref(),
            always_backup: self.backup.is_wanted(),
            ..request(work, &project.sqlx, &project.files, &self.waiting)?
        };
        let (plan, opened) = ops::migrate::plan(request).await?;
        let apply = async |plan| {
            let migrated = ops::migrate::apply(request, opened, &plan).await?;
            Ok(Prepared { database, set_up: None, migrated: Some(migrated) })
        };
        work.context.execute(plan, &self.change, apply).await
    }
}
