//! Downloads by pip, with what the user has set for it: a mirror, a proxy, CA certificates.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::process::Command;

use super::package::{NAME, WHEEL_VERSION, WHEELS};
use super::process::ProcessGroup;
use super::search_paths;
use super::stop::size;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::report::bytes;

/// How often it is looked how much there is.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// `python3 -m pip`, except that modules in the working directory do not come before Python's own.
const PIP: &str = "import sys; sys.path[:] = [path for path in sys.path if path]; import runpy; \
                   runpy.run_module('pip', run_name='__main__', alter_sys=True)";

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
    let received = directory.join("tmp");
    std::fs::create_dir(&received)?;
    let mut error = Error::failed("there is no python3");
    for python in pythons {
        let mut pip = Command::new(python);
        pip.args(["-c", PIP, "download", "--no-deps", "--require-hashes", "--no-input"])
            .args(["--only-binary=:all:", "--disable-pip-version-check", "--retries=2"])
            // Nothing of the wheel is run by this Python.
            .arg("--ignore-requires-python")
            // Only this much says why an index did not answer.
            .args(["-vv", "--no-color", "--progress-bar=off", "--dest"])
            .arg(directory)
            .arg("--requirement")
            .arg(&requirements)
            // What the user set for installing does not matter here.
            .env("PIP_REQUIRE_VIRTUALENV", "0")
            .env("PIP_QUIET", "0")
            .env("TMPDIR", &received);
        let total = WHEELS.iter().find(|wheel| wheel.fits()).map(|wheel| wheel.bytes);
        let (output, came) = run(pip, &received, total, progress).await?;
        if output.status.success() {
            return wheel_in(directory);
        }
        let said =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        error = what_failed(&said, came.filter(|came| total.is_some_and(|total| *came < total)));
        // Another one may have pip, or be installed at all, which not all of pyenv's are.
        if said.lines().any(|line| line.starts_with("ERROR: ")) {
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

/// Runs pip where the user is, as its settings may have relative paths, and in its environment, where
/// proxies and certificates are set. It writes what it receives to `received`, where every version of
/// it can be watched. Returns the bytes that came, too.
async fn run(
    mut pip: Command,
    received: &Path,
    total: Option<u64>,
    progress: &dyn Progress,
) -> Result<(Output, Option<u64>)> {
    let cannot = |error| Error::failed("python3 cannot be run").because(error);
    pip.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let child = pip.spawn().map_err(cannot)?;
    // `python3` is often a script, which starts another program.
    let group = child.id().map(ProcessGroup::new);
    let mut output = std::pin::pin!(child.wait_with_output());
    let mut largest = None;
    let output = loop {
        tokio::select! {
            output = &mut output => break output,
            () = tokio::time::sleep(POLL_INTERVAL) => {}
        }
        let done = size(received).min(total.unwrap_or(u64::MAX));
        if done > 0 {
            progress.bytes(done, total);
        }
        largest = self::largest(received).or(largest);
    };
    group.into_iter().for_each(ProcessGroup::release);
    // pip has removed the file, whose size can still be seen by whoever has it open.
    let came = largest.and_then(|(_, file)| file.metadata().ok()).map(|it| it.len());
    Ok((output.map_err(cannot)?, came))
}

/// The largest file below a directory, with its size in bytes.
fn largest(directory: &Path) -> Option<(u64, File)> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let files = entries.filter_map(|entry| match entry.metadata().ok()? {
        metadata if metadata.is_dir() => largest(&entry.path()),
        metadata => Some((metadata.len(), File::open(entry.path()).ok()?)),
    });
    files.filter(|(size, _)| *size > 0).max_by_key(|(size, _)| *size)
}

/// The last error says what, but not why: that an index could not be read is only noted in passing.
/// `cut` is how many bytes came, where it was not all.
fn what_failed(said: &str, cut: Option<u64>) -> Error {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    if said.contains("DO NOT MATCH THE HASHES") {
        let not_pinned = "the downloaded file is not the pinned one";
        if let Some(came) = cut.map(bytes) {
            return Error::failed(format!("{not_pinned}: only {came} of it came"));
        }
        let error = Error::failed(format!("{not_pinned}: its SHA-256 differs"));
        let found = lines().find_map(|line| line.strip_prefix("Got "));
        return match (found, WHEELS.iter().find(|wheel| wheel.fits())) {
            (Some(found), Some(pinned)) => error.with_detail(format!(
                "Expected   {}\nGot        {}",
                pinned.sha256,
                found.trim_start()
            )),
            _ => error,
        };
    }
    if let Some(warning) = lines().find(|line| line.contains("connection broken by")) {
        let (before, _) = warning.rsplit_once(": ").unwrap_or((warning, ""));
        return Error::failed("the package index cannot be reached").with_detail(innermost(before));
    }
    if let Some(refused) = lines().find_map(|line| line.strip_prefix("Could not fetch URL ")) {
        let refused = refused.trim_end_matches(" - skipping");
        let detail = match refused.split_once(": ") {
            Some((url, why)) if why.contains("Caused by") => format!("{url}: {}", innermost(why)),
            _ => refused.to_owned(),
        };
        return Error::failed("the package index cannot be read").with_detail(detail);
    }
    if let Some(warning) = lines().find(|line| line.contains("is not a trusted or secure host")) {
        return Error::failed("pip does not trust the package index")
            .with_detail(warning.trim_start_matches("WARNING: "));
    }
    let error = lines().rfind(|line| line.starts_with("ERROR: ")).or_else(|| lines().next_back());
    Error::failed(error.unwrap_or("python3 failed").trim_start_matches("ERROR: "))
}

/// The text inside of Python's names for an error: `NewConnectionError('<X at 0x1>: refused')`.
fn innermost(text: &str) -> &str {
    let mut parts = text.split(['\'', '"']).filter(|part| part.contains(char::is_alphabetic));
    let last = parts.next_back().unwrap_or(text);
    last.rsplit_once(">: ").map_or(last, |(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pips_last_word_is_not_always_the_reason() {
        let said = |text: &str| what_failed(text, None).message();
        let detail = |text: &str| what_failed(text, None).detail().unwrap_or_default().to_owned();
        let offline = "WARNING: Retrying (Retry(total=1, status=None)) after connection broken by \
                       'NewConnectionError('<X object at 0x1>: Failed to establish a new \
                       connection: [Errno 111] Connection refused')': /simple/x/\n\
                       ERROR: No matching distribution found for Y\n";
        assert_eq!(said(offline), "the package index cannot be reached");
        let refused = "Failed to establish a new connection: [Errno 111] Connection refused";
        assert_eq!(detail(offline), refused);
        let broken = "Could not fetch URL http://h/x/: HTTPConnectionPool(host='h', port=1): Max \
                      retries exceeded with url: /x/ (Caused by SSLError(SSLCertError(1, '[SSL] \
                      certificate verify failed: expired (_ssl.c:1)'))) - skipping\n";
        let why = "http://h/x/: [SSL] certificate verify failed: expired (_ssl.c:1)";
        assert_eq!(detail(broken), why);
        let untrusted = "WARNING: The repository located at h is not a trusted or secure host and \
                         is being ignored.\nERROR: No matching distribution found for Y\n";
        assert_eq!(said(untrusted), "pip does not trust the package index");
        let no_pip = "Traceback:\n  File\nImportError: No module named pip\n";
        assert_eq!(said(no_pip), "ImportError: No module named pip");
        // With -vv a traceback follows the error.
        assert_eq!(said("ERROR: hashes differ\nException information:\nX: y\n"), "hashes differ");
        assert_eq!(said(""), "python3 failed");
    }
}
