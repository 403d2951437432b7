//! Repairs before the server starts: what we created, and what has one right state.

use std::fs::{OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use nix::unistd::geteuid;

use super::layout::{Layout, user_name};
use super::process;
use super::server_user::ServerUser;
use super::temp_path::remove;
use crate::error::{Error, Result};

/// Repairs data and its directories. Under the lock, and only while no server uses it.
///
/// Errors: the data belongs to several users, which only the owner can fix.
pub fn data(layout: &Layout, owner: &ServerUser, major: u32) -> Result<()> {
    modes(layout, major)?;
    version_file(&layout.data_dir(major), owner, major)
}

/// Makes the data's directories accessible to the server only, whether it is running or not.
pub fn modes(layout: &Layout, major: u32) -> Result<()> {
    let (directory, data) = (layout.version_dir(major), layout.data_dir(major));
    let unrepairable = |error: std::io::Error| {
        Error::failed(format!("{} cannot be repaired", data.display())).because(error)
    };
    let mode = directory.metadata().map_err(unrepairable)?.mode() & 0o777;
    if mode & 0o711 != 0o711 {
        // Root's is used by the user that the server runs as.
        let new = Permissions::from_mode(mode | 0o711);
        std::fs::set_permissions(&directory, new).map_err(unrepairable)?;
    }
    one_owner(&data)?;
    let mode = data.metadata().map_err(unrepairable)?.mode() & 0o7777;
    if !matches!(mode, 0o700 | 0o750) {
        // Postgres accepts no other.
        std::fs::set_permissions(&data, Permissions::from_mode(0o700)).map_err(unrepairable)?;
    }
    Ok(())
}

/// Copies and repairs by root may have made root the owner: it is returned to the owner of what
/// is in it.
fn one_owner(data: &Path) -> Result<()> {
    let Ok(directory) = data.metadata() else { return Ok(()) };
    let me = geteuid();
    if !me.is_root() && directory.uid() == me.as_raw() {
        return Ok(());
    }
    let control = data.join("global/pg_control").metadata();
    let owner = control.map_or(directory.uid(), |control| control.uid());
    if me.is_root() && owner == directory.uid() {
        return Ok(());
    }
    if me.is_root() && owner != 0 {
        return std::os::unix::fs::lchown(data, Some(owner), None).map_err(|error| {
            Error::failed(format!("{} cannot be repaired", data.display())).because(error)
        });
    }
    let name = if me.is_root() { directory.uid() } else { me.as_raw() };
    let (data, name) = (data.display(), user_name(name));
    Err(Error::failed(format!("{data} or files in it belong to another user than {name}"))
        .with_hint(format!("run `sudo chown -R {name} {data}`")))
}

/// The directory's name shows what was in it, as long as there is data.
fn version_file(data: &Path, owner: &ServerUser, major: u32) -> Result<()> {
    let file = data.join("PG_VERSION");
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    // Every database has one, too.
    let other = std::fs::read_to_string(data.join("base/1/PG_VERSION")).unwrap_or_default();
    let is_right = |text: &str| text.trim() == major.to_string();
    if is_right(&text) && owner.can_read(&file) || !is_right(&other) {
        return Ok(());
    }
    // A new file cannot be a link.
    let new = data.join("PG_VERSION.new");
    let write = || -> std::io::Result<()> {
        let _ = std::fs::remove_file(&new);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
        file.write_all(format!("{major}\n").as_bytes())
    };
    let unrepairable =
        |error| Error::failed(format!("{} cannot be repaired", file.display())).because(error);
    write().map_err(unrepairable)?;
    owner.give(&new)?;
    std::fs::rename(&new, &file).map_err(unrepairable)
}

/// What a killed command may have left in the directory of a version.
const LEFTOVERS: [&str; 3] = [".data.", ".password.", ".upgrade"];

/// Removes what a killed command left of new data and of an upgrade: first the programs that are
/// still at work on it, then its files. Under the lock.
pub async fn sweep(layout: &Layout) {
    for major in layout.version_dirs() {
        let entries = std::fs::read_dir(layout.version_dir(major)).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            if LEFTOVERS.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
                process::end_all(&entry.path()).await;
                remove(&entry.path());
            }
        }
    }
}
