use super::Context;
use super::target::{ConsentArgs, DatabaseArgs, Harm};
use crate::approval::approve;
use crate::error::{ExitStatus, Result};
use crate::model::DatabaseName;
use crate::ops;
use crate::postgres::Login;

/// Drop the database, ending its sessions
///
/// Asks for the database's name when it is remote or protected.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The database to work from [default: postgres, then template1]
    #[arg(long, value_name = "NAME")]
    maintenance_db: Option<String>,

    #[command(flatten)]
    consent: ConsentArgs,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let maintenance = self.maintenance_db.map(DatabaseName::new).transpose()?;
        let (target, _) = context.target(&self.database, None, Harm::Destructive).await?;
        let patience = self.database.patience();
        let login = Login { target: &target, application: "cruddur-db drop", patience };
        let (plan, mut connection) = ops::drop::plan(login, maintenance.as_ref()).await?;
        if self.consent.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        if !plan.sessions.0.is_empty() {
            context.ui.status(&format!("connected to it:\n{}", plan.sessions));
        }
        let plan = approve(plan, &self.consent.answers(), &context.ui).await?;
        let dropped = ops::drop::apply(&mut connection, &plan, &context.interrupt).await?;
        context.ui.report(&dropped)?;
        Ok(ExitStatus::Done)
    }
}
