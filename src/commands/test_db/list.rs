use super::environment;
use crate::commands::Context;
use crate::commands::arguments::{MaintenanceArg, TargetArgs};
use crate::error::{ExitStatus, Result};
use crate::ops;

/// List the databases for tests, and the templates that they are copied from
///
/// AGE is the time since a copy was made, and since a template was last copied.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    maintenance: MaintenanceArg,

    #[command(flatten)]
    target: TargetArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let open = self
            .target
            .to_read("cruddur-db test-db list")
            .of(environment(context, self.target.environment.word()))
            .direct()
            .maintenance(self.maintenance.name()?);
        let work = context.open_to_read(open).await?;
        let look = work.look();
        context.report(&ops::test_databases::list(look.login, look.maintenance).await?)
    }
}
