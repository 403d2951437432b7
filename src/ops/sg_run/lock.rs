use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Tells runs of this machine that use the same rule of each other, by locks on files, which the
/// system lets go of when a run is killed.
///
/// Two files: the gate, which is held while a run joins or leaves, and one for each rule, which
/// every run holds shared to its end.
#[derive(Debug)]
pub struct RunLock {
    directory: PathBuf,
    file: PathBuf,
    shared: File,
}

impl RunLock {
    /// Joins those who use the rule of this name. Held by the caller until the rule is there: the
    /// gate, which keeps the last of them from leaving meanwhile.
    ///
    /// Errors: the directory cannot be written, or has no locks.
    pub async fn join(directory: &Path, name: &str) -> Result<(Self, File)> {
        let (directory, file) = (directory.to_owned(), directory.join(name));
        blocking(move || {
            fs::create_dir_all(&directory)?;
            let gate = open(&directory.join("gate"))?;
            gate.lock_shared()?;
            let shared = open(&file)?;
            shared.lock_shared()?;
            Ok((Self { directory, file, shared }, gate))
        })
        .await
    }

    /// Leaves them. The gate stays locked while the caller holds the file that is returned; with
    /// it comes whether no other run of this machine is left.
    pub async fn leave(self) -> Result<(File, bool)> {
        blocking(move || {
            let gate = open(&self.directory.join("gate"))?;
            gate.lock()?;
            self.shared.unlock()?;
            let last = match self.shared.try_lock() {
                Ok(()) => true,
                Err(TryLockError::WouldBlock) => false,
                Err(TryLockError::Error(error)) => return Err(error),
            };
            if last {
                // One that stays is used again.
                let _ = fs::remove_file(&self.file);
            }
            Ok((gate, last))
        })
        .await
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    let failed = || Error::failed("runs on this machine cannot be distinguished");
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(|error| failed().because(error)),
        Err(_) => Err(failed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "current_thread")]
    async fn the_last_one_knows_that_it_is() {
        let directory = tempfile::tempdir().unwrap();
        let join = || async { RunLock::join(directory.path(), "a").await.unwrap().0 };
        let (one, two) = (join().await, join().await);
        assert!(!one.leave().await.unwrap().1);
        let three = join().await;
        assert!(!two.leave().await.unwrap().1);
        assert!(three.leave().await.unwrap().1);
        // One that is alone again, after the file was removed.
        assert!(join().await.leave().await.unwrap().1);
    }
}
