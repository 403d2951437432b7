//! A run of pg_dump: its output, its warnings, and its end.

use std::io;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStderr, ChildStdout};

use crate::error::{Error, Result};
use crate::hint;
use crate::model::DumpTail;
use crate::postgres::held::Held;
use crate::progress::Progress;

/// After so long without output, a lock may be why.
const SILENCE: Duration = Duration::from_secs(5);

/// pg_dump needs so long at most to cancel what it does.
const GRACE: Duration = Duration::from_secs(2);

/// Hands everything on. `blocker` finds out which session pg_dump waits for. Returns whether it ends
/// as a dump does.
pub async fn copy(
    stdout: Option<ChildStdout>,
    blocker: impl Future<Output = Option<String>>,
    progress: &dyn Progress,
    write: &mut impl AsyncFnMut(&[u8]) -> Result<()>,
) -> Result<bool> {
    let Some(mut stdout) = stdout else { return Ok(false) };
    let mut piece = vec![0; 1 << 16];
    let mut tail = DumpTail::default();
    let mut length = first(stdout.read(&mut piece), blocker, progress).await?;
    while length > 0 {
        tail.push(&piece[..length]);
        write(&piece[..length]).await?;
        length = stdout.read(&mut piece).await?;
    }
    Ok(tail.is_complete())
}

/// pg_dump locks all tables before it writes anything.
async fn first(
    read: impl Future<Output = io::Result<usize>>,
    blocker: impl Future<Output = Option<String>>,
    progress: &dyn Progress,
) -> io::Result<usize> {
    let mut read = std::pin::pin!(read);
    if let Ok(length) = tokio::time::timeout(SILENCE, &mut read).await {
        return length;
    }
    let found = tokio::select! {
        length = &mut read => return length,
        found = tokio::time::timeout(SILENCE, blocker) => found.ok().flatten(),
    };
    progress.notice(&format!(
        "pg_dump has written nothing for {} s and {}: {} shows it",
        SILENCE.as_secs(),
        match found {
            Some(session) => format!("waits for a lock of {session}"),
            None => "may be waiting for a lock".to_owned(),
        },
        hint::command("sessions --blocking")
    ));
    read.await
}

/// A running pg_dump, and its session if a pooler is in between.
pub struct Running {
    pub child: Child,
    _held: Option<Held>,
}

impl Running {
    pub fn new(child: Child, held: Option<Held>) -> Self {
        Self { child, _held: held }
    }
}

pub async fn read_words(stderr: Option<ChildStderr>) -> Result<String> {
    let mut words = Vec::new();
    if let Some(mut stderr) = stderr {
        stderr.read_to_end(&mut words).await?;
    }
    Ok(String::from_utf8_lossy(&words).into_owned())
}

impl Drop for Running {
    /// Ends it by the signal at which it cancels what its server session does: one that waits for a
    /// lock would not notice that its client is gone.
    fn drop(&mut self) {
        let Some(pid) = self.child.id().and_then(|id| i32::try_from(id).ok()) else { return };
        let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
        let deadline = Instant::now() + GRACE;
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Passes its warnings on: what the dump leaves out, or how it cannot be loaded.
pub async fn end(mut running: Running, words: &str, progress: &dyn Progress) -> Result<()> {
    if running.child.wait().await?.success() {
        for warning in words.split("pg_dump: warning: ").filter(|it| !it.trim().is_empty()) {
            let lines = warning.lines().map(|line| line.trim_start_matches("pg_dump: "));
            progress.warn(&format!("pg_dump: {}", lines.collect::<Vec<_>>().join(" ")));
        }
        return Ok(());
    }
    let words = words.trim().trim_start_matches("pg_dump: error: ");
    Err(Error::failed(format!("pg_dump failed: {words}")))
}
