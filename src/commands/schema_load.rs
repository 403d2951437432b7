use super::Context;
use super::backup::BackupArgs;
use super::files::LoadArgs;
use crate::error::{ExitStatus, Result};
use crate::ops::files::Kind;

/// Load the schema, in one transaction
///
/// Without FILE: what cruddur-db.toml names, else schema/schema.sql, db/schema.sql or
/// backend-flask/db/schema.sql, else (dev and test) the built-in Cruddur schema. An error
/// leaves the database as it was. A schema file may drop tables: when the database is remote or
/// protected, shows what is in it and asks for its name; when it is protected, takes a backup
/// first, which restore brings back.
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
