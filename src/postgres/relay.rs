//! Gives the driver a session that was logged in here: the driver itself could not bind the login
//! to the encryption, and would ask for settings that poolers refuse.
//!
//! The driver takes no stream, only names. So it gets the name of a socket in a directory of our
//! own, which no one else may enter; it is gone as soon as the driver came.

use tempfile::TempDir;
use tokio::io::{
    AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional_with_sizes,
};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinHandle;

use super::transport::Stream;

/// The port that names the socket's file.
pub const PORT: u16 = 5432;

/// The longest path that a socket can have on all systems, less its own name.
const LONGEST_DIRECTORY: usize = 80;

const BUFFER: usize = 64 * 1024;

/// The longest first message that servers take. Source: MAX_STARTUP_PACKET_LENGTH of Postgres.
const LONGEST_STARTUP: u32 = 10_000;

/// Carries bytes between the driver and the server. Dropped before [`Relay::keep`], it ends.
pub struct Relay {
    directory: TempDir,
    task: Option<JoinHandle<()>>,
}

impl Relay {
    /// The driver's first message is answered with `greeting`.
    pub fn start(mut server: Box<dyn Stream>, greeting: Vec<u8>) -> std::io::Result<Self> {
        let directory = private_directory()?;
        let listener = UnixListener::bind(directory.path().join(format!(".s.PGSQL.{PORT}")))?;
        let task = tokio::spawn(async move {
            let Ok((mut driver, _)) = listener.accept().await else { return };
            drop(listener);
            // Either side sees its own end.
            let _ = carry(&mut driver, &mut server, &greeting).await;
        });
        Ok(Self { directory, task: Some(task) })
    }

    /// The directory of the socket.
    pub fn directory(&self) -> &std::path::Path {
        self.directory.path()
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
    driver: &mut UnixStream,
    server: &mut S,
    greeting: &[u8],
) -> std::io::Result<()> {
    skip_startup(driver).await?;
    driver.write_all(greeting).await?;
    copy_bidirectional_with_sizes(driver, server, BUFFER, BUFFER).await.map(|_| ())
}

/// Takes the driver's first message off the stream: its length, which counts itself, and the rest.
async fn skip_startup(driver: &mut UnixStream) -> std::io::Result<()> {
    let length = driver.read_u32().await?;
    if !(4..=LONGEST_STARTUP).contains(&length) {
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    let mut rest = vec![0; (length - 4) as usize];
    driver.read_exact(&mut rest).await.map(|_| ())
}

/// Only for us, and with a short path.
fn private_directory() -> std::io::Result<TempDir> {
    let named = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix("cruddur-db-");
        builder
    };
    let directory = named().tempdir()?;
    if directory.path().as_os_str().len() <= LONGEST_DIRECTORY {
        return Ok(directory);
    }
    named().tempdir_in("/tmp")
}
