//! The files of one version, made one migration.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file_name::{Named, Part};
use super::halves::{Half, down_file, halves};
use super::migration::{Migration, SqlText};
use super::python::{self, Refusal, Sql};
use crate::error::{Error, Location, Result};
use crate::model::Checksum;
use crate::regular_file;
use crate::script::Position;

/// A place without a column.
pub fn place(path: &Path, line: Option<u64>) -> Location {
    Location { file: path.to_owned(), line, column: None }
}

/// The files of one version.
#[derive(Default)]
pub struct Parts {
    up: Option<(Named, PathBuf)>,
    down: Option<PathBuf>,
    python: Option<(Named, PathBuf)>,
}

impl Parts {
    /// Errors (usage): there is one like it already.
    pub fn add(&mut self, named: Named, path: PathBuf) -> Result<()> {
        let version = named.version;
        let before = match named.part {
            Part::Only | Part::Up => {
                let before = self.up.replace((named, path.clone()));
                before.map(|(_, path)| path)
            }
            Part::Down => self.down.replace(path.clone()),
            Part::Python => {
                let before = self.python.replace((named, path.clone()));
                before.map(|(_, path)| path)
            }
        };
        let Some(before) = before else { return Ok(()) };
        let (a, b) = (before.display(), path.display());
        Err(Error::usage(format!("version {version} is there twice: {a} and {b}"))
            .with_hint("renumber the one that has not been run yet"))
    }

    /// An SQL file replaces a Python file of the same version. The reason why a Python file
    /// is refused is returned.
    pub fn read(self, version: i64, ignored: &BTreeSet<char>) -> Result<Result<Migration>> {
        match (self.up, self.down, self.python) {
            (Some((named, path)), down, _) => of_sql(version, named, path, down, ignored).map(Ok),
            (None, Some(down), python) => {
                // `import` writes the down file first.
                if let Some((named, path)) = python
                    && let Ok(migration) = of_python(version, named, path, ignored)?
                    && let Some(back) = &migration.down
                    && *back.text == text(&down)?
                {
                    return Ok(Ok(migration));
                }
                Err(Error::usage(format!(
                    "{} has no up migration: there is no {version}_NAME.up.sql next to it",
                    down.display()
                )))
            }
            (None, None, Some((named, path))) => of_python(version, named, path, ignored),
            (None, None, None) => Err(Error::usage(format!("version {version} has no file"))),
        }
    }
}

fn of_sql(
    version: i64,
    named: Named,
    path: PathBuf,
    down_path: Option<PathBuf>,
    ignored: &BTreeSet<char>,
) -> Result<Migration> {
    let whole = SqlText::of_file(path.clone(), text(&path)?);
    let half = |half: Half<'_>| {
        let start = Position { line: half.line, column: 1 };
        let part = SqlText::part_of_file(path.clone(), path.clone(), half.text.to_owned(), start);
        part.without_transaction_if(whole.no_transaction || half.no_transaction)
    };
    let halves = halves(&whole.text).map_err(|refusal| refused(&path, refusal))?;
    let down_half = halves.as_ref().and_then(|it| it.down).filter(|down| !down.is_blank());
    let down = match (down_half, down_path) {
        (Some(down), Some(file)) => {
            let message = format!("the down part is here and in {}", file.display());
            return Err(refused(&path, Refusal::new(down.line, message)));
        }
        (Some(down), None) => Some(half(down)),
        (None, Some(file)) => {
            let down = SqlText::of_file(file.clone(), text(&file)?);
            let asks = down_file(&down.text).map_err(|refusal| refused(&file, refusal))?;
            Some(down.without_transaction_if(asks))
        }
        (None, None) => None,
    };
    let (up, hashed) = match halves {
        Some(halves) => (half(halves.up), halves.without_down.into()),
        None => (whole.clone(), Arc::clone(&whole.text)),
    };
    let checksum = Checksum::of(&hashed, ignored);
    let whole = (hashed != whole.text).then(|| Checksum::of(&whole.text, ignored));
    Ok(Migration { version, name: named.name, up, down, hashed, checksum, whole, python_id: None })
}

fn refused(path: &Path, Refusal { line, message }: Refusal) -> Error {
    Error::usage(message).with_location(place(path, Some(line)))
}

/// Errors (usage): the text of a repeatable file has a down part, which nothing would run.
pub fn refuse_down_part(path: &Path, text: &str) -> Result<()> {
    let halves = halves(text).map_err(|refusal| refused(path, refusal))?;
    match halves.and_then(|it| it.down) {
        Some(down) => {
            let message = "a repeatable file has no down part: it is never rolled back";
            Err(refused(path, Refusal::new(down.line, message)))
        }
        None => Ok(()),
    }
}

fn of_python(
    version: i64,
    named: Named,
    path: PathBuf,
    ignored: &BTreeSet<char>,
) -> Result<Result<Migration>> {
    let whole = text(&path)?;
    let read = match python::read(&whole) {
        Ok(read) => read,
        Err(refusal) => {
            let hint = match python::is_djangos(&whole) {
                true => "it is Django's: python manage.py migrate runs it".to_owned(),
                false => {
                    format!("write it in SQL, next to it: {version}_NAME.up.sql and .down.sql")
                }
            };
            return Ok(Err(refused(&path, refusal).with_hint(hint)));
        }
    };
    let part = |sql: Sql, function: &str| {
        let name = match sql.verbatim {
            true => path.clone(),
            false => format!("{}:{} ({function})", path.display(), sql.start.line).into(),
        };
        let start = if sql.verbatim { sql.start } else { Position::START };
        SqlText::part_of_file(path.clone(), name, sql.text, start)
    };
    let up = part(read.up, "migrate_sql");
    let down = part(read.down, "rollback_sql");
    // The generator leaves both empty. An empty rollback of a non-empty migration does not count.
    let down = (!down.is_blank() || up.is_blank()).then_some(down);
    let id = path.file_name().unwrap_or_default().to_string_lossy();
    let id = id.split(['_', '.']).next().unwrap_or_default().to_owned();
    // As `import` writes it, so that importing does not count as an edit.
    let checksum = Checksum::of(&up.text, ignored);
    let hashed = Arc::clone(&up.text);
    let name = named.name;
    let python_id = Some(id);
    Ok(Ok(Migration { version, name, up, down, hashed, checksum, whole: None, python_id }))
}

/// Reads a whole file. sqlx accepts only UTF-8, too.
pub fn text(path: &Path) -> Result<String> {
    let bytes = regular_file::read(path).map_err(|error| Error::unreadable(path, error))?;
    String::from_utf8(bytes).map_err(|_| {
        Error::usage(format!("{} is not UTF-8", path.display()))
            .with_hint("save it as UTF-8 (PowerShell's > writes UTF-16)")
    })
}
