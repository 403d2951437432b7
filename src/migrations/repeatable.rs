//! Repeatable files: views and functions, which run whenever they have changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::migration::{Migration, SqlText};
use crate::model::{Checksum, RepeatableRow, RepeatableState};

/// Where they are, in the directory of the migrations.
pub const DIRECTORY: &str = "repeatable";

/// A repeatable file. It has no version: its name is its file's.
pub fn repeatable(path: PathBuf, text: String) -> Migration {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let checksum = Checksum::of(&text, &BTreeSet::new());
    let up = SqlText::of_file(path, text);
    let (version, hashed) = (Migration::NO_VERSION, Arc::clone(&up.text));
    Migration { version, name, up, down: None, hashed, checksum, whole: None, python_id: None }
}

/// Whether this is the name of one.
pub fn is_repeatable(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sql"))
}

/// The state of the file, by the rows.
pub fn repeatable_state(file: &Migration, rows: &[RepeatableRow]) -> RepeatableState {
    let Some(row) = rows.iter().find(|row| row.name == file.name) else {
        return RepeatableState::Pending;
    };
    let same = row.checksum == file.checksum
        || row.checksum.differs_by_line_ends(&file.hashed, &BTreeSet::new());
    if same { RepeatableState::Applied } else { RepeatableState::Changed }
}

/// Rows without files.
pub fn missing_repeatables<'a>(
    files: &[Migration],
    rows: &'a [RepeatableRow],
) -> Vec<&'a RepeatableRow> {
    let known: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    rows.iter().filter(|row| !known.contains(row.name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_from_other_line_ends() {
        let file = repeatable("m/repeatable/v.sql".into(), "a\nb\n".into());
        assert_eq!((file.name.as_str(), file.is_repeatable()), ("v.sql", true));
        let row = |name: &str, text: &str| RepeatableRow {
            name: name.into(),
            checksum: Checksum::of(text, &BTreeSet::new()),
            applied_on: String::new(),
        };
        for (rows, expected) in [
            (vec![], RepeatableState::Pending),
            (vec![row("w.sql", "a\nb\n")], RepeatableState::Pending),
            (vec![row("v.sql", "a\nb\n")], RepeatableState::Applied),
            (vec![row("v.sql", "\u{feff}a\r\nb\r\n")], RepeatableState::Applied),
            (vec![row("v.sql", "a\nb\nc\n")], RepeatableState::Changed),
        ] {
            assert_eq!(repeatable_state(&file, &rows), expected, "{rows:?}");
        }
        let rows = [row("v.sql", ""), row("w.sql", "")];
        let missing: Vec<_> =
            missing_repeatables(&[file], &rows).iter().map(|row| row.name.clone()).collect();
        assert_eq!(missing, ["w.sql"]);
    }
}
