use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use super::layout::Layout;
use crate::error::{Error, Result};
use crate::progress::Progress;

/// One command at a time manages the server. Released when dropped, and by the operating
/// system when the process ends in any way.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock. The home is created if missing.
    pub async fn acquire(home: &Path, progress: &dyn Progress) -> Result<(Self, Layout)> {
        loop {
            let layout = Layout::create(home)?;
            let path = layout.lock();
            let failed = |error| {
                let name = path.display();
                let me = super::layout::user_name(nix::unistd::geteuid().as_raw());
                Error::failed(format!("{name} cannot be locked"))
                    .because(error)
                    .with_hint(format!("run `sudo chown {me} {name} && chmod 600 {name}`"))
            };
            let open = OpenOptions::new().create(true).append(true).mode(0o600).open(&path);
            let file = wait(open.map_err(failed)?, progress).await.map_err(failed)?;
            // Meanwhile `server destroy` may have removed the file, and another one has replaced
            // it.
            let same = |path: &Path| -> Option<bool> {
                let (there, here) = (path.metadata().ok()?, file.metadata().ok()?);
                Some(there.ino() == here.ino() && there.dev() == here.dev())
            };
            if same(&path) == Some(true) {
                return Ok((Self { _file: file }, layout));
            }
        }
    }

    /// Whether a command has it.
    pub fn is_held(layout: &Layout) -> bool {
        let file = File::open(layout.lock());
        file.is_ok_and(|it| matches!(it.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

async fn wait(file: File, progress: &dyn Progress) -> std::io::Result<File> {
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(error)) => return Err(error),
    }
    progress.doing("waiting for another command that starts or stops the server");
    tokio::task::spawn_blocking(move || file.lock().map(|()| file))
        .await
        .map_err(std::io::Error::other)?
}
