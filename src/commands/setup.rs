use super::Context;
use super::backup::BackupArgs;
use super::files;
use super::target::AccessMode;
use crate::approval::approve;
use crate::commands::arguments::{ConsentArgs, DatabaseArgs};
use crate::error::{ExitStatus, Result};
use crate::model::{DatabaseName, Origin};
use crate::ops::files::Kind;
use crate::ops::{self, setup::SetupFiles};
use crate::postgres::ConnectRequest;

/// Make the database anew, with its schema and seeds: all or nothing
///
/// The new database is made beside the old one and takes its place when schema and seeds are
/// loaded; a failure leaves the old one as it was. Owner, locale, settings, privileges and comment
/// are kept. A role that may not create databases empties and loads its own one, in one
/// transaction. When the database is remote or protected, shows what is in it and asks once for
/// its name; when it is protected, takes a backup first, which restore brings back. When AWS_COGNITO_USER_POOL_ID is set, the users of
/// the seeds then get their ids from Cognito, which is asked before anything is dropped.
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
        let access = if self.keep { AccessMode::Safe } else { AccessMode::Destructive };
        let Some((target, _)) =
            context.direct_unless_dry(self.consent.dry_run, &self.database, word, access).await?
        else {
            return Ok(ExitStatus::Done);
        };
        files::say_which(context, Kind::Schema, &files.schema);
        files::say_which(context, Kind::Seeds, &files.seeds);
        let retry_timeout = self.database.retry_timeout();
        let login =
            ConnectRequest { target: &target, application: "cruddur-db setup", retry_timeout };
        let backup_request = match self.keep {
            true => None,
            false => self.backup.backup_request(context, &self.database, &target)?,
        };
        let progress = context.ui.progress();
        let look = context.look(login, maintenance.as_ref(), &self.consent, progress.as_ref());
        let (mut plan, exclusive) =
            ops::setup::plan(look, &files, self.keep, backup_request.as_ref()).await?;
        plan.user_pool = user_pool(context)?;
        if self.consent.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        if let Some(drop) = &plan.drop {
            context.show_impact(drop);
        }
        let plan = approve(plan, &self.consent.answers(), &context.ui).await?;
        #[cfg(feature = "aws")]
        let pool = pool_with_users(context, plan.user_pool.as_deref()).await?;
        #[cfg_attr(not(feature = "aws"), expect(unused_mut, reason = "it gets a step there"))]
        let mut done = ops::setup::apply(look, exclusive, &plan, &files).await?;
        #[cfg(feature = "aws")]
        if let Some((pool, users)) = &pool {
            ops::setup::sync_users(login, pool, users, &mut done, look.progress).await?;
        }
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

/// The Cognito pool that the environment names.
#[cfg(feature = "aws")]
fn user_pool(context: &Context) -> Result<Option<String>> {
    crate::commands::aws_trigger::configured_pool(context)
}

/// Without the AWS SDK there is nobody who could ask a pool.
#[cfg(not(feature = "aws"))]
fn user_pool(_: &Context) -> Result<Option<String>> {
    Ok(None)
}

/// The users of the configured pool. Without them nothing is begun.
#[cfg(feature = "aws")]
async fn pool_with_users(
    context: &Context,
    pool: Option<&str>,
) -> Result<Option<(String, Vec<crate::model::CognitoUser>)>> {
    let Some(pool) = pool else { return Ok(None) };
    let users = async {
        let args = crate::commands::aws::AwsArgs::default();
        args.load_for_pool(context, pool).await?.cognito().users(pool).await
    };
    let users = users.await.map_err(|error| {
        error.prefixed(&format!("nothing was changed, since the users of {pool} are not known"))
    })?;
    Ok(Some((pool.to_owned(), users)))
}
