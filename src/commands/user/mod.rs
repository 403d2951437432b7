mod add;
mod list;
#[cfg(feature = "aws")]
mod sync;

use super::Context;
use crate::error::{ExitStatus, Result};

/// Manage users
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    List(list::Args),
    Add(add::Args),
    #[cfg(feature = "aws")]
    Sync(sync::Args),
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        match self.command {
            Command::List(args) => args.run(context).await,
            Command::Add(args) => args.run(context).await,
            #[cfg(feature = "aws")]
            Command::Sync(args) => args.run(context).await,
        }
    }
}
