//! Files that appear only when complete.

use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use tempfile::NamedTempFile;

const PREFIX: &str = ".cruddur-db.";
const SUFFIX: &str = ".partial";

/// Creates a file in this directory, removed if dropped before it is kept. A lock on it
/// shows that it is being written; abandoned ones are removed first.
pub fn begin(directory: &Path, mode: u32) -> io::Result<NamedTempFile> {
    directory.metadata()?;
    clear(directory);
    loop {
        let file = tempfile::Builder::new()
            .prefix(PREFIX)
            .suffix(SUFFIX)
            .permissions(Permissions::from_mode(mode))
            .tempfile_in(directory)
            .map_err(without_path)?;
        // On a file system without locks nothing is removed either.
        let locked = file.as_file().lock().is_ok();
        // Before it was locked, another process may have removed it.
        if !locked || file.as_file().metadata()?.nlink() > 0 {
            return Ok(file);
        }
    }
}

pub fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The error of `tempfile` names a file that users have never heard of.
fn without_path(error: io::Error) -> io::Error {
    let text = error.to_string();
    match text.split_once(" at path ") {
        Some((cause, _)) => io::Error::new(error.kind(), cause),
        None => error,
    }
}

/// Removes what killed runs left. What cannot be removed stays.
fn clear(directory: &Path) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !(name.starts_with(PREFIX) && name.ends_with(SUFFIX)) {
            continue;
        }
        // Not the target of a link.
        if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        // Locked until it is gone: a writer that is about to lock it makes another one then.
        if let Ok(file) = File::open(&path)
            && file.try_lock().is_ok()
        {
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_writes_is_cleared_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        let left = path(".cruddur-db.left.partial");
        let kept = [".other.partial", ".cruddur-db.x", "cruddur-db.partial"].map(path);
        for file in kept.iter().chain([&left]) {
            std::fs::write(file, "x").unwrap();
        }
        let first = begin(directory.path(), 0o600).unwrap();
        let second = begin(directory.path(), 0o600).unwrap();
        assert!(!left.exists());
        assert!(first.path().exists() && second.path().exists());
        assert!(kept.iter().all(|file| file.exists()));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn an_error_does_not_name_the_partial_file() {
        let error = begin(Path::new("/proc"), 0o600).unwrap_err();
        assert_eq!(error.to_string(), "No such file or directory (os error 2)");
    }
}
