//! Converting Cruddur's Python files to pairs of SQL files next to them.

use super::text_file;
use crate::error::Result;
use crate::migrations::{Migration, MigrationFiles};
use crate::report::migration_mark::MigrationsImported;

/// Writes the pairs. The checksum of a migration does not change, so that no applied one counts
/// as edited.
///
/// Errors: a file cannot be written, or is there by now with another text.
pub fn import(files: &MigrationFiles) -> Result<MigrationsImported> {
    let mut written = Vec::new();
    let python = files.migrations.iter().filter(|migration| migration.python_id.is_some());
    for migration in python {
        for (ending, text) in parts(migration) {
            let stem = format!("{}_{}", migration.version, migration.file_stem());
            let path = files.directory.join(format!("{stem}{ending}"));
            if text_file::create(&path, text)? {
                written.push(path);
            }
        }
    }
    let refused = files.refused.iter().map(|error| error.to_string().replace('\n', "; ")).collect();
    Ok(MigrationsImported { files: written, refused })
}

/// The down file first: an up file without it would be a migration that cannot be rolled back.
fn parts(migration: &Migration) -> impl Iterator<Item = (&'static str, &str)> {
    let down = migration.down.as_ref().map(|down| (".down.sql", &*down.text));
    down.into_iter().chain([(".up.sql", &*migration.up.text)])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const PYTHON: &str = "from lib.db import db\nclass A:\n  def migrate_sql():\n    data = '''\
                          \n  SELECT 1;\n'''\n    return data\n  def rollback_sql():\n    \
                          data = '''SELECT 2'''\n    return data\nmigration = A\n";

    #[test]
    fn several_at_once_write_each_file_once_and_go_on_after_a_killed_one() {
        let directory = tempfile::tempdir().unwrap();
        let place = |name: &str| directory.path().join(name);
        std::fs::write(place("16788836960123456_a.py"), PYTHON).unwrap();
        let read = || MigrationFiles::read(directory.path(), &BTreeSet::new()).unwrap();
        let files = read();
        let (down, up) = (place("20230315123456_a.down.sql"), place("20230315123456_a.up.sql"));
        assert_eq!(import(&files).unwrap().files, [down.clone(), up.clone()]);
        // One that has looked before it.
        assert_eq!(import(&files).unwrap().files.len(), 0);
        std::fs::remove_file(&up).unwrap();
        assert_eq!(import(&read()).unwrap().files, std::slice::from_ref(&up));
        std::fs::write(&up, "mine").unwrap();
        let error = import(&files).unwrap_err().to_string();
        assert!(error.contains("a.up.sql was written meanwhile, with another text"), "{error}");
        std::fs::remove_file(&up).unwrap();
        std::fs::write(&down, "mine").unwrap();
        let error = MigrationFiles::read(directory.path(), &BTreeSet::new()).unwrap_err();
        assert!(error.to_string().contains("has no up migration"), "{error}");
        assert_eq!(std::fs::read_to_string(down).unwrap(), "mine");
    }
}
