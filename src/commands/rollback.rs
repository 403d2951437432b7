use super::Context;
use super::arguments::ChangeArgs;
use super::backup::BackupArgs;
use super::files::variable;
use super::migration_files::{MigrationsDirArg, WaitingArgs, request};
use crate::args::Candidates;
use crate::error::{ExitStatus, Result};
use crate::migrations::Selection;
use crate::ops;
use crate::ops::migrate::MigrateRequest;
use crate::report::migrate::{Direction, Migrated};

/// Roll back migrations, the newest first
///
/// Runs the down migration of each in a transaction together with the removal of its row. Asks for
/// the name of a remote or protected database; takes a backup of a protected one first.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Roll back N migrations
    #[arg(long, value_name = "N", default_value_t = 1)]
    steps: usize,

    /// Roll back everything newer than this version (0: all)
    #[arg(long, value_name = "VERSION", conflicts_with = "steps",
          add = Candidates::Migrations)]
    to: Option<i64>,

    /// Continue a rollback that stopped outside a transaction
    #[arg(long)]
    resume: bool,

    #[command(flatten)]
    waiting: WaitingArgs,

    /// Set a psql variable (overrides cruddur-db.toml)
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = variable)]
    variables: Vec<(String, String)>,

    #[command(flatten)]
    files: MigrationsDirArg,

    #[command(flatten)]
    backup: BackupArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        self.change.target.environment.refuse_number(|number| {
            // A longer one is a version.
            let option = if number.len() > 3 { "to" } else { "steps" };
            vec![format!("--{option} {number}")]
        })?;
        // Files with errors are found before a server is started or queried.
        let (located, files) = self.files.read(context)?;
        let structure = context.structure(self.change.target.environment.word())?;
        let open = self.change.to_destroy("cruddur-db rollback").direct();
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let backup = self.backup.request(&work)?;
        let variables = work.resolved.variables(&self.variables);
        let request = MigrateRequest {
            direction: Direction::Down,
            selection: self.to.map_or(Selection::Steps(self.steps), Selection::To),
            resume: self.resume,
            variables: &variables,
            backup: backup.as_ref(),
            always_backup: self.backup.is_wanted(),
            ..request(&work, &located.sqlx, &files, &self.waiting)?
        };
        let (plan, opened) = ops::migrate::plan(request).await?;
        let apply = async |plan| {
            let done = ops::migrate::apply(request, opened, &plan).await?;
            let structure = work.write_structure(structure, &located.sqlx).await?;
            Ok(Migrated { structure, ..done })
        };
        context.execute(plan, &self.change, apply).await
    }
}
