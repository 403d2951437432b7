use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A file or directory for the time being, gone when dropped.
#[derive(Debug)]
pub struct TempPath(PathBuf);

impl TempPath {
    /// A new directory. Those that a killed command left are removed first: whoever makes one
    /// holds the lock.
    pub fn directory(parent: &Path, name: &str) -> Result<Self> {
        let scratch = Self::name(parent, name)?;
        std::fs::create_dir(&scratch.0).map_err(|error| {
            Error::failed(format!("{} cannot be created", scratch.0.display())).because(error)
        })?;
        Ok(scratch)
    }

    /// Only the name; the caller makes what it likes there.
    pub fn name(parent: &Path, name: &str) -> Result<Self> {
        let prefix = format!(".{name}.");
        for entry in std::fs::read_dir(parent)?.flatten() {
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                remove(&entry.path());
            }
        }
        Ok(Self(Self::path_in(parent, name)))
    }

    /// Where this process makes one of this name.
    pub fn path_in(parent: &Path, name: &str) -> PathBuf {
        parent.join(format!(".{name}.{}", std::process::id()))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempPath {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

/// Removes a file or a directory with all that is in it.
pub fn remove(path: &Path) {
    // What cannot be removed now is removed by the next one.
    let _ = match path.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => std::fs::remove_dir_all(path),
        _ => std::fs::remove_file(path),
    };
}
