//! Dumps that are taken before data is lost, and kept.

use std::cmp::Reverse;
use std::ffi::OsStr;
use std::fs::DirBuilder;
use std::io::{BufRead, BufReader, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

use flate2::bufread::GzDecoder;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::dump;
use crate::error::{Error, Result};
use crate::hint;
use crate::interrupt::Interrupt;
use crate::model::{BackupLabel, Distribution, Origin, Server, Target, Timestamp};
use crate::partial;
use crate::postgres::ConnectRequest;
use crate::postgres::Packing;
use crate::postgres::database_state::DatabaseState;
use crate::postgres::dump::{Dumper, Part, Writing};
use crate::progress::Progress;
use crate::regular_file;
use crate::report::backup::{Backup, BackupPlan, BackupTaken, Backups};

const MARK: &str = "-- cruddur-db backup: ";

/// The name of the managed server in a label.
pub(super) const MANAGED: &str = "managed";

const ENDING: &str = ".sql.gz";

/// Characters allowed in a file name. A leading dot would hide it.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// A requested backup: the programs that can take it, and its directory.
#[derive(Debug, Clone)]
pub struct BackupRequest {
    pub programs: Vec<PathBuf>,
    pub directory: PathBuf,
}

/// Checks that the backup can be taken, before asking for confirmation. There is none of a
/// database that does not exist.
///
/// Errors: no pg_dump fits the server. Continuing without a backup would lose data.
pub async fn plan(
    login: ConnectRequest<'_>,
    state: &DatabaseState,
    distribution: Option<&Distribution>,
    backup_request: Option<&BackupRequest>,
) -> Result<Option<BackupPlan>> {
    let (Some(backup_request), Some(properties)) = (backup_request, state.properties.clone())
    else {
        return Ok(None);
    };
    let target = login.target.past_pooler();
    let programs = &backup_request.programs;
    let found = match programs.is_empty() {
        true => Err(Error::failed("pg_dump was not found")),
        false => dump::fitting(state.server_version, dump::find(target, programs).await),
    };
    let program = found.map_err(|error| {
        let what = format!("database {} cannot be backed up", target.database());
        error.prefixed(&what).with_hint(format!(
            "install the client programs of Postgres {} (apt-get install postgresql-client, brew \
             install libpq), or continue without a backup: --no-backup",
            state.server_version / 10_000
        ))
    })?;
    let environment = target.environment.to_string();
    Ok(Some(BackupPlan {
        directory: backup_request.directory.join(&environment),
        program,
        distribution: distribution.cloned(),
        label: BackupLabel {
            environment,
            database: target.database().to_string(),
            server: server_name(target),
            taken: Timestamp::from_unix(0),
            command: login.application.strip_prefix("cruddur-db ").map(str::to_owned),
            properties,
        },
    }))
}

fn server_name(target: &Target) -> String {
    let Server { host, port, .. } = target.server();
    match target.origin {
        Origin::Managed => format!("{MANAGED}:{port}"),
        _ => format!("{host}:{port}"),
    }
}

/// Takes the backup, if any. The file appears only when it is complete and synced to disk.
///
/// Errors state that nothing was changed: a backup comes first.
pub async fn take(
    plan: Option<&BackupPlan>,
    target: &Target,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<Option<BackupTaken>> {
    let Some(plan) = plan else { return Ok(None) };
    let database = target.database();
    progress.doing(&format!("taking a backup of {database}"));
    let kept = tokio::select! {
        kept = write(plan, target, progress) => kept.map_err(|error| {
            error
                .prefixed(&format!("no backup of {database} was taken, so nothing was changed"))
                .with_hint(format!("continue without one: {}", hint::again("--no-backup")))
        })?,
        () = interrupt.wait() => {
            return Err(Error::interrupted("interrupted during the backup; nothing was changed"));
        }
    };
    progress.notice(&kept.to_string());
    Ok(Some(kept))
}

async fn write(plan: &BackupPlan, target: &Target, progress: &dyn Progress) -> Result<BackupTaken> {
    let (start, target) = (Instant::now(), target.past_pooler());
    let directory = &plan.directory;
    let unwritable = |error| Error::unwritable(directory, error);
    // The rows must be private.
    DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(unwritable)?;
    let label = BackupLabel { taken: Timestamp::now(), ..plan.label.clone() };
    let text = serde_json::to_string(&label)
        .map_err(|error| Error::failed("the label cannot be written").because(error))?;
    let head = format!("{MARK}{text}\n");
    // Only for the owner.
    let partial = partial::begin(directory, 0o600).map_err(unwritable)?;
    let file = partial.as_file().try_clone()?;
    let (part, packing) = (Part::Everything, Packing::Gzip);
    let writing = Writing { part, packing, head: &head, progress };
    let login = ConnectRequest::new(target, "cruddur-db backup");
    let dumper = Dumper {
        program: plan.program.clone(),
        held: dump::is_held(login).await?,
        distribution: plan.distribution.clone(),
    };
    dumper
        .run_packed(target, writing, file)
        .await
        .map_err(|error| error.prefixed(&directory.display().to_string()))?;
    let size = partial.as_file().metadata()?.len();
    let file = give_name(partial, directory, &label)?;
    // The directory entry has to be synced too.
    regular_file::open(directory).and_then(|directory| directory.sync_all()).map_err(unwritable)?;
    Ok(BackupTaken { file, bytes: size, seconds: start.elapsed().as_secs_f64() })
}

/// `cruddur-20261124T040506Z.sql.gz`; a second one of the same second gets `-2`.
fn give_name(
    mut partial: tempfile::NamedTempFile,
    directory: &Path,
    label: &BackupLabel,
) -> Result<PathBuf> {
    let database = utf8_percent_encode(&label.database, PLAIN);
    let mut count = 1;
    loop {
        let again = if count == 1 { String::new() } else { format!("-{count}") };
        let path = directory.join(format!("{database}-{}{again}{ENDING}", label.taken.basic()));
        match partial.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists && count < 100 => {
                partial = error.file;
                count += 1;
            }
            Err(error) => return Err(Error::unwritable(&path, error.error)),
        }
    }
}

/// All backups in a directory, newest first, to be shown. Other files are ignored. A missing
/// directory has no backups.
pub fn list(directory: &Path) -> Result<Backups> {
    let mut backups = Vec::new();
    for environment in entries(directory)? {
        if !environment.is_dir() {
            continue;
        }
        for file in entries(&environment)? {
            let hidden = file.file_name().is_some_and(|name| name.as_encoded_bytes()[0] == b'.');
            if hidden || file.extension() != Some(OsStr::new("gz")) {
                continue;
            }
            if let Some(label) = read_label(&file) {
                let bytes = std::fs::metadata(&file).map_or(0, |metadata| metadata.len());
                backups.push(Backup { label: label.masked(), bytes, file });
            }
        }
    }
    // The second one of a second has a longer name.
    let order = |it: &Backup| (it.label.taken, it.file.as_os_str().len(), it.file.clone());
    backups.sort_by_key(|it| Reverse(order(it)));
    Ok(Backups(backups))
}

fn entries(directory: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = |error: std::io::Error| {
        Error::failed(format!("{} cannot be read", directory.display())).because(error)
    };
    let entries = regular_file::if_any(std::fs::read_dir(directory)).map_err(unreadable)?;
    let entries = entries.into_iter().flatten();
    entries.map(|entry| entry.map(|it| it.path()).map_err(unreadable)).collect()
}

/// The label of a backup; `None` for any other file.
pub fn read_label(file: &Path) -> Option<BackupLabel> {
    let file = BufReader::new(regular_file::open(file).ok()?);
    let mut line = String::new();
    BufReader::new(GzDecoder::new(file)).read_line(&mut line).ok()?;
    serde_json::from_str(line.strip_prefix(MARK)?).ok()
}
