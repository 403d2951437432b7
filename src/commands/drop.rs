use super::Context;
use super::backup::BackupArgs;
use super::target::AccessMode;
use crate::approval::approve;
use crate::commands::arguments::{ConsentArgs, DatabaseArgs};
use crate::error::{ExitStatus, Result};
use crate::model::DatabaseName;
use crate::ops;
use crate::postgres::ConnectRequest;

/// Drop the database, ending its sessions
///
/// When it is remote or protected, shows what is in it and asks for its name; when it is
/// protected, takes a backup first, which restore brings back.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The database to work from [default: postgres, then template1]
    #[arg(long, value_name = "NAME")]
    maintenance_db: Option<String>,

    #[command(flatten)]
    backup: BackupArgs,

    #[command(flatten)]
    consent: ConsentArgs,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let maintenance = self.maintenance_db.map(DatabaseName::new).transpose()?;
        let Some((target, _)) = context
            .direct_unless_dry(self.consent.dry_run, &self.database, None, AccessMode::Destructive)
            .await?
        else {
            return Ok(ExitStatus::Done);
        };
        let retry_timeout = self.database.retry_timeout();
        let login =
            ConnectRequest { target: &target, application: "cruddur-db drop", retry_timeout };
        let backup_request = self.backup.backup_request(context, &self.database, &target)?;
        let progress = context.ui.progress();
        let look = context.look(login, maintenance.as_ref(), &self.consent, progress.as_ref());
        let (plan, exclusive) = ops::drop::plan(look, backup_request.as_ref()).await?;
        if self.consent.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        context.show_impact(&plan);
        let plan = approve(plan, &self.consent.answers(), &context.ui).await?;
        let dropped = ops::drop::apply(look, exclusive, &plan).await?;
        drop(progress);
        context.ui.report(&dropped)?;
        Ok(ExitStatus::Done)
    }
}
