use std::path::PathBuf;

use super::Context;
use super::arguments::{ConsentArgs, DatabaseArgs, MaintenanceArg};
use super::backup::BackupArgs;
use super::open::Open;
use crate::args::Candidates;
use crate::config::Source;
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::ops;
use crate::report::backup::Backups;
use crate::script::{Options, uncompressed_name};

/// Bring back a backup, or any dump
///
/// Loads it into a new database, which takes the place of the one that is there only when
/// everything went well. Asks like drop does; what is there and protected gets a backup first.
/// Backups are kept in the user's directory of data, or in CRUDDUR_BACKUP_DIR, until someone
/// deletes them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup: SQL as pg_dump writes it, plain or compressed
    #[arg(value_name = "FILE", required_unless_present_any = ["last", "list"],
          conflicts_with_all = ["last", "list"],
          add = Candidates::BackupsOrFiles(&[".sql"]))]
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

    #[command(flatten)]
    maintenance: MaintenanceArg,

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
        let maintenance = self.maintenance.name()?;
        // The file is looked for before a server is started or asked.
        let file = self.find(context)?;
        let open = Open::to_destroy("cruddur-db restore", &self.database)
            .direct()
            .maintenance(maintenance)
            .dry_run(self.consent.dry_run());
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let backup = self.backup.request(&work)?;
        let options =
            Options { no_owner: self.no_owner, no_acl: self.no_acl, ..Options::default() };
        let (plan, exclusive) =
            ops::restore::plan(work.look(), file, options, backup.as_ref()).await?;
        let apply = async |plan| ops::restore::apply(work.look(), exclusive, &plan).await;
        context.execute(plan, &self.consent, apply).await
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
        let directory = context.config.backup_directory()?;
        Ok(ops::restore::last(&directory, environment.as_str(), &database)?.file)
    }
}

/// A file that can be a dump. Tables' data alone brings no database back.
fn checked(file: PathBuf) -> Result<PathBuf> {
    let name = file.display().to_string();
    if uncompressed_name(&name.to_ascii_lowercase()).ends_with(".csv") {
        return Err(Error::usage(format!("{name} is data of one table, and no backup"))
            .with_hint("seed loads it into a database that is there"));
    }
    match std::fs::metadata(&file) {
        Ok(metadata) if metadata.is_file() => Ok(file),
        Ok(_) => Err(Error::usage(format!("{name} is not a file"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Error::usage(format!("{name} does not exist"))
                .with_hint(format!("{} shows the backups", hint::command("restore --list"))))
        }
        Err(error) => Err(Error::usage(format!("{name} cannot be read")).because(error)),
    }
}

fn list(context: &Context) -> Result<Backups> {
    let mut backups = ops::backup::list(&context.config.backup_directory()?)?;
    if let Some(environment) = &context.config.environment {
        backups.0.retain(|backup| backup.label.environment == environment.as_str());
    }
    Ok(backups)
}
