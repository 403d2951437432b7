//! The directories to search for a project's files.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Markers of a project's root: nothing above it is searched.
const MARKS: [&str; 2] = [super::file::NAME, ".git"];

/// The working directory and those above it, up to the project's root.
#[derive(Debug)]
pub struct Root {
    /// Nearest first. Without a root: up to the home directory.
    pub directories: Vec<PathBuf>,
    /// Whether the last one is a project's root.
    pub found: bool,
}

impl Root {
    /// Searches upwards from `start`, never above `home`, and never in the root of the file system
    /// or a directory like /tmp, where anyone may create files.
    pub fn find(start: &Path, home: Option<&Path>) -> Self {
        let home = home.and_then(|home| home.canonicalize().ok());
        let mut root = Self { directories: Vec::new(), found: false };
        for directory in start.ancestors() {
            let is_start = directory == start;
            if !is_start && (directory.parent().is_none() || is_shared(directory)) {
                break;
            }
            root.directories.push(directory.into());
            root.found = MARKS.iter().any(|mark| directory.join(mark).exists());
            if root.found || home.as_deref() == Some(directory) {
                break;
            }
        }
        root
    }
}

/// Whether everyone may write to the directory, by its sticky bit. Directories of other
/// file systems (Windows) are writable for all without it.
fn is_shared(directory: &Path) -> bool {
    directory.metadata().is_ok_and(|metadata| metadata.mode() & 0o1002 == 0o1002)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_at_a_mark_at_home_and_before_what_is_everybodys() {
        let place = tempfile::tempdir().unwrap();
        let top = place.path().canonicalize().unwrap();
        let deep = top.join("home/project/a/b");
        std::fs::create_dir_all(&deep).unwrap();
        let names = |home: Option<&str>| {
            let home = home.map(|home| top.join(home));
            let root = Root::find(&deep, home.as_deref());
            let last = root.directories.last().unwrap().strip_prefix(&top).unwrap().to_owned();
            (last.display().to_string(), root.directories.len(), root.found)
        };
        // The directory for temporary files is shared.
        assert_eq!(names(None), (String::new(), 5, false));
        assert_eq!(names(Some("home")), ("home".to_owned(), 4, false));
        std::fs::create_dir(top.join("home/project/.git")).unwrap();
        assert_eq!(names(Some("home")), ("home/project".to_owned(), 3, true));
        std::fs::write(deep.join("cruddur-db.toml"), "").unwrap();
        assert_eq!(names(Some("home")), ("home/project/a/b".to_owned(), 1, true));
    }
}
