use std::fs::{File, Metadata};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, fchown};
use std::path::{Path, PathBuf};

use futures_util::future::join_all;

use crate::error::{Error, Result};
use crate::hint;
use crate::model::{PgDump, Target};
use crate::partial;
use crate::postgres::dump::{self, Dumper, Part, Writing};
use crate::postgres::{ConnectRequest, Packing, distribution, explain_fault, pooling};
use crate::progress::Progress;
use crate::report::dump::Dumped;

/// The one of these programs that fits the server best, and how the database is distributed. See
/// `fitting`.
pub async fn choose(login: ConnectRequest<'_>, programs: &[PathBuf]) -> Result<Dumper> {
    let look = async {
        let mut client = login.connect_client().await?;
        let version = i32::try_from(client.server_version_num()).unwrap_or(0);
        let found = pooling::look_for_dump(&mut client).await;
        client.close().await;
        let (pooled, has_citus) = found.map_err(|fault| explain_fault(fault, login.target))?;
        let distribution = match has_citus {
            true => distribution::look(&mut login.connect().await?).await?,
            false => None,
        };
        Ok::<_, Error>((version, pooled, distribution))
    };
    let (seen, found) = tokio::join!(look, find(login.target, programs));
    let (version, pooled, distribution) = seen?;
    let held = pooled || takes_secret(login.target);
    Ok(Dumper { program: fitting(version, found)?, held, distribution })
}

/// Whether the login needs something that pg_dump accepts only as an argument, which everyone can
/// read.
fn takes_secret(target: &Target) -> bool {
    target.url.config.tls.key_password.is_some()
}

/// Whether pg_dump needs a session that was opened here.
pub(super) async fn is_held(login: ConnectRequest<'_>) -> Result<bool> {
    let mut client = login.connect_client().await?;
    let pooled = pooling::is_pooled(&mut client).await;
    client.close().await;
    let pooled = pooled.map_err(|fault| explain_fault(fault, login.target))?;
    Ok(pooled || takes_secret(login.target))
}

/// The programs, as they would be run against the target.
pub(super) async fn find(target: &Target, programs: &[PathBuf]) -> Vec<Result<PgDump>> {
    join_all(programs.iter().map(|program| dump::find(program, target))).await
}

/// The first program of the server's major version, else of the nearest newer one: an older
/// pg_dump refuses, and a newer one may write what the server cannot restore.
/// `server_version` is as in `server_version_num`.
///
/// Errors: all are older, or cannot be run.
pub(super) fn fitting(server_version: i32, programs: Vec<Result<PgDump>>) -> Result<PgDump> {
    let server = u32::try_from(server_version / 10_000).unwrap_or(0);
    let (mut best, mut older, mut broken) = (None::<PgDump>, None, None);
    for program in programs {
        match program {
            Ok(program) if program.major == server => return Ok(program),
            Ok(program) if program.major < server => older = older.max(Some(program.major)),
            Ok(program) if best.as_ref().is_none_or(|best| program.major < best.major) => {
                best = Some(program);
            }
            Ok(_) => {}
            Err(error) => _ = broken.get_or_insert(error),
        }
    }
    match (best, older, broken) {
        (Some(program), ..) => Ok(program),
        (None, None, Some(error)) => Err(error),
        (None, older, _) => Err(Error::failed(format!(
            "pg_dump {} is older than the server, which is Postgres {server}",
            older.unwrap_or(0)
        ))
        .with_hint(format!("install the client programs of Postgres {server}"))),
    }
}

/// Checks whether a dump can be written there, before anything is done.
///
/// Errors (usage): the name tells of another format; the file exists and `overwrite` is false;
/// there can be no file in its directory.
pub fn check(path: &Path, overwrite: bool) -> Result<()> {
    Packing::of(path)?;
    let Destination::File { path, .. } = destination(path, overwrite)? else { return Ok(()) };
    let path = path.as_path();
    partial::begin(partial::directory_of(path), 0o600).map(drop).map_err(|error| {
        let report = Error::usage(format!("{} cannot be written", path.display()));
        match error.kind() {
            ErrorKind::NotFound => report.with_hint("its directory does not exist"),
            _ => report.because(error),
        }
    })
}

