use std::process::{Child, Command, Output};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// So long a test waits for what must come.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// Waits until this is so, and fails after [`TIMEOUT`].
#[track_caller]
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + TIMEOUT;
    // Asking costs as much as what is waited for, so not more often than need be.
    let mut pause = Duration::from_millis(2);
    while !is_so() {
        assert!(Instant::now() < deadline, "this has not come: {what}");
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(30));
    }
}

/// Waits until there is no such process, or nothing of it but its exit status.
#[track_caller]
pub fn await_death(pid: &str) {
    wait_until(&format!("the end of process {pid}"), || {
        let output = Command::new("ps").args(["-o", "stat=", "-p", pid]).output().unwrap();
        let state = String::from_utf8(output.stdout).unwrap();
        state.trim().is_empty() || state.starts_with('Z')
    });
}

/// Kills a process that is still there after three times [`TIMEOUT`], so that whoever reads what
/// it writes, or waits for its end, goes on.
pub struct Watch {
    over: Option<Sender<()>>,
    killer: Option<JoinHandle<bool>>,
}

impl Watch {
    pub fn over(child: &Child) -> Self {
        let pid = Pid::from_raw(child.id().cast_signed());
        let (over, end) = channel::<()>();
        let killer = std::thread::spawn(move || {
            let late = end.recv_timeout(3 * TIMEOUT) == Err(RecvTimeoutError::Timeout);
            late && kill(pid, Signal::SIGKILL).is_ok()
        });
        Self { over: Some(over), killer: Some(killer) }
    }

    /// Whether the process was killed.
    fn end(&mut self) -> bool {
        drop(self.over.take());
        self.killer.take().is_some_and(|killer| killer.join().unwrap())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.end();
    }
}

/// The end of a child, with a deadline.
pub trait Outcome {
    fn outcome(self) -> Output;
}

impl Outcome for Child {
    #[track_caller]
    fn outcome(self) -> Output {
        let mut watch = Watch::over(&self);
        let output = self.wait_with_output().unwrap();
        assert!(!watch.end(), "the process did not end: {output:?}");
        output
    }
}
