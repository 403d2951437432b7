use super::Context;
use super::arguments::{ChangeArgs, MaintenanceArg};
use super::backup::BackupArgs;
use super::files;
use super::migration_files::{MigrationsDirArg, check_in_dry_run};
use crate::approval::Approved;
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::model::Origin;
use crate::ops;
use crate::ops::files::Kind;
use crate::ops::setup_plan::SetupPlan;

const APPLICATION: &str = "cruddur-db setup";

/// Recreate the database with schema, migrations and seeds
///
/// All or nothing: the new database is built next to the old one and replaces it once the schema is
/// loaded, the migrations have run and the seeds are loaded; a failure leaves the old one as it
/// was. Owner, locale, settings, privileges and comment are kept. A role that may not create
/// databases empties and reloads its own database in one transaction. For a remote or protected
/// database, shows what is in it and asks for its name; for a protected one, takes a backup first,
/// which restore loads. When AWS_COGNITO_USER_POOL_ID is set, the users of the seeds then get their
/// IDs from Cognito, which is asked before anything is dropped.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Keep the database; fail if it has tables
    #[arg(long)]
    keep: bool,

    #[command(flatten)]
    maintenance: MaintenanceArg,

    #[command(flatten)]
    backup: BackupArgs,

    #[command(flatten)]
    change: ChangeArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let word = self.change.target.environment.word();
        let files = files::of_setup(context, word, &MigrationsDirArg::default())?;
        check_in_dry_run(&self.change.consent, &files)?;
        let open = match self.keep {
            true => self.change.to_write(APPLICATION),
            false => self.change.to_destroy(APPLICATION),
        };
        let open = open.direct().maintenance(self.maintenance.name()?);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        files::say_which(context, Kind::Schema, &files.schema);
        files::say_which(context, Kind::Seeds, &files.seeds);
        let backup = if self.keep { None } else { self.backup.request(&work)? };
        let backup = backup.as_ref();
        let pool = user_pool(context)?;
        let (plan, exclusive) =
            ops::setup::plan(work.look(), files, self.keep, pool, backup).await?;
        let apply = async |plan: Approved<SetupPlan>| {
            ops::setup::refuse_tables(work.login(), &plan).await?;
            #[cfg(feature = "aws")]
            let users = pool_with_users(context, plan.user_pool.as_deref()).await?;
            #[cfg_attr(not(feature = "aws"), expect(unused_mut, reason = "it gets a step there"))]
            let mut done = ops::setup::apply(work.look(), exclusive, &plan).await?;
            #[cfg(feature = "aws")]
            if let Some((pool, users)) = &users {
                let progress = work.progress.as_ref();
                ops::setup::sync_users(work.login(), pool, users, &mut done, progress).await?;
            }
            Ok(done)
        };
        let done = context.carry_out(plan, &self.change, apply).await?;
        if done.is_some() && work.target.origin == Origin::Managed {
            let database = work.target.database();
            context.ui.status(&format!(
                "look around with: {}\na URL with the password, for other programs: {}",
                hint::command("connect"),
                hint::command(format!("server url --database {database}"))
            ));
        }
        Ok(ExitStatus::Done)
    }
}

/// The Cognito pool that the environment names.
#[cfg(feature = "aws")]
fn user_pool(context: &Context) -> Result<Option<String>> {
    crate::commands::aws_trigger::configured_pool(context)
}

/// Without the AWS SDK, no pool can be queried.
#[cfg(not(feature = "aws"))]
fn user_pool(_: &Context) -> Result<Option<String>> {
    Ok(None)
}

/// The users of the configured pool. Setup does not begin without them.
#[cfg(feature = "aws")]
async fn pool_with_users(
    context: &Context,
    pool: Option<&str>,
) -> Result<Option<(String, Vec<crate::model::CognitoUser>)>> {
    let Some(pool) = pool else { return Ok(None) };
    let users = async {
        let args = crate::commands::aws::AwsArgs::default();
        args.load_for_pool(context, pool).await?.cognito()?.users(pool).await
    };
    let users = users.await.map_err(|error| {
        error.prefixed(&format!("nothing was changed, since the users of {pool} are unknown"))
    })?;
    Ok(Some((pool.to_owned(), users)))
}
