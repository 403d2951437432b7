//! Running the user's program, and forwarding signals to it.

use std::io::{ErrorKind, IsTerminal};
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::Command;
use tokio::signal::unix::SignalKind;

use crate::error::{Error, Result};
use crate::signals::{HangUp, watch};

/// Runs the program to its end, on our own streams. Returns the status as a shell does: that of
/// the program, or 128 and the number of the signal that ended it.
///
/// SIGTERM and SIGHUP are forwarded. Ctrl-C and Ctrl-\ on a terminal reach the program directly,
/// which handles them; elsewhere they are forwarded, too. Under nohup, SIGHUP is ignored by us and
/// by the program.
///
/// Errors (usage): the program cannot be started.
pub async fn run(command: impl Into<Command>) -> Result<u8> {
    let mut command = command.into();
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    let mut terminate = watch(SignalKind::terminate())?;
    let mut hang_up = HangUp::watch()?;
    let mut interrupt = watch(SignalKind::interrupt())?;
    let mut quit = watch(SignalKind::quit())?;
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Error::usage(format!("there is no program {name}")),
        _ => Error::usage(format!("{name} cannot be started")).because(error),
    })?;
    let pid = child.id().map(|id| Pid::from_raw(id.cast_signed()));
    let pass_on = |signal| {
        // It may have ended meanwhile, which does not matter.
        let _ = pid.map(|pid| kill(pid, signal));
    };
    let on_terminal = std::io::stdin().is_terminal();
    loop {
        tokio::select! {
            status = child.wait() => {
                return status.map(code).map_err(|error| {
                    Error::failed(format!("waiting for {name} failed")).because(error)
                });
            }
            _ = terminate.recv() => pass_on(Signal::SIGTERM),
            () = hang_up.recv() => pass_on(Signal::SIGHUP),
            _ = interrupt.recv() => if !on_terminal { pass_on(Signal::SIGINT) },
            _ = quit.recv() => if !on_terminal { pass_on(Signal::SIGQUIT) },
        }
    }
}

fn code(status: ExitStatus) -> u8 {
    let signal = status.signal().map(|signal| signal + 128);
    status.code().or(signal).and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}
