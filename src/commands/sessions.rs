use super::Context;
use super::target::{DatabaseArgs, Harm};
use crate::error::{ExitStatus, Result};
use crate::ops;
use crate::postgres::Login;

/// List who is connected to the database
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The environment, as the old scripts took it
    #[arg(value_name = "ENV")]
    word: Option<String>,

    /// The sessions of every database of the server
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let word = self.word.as_deref();
        let (target, _) = context.target_with_database(&self.database, word, Harm::None).await?;
        let patience = self.database.patience();
        let login = Login { target: &target, application: "cruddur-db sessions", patience };
        context.ui.report(&ops::sessions::list(login, self.all).await?)?;
        Ok(ExitStatus::Done)
    }
}
