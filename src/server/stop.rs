use std::path::Path;
use std::time::Duration;

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::time::{Instant, sleep};

use super::claim::Claim;
use super::layout::Layout;
use super::lock::Lock;
use super::process::{self, Found};
use super::{Server, live, repair};
use crate::approval::{Approved, Confirmable, Confirmation};
use crate::error::{Error, Result};
use crate::hint;
use crate::progress::Silent;
use crate::report::bytes;
use crate::report::server::{DestroyPlan, Destroyed, StopPlan, Stopped};

/// A server writes a checkpoint before it ends.
const TIMEOUT: Duration = Duration::from_secs(60);

impl Confirmable for DestroyPlan {
    fn question(&self) -> Confirmation {
        if self.is_empty() {
            return Confirmation::None;
        }
        Confirmation::YesNo {
            ask: format!(
                "the managed server in {} will be deleted with all its databases ({})",
                self.home.display(),
                bytes(self.bytes)
            ),
        }
    }
}

impl Server {
    /// What [`Server::stop`] would do.
    pub fn plan_stop(&self) -> Result<StopPlan> {
        let pid = live(&self.layout()?).map(|(_, postmaster)| postmaster.pid);
        Ok(StopPlan { running: pid.is_some(), pid })
    }

    /// Stops the server; sessions are terminated, their transactions rolled back.
    ///
    /// Errors: it belongs to another user; it does not end in time.
    pub async fn stop(&self) -> Result<Stopped> {
        if !self.settings.home.is_dir() {
            return Ok(Stopped { stopped: false });
        }
        let (_lock, layout) = Lock::acquire(&self.settings.home, &Silent).await?;
        Ok(Stopped { stopped: shut_down(&layout).await? })
    }

    /// What [`Server::destroy`] would delete.
    pub fn plan_destroy(&self) -> Result<DestroyPlan> {
        let layout = self.layout()?;
        let paths = layout.contents();
        let bytes = paths.iter().map(|path| size(path)).sum();
        Ok(DestroyPlan { running: live(&layout).is_some(), home: layout.home, paths, bytes })
    }

    /// Stops the server and deletes its data, its record and fetched programs. Files in the
    /// home that are not its own are kept.
    pub async fn destroy(&self, plan: Approved<DestroyPlan>) -> Result<Destroyed> {
        let (home, bytes) = (plan.home.clone(), plan.bytes);
        if plan.is_empty() {
            return Ok(Destroyed { destroyed: false, home, bytes });
        }
        let (_lock, layout) = Lock::acquire(&self.settings.home, &Silent).await?;
        shut_down(&layout).await?;
        for path in layout.contents() {
            remove(&path).map_err(|error| {
                Error::failed(format!("{} cannot be deleted", path.display())).because(error)
            })?;
        }
        std::fs::remove_file(layout.lock())?;
        // Kept if it contains something else.
        let _ = std::fs::remove_dir(&layout.home);
        Ok(Destroyed { destroyed: true, home, bytes })
    }
}

/// Stops the running server of this home. Returns whether there was one. Under the lock.
///
/// Errors: it does not end; one that cannot be seen from here uses the data.
pub async fn shut_down(layout: &Layout) -> Result<bool> {
    repair::sweep(layout).await;
    let Some((major, postmaster)) = live(layout) else {
        Claim::check(layout).await?;
        return Ok(false);
    };
    let pid = postmaster.pid;
    match kill(Pid::from_raw(pid), Signal::SIGINT) {
        Ok(()) | Err(Errno::ESRCH) => {}
        Err(error) => {
            return Err(Error::failed(format!(
                "the managed server (process {pid}) cannot be stopped"
            ))
            .because(error)
            .with_hint("run as the user who started it"));
        }
    }
    let data = layout.data_dir(major);
    let begun = Instant::now();
    while begun.elapsed() < TIMEOUT {
        if !matches!(process::look(&data), Found::Server(found) if found.pid == pid) {
            return Ok(true);
        }
        sleep(process::PAUSE).await;
    }
    Err(Error::failed(format!(
        "the managed server (process {pid}) has not ended after {} s",
        TIMEOUT.as_secs()
    ))
    .with_hint(format!("see {}", hint::command("server logs"))))
}

fn remove(path: &Path) -> std::io::Result<()> {
    if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
}

/// The bytes of a file or of all files in a directory; unreadable ones count as zero.
pub fn size(path: &Path) -> u64 {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => {
            let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
            entries.map(|entry| size(&entry.path())).sum()
        }
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    }
}
