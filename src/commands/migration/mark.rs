use std::ffi::OsString;

use crate::args::Candidates;
use crate::commands::Context;
use crate::commands::arguments::{ConsentArgs, DatabaseArgs};
use crate::commands::migration_files::{MigrationsDirArg, WaitingArgs, request};
use crate::commands::open::Open;
use crate::commands::words;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::ops::migrate::{self, Which};

/// Mark migrations as applied without running them
///
/// For what was done by hand. A migration that stopped halfway is marked as finished, and one whose
/// rollback stopped is marked with --rolled-back. Asks for the name of a remote or protected
/// database.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::EnvironmentsOr(&Candidates::Migrations))]
    word: Option<OsString>,

    /// Versions of the migrations
    #[arg(value_name = "VERSION", add = Candidates::Migrations)]
    versions: Vec<i64>,

    /// All pending migrations
    #[arg(long, conflicts_with = "checksum")]
    all: bool,

    /// Record the checksum of a file that was edited after it was applied
    #[arg(long)]
    checksum: bool,

    /// Mark them as not applied: their changes were undone by hand
    #[arg(long, conflicts_with_all = ["all", "checksum"])]
    rolled_back: bool,

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
        let (word, versions) = words::versions(self.word, self.versions)?;
        if self.all != versions.is_empty() {
            return Err(Error::usage("pass versions or --all")
                .with_hint(format!("{} lists the versions", hint::command("migration status"))));
        }
        let (located, files) = self.files.read(context)?;
        let open = Open::to_destroy("cruddur-db migration mark", &self.database)
            .of(word.as_deref())
            .direct()
            .consent(&self.consent);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let which = match (self.all, self.checksum, self.rolled_back) {
            (true, ..) => Which::AllPending,
            (_, true, _) => Which::Checksums(versions),
            (.., true) => Which::RolledBack(versions),
            _ => Which::Versions(versions),
        };
        let request = request(&work, &located.sqlx, &files, &self.waiting)?;
        let (plan, opened) = migrate::plan_mark(request, &which).await?;
        let apply = async |plan| {
            let marked = migrate::apply_mark(request, opened, &plan);
            context.interrupt.finish("the migrations were marked", marked).await
        };
        context.execute(plan, &self.consent, apply).await
    }
}
