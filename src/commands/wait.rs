use super::Context;
use super::arguments::{DatabaseArgs, EnvironmentArg};
use super::open::Open;
use crate::error::{ExitStatus, Result};
use crate::ops;
use crate::postgres::ConnectRequest;

/// Wait until the server answers
///
/// Waits 60 seconds, or --wait=SECONDS. Retries what may be temporary: refused or reset
/// connections, unknown hosts, a server that starts up, too many connections. A wrong password
/// fails at once. A server without the database counts as up.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    environment: EnvironmentArg,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        self.environment
            .refuse_number(|seconds| vec![format!("--wait={}", seconds.trim_end_matches('s'))])?;
        let open = Open::to_read("cruddur-db wait", &self.database).of(self.environment.word());
        let work = context.open_to_read(open).await?;
        let retry_timeout = self.database.long_retry_timeout();
        work.progress.doing("waiting for the server");
        let login = ConnectRequest { retry_timeout, ..work.login() };
        context.report(&ops::wait::until_up(login).await?)
    }
}
