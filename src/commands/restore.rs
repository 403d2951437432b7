use std::path::PathBuf;

use super::Context;
use super::backup::BackupArgs;
use super::target::AccessMode;
use crate::approval::approve;
use crate::commands::arguments::{ConsentArgs, DatabaseArgs};
use crate::config::Source;
use crate::error::{Error, ExitStatus, Result};
use crate::model::DatabaseName;
use crate::ops;
use crate::postgres::ConnectRequest;
use crate::report::backup::Backups;
use crate::script::{Options, uncompressed_name};

/// Bring back a backup, or any dump
///
/// Loads it into a new database, which takes the place of the one that is there only when
/// everything went well. Asks like drop does; what is there and protected gets a backup first.
/// Backups are kept in the user's folder of data, or in CRUDDUR_BACKUP_DIR, until somebody
/// deletes them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup: SQL as pg_dump writes it, plain or compressed
    #[arg(value_name = "FILE", required_unless_present_any = ["last", "list"],
          conflicts_with_all = ["last", "list"])]
    file: Option<PathBuf>,

    /// The last backup that was taken of this database
    #[arg(long, conflicts_with = "list")]
    last: bool,

    /// List the backups, of every environment unless --env names one
    #[arg(long)]
    list: bool,

    /// Skip statements that set owners
    #[arg(long)]
    no_owner: bool,

    /// Skip statements that grant and revoke
    #[arg(long)]
    no_acl: bool,

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
        if self.list {
            context.ui.report(&list(context)?)?;
            return Ok(ExitStatus::Done);
        }
        let maintenance = self.maintenance_db.clone().map(DatabaseName::new).transpose()?;
        // The file is looked for before a server is started or asked.
        let file = self.find(context)?;
        let Some((target, _)) = context
            .direct_unless_dry(self.consent.dry_run, &self.database, None, AccessMode::Destructive)
            .await?
        else {
            return Ok(ExitStatus::Done);
        };
        let retry_timeout = self.database.retry_timeout();
        let login =
            ConnectRequest { target: &target, application: "cruddur-db restore", retry_timeout };
        let backup_request = self.backup.backup_request(context, &self.database, &target)?;
        let progress = context.ui.progress();
        let look = context.look(login, maintenance.as_ref(), &self.consent, progress.as_ref());
        let (plan, exclusive) = ops::restore::plan(look, file, backup_request.as_ref()).await?;
        if self.consent.dry_run {
            context.ui.report(&plan)?;
            return Ok(ExitStatus::Done);
        }
        context.ui.status(&format!("restoring {}", plan.source()));
        context.show_impact(&plan.drop);
        let plan = approve(plan, &self.consent.answers(), &context.ui).await?;
        let options =
            Options { no_owner: self.no_owner, no_acl: self.no_acl, ..Options::default() };
        let restored = ops::restore::apply(look, exclusive, &plan, &options).await?;
        drop(progress);
        context.ui.report(&restored)?;
        Ok(ExitStatus::Done)
    }

    fn find(&self, context: &Context) -> Result<PathBuf> {
        let environment = context.config.pick(None)?;
        let resolved = context.config.resolve(&environment)?;
        if let Some(file) = &self.file {
            return checked(file.clone());
        }
        let database = match &resolved.source {
            Source::Url(target) => target.database().to_string(),
            Source::Managed(name) => (*name).to_owned(),
        };
        let folder = context.config.backup_folder()?;
        Ok(ops::restore::last(&folder, environment.as_str(), &database)?.file)
    }
}

/// A file that can be a dump. Tables' data alone brings no database back.
fn checked(file: PathBuf) -> Result<PathBuf> {
    let name = file.display().to_string();
    if uncompressed_name(&name.to_ascii_lowercase()).ends_with(".csv") {
        return Err(Error::usage(format!("{name} is data of one table, and no backup"))
            .hint("seed loads it into a database that is there"));
    }
    match std::fs::metadata(&file) {
        Ok(metadata) if metadata.is_file() => Ok(file),
        Ok(_) => Err(Error::usage(format!("{name} is not a file"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Error::usage(format!("{name} does not exist"))
                .hint("restore --list shows the backups that there are"))
        }
        Err(error) => Err(Error::usage(format!("{name} cannot be read")).because(error)),
    }
}

fn list(context: &Context) -> Result<Backups> {
    let mut backups = ops::backup::list(&context.config.backup_folder()?)?;
    if let Some(environment) = &context.config.environment {
        backups.0.retain(|backup| backup.label.environment == environment.as_str());
    }
    Ok(backups)
}
