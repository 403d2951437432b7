//! The lock that a running server holds on its home. By it alone shows a server whose processes
//! cannot be seen from here: in another container, or on another machine with the same file system.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::process::Stdio;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::layout::Layout;
use super::lock::Lock;
use super::process;
use crate::error::{Error, Result};

/// Sessions of a killed server hold the lock, too, until they notice.
const TIMEOUT: Duration = Duration::from_secs(5);

/// How long processes may hold it that have just ended, or only look.
const A_MOMENT: Duration = Duration::from_millis(500);

/// What keeps a home in use while no server of it runs here.
#[derive(Debug, Clone, Copy)]
pub enum Holder {
    /// A session that has outlived its server.
    Session(i32),
    /// Another program that a server began, such as one of `COPY FROM PROGRAM`.
    Leftover(i32),
    /// Another command, which makes, starts, stops or upgrades the server.
    Command,
    /// A server in another container or on another machine.
    Elsewhere,
}

impl Holder {
    /// Of a lock that is held.
    fn of(layout: &Layout) -> Self {
        let leftover = || process::reader(&layout.claim()).map(Self::Leftover);
        process::worker(layout).map(Self::Session).or_else(leftover).unwrap_or(Self::Elsewhere)
    }

    /// Why no server can be started.
    pub fn error(self, layout: &Layout) -> Error {
        let home = layout.home.display();
        let (message, pid) = match self {
            Self::Session(pid) => {
                (format!("process {pid} of Postgres still uses the data in {home}"), pid)
            }
            Self::Leftover(pid) => (
                format!(
                    "process {pid}, which a server on the data in {home} began, has outlived it \
                     and holds its lock"
                ),
                pid,
            ),
            Self::Command => {
                let message = format!("another command starts or stops the server in {home}");
                return Error::failed(message).with_hint("try again when that has ended");
            }
            Self::Elsewhere => {
                return Error::failed(format!(
                    "the data in {home} is in use by a server that cannot be seen from here: in \
                     another container, or on another machine"
                ))
                .with_hint("stop it there, or set CRUDDUR_PG_HOME to a directory for this one");
            }
        };
        Error::failed(message).with_hint(format!("end it with `kill {pid}`, then try again"))
    }

    /// The same for the server's status.
    pub fn problem(self) -> String {
        match self {
            Self::Session(pid) => {
                format!("process {pid} of Postgres still uses the data; `kill {pid}` ends it")
            }
            Self::Leftover(pid) => format!(
                "process {pid}, which a server began, has outlived it and holds its lock; `kill \
                 {pid}` ends it"
            ),
            Self::Command => "another command starts or stops it at this moment".to_owned(),
            Self::Elsewhere => {
                "another container or machine runs a server on this data; it cannot be used from \
                 here until that is stopped"
                    .to_owned()
            }
        }
    }
}

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
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(unlockable(layout, error)),
            }
            let holder = Holder::of(layout);
            let is_session = matches!(holder, Holder::Session(_));
            if begun.elapsed() > if is_session { TIMEOUT } else { A_MOMENT } {
                return Err(holder.error(layout));
            }
            sleep(process::PAUSE).await;
        }
        refuse_lockless(layout)?;
        Ok(Self(file))
    }

    /// What keeps the home in use, as far as that can be told. While no server is seen.
    pub fn holder(layout: &Layout) -> Option<Holder> {
        let file = File::open(layout.claim());
        match file.is_ok_and(|it| matches!(it.try_lock_shared(), Err(TryLockError::WouldBlock))) {
            true => Some(match Holder::of(layout) {
                Holder::Elsewhere if Lock::is_held(layout) => Holder::Command,
                holder => holder,
            }),
            false => process::is_served_elsewhere(layout).then_some(Holder::Elsewhere),
        }
    }

    /// Errors: those of [`Claim::take`], but no lock is made where there is none.
    pub async fn check(layout: &Layout) -> Result<()> {
        match layout.claim().exists() {
            true => Self::take(layout).await.map(drop),
            false => refuse_lockless(layout),
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

/// One begun by hand or by an older version holds no lock, nor one whose lock file was deleted.
fn refuse_lockless(layout: &Layout) -> Result<()> {
    match process::is_served_elsewhere(layout) {
        true => Err(Holder::Elsewhere.error(layout)),
        false => Ok(()),
    }
}

/// Without locks, nothing would show a server that cannot be seen.
fn unlockable(layout: &Layout, error: io::Error) -> Error {
    Error::failed(format!("{} cannot be locked", layout.claim().display()))
        .because(error)
        .with_hint("set CRUDDUR_PG_HOME to a directory on a file system with locks")
}
