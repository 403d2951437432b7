//! The directories to search for a project's files.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What marks a project's root: that of a repository, else the project file.
const REPOSITORY: &str = ".git";

/// The working directory and those above it, up to the project's root.
#[derive(Debug)]
pub struct Root {
    /// Nearest first. Without a root: up to the home directory.
    pub directories: Vec<PathBuf>,
    pub found: bool,
}

impl Root {
    /// Searches upwards from `start`, never above `home`, and never in the root of the file system
    /// or a directory like /tmp, where anyone may create files. The root is the repository's;
    /// without a repository, the nearest directory with a project file.
    pub fn find(start: &Path, home: Option<&Path>) -> Self {
        let home = home.and_then(|home| home.canonicalize().ok());
        let mut directories = Vec::new();
        for directory in start.ancestors() {
            let is_start = directory == start;
            if !is_start && (directory.parent().is_none() || is_shared(directory)) {
                break;
            }
            directories.push(directory.to_owned());
            if home.as_deref() == Some(directory) {
                break;
            }
        }
        let nearest = |mark| directories.iter().position(|it| it.join(mark).exists());
        let root = nearest(REPOSITORY).or_else(|| nearest(super::file::NAME));
        directories.truncate(root.map_or(usize::MAX, |index| index + 1));
        Self { directories, found: root.is_some() }
    }

    /// The directories whose `.env` files are read. Without a project, those above are anybody's:
    /// only the working directory itself.
    pub fn with_dotenv(&self) -> &[PathBuf] {
        &self.directories[..if self.found { self.directories.len() } else { 1 }]
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
            let with_dotenv = root.with_dotenv().len();
            (last.display().to_string(), root.directories.len(), with_dotenv)
        };
        // The directory for temporary files is shared.
        assert_eq!(names(None), (String::new(), 5, 1));
        assert_eq!(names(Some("home")), ("home".to_owned(), 4, 1));
        std::fs::create_dir(top.join("home/project/.git")).unwrap();
        assert_eq!(names(Some("home")), ("home/project".to_owned(), 3, 3));
        // The project file is not always at the top of the repository, and .env is.
        let toml = deep.join("cruddur-db.toml");
        std::fs::write(&toml, "").unwrap();
        assert_eq!(names(Some("home")), ("home/project".to_owned(), 3, 3));
        std::fs::remove_dir(top.join("home/project/.git")).unwrap();
        assert_eq!(names(Some("home")), ("home/project/a/b".to_owned(), 1, 1));
        std::fs::rename(toml, top.join("home/project/a/cruddur-db.toml")).unwrap();
        assert_eq!(names(Some("home")), ("home/project/a".to_owned(), 2, 2));
    }
}
