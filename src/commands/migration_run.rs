//! Shared by the commands that run migrations and that roll them back.

use super::Context;
use super::arguments::{ChangeArgs, Consent};
use super::backup::BackupArgs;
use super::files::variable;
use super::migration_files::{MigrationsDirArg, WaitingArgs, request};
use crate::error::{ExitStatus, Result};
use crate::migrations::Selection;
use crate::ops;
use crate::ops::migrate::{MigrateRequest, Mode, check_new};
use crate::report::migrate::{Direction, Migrated};

/// What running migrations and rolling them back have in common.
#[derive(Debug, clap::Args)]
pub struct RunArgs {
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

impl RunArgs {
    /// See [`EnvironmentArg::refuse_number`].
    pub fn refuse_number(&self, options: impl FnOnce(&str) -> Vec<String>) -> Result<()> {
        self.change.target.environment.refuse_number(options)
    }

    pub async fn run(
        self,
        context: &Context,
        (direction, selection): (Direction, Selection),
        with_options: impl for<'a> FnOnce(MigrateRequest<'a>) -> MigrateRequest<'a>,
    ) -> Result<ExitStatus> {
        // Files with errors are found before a server is started or queried.
        let (located, files) = self.files.read(context)?;
        let structure = context.structure(self.change.target.environment.word())?;
        let check_new = || check_new(&files, selection);
        let open = match direction {
            Direction::Up => {
                self.change.to_destroy("cruddur-db migrate").creating_after(&check_new)
            }
            Direction::Down => self.change.to_destroy("cruddur-db rollback"),
        };
        let Some(work) = context.open(open.direct()).await? else { return Ok(ExitStatus::Done) };
        let backup = self.backup.request(&work)?;
        let variables = work.resolved.variables(&self.variables);
        let request = with_options(MigrateRequest {
            direction,
            selection,
            variables: &variables,
            backup: backup.as_ref(),
            always_backup: self.backup.is_wanted(),
            ..request(&work, &located.sqlx, &files, &self.waiting)?
        });
        let (plan, opened) = ops::migrate::plan(request).await?;
        let is_trial = direction == Direction::Up && request.mode != Mode::Apply;
        for statement in plan.grave().filter(|_| is_trial) {
            context.ui.annotate(&statement.place, &statement.judgement());
        }
        let dry_run = self.change.consent.dry_run() && request.mode != Mode::Check;
        let consent = Consent { dry_run, ..Consent::from(&self.change) };
        let apply = async |plan| {
            let done = ops::migrate::apply(request, opened, &plan).await?;
            let structure = structure.filter(|_| done.committed);
            let structure = work.write_structure(structure, &located.sqlx).await?;
            Ok(Migrated { structure, ..done })
        };
        context.execute(plan, consent, apply).await
    }
}
