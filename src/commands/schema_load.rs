use super::Context;
use super::backup::BackupArgs;
use super::files::LoadArgs;
use crate::error::{ExitStatus, Result};
use crate::ops::files::Kind;

/// Load the schema in one transaction
///
/// Without FILE: what cruddur-db.toml names, else schema/schema.sql, db/schema.sql,
/// db/structure.sql or backend-flask/db/schema.sql, else (dev and test) Cruddur's built-in schema. An error leaves the
/// database as it was. A schema file may drop tables: for a remote or protected database, shows
/// what is in it and asks for its name; for a protected one, takes a backup first, which restore
/// loads.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    load: LoadArgs,

    #[command(flatten)]
    backup: BackupArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        self.load.run(context, Kind::Schema, &self.backup).await
    }
}
