use super::environment;
use crate::args::Candidates;
use crate::commands::Context;
use crate::commands::arguments::{ConsentArgs, DatabaseArgs, MaintenanceArg};
use crate::commands::open::Open;
use crate::error::{ExitStatus, Result};
use crate::model::DatabaseName;
use crate::ops;
use crate::ops::test_databases::DropRequest;

/// Drop databases for tests
///
/// Those that are named go with their sessions. Without names, all copies of this project go that
/// nobody is connected to.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The databases, as test-db create and test-db list name them
    #[arg(value_name = "NAME", add = Candidates::TestDatabases)]
    names: Vec<String>,

    /// Drop the templates, too
    #[arg(long, conflicts_with = "names")]
    templates: bool,

    #[command(flatten)]
    maintenance: MaintenanceArg,

    #[command(flatten)]
    consent: ConsentArgs,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let names = self.names.into_iter().map(DatabaseName::new).collect::<Result<_>>()?;
        let open = Open::to_read("cruddur-db test-db drop", &self.database)
            .of(environment(context, None))
            .direct()
            .maintenance(self.maintenance.name()?)
            .consent(&self.consent);
        let work = context.open_to_read(open).await?;
        let request = DropRequest { names, templates: self.templates };
        let (plan, client) = ops::test_databases::plan_drop(work.look(), request).await?;
        let apply = async |plan| ops::test_databases::drop(work.look(), client, &plan).await;
        context.execute(plan, &self.consent, apply).await
    }
}
