use super::Context;
use super::files::LoadArgs;
use crate::error::{ExitStatus, Result};
use crate::ops::files::Kind;

/// Load the schema, in one transaction
///
/// Without FILE: what cruddur-db.toml names, else schema/schema.sql, db/schema.sql or
/// backend-flask/db/schema.sql, else (dev and test) the built-in Cruddur schema. An error
/// leaves the database as it was. Asks for the database's name when it is remote or protected,
/// since a schema file may drop tables.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    load: LoadArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        self.load.run(context, Kind::Schema).await
    }
}
