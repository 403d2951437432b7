//! The migrations of a directory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::file_name;
use super::migration::Migration;
use super::parts::{self, Parts, text};
use super::repeatable::{self, is_repeatable, repeatable};
use super::unread;
use crate::error::{Error, Result};
use crate::hint;

/// The contents of a directory.
#[derive(Debug, Default)]
pub struct MigrationFiles {
    pub directory: PathBuf,
    /// By version, which is unique.
    pub migrations: Vec<Migration>,
    /// Repeatable ones, by name.
    pub repeatable: Vec<Migration>,
    /// Python files that are not supported, and why; none has an SQL file in its place.
    pub refused: Vec<Error>,
    /// Files that are not migrations, by name.
    pub left_out: Vec<PathBuf>,
}

impl MigrationFiles {
    /// Reads the directory.
    ///
    /// Errors (usage): it or a file cannot be read; a duplicate version; a down file without an up
    /// file; a name without a version.
    pub fn read(directory: &Path, ignored: &BTreeSet<char>) -> Result<Self> {
        let mut files = Self { directory: directory.to_owned(), ..Self::default() };
        let mut versions: BTreeMap<i64, Parts> = BTreeMap::new();
        for path in paths(directory)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            match file_name::read(&name) {
                Ok(Some(named)) => versions.entry(named.version).or_default().add(named, path)?,
                Ok(None) => files.left_out.push(path),
                Err(error) => return Err(error.with_location(parts::place(&path, None))),
            }
        }
        files.left_out.extend(unread::below(directory));
        for (version, parts) in versions {
            match parts.read(version, ignored)? {
                Ok(migration) => files.migrations.push(migration),
                Err(refused) => files.refused.push(refused),
            }
        }
        let repeatables = directory.join(repeatable::DIRECTORY);
        let found = if repeatables.is_dir() { paths(&repeatables)? } else { BTreeSet::new() };
        for path in found {
            match is_repeatable(&path) {
                true => {
                    let text = text(&path)?;
                    parts::refuse_down_part(&path, &text)?;
                    files.repeatable.push(repeatable(path, text));
                }
                false => files.left_out.push(path),
            }
        }
        Ok(files)
    }

    /// The same, requiring all of them to be readable.
    ///
    /// Errors (usage): as [`MigrationFiles::read`]; the first file that is refused.
    pub fn read_all(directory: &Path, ignored: &BTreeSet<char>) -> Result<Self> {
        let mut files = Self::read(directory, ignored)?;
        match files.refused.is_empty() {
            true => Ok(files),
            false => Err(files.refused.remove(0)),
        }
    }

    pub fn only_up_to(&self, version: i64) -> Self {
        self.only(|migration| migration.version <= version)
    }

    pub fn only(&self, which: impl Fn(&Migration) -> bool) -> Self {
        Self {
            directory: self.directory.clone(),
            migrations: self.migrations.iter().filter(|it| which(it)).cloned().collect(),
            ..Self::default()
        }
    }

    /// The migration of this version.
    ///
    /// Errors (usage): there is none.
    pub fn named(&self, version: i64) -> Result<&Migration> {
        self.find(version).ok_or_else(|| no_such_version(version))
    }

    pub fn find(&self, version: i64) -> Option<&Migration> {
        self.migrations.iter().find(|migration| migration.version == version)
    }
}

/// There is no file of this version.
pub fn no_such_version(version: i64) -> Error {
    Error::usage(format!("there is no migration of version {version}"))
        .with_hint(format!("{} shows them", hint::command("migration list")))
}

/// The files of the directory by name, without hidden ones.
fn paths(directory: &Path) -> Result<BTreeSet<PathBuf>> {
    let unreadable = |error| Error::unreadable(directory, error);
    let mut paths = BTreeSet::new();
    for entry in std::fs::read_dir(directory).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default();
        let hidden = name.as_encoded_bytes().first() == Some(&b'.');
        if !hidden && !path.is_dir() {
            paths.insert(path);
        }
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::Position;

    const PYTHON: &str = "from lib.db import db\nclass A:\n  def migrate_sql():\n    data = '''\
                          \n  SELECT 1;\n'''\n    return data\n  def rollback_sql():\n    \
                          data = ''''''\n    return data\nmigration = A\n";

    fn read(files: &[(&str, &str)]) -> Result<MigrationFiles> {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(directory.path().join(name), text).unwrap();
        }
        MigrationFiles::read(directory.path(), &BTreeSet::new())
    }

    #[track_caller]
    fn refused(files: &[(&str, &str)]) -> String {
        read(files).unwrap_err().to_string()
    }

    #[test]
    fn files_become_migrations_in_the_order_of_their_versions() {
        let files = read(&[
            ("10_b.up.sql", "b"),
            ("10_b.down.sql", "drop b"),
            ("9_a.sql", "-- no-transaction\na"),
            ("16788836960123456_add_bio.py", PYTHON),
            ("README.md", ""),
            (".9_a.sql.swp", ""),
        ])
        .unwrap();
        let all: Vec<_> = files
            .migrations
            .iter()
            .map(|it| (it.version, it.name.as_str(), it.down.is_some(), it.up.no_transaction))
            .collect();
        assert_eq!(
            all,
            [
                (9, "a", false, true),
                (10, "b", true, false),
                (20_230_315_123_456, "add bio", false, false)
            ]
        );
        let python = files.find(20_230_315_123_456).unwrap();
        assert_eq!(python.python_id.as_deref(), Some("16788836960123456"));
        assert_eq!(&*python.up.text, "\n  SELECT 1;\n");
        assert_eq!(python.up.start, Position { line: 4, column: 15 });
        assert_eq!(files.left_out.len(), 1);
    }

    #[test]
    fn sql_stands_for_python() {
        let name = "16788836960123456_add_bio.py";
        let files = read(&[(name, "print(1)"), ("20230315123456_add_bio.sql", "x")]).unwrap();
        assert_eq!((files.migrations.len(), files.refused.len()), (1, 0));
        let files = read(&[(name, "print(1)")]).unwrap();
        let error = files.refused[0].to_string();
        assert!(error.contains("add_bio.py:1: `print(1)` is not in the form"), "{error}");
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let error = refused(&[("1_a.sql", ""), ("01_b.up.sql", "")]);
        assert!(error.contains("version 1 is there twice"), "{error}");
        let error = refused(&[("1_a.down.sql", "")]);
        assert!(error.contains("has no up migration"), "{error}");
        let error = refused(&[("a_b.sql", "")]);
        assert!(error.contains("a_b.sql has no version"), "{error}");
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("1_a.sql"), b"\xff").unwrap();
        let error = MigrationFiles::read(directory.path(), &BTreeSet::new()).unwrap_err();
        assert!(error.to_string().contains("1_a.sql is not UTF-8"), "{error}");
    }
}
