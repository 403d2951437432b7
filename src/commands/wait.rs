use super::Context;
use super::arguments::TargetArgs;
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
    target: TargetArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        self.target
            .environment
            .refuse_number(|seconds| vec![format!("--wait={}", seconds.trim_end_matches('s'))])?;
        let open = self.target.to_read("cruddur-db wait");
        let work = context.open_to_read(open).await?;
        let retry_timeout = self.target.database.long_retry_timeout();
        work.progress.doing("waiting for the server");
        let login = ConnectRequest { retry_timeout, ..work.login() };
        context.report(&ops::wait::until_up(login).await?)
    }
}
