use std::ffi::OsString;

use crate::args::Candidates;
use crate::commands::Context;
use crate::commands::arguments::{ConsentArgs, DatabaseArgs};
use crate::commands::files::variable;
use crate::commands::migration_files::{MigrationsDirArg, WaitingArgs, request};
use crate::commands::open::Open;
use crate::commands::words;
use crate::error::{Error, ExitStatus, Result};
use crate::migrations::Selection;
use crate::ops::migrate::{self, MigrateRequest};
use crate::report::redo::Redone;

/// Roll back the newest migration and run it again
///
/// For a migration that is still being written. Everything is checked first, and done in one
/// transaction, so that a failure changes nothing; only files without a transaction run one by one.
/// Other pending migrations stay pending. Refused in protected environments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::EnvironmentsOr(&Candidates::Migrations))]
    word: Option<OsString>,

    /// Redo this version and all newer ones [default: the newest]
    #[arg(value_name = "VERSION", add = Candidates::Migrations)]
    first: Option<i64>,

    /// Set a psql variable (overrides cruddur-db.toml)
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = variable)]
    variables: Vec<(String, String)>,

    #[command(flatten)]
    waiting: WaitingArgs,

    #[command(flatten)]
    files: MigrationsDirArg,

    #[command(flatten)]
    consent: ConsentArgs,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (located, files) = self.files.read(context)?;
        let (word, versions) = words::versions(self.word, self.first.into_iter().collect())?;
        let word = word.as_deref();
        if versions.len() > 1 {
            return Err(Error::usage("redo begins at one version"));
        }
        let structure = context.structure(word)?;
        let open = Open::to_destroy("cruddur-db migration redo", &self.database)
            .of(word)
            .direct()
            .consent(&self.consent);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        if work.target.protected {
            return Err(Error::usage(format!(
                "redo deletes data, and {} is protected",
                work.target.environment
            ))
            .with_hint("write a new migration instead"));
        }
        let variables = work.resolved.variables(&self.variables);
        let request = MigrateRequest {
            selection: versions.first().copied().map_or(Selection::Steps(1), Selection::From),
            variables: &variables,
            ..request(&work, &located.sqlx, &files, &self.waiting)?
        };
        let (plan, opened) = migrate::plan_redo(request).await?;
        let apply = async |plan| {
            let done = migrate::apply_redo(request, opened, &plan).await?;
            let structure = work.write_structure(structure, &located.sqlx).await?;
            Ok(Redone { structure, ..done })
        };
        context.execute(plan, &self.consent, apply).await
    }
}
