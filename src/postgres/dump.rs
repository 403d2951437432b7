//! Dumps, made by pg_dump.

use std::path::Path;
use std::process::Stdio;

use tokio::io::AsyncReadExt;
use tokio::process::Command;

use super::clients;
use crate::error::{Error, Result};
use crate::model::Target;

/// What stands in `\restrict` in place of a random key, so that two dumps of one database are
/// alike. The random key guards psql against meta-commands that a hostile server smuggles into
/// a dump; who dumps from a server that he does not trust should not load that with psql.
const RESTRICT_KEY: &str = "cruddurdb";

/// Which half of the database to dump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Everything,
    Schema,
    Data,
}

/// The major version of a client program, as `pg_dump --version` tells.
pub async fn major_version(program: &Path) -> Result<u32> {
    let output = Command::new(program).arg("--version").output().await;
    let output = output.map_err(|error| cannot_run(program, error))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version =
        text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let digits = version.map(|word| word.split(|c: char| !c.is_ascii_digit()).next().unwrap_or(""));
    digits
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| Error::failed(format!("{} does not tell its version", program.display())))
}

/// Runs pg_dump into a file. Errors are pg_dump's own words.
pub async fn run(program: &Path, target: &Target, part: Part, file: std::fs::File) -> Result<()> {
    let mut command = Command::from(clients::command(program, target, "cruddur-db dump"));
    match part {
        Part::Everything => {}
        Part::Schema => _ = command.arg("--schema-only"),
        Part::Data => _ = command.arg("--data-only"),
    }
    if knows_restrict_key(program).await? {
        command.arg(format!("--restrict-key={RESTRICT_KEY}"));
    }
    command.arg("--no-password").stdin(Stdio::null()).stdout(file).stderr(Stdio::piped());
    command.kill_on_drop(true);
    let mut child = command.spawn().map_err(|error| cannot_run(program, error))?;
    let mut words = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_string(&mut words).await?;
    }
    let status = child.wait().await?;
    if status.success() {
        return Ok(());
    }
    let words = words.trim().trim_start_matches("pg_dump: error: ");
    Err(Error::failed(format!("pg_dump failed: {words}")))
}

/// Versions since August 2025 do; older ones write no `\restrict`.
async fn knows_restrict_key(program: &Path) -> Result<bool> {
    let output = Command::new(program).arg("--help").output().await;
    let output = output.map_err(|error| cannot_run(program, error))?;
    Ok(String::from_utf8_lossy(&output.stdout).contains("--restrict-key"))
}

fn cannot_run(program: &Path, error: std::io::Error) -> Error {
    Error::failed(format!("{} cannot be run", program.display())).because(error)
}
