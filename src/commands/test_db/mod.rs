mod create;
mod drop;
mod list;

use super::Context;
use crate::error::{ExitStatus, Result};
use crate::model::Environment;

/// Create and drop databases for tests: copies of a template with schema, migrations and seeds
///
/// The template is made once, and again when a file of it has changed; a copy takes a fraction of a
/// second. They are made on the server of the environment test, unless another one is named. No
/// command touches a database that test-db did not make.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Create(create::Args),
    List(list::Args),
    Drop(drop::Args),
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        match self.command {
            Command::Create(args) => args.run(context).await,
            Command::List(args) => args.run(context).await,
            Command::Drop(args) => args.run(context).await,
        }
    }
}

/// The environment: `test`, unless another one is named.
fn environment<'a>(context: &Context, word: Option<&'a str>) -> Option<&'a str> {
    word.or_else(|| context.config.environment.is_none().then_some(Environment::TEST))
}
