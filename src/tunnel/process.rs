use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::sync::watch;

use crate::error::{Error, Result};

/// What ssh writes once the port is open: it runs this when it is logged in and listens.
const SSH_OPEN: &str = "cruddur-db-tunnel-is-open";

/// What the plugin of Systems Manager writes then.
const SSM_OPEN: [&str; 2] = ["opened for sessionId", "Waiting for connections"];

/// It has a connection of its own, which ends with it. Errors of channels are at INFO.
pub(super) const SSH_OPTIONS: [&str; 10] = [
    "BatchMode=yes",
    "ConnectTimeout=10",
    "ControlMaster=no",
    "ControlPath=none",
    "ExitOnForwardFailure=yes",
    "LogLevel=INFO",
    "PermitLocalCommand=yes",
    "LocalCommand=echo cruddur-db-tunnel-is-open",
    "ServerAliveInterval=15",
    "ServerAliveCountMax=3",
];

/// Runs a program until it ends or the pipe to this closes, which it does also when we are killed.
/// Then the program and all that it started end: first by the signal in `$0`, which the shell itself
/// survives if it is INT.
const SUPERVISOR: &str = r#"
exec 3<&0 </dev/null 2>&1
command -v "$1" >/dev/null || { echo "no program $1"; exit 127; }
trap : INT
"$@" 3<&- & program=$!
{ read -r _ <&3; kill -s "$0" 0; sleep 1; kill -TERM 0; } >/dev/null 2>&1 &
wait "$program"
while kill -0 "$program" 2>/dev/null; do wait "$program"; done
kill -TERM 0
"#;

/// The plugin ends its session at AWS on SIGINT, and on SIGTERM leaves it there until it has been idle
/// for long; the AWS CLI ignores SIGINT meanwhile. ssh ignores it in the background. Source:
/// session-manager-plugin, `ControlSignals`; AWS CLI, `ignore_user_entered_signals`.
fn first_signal(program: &str) -> &'static str {
    match program {
        "aws" => "INT",
        _ => "TERM",
    }
}

/// How many lines of output are kept.
const LINES: usize = 100;

/// How long the program may take to end before it is killed.
const ENDS: Duration = Duration::from_secs(2);

/// The program that holds a tunnel open.
pub(super) struct Process {
    supervisor: Child,
    output: watch::Receiver<Output>,
}

/// What the program has written.
#[derive(Debug, Clone, Default)]
pub(super) struct Output {
    pub lines: Vec<String>,
    pub open: bool,
    pub ended: bool,
}

impl Process {
    pub(super) fn start(command: &[String]) -> Result<Self> {
        let mut supervisor = Command::new("/bin/sh")
            .args(["-c", SUPERVISOR, command.first().map_or("TERM", |it| first_signal(it))])
            .args(command)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Ctrl-C is for psql, say, and not for what its connection depends on.
            .process_group(0)
            .spawn()
            .map_err(|error| Error::failed("/bin/sh cannot be started").because(error))?;
        let (sender, output) = watch::channel(Output::default());
        let stdout = supervisor.stdout.take();
        std::thread::spawn(move || stdout.map(|stdout| read(stdout, &sender)));
        Ok(Self { supervisor, output })
    }

    /// Returns when the tunnel is open, or false when the program has ended before.
    pub(super) async fn is_open(&self) -> bool {
        self.wait(|output| output.open || output.ended).await;
        self.output().open
    }

    pub(super) async fn ended(&self) {
        self.wait(|output| output.ended).await;
    }

    pub(super) fn output(&self) -> Output {
        self.output.borrow().clone()
    }

    async fn wait(&self, is_so: impl FnMut(&Output) -> bool) {
        // The sender goes when the program has ended, which is what it then says.
        let _ = self.output.clone().wait_for(is_so).await;
    }
}

fn read(stdout: ChildStdout, output: &watch::Sender<Output>) {
    let mut reader = BufReader::new(stdout);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        output.send_modify(|output| {
            output.open |= text == SSH_OPEN || SSM_OPEN.iter().any(|word| text.contains(word));
            if !text.is_empty() && text != SSH_OPEN {
                output.lines.push(text);
            }
            if output.lines.len() > LINES {
                output.lines.remove(0);
            }
        });
        line.clear();
    }
    output.send_modify(|output| output.ended = true);
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.supervisor.stdin.take());
        let deadline = Instant::now() + ENDS;
        while matches!(self.supervisor.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                let group = Pid::from_raw(self.supervisor.id().cast_signed());
                let _ = killpg(group, Signal::SIGKILL);
                let _ = self.supervisor.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}
