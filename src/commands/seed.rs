use super::Context;
use super::backup::BackupArgs;
use super::files::LoadArgs;
use crate::error::{ExitStatus, Result};
use crate::ops::files::Kind;

/// Load the seeds in one transaction
///
/// Without FILE: what cruddur-db.toml names, else seeds/, db/seed.sql or backend-flask/db/seed.sql,
/// else (dev and test) Cruddur's built-in seeds. A directory stands for its *.sql and *.csv files,
/// plain or compressed (.gz, .xz, .zst, .bz2), in the order of their names, then its common/, then
/// its directory with the environment's name; other files are reported. --dry-run runs everything
/// and rolls it back. In a protected environment it
/// asks for the database's name, and takes a backup first.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    load: LoadArgs,

    #[command(flatten)]
    backup: BackupArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        self.load.run(context, Kind::Seeds, &self.backup).await
    }
}