enum Destination {
    /// A file that appears when it is complete, with its permissions and owner if it replaces one.
    File { path: PathBuf, replaced: Option<Metadata> },
    /// A pipe or a character device, which is written to as it is.
    Stream,
}

/// Errors (usage): there is a file and `overwrite` is false; nothing can be written to it.
fn destination(path: &Path, overwrite: bool) -> Result<Destination> {
    let shown = path.display();
    let Ok(found) = std::fs::metadata(path) else {
        return match path.is_symlink() {
            true => Err(Error::usage(format!("{shown} is a link to what does not exist"))),
            false => Ok(Destination::File { path: path.to_owned(), replaced: None }),
        };
    };
    let kind = found.file_type();
    match () {
        () if kind.is_fifo() || kind.is_char_device() => Ok(Destination::Stream),
        () if !found.is_file() => Err(Error::usage(format!("{shown} is not a file"))),
        () if !overwrite => Err(Error::usage(format!("{shown} already exists"))
            .with_hint(format!("replace it with: {}", hint::again("--force")))),
        // A link stays one.
        () => {
            let path = path.canonicalize().map_err(|error| Error::unwritable(path, error))?;
            Ok(Destination::File { path, replaced: Some(found) })
        }
    }
}

/// The dump may be read by whom the file before could be read by.
fn like(file: &File, replaced: &Metadata) -> std::io::Result<()> {
    let (owner, group) = (replaced.uid(), replaced.gid());
    let created = file.metadata()?;
    if (created.uid(), created.gid()) != (owner, group) {
        // Only root may give files away.
        let _ = fchown(file, Some(owner), Some(group));
    }
    file.set_permissions(replaced.permissions())
}

/// Dumps into a file that appears only when complete, compressed by its extension; a pipe or device
/// gets it at once.
///
/// Errors (usage): an unsupported extension; it exists and `overwrite` is false.
pub async fn to_file(
    dumper: &Dumper,
    target: &Target,
    part: Part,
    path: &Path,
    overwrite: bool,
    progress: &dyn Progress,
) -> Result<Dumped> {
    let writing = Writing { part, packing: Packing::of(path)?, head: "", progress };
    let place = path.display().to_string();
    let dump = async |file| {
        dumper.run_packed(target, writing, file).await.map_err(|error| error.prefixed(&place))
    };
    let cannot = |error| Error::unwritable(path, error);
    let (path, replaced) = match destination(path, overwrite)? {
        Destination::File { path, replaced } => (path, replaced),
        Destination::Stream => {
            // A pipe waits for its reader.
            let file = tokio::fs::OpenOptions::new().write(true).open(path).await;
            let bytes = dump(file.map_err(cannot)?.into_std().await).await?;
            return Ok(Dumped { file: path.into(), bytes });
        }
    };
    let partial = partial::begin(partial::directory_of(&path), 0o666).map_err(cannot)?;
    if let Some(replaced) = &replaced {
        like(partial.as_file(), replaced).map_err(cannot)?;
    }
    dump(partial.as_file().try_clone()?).await?;
    let bytes = partial.as_file().metadata()?.len();
    let kept = match replaced {
        Some(_) => partial.persist(&path),
        // Another process may have created the file meanwhile.
        None => partial.persist_noclobber(&path),
    };
    kept.map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => Error::failed(format!("{place} was created meanwhile"))
            .with_hint(format!("replace it with: {}", hint::again("--force"))),
        _ => cannot(error.error),
    })?;
    Ok(Dumped { file: place.into(), bytes })
}

/// Dumps to standard output. A closed pipe is not an error.
pub async fn to_stdout(
    dumper: &Dumper,
    target: &Target,
    part: Part,
    progress: &dyn Progress,
) -> Result<()> {
    let mut closed = false;
    let write = async |piece: &[u8]| {
        let piece = piece.to_vec();
        let written = tokio::task::spawn_blocking(move || {
            let mut stdout = std::io::stdout().lock();
            stdout.write_all(&piece).and_then(|()| stdout.flush())
        });
        let written = written.await.unwrap_or_else(|error| Err(std::io::Error::other(error)));
        written.map_err(|error| {
            closed = error.kind() == ErrorKind::BrokenPipe;
            Error::failed("stdout cannot be written").because(error)
        })
    };
    match dumper.run(target, part, progress, write).await {
        Err(_) if closed => Ok(()),
        done => done,
    }
}
