use super::Context;
use super::migration_run::RunArgs;
use crate::args::Candidates;
use crate::error::{ExitStatus, Result};
use crate::migrations::Selection;
use crate::ops::migrate::{MigrateRequest, Mode};
use crate::report::migrate::Direction;

/// Run pending migrations
///
/// In the order of their versions, each in its own transaction together with its row in
/// _sqlx_migrations, the table that sqlx keeps. A file that begins with the line -- no-transaction
/// runs statement by statement. The files of the directory repeatable run last, by name, whenever
/// they have changed. In dev, the schema is then written to the file that structure under
/// migrations in cruddur-db.toml names. Asks for the name of a remote or protected database.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Stop after this version
    #[arg(long, value_name = "VERSION", conflicts_with = "steps",
          add = Candidates::Migrations)]
    to: Option<i64>,

    /// Run at most N migrations
    #[arg(long, value_name = "N")]
    steps: Option<usize>,

    /// Run everything in one transaction and roll it back
    #[arg(long)]
    check: bool,

    /// Refuse migrations older than the newest applied one
    #[arg(long)]
    strict: bool,

    /// Ignore applied migrations without a file
    #[arg(long)]
    ignore_missing: bool,

    /// One transaction for each file, or for all
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    tx: Tx,

    /// Continue a migration that stopped outside a transaction
    #[arg(long)]
    resume: bool,

    #[command(flatten)]
    run: RunArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Tx {
    #[default]
    Each,
    All,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        self.run.refuse_number(|number| {
            let to = format!("--to {number}");
            // A longer one is a version.
            if number.len() > 3 { vec![to] } else { vec![format!("--steps {number}"), to] }
        })?;
        let selection = match (self.to, self.steps) {
            (Some(version), _) => Selection::To(version),
            (None, Some(steps)) => Selection::Steps(steps),
            (None, None) => Selection::All,
        };
        self.run
            .run(context, (Direction::Up, selection), |request| MigrateRequest {
                mode: if self.check { Mode::Check } else { request.mode },
                strict: self.strict,
                ignore_missing: self.ignore_missing,
                all_in_one: self.tx == Tx::All,
                resume: self.resume,
                ..request
            })
            .await
    }
}
