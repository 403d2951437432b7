use super::Context;
use super::migration_run::RunArgs;
use crate::args::Candidates;
use crate::error::{ExitStatus, Result};
use crate::migrations::Selection;
use crate::ops::migrate::MigrateRequest;
use crate::report::migrate::Direction;

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
    run: RunArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        self.run.refuse_number(|number| {
            // A longer one is a version.
            let option = if number.len() > 3 { "to" } else { "steps" };
            vec![format!("--{option} {number}")]
        })?;
        let selection = self.to.map_or(Selection::Steps(self.steps), Selection::To);
        self.run
            .run(context, (Direction::Down, selection), |request| MigrateRequest {
                resume: self.resume,
                ..request
            })
            .await
    }
}
