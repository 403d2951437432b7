//! The lock that a running server holds on its home. By it alone shows a server whose processes
//! cannot be seen from here: in another container, or on another machine with the same file system.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::process::Stdio;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::layout::Layout;
use super::process;
use crate::error::{Error, Result};

/// Sessions of a killed server hold the lock, too, until they notice.
const TIMEOUT: Duration = Duration::from_secs(5);

/// How long processes may hold it that have just ended, or only look.
const A_MOMENT: Duration = Duration::from_millis(500);

/// Held as long as any process has the file open that it is.
pub struct Claim(File);

impl Claim {
    /// Claims the home for a new server, or for a change that none may notice. Under the lock of
    /// commands, while no server is seen.
    ///
    /// Errors: a server uses the data, or a session that has outlived its server.
    pub async fn take(layout: &Layout) -> Result<Self> {
        let begun = Instant::now();
        let file = open(layout).map_err(|error| {
            let path = layout.claim().display().to_string();
            Error::failed(format!("{path} cannot be opened"))
                .because(error)
                .with_hint(format!("remove it: `rm -rf {path}`"))
        })?;
        // A file system without locks has none to respect.
        while let Err(TryLockError::WouldBlock) = file.try_lock() {
            let session = process::worker(layout);
            if begun.elapsed() > if session.is_some() { TIMEOUT } else { A_MOMENT } {
                return Err(taken(layout, session));
            }
            sleep(process::PAUSE).await;
        }
        Ok(Self(file))
    }

    /// Whether a server holds it, as far as that can be told.
    pub fn is_held(layout: &Layout) -> bool {
        let file = File::open(layout.claim());
        file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// Errors: those of [`Claim::take`], where there is a lock to be taken.
    pub async fn check(layout: &Layout) -> Result<()> {
        match layout.claim().exists() {
            true => Self::take(layout).await.map(drop),
            false => Ok(()),
        }
    }

    /// The server's standard input, which it does not read: it and its sessions keep it open.
    pub fn for_server(&self) -> io::Result<Stdio> {
        Ok(self.0.try_clone()?.into())
    }
}

fn open(layout: &Layout) -> io::Result<File> {
    let path = layout.claim();
    let open = || {
        let mut options = OpenOptions::new();
        options.create(true).read(true).append(true).mode(0o600);
        // As root: the directory belongs to another user, who may have created a link.
        options.custom_flags(nix::libc::O_NOFOLLOW).open(&path)
    };
    open().or_else(|_| {
        // Closed, another user's, or a link.
        std::fs::remove_file(&path)?;
        open()
    })
}

fn taken(layout: &Layout, session: Option<i32>) -> Error {
    let home = layout.home.display();
    if let Some(pid) = session {
        return Error::failed(format!("process {pid} of Postgres still uses the data in {home}"))
            .with_hint(format!("end it with `kill {pid}`, then try again"));
    }
    Error::failed(format!(
        "the data in {home} is in use by a server that cannot be seen from here: in another \
         container, or on another machine"
    ))
    .with_hint("stop it there, or set CRUDDUR_PG_HOME to a directory for this one")
}
