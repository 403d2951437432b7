//! The files of a new migration.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::Timestamp;
use crate::regular_file;
use crate::report::migration_new::MigrationWritten;

#[derive(Debug, Clone)]
pub struct NewMigration {
    pub name: String,
    pub directory: PathBuf,
    /// The newest existing version, and its file.
    pub newest: Option<(i64, PathBuf)>,
    /// The template text; `-` is standard input.
    pub template: Option<PathBuf>,
    /// One file, without a down file.
    pub simple: bool,
}

/// Writes the files, which must not exist.
///
/// Errors: a name without a letter or digit (usage); the template or the directory cannot be
/// used; no version is greater than the newest (usage).
pub fn write(request: &NewMigration) -> Result<MigrationWritten> {
    let name = file_name(&request.name)?;
    let text = match &request.template {
        Some(path) => read(path)?,
        None => String::new(),
    };
    let now = Timestamp::now().compact().parse().unwrap_or(0);
    let mut version = match &request.newest {
        Some((newest, file)) => now.max(above(*newest, file)?),
        None => now,
    };
    let unwritable = |error| Error::unwritable(&request.directory, error);
    fs::create_dir_all(&request.directory).map_err(unwritable)?;
    let parts: &[(&str, &str)] = match request.simple {
        true => &[(".sql", &text)],
        false => &[(".up.sql", &text), (".down.sql", "")],
    };
    loop {
        let stem = format!("{version}_{name}");
        match write_all(&request.directory, &stem, parts) {
            Ok(files) => return Ok(MigrationWritten { version, files }),
            // Another process wrote one of the same version meanwhile.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                version = above(version, &request.directory.join(stem))?;
            }
            Err(error) => return Err(unwritable(error)),
        }
    }
}

/// Errors (usage): the file has the greatest version that there is.
fn above(version: i64, file: &Path) -> Result<i64> {
    version.checked_add(1).ok_or_else(|| {
        let file = file.display();
        Error::usage(format!("{file} has the greatest version: none can follow it"))
            .with_hint("give it a lower version, such as a date and time; nothing was written")
    })
}

/// `Add bio!` becomes `add_bio`.
fn file_name(name: &str) -> Result<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("_");
    match name.is_empty() {
        true => Err(Error::usage("a migration's name needs letters or digits")),
        false => Ok(name),
    }
}

fn read(path: &Path) -> Result<String> {
    let read = match path == Path::new("-") {
        true => std::io::read_to_string(std::io::stdin()),
        false => regular_file::read_to_string(path),
    };
    read.map_err(|error| Error::unreadable(path, error))
}

fn write_all(
    directory: &Path,
    stem: &str,
    parts: &[(&str, &str)],
) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for (ending, text) in parts {
        let path = directory.join(format!("{stem}{ending}"));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(text.as_bytes())?;
        files.push(path);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_names_of_files() {
        assert_eq!(file_name("Add bio, to users!").unwrap(), "add_bio_to_users");
        assert_eq!(file_name("../x").unwrap(), "x");
        assert!(file_name("--").is_err());
    }

    #[test]
    fn a_new_one_is_above_the_newest() {
        let directory = tempfile::tempdir().unwrap();
        let request = NewMigration {
            name: "a".into(),
            directory: directory.path().join("migrations"),
            newest: Some((99_991_231_235_959, "a.sql".into())),
            template: None,
            simple: true,
        };
        let written = write(&request).unwrap();
        assert_eq!(written.version, 99_991_231_235_960);
        // Existing files are never overwritten.
        assert_eq!(write(&request).unwrap().version, 99_991_231_235_961);
        let request = NewMigration { newest: Some((i64::MAX - 1, "b.sql".into())), ..request };
        assert_eq!(write(&request).unwrap().version, i64::MAX);
        let error = write(&request).unwrap_err().to_string();
        assert!(error.contains("9223372036854775807_a has the greatest version"), "{error}");
        let request = NewMigration { newest: Some((i64::MAX, "c.sql".into())), ..request };
        let error = write(&request).unwrap_err().to_string();
        assert!(error.contains("c.sql has the greatest version"), "{error}");
    }
}
