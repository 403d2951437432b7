use super::Context;
use super::backup::BackupArgs;
use super::files;
use super::target::{ConsentArgs, DatabaseArgs, Harm};
use crate::approval::approve;
use crate::error::{ExitStatus, Result};
use crate::model::{DatabaseName, Origin};
use crate::ops::files::Kind;
use crate::ops::{self, setup::SetupFiles};
use crate::postgres::Login;

/// Drop, create, load the schema and the seeds, on one database
///
/// Stops at the first failure; running it again is fine. When the database is remote or
/// protected, shows what is in it and asks once for its name; when it is protected, takes a
/// backup first, which restore brings back.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The environment, as the old scripts took it
    #[arg(value_name = "ENV")]
    word: Option<String>,

    /// Drop nothing, and fail if the database has tables
    #[arg(long)]
    keep: bool,

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
        let word = self.word.as_deref();
        let maintenance = self.maintenance_db.map(DatabaseName::new).transpose()?;
        let resolved = context.config.resolve(&context.config.pick(word)?)?;
        let files = SetupFiles {
            schema: files::find(context, &resolved, &[], Kind::Schema)?,
            seeds: files::find(context, &resolved, &[], Kind::Seeds)?,
        };
        let harm = if self.keep { Harm::None } else { Harm::Destructive };
        let (target, _) = context.target(&self.database, word, harm).await?;
        files::say_if_built_in(context, Kind::Schema, &files.schema);
        files::say_if_built_in(context, Kind::Seeds, &files.seeds);
        let patience = self.database.patience();
        let login = Login { target: &target, application: "cruddur-db setup", patience };
        let keeping = match self.keep {
            true => None,
            false => self.backup.keeping(context, &self.database, &target)?,
        };
        let (plan, beside) =
            ops::setup::plan(login, maintenance.as_ref(), &files, self.keep, keeping.as_ref())
                .await?;
        if self.consent.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        if let Some(drop) = &plan.drop {
            context.show_stake(drop);
        }
        let plan = approve(plan, &self.consent.answers(), &context.ui).await?;
        let progress = context.ui.progress();
        let (progress_ref, interrupt) = (progress.as_ref(), &context.interrupt);
        let done = ops::setup::apply(login, beside, plan, &files, progress_ref, interrupt).await?;
        drop(progress);
        context.ui.report(&done)?;
        if target.origin == Origin::Managed {
            let database = target.database();
            context.ui.status(&format!(
                "look around with: cruddur-db connect\na URL with the password, for other \
                 programs: cruddur-db server url --database {database}"
            ));
        }
        Ok(ExitStatus::Done)
    }
}
