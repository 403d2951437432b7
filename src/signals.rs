//! Handlers for the signals that terminate a program.

use tokio::io::AsyncReadExt;
use tokio::net::UnixStream;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::error::{Error, Result};

/// Ctrl-C, a termination request and a closed terminal. Created once and kept: signals between
/// two polls are not lost.
pub struct Signals {
    interrupt: Interrupts,
    terminate: Signal,
    hang_up: HangUp,
}

impl Signals {
    pub fn watch() -> Result<Self> {
        Ok(Self {
            interrupt: Interrupts::watch()?,
            terminate: watch(SignalKind::terminate())?,
            hang_up: HangUp::watch()?,
        })
    }

    /// Returns at the next of them. Returns whether it is one after which no terminal is left.
    pub async fn any(&mut self) -> bool {
        tokio::select! {
            () = self.interrupt.recv() => false,
            () = end(&mut self.terminate, &mut self.hang_up) => true,
        }
    }

    /// Discards a Ctrl-C that was meant for finished work.
    pub fn forget(&mut self) {
        while self.interrupt.0.try_read(&mut [0; 64]).is_ok_and(|length| length > 0) {}
    }

    /// Returns at the next that is not Ctrl-C.
    pub async fn end(&mut self) {
        end(&mut self.terminate, &mut self.hang_up).await;
    }
}

async fn end(terminate: &mut Signal, hang_up: &mut HangUp) {
    tokio::select! {
        _ = terminate.recv() => {}
        () = hang_up.recv() => {}
    }
}

/// Counted Ctrl-Cs: each is a byte in a pipe, so that a second one while no one
/// is polling is not lost.
struct Interrupts(UnixStream);

impl Interrupts {
    fn watch() -> Result<Self> {
        let (read, write) = std::os::unix::net::UnixStream::pair()?;
        read.set_nonblocking(true)?;
        signal_hook::low_level::pipe::register(nix::libc::SIGINT, write).map_err(unwatched)?;
        Ok(Self(UnixStream::from_std(read)?))
    }

    async fn recv(&mut self) {
        // The other end lives as long as the process.
        let _ = self.0.read(&mut [0]).await;
    }
}

/// A closed terminal. Under nohup it is ignored, by us and by the programs that we run.
pub struct HangUp(Option<Signal>);

impl HangUp {
    pub fn watch() -> Result<Self> {
        // Installing a handler would stop ignoring it.
        let ignored = is_ignored(nix::libc::SIGHUP);
        Ok(Self((!ignored).then(|| watch(SignalKind::hangup())).transpose()?))
    }

    /// Returns at the next one; never if it is ignored.
    pub async fn recv(&mut self) {
        match &mut self.0 {
            Some(signal) => _ = signal.recv().await,
            None => std::future::pending().await,
        }
    }
}

/// Watches one signal. Errors: the system has no room for it.
pub fn watch(kind: SignalKind) -> Result<Signal> {
    signal(kind).map_err(unwatched)
}

fn unwatched(error: std::io::Error) -> Error {
    Error::failed("signal handlers cannot be installed").because(error)
}

/// Whether our parent process ignored this signal.
#[cfg(target_os = "linux")]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}

/// Whether our parent process ignored this signal.
#[cfg(not(target_os = "linux"))]
fn is_ignored(signal: i32) -> bool {
    // ps shows the ignored signals as a mask in hexadecimal digits.
    let me = std::process::id().to_string();
    let output = std::process::Command::new("ps").args(["-o", "sigignore=", "-p", &me]).output();
    let text = output.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned());
    let mask = text.ok().and_then(|text| u64::from_str_radix(&text, 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}
