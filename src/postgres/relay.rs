//! Gives the driver a connection that was made here.
//!
//! The driver takes no stream, only names. So it gets the name of a socket in a folder of our
//! own, which nobody else may enter; it is gone as soon as the driver came.

use std::sync::{Arc, OnceLock};

use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional_with_sizes};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinHandle;

use super::wire::Wire;

/// The port that names the socket's file.
pub const PORT: u16 = 5432;

/// The longest path that a socket can have on all systems, less its own name.
const LONGEST_FOLDER: usize = 80;

const BUFFER: usize = 64 * 1024;

/// Carries bytes between the driver and the server. Dropped before [`Relay::keep`], it ends.
pub struct Relay {
    folder: TempDir,
    task: Option<JoinHandle<()>>,
    broken: Arc<OnceLock<std::io::Error>>,
}

impl Relay {
    pub fn start(wire: Wire) -> std::io::Result<Self> {
        let folder = private_folder()?;
        let listener = UnixListener::bind(folder.path().join(format!(".s.PGSQL.{PORT}")))?;
        let broken = Arc::<OnceLock<std::io::Error>>::default();
        let log = Arc::clone(&broken);
        let task = tokio::spawn(async move {
            let Ok((driver, _)) = listener.accept().await else { return };
            drop(listener);
            let mut server = wire.stream;
            carry(driver, &mut server, &log).await;
        });
        Ok(Self { folder, task: Some(task), broken })
    }

    /// The folder of the socket.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Why it broke, if it did.
    pub fn broken(&self) -> Option<&std::io::Error> {
        self.broken.get()
    }

    /// The driver has come: it goes on until one of the two sides ends.
    pub fn keep(mut self) {
        self.task = None;
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}

async fn carry<S: AsyncRead + AsyncWrite + Unpin>(
    mut driver: UnixStream,
    server: &mut S,
    broken: &OnceLock<std::io::Error>,
) {
    let result = copy_bidirectional_with_sizes(&mut driver, server, BUFFER, BUFFER).await;
    if let Err(error) = result {
        // The reason is there before the driver sees its end. There is but one.
        let _ = broken.set(error);
    }
}

/// Only for us, and with a short path.
fn private_folder() -> std::io::Result<TempDir> {
    let named = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix("cruddur-db-");
        builder
    };
    let folder = named().tempdir()?;
    if folder.path().as_os_str().len() <= LONGEST_FOLDER {
        return Ok(folder);
    }
    named().tempdir_in("/tmp")
}
