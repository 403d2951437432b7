//! Gives the driver a session that was logged in here: the driver itself cannot bind the login
//! to the encryption, and would send settings that poolers refuse.
//!
//! The driver accepts only host names, not streams. So it gets a socket in a private
//! directory, which is removed as soon as the driver has connected.

use std::path::Path;

use tempfile::TempDir;
use tokio::io::{
    AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional_with_sizes,
};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinHandle;

use super::transport::Stream;
use crate::error::{Error, Result};

/// The port in the socket's file name.
pub const PORT: u16 = 5432;

/// The longest directory for which the path of the socket is short enough everywhere.
const LONGEST_PARENT: usize = 60;

/// Where the socket may be besides `TMPDIR`.
const OTHERS: [&str; 3] = ["/tmp", "/var/tmp", "/dev/shm"];

const BUFFER: usize = 64 * 1024;

/// The longest startup message that servers accept. Source: Postgres, MAX_STARTUP_PACKET_LENGTH.
const LONGEST_STARTUP: u32 = 10_000;

/// Copies bytes between the driver and the server. Stops if dropped before [`Relay::keep`].
pub struct Relay {
    directory: TempDir,
    task: Option<JoinHandle<()>>,
}

impl Relay {
    /// The driver's startup message is answered with `greeting`.
    ///
    /// Errors: there is no place for the socket.
    pub fn start(mut server: Box<dyn Stream>, greeting: Vec<u8>) -> Result<Self> {
        let (directory, listener) = private_socket()?;
        let task = tokio::spawn(async move {
            let Ok((mut driver, _)) = listener.accept().await else { return };
            drop(listener);
            // Each side notices its own end.
            let _ = carry(&mut driver, &mut server, &greeting).await;
        });
        Ok(Self { directory, task: Some(task) })
    }

    pub fn directory(&self) -> &std::path::Path {
        self.directory.path()
    }

    /// The driver has connected: run until one of the two sides closes.
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
    driver: &mut UnixStream,
    server: &mut S,
    greeting: &[u8],
) -> std::io::Result<()> {
    skip_startup(driver).await?;
    driver.write_all(greeting).await?;
    copy_bidirectional_with_sizes(driver, server, BUFFER, BUFFER).await.map(|_| ())
}

/// Skips the driver's startup message: its length, which includes itself, and the rest.
async fn skip_startup(driver: &mut UnixStream) -> std::io::Result<()> {
    let length = driver.read_u32().await?;
    if !(4..=LONGEST_STARTUP).contains(&length) {
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    let mut rest = vec![0; (length - 4) as usize];
    driver.read_exact(&mut rest).await.map(|_| ())
}

/// A socket in a directory that is private to the user and has a short path: in `TMPDIR`, or where
/// that is missing, full or read-only, in one that every machine has.
fn private_socket() -> Result<(TempDir, UnixListener)> {
    let usual = tempfile::env::temp_dir();
    let listen = |parent: &Path| {
        let directory = tempfile::Builder::new().prefix("cruddur-db-").tempdir_in(parent)?;
        let listener = UnixListener::bind(directory.path().join(format!(".s.PGSQL.{PORT}")))?;
        Ok::<_, std::io::Error>((directory, listener))
    };
    let fits = usual.as_os_str().len() <= LONGEST_PARENT;
    let mut error = None;
    for parent in fits.then_some(usual.as_path()).into_iter().chain(OTHERS.map(Path::new)) {
        match listen(parent) {
            Ok(socket) => return Ok(socket),
            Err(failed) => _ = error.get_or_insert(failed),
        }
    }
    let message = format!("no socket can be made in {} (TMPDIR)", usual.display());
    let error = error.unwrap_or_else(|| std::io::ErrorKind::NotFound.into());
    Err(Error::failed(message).because(error))
}
