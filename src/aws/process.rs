//! Processes that print credentials. Each has a process group of its own, which ends with it: what
//! it started does not go on when it is given up. It has the terminal meanwhile, where it may ask
//! for a code.
//!
//! Source of the format: AWS SDKs and Tools Reference Guide, "Process credential provider".

use std::fs::File;
use std::process::{Output, Stdio};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use nix::sys::signal::{SigSet, Signal, killpg};
use nix::unistd::{Pid, getpgrp, tcgetpgrp, tcsetpgrp};
use serde::Deserialize;
use tokio::process::Command;

use crate::model::Timestamp;

/// A process group, which is killed unless its process has ended.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            let _ = killpg(group, Signal::SIGKILL);
        }
    }
}

/// The terminal, lent to a process group by ours until dropped.
struct Lent {
    terminal: File,
    ours: Pid,
}

impl Lent {
    /// None: there is no terminal, or it is not ours to give.
    fn to(group: Pid) -> Option<Self> {
        let (terminal, ours) = (File::open("/dev/tty").ok()?, getpgrp());
        if tcgetpgrp(&terminal).ok()? != ours {
            return None;
        }
        tcsetpgrp(&terminal, group).ok()?;
        // It may have asked before, and was stopped.
        let _ = killpg(group, Signal::SIGCONT);
        Some(Self { terminal, ours })
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // Whoever does not have the terminal is stopped by this signal for taking it.
        let mut mask = SigSet::empty();
        mask.add(Signal::SIGTTOU);
        let _ = mask.thread_block();
        let _ = tcsetpgrp(&self.terminal, self.ours);
        let _ = mask.thread_unblock();
    }
}

/// What the process prints. Its keys are exactly these.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Printed {
    version: u32,
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    expiration: Option<String>,
}

/// The credentials that a shell command prints.
///
/// Errors: it does not end within the limit, fails, or prints something else.
pub async fn credentials(command: &str, limit: Duration) -> Result<Credentials, CredentialsError> {
    let late = |_| CredentialsError::provider_timed_out(limit);
    let output = tokio::time::timeout(limit, run(command)).await.map_err(late)?;
    let failed =
        |why: String| CredentialsError::provider_error(format!("the external process {why}"));
    let output = output.map_err(|error| failed(format!("cannot be run: {error}")))?;
    if !output.status.success() {
        let status = output.status;
        return Err(failed(match String::from_utf8_lossy(&output.stderr).trim() {
            "" => format!("ended with {status}"),
            stderr => format!("ended with {status}. Stderr: {stderr}"),
        }));
    }
    // What it printed may be secret.
    let unreadable = || failed("prints no credentials".to_owned());
    let printed: Printed = serde_json::from_slice(&output.stdout).map_err(|_| unreadable())?;
    if printed.version != 1 {
        return Err(unreadable());
    }
    let expiry = match printed.expiration {
        Some(text) => {
            let end: Timestamp = text.parse().map_err(|_| unreadable())?;
            let seconds = u64::try_from(end.to_unix()).map_err(|_| unreadable())?;
            Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        }
        None => None,
    };
    let Printed { access_key_id, secret_access_key, session_token, .. } = printed;
    Ok(Credentials::new(access_key_id, secret_access_key, session_token, expiry, "process"))
}

/// The version of the AWS CLI, if there is one that says it in time.
pub async fn cli_version(limit: Duration) -> Option<(u32, u32)> {
    let output = tokio::time::timeout(limit, run("aws --version")).await.ok()?.ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.strip_prefix("aws-cli/")?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

async fn run(command: &str) -> std::io::Result<Output> {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).process_group(0);
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = shell.spawn()?;
    let pid = child.id().and_then(|id| i32::try_from(id).ok()).map(Pid::from_raw);
    let mut group = Group(pid);
    let _lent = pid.and_then(Lent::to);
    let output = child.wait_with_output().await;
    group.0 = None;
    output
}
