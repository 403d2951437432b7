use std::ffi::OsString;
use std::path::PathBuf;

use super::Context;
use super::arguments::{ConsentArgs, DatabaseArgs, MaintenanceArg};
use super::backup::BackupArgs;
use super::open::Open;
use super::words;
use crate::args::Candidates;
use crate::config::{Resolved, Source};
use crate::error::{Error, ExitStatus, Result};
use crate::hint;
use crate::ops;
use crate::ops::restore_last::Wanted;
use crate::report::backup::Backups;
use crate::script::{Options, archive_hint, uncompressed_name};

const BACKUPS: Candidates = Candidates::BackupsOrFiles(&[".sql"]);

/// Restore a backup or dump
///
/// Loads it into a new database, which replaces the existing one only when everything has
/// succeeded. Asks as drop does, and takes a backup of a protected database first. Backups are kept
/// in the user's data directory, or in CRUDDUR_BACKUP_DIR, until someone deletes them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::EnvironmentsOr(&BACKUPS))]
    word: Option<OsString>,

    /// SQL file, plain or compressed
    #[arg(value_name = "FILE", add = BACKUPS)]
    file: Option<PathBuf>,

    /// Restore the newest backup of this database
    #[arg(long, conflicts_with = "list")]
    last: bool,

    /// List the backups, of one environment if it is named
    #[arg(long)]
    list: bool,

    /// Skip statements that set owners
    #[arg(long)]
    no_owner: bool,

    /// Skip GRANT, REVOKE and the like
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
        let (word, file) = words::file(context, self.word, self.file, "backup")?;
        let word = word.as_deref();
        if file.is_some() && (self.last || self.list) {
            return Err(Error::usage("a file cannot be combined with --last or --list"));
        }
        if self.list {
            return context.report(&list(context, word)?);
        }
        let maintenance = self.maintenance.name()?;
        // A missing file is found before a server is started or queried.
        let resolved = context.config.resolve(&context.config.pick(word)?)?;
        let file = match file {
            Some(file) => checked(file)?,
            None if self.last => last(context, &resolved)?,
            None => {
                return Err(Error::usage("restore needs a backup")
                    .with_hint("name a file or pass --last; --list lists the backups"));
            }
        };
        ops::restore::check_file(&file)?;
        let open = Open::to_destroy("cruddur-db restore", &self.database)
            .of(word)
            .direct()
            .maintenance(maintenance)
            .consent(&self.consent);
        let Some(work) = context.open(open).await? else { return Ok(ExitStatus::Done) };
        let backup = self.backup.request(&work)?;
        let options =
            Options { no_owner: self.no_owner, no_acl: self.no_acl, ..Options::default() };
        let (plan, exclusive) =
            ops::restore::plan(work.look(), file, options, backup.as_ref()).await?;
        let apply = async |plan| ops::restore::apply(work.look(), exclusive, &plan).await;
        context.execute(plan, &self.consent, apply).await
    }
}

/// The newest backup of the environment's database, on its server.
fn last(context: &Context, resolved: &Resolved) -> Result<PathBuf> {
    let (database, target) = match &resolved.source {
        Source::Url(target) => (target.database(), Some(&**target)),
        Source::Managed(name) => (name, None),
    };
    let directory = context.config.backup_directory()?;
    let (environment, database) = (resolved.environment.as_str(), database.as_str());
    let wanted = Wanted { environment, database, target };
    let (last, warning) = ops::restore_last::last(&directory, wanted)?;
    warning.iter().for_each(|line| context.ui.warn(line));
    Ok(last.file)
}

/// A file that can be a dump. Tables' data alone brings no database back.
fn checked(file: PathBuf) -> Result<PathBuf> {
    let name = file.display().to_string();
    if uncompressed_name(&name.to_ascii_lowercase()).ends_with(".csv") {
        return Err(Error::usage(format!("{name} is the data of one table, not a backup"))
            .with_hint(format!(
                "load it into an existing database: {}",
                hint::command(format!("seed {}", hint::quoted(&name)))
            )));
    }
    match std::fs::metadata(&file) {
        Ok(metadata) if metadata.is_file() => Ok(file),
        Ok(metadata) if metadata.is_dir() && file.join("toc.dat").exists() => {
            Err(Error::usage(format!("{name} is a dump in pg_dump's directory format, not SQL"))
                .with_hint(archive_hint(&file)))
        }
        Ok(_) => Err(Error::usage(format!("{name} is not a file"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Error::usage(format!("{name} does not exist"))
                .with_hint(format!("{} shows the backups", hint::command("restore --list"))))
        }
        Err(error) => Err(Error::unreadable(&file, error)),
    }
}

fn list(context: &Context, word: Option<&str>) -> Result<Backups> {
    let mut backups = ops::backup::list(&context.config.backup_directory()?)?;
    if word.is_some() || context.config.environment.is_some() {
        let environment = context.config.pick(word)?;
        backups.0.retain(|backup| backup.label.environment == environment.as_str());
    }
    Ok(backups)
}
