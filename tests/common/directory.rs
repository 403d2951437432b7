use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::sync::OnceLock;

use tempfile::TempDir;

/// A new directory for servers and sandboxes. In memory where there is room: a database is
/// hundreds of files, and making them is most of what a test does on a disk.
///
/// The path is short, since a Unix socket's may not be longer than 107 bytes, and everybody may
/// read it, since root's server runs as another user.
pub fn directory(prefix: &str) -> TempDir {
    static PARENT: OnceLock<&str> = OnceLock::new();
    let parent = PARENT.get_or_init(|| if has_room("/dev/shm") { "/dev/shm" } else { "/tmp" });
    let directory = tempfile::Builder::new().prefix(prefix).tempdir_in(parent).unwrap();
    std::fs::set_permissions(directory.path(), Permissions::from_mode(0o755)).unwrap();
    directory
}

/// Whether files can be made and run there, and 4 GiB of them.
#[cfg(target_os = "linux")]
fn has_room(path: &str) -> bool {
    use nix::sys::statvfs::{FsFlags, statvfs};
    let Ok(system) = statvfs(path) else { return false };
    let free = system.blocks_available() * system.fragment_size();
    let flags = system.flags();
    free >= 4 << 30 && !flags.intersects(FsFlags::ST_RDONLY | FsFlags::ST_NOEXEC)
}

#[cfg(not(target_os = "linux"))]
fn has_room(_: &str) -> bool {
    false
}
