mod adopt;
mod import;
mod list;
mod mark;
mod new;
mod redo;
mod status;
mod test;

use super::Context;
use crate::error::{ExitStatus, Result};

/// Manage migrations
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    New(new::Args),
    List(list::Args),
    Status(status::Args),
    Test(test::Args),
    Mark(mark::Args),
    Redo(redo::Args),
    Adopt(adopt::Args),
    Import(import::Args),
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        match self.command {
            Command::New(args) => args.run(context),
            Command::List(args) => args.run(context),
            Command::Status(args) => args.run(context).await,
            Command::Test(args) => args.run(context).await,
            Command::Mark(args) => args.run(context).await,
            Command::Redo(args) => args.run(context).await,
            Command::Adopt(args) => args.run(context).await,
            Command::Import(args) => args.run(context),
        }
    }
}
