use std::time::Instant;

use super::Context;
use crate::commands::arguments::DatabaseArgs;
use crate::error::{ExitStatus, Result};
use crate::ops;
use crate::postgres::ConnectRequest;

/// Wait until the server answers (60 seconds, or --wait=SECONDS)
///
/// Retries what may heal: refused, reset, no such host yet, starting up, too many connections.
/// A wrong password fails at once. A server that answers without having the database is up.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The environment
    #[arg(value_name = "ENV")]
    word: Option<String>,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (target, _) = context.target_to_read(&self.database, self.word.as_deref()).await?;
        let retry_timeout = self.database.long_retry_timeout();
        let login =
            ConnectRequest { target: &target, application: "cruddur-db wait", retry_timeout };
        let progress = context.ui.progress();
        progress.doing("waiting for the server");
        let start = Instant::now();
        let found = ops::wait::until_up(login).await?;
        drop(progress);
        context.ui.report(&found.after(start.elapsed()))?;
        Ok(ExitStatus::Done)
    }
}
