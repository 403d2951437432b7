//! Small text files of a project, changed as a whole or not at all.

use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::partial;
use crate::regular_file;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Update {
    Created,
    Changed,
    /// It says so already.
    Unchanged,
}

/// Replaces the file's bytes by those that `change` makes of them, at once; with None it stays.
/// Mode and owner stay, and so does a link to the file. One that is not there is made with
/// `mode`. Others who do the same wait.
///
/// Errors: those of `change`; (failed) the file cannot be read or written.
pub fn update(
    path: &Path,
    mode: u32,
    change: impl FnOnce(Option<&[u8]>) -> Result<Option<Vec<u8>>>,
) -> Result<Update> {
    // Where a link leads, so that it stays one.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let directory = partial::directory_of(&real);
    let lock = regular_file::open(directory).map_err(|error| Error::unwritable(path, error))?;
    // A file system without locks has one user, most likely.
    let _ = lock.lock();
    let old = regular_file::if_any(regular_file::read(&real)).map_err(|error| {
        Error::failed(format!("{} cannot be read", path.display())).because(error)
    })?;
    let change = change(old.as_deref());
    let change = change.map_err(|error| error.prefixed(&path.display().to_string()))?;
    let Some(bytes) = change else { return Ok(Update::Unchanged) };
    let write = || {
        let metadata = old.as_ref().map(|_| std::fs::metadata(&real)).transpose()?;
        let mode = metadata.as_ref().map_or(mode, |it| it.permissions().mode() & 0o7777);
        let mut file = partial::begin(directory, mode)?;
        if let Some(metadata) = &metadata {
            let own = file.as_file().metadata()?;
            if (own.uid(), own.gid()) != (metadata.uid(), metadata.gid()) {
                chown(file.path(), Some(metadata.uid()), Some(metadata.gid()))?;
            }
        }
        // The process's own mask took from it.
        file.as_file().set_permissions(std::fs::Permissions::from_mode(mode))?;
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        file.persist(&real).map_err(|error| error.error)
    };
    write().map_err(|error| Error::unwritable(path, error))?;
    Ok(if old.is_some() { Update::Changed } else { Update::Created })
}

/// Writes a file that was not there. Returns false if somebody has written the same meanwhile.
///
/// Errors (failed): it cannot be written; it is there, with another text.
pub fn create(path: &Path, text: &str) -> Result<bool> {
    let directory = partial::directory_of(path);
    let write = || {
        std::fs::create_dir_all(directory)?;
        let mut file = partial::begin(directory, 0o666)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    let file = write().map_err(|error| Error::unwritable(path, error))?;
    let Err(error) = file.persist_noclobber(path) else { return Ok(true) };
    let error = error.error;
    if error.kind() != ErrorKind::AlreadyExists {
        return Err(Error::unwritable(path, error));
    }
    match regular_file::read_to_string(path) {
        Ok(there) if there == text => Ok(false),
        _ => {
            let shown = path.display();
            Err(Error::failed(format!("{shown} was written meanwhile, with another text")))
        }
    }
}
