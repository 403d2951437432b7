use std::ffi::OsString;

use super::Context;
use super::target::{DatabaseArgs, Harm};
use crate::error::{ExitStatus, Result};
use crate::postgres::clients;

/// Open psql on the database
///
/// The password goes through the environment, never through the arguments. psql's exit status
/// is this command's.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The environment, as the old scripts took it
    #[arg(value_name = "ENV")]
    word: Option<String>,

    /// What psql gets, after --
    #[arg(last = true, value_name = "PSQL ARGUMENTS")]
    arguments: Vec<OsString>,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let word = self.word.as_deref();
        let (target, _) = context.target_with_database(&self.database, word, Harm::None).await?;
        let programs = context.clients("psql", &self.database)?;
        let program = programs.first().ok_or_else(|| clients::missing("psql"))?;
        if self.database.wait.is_some() {
            let application = "cruddur-db connect";
            let patience = self.database.patience();
            crate::postgres::connect(&target, application, patience).await?;
        }
        // A token may have aged meanwhile.
        let target = target.renewed().await?;
        Err(clients::exec(program, &target, "cruddur-db connect", &self.arguments))
    }
}
