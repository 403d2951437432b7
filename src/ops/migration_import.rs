//! Converting Cruddur's Python files to pairs of SQL files next to them.

use std::fs::OpenOptions;
use std::io::Write;

use crate::error::{Error, Result};
use crate::migrations::{Migration, MigrationFiles};
use crate::report::migration_mark::MigrationsImported;

/// Writes the pairs. The checksum of a migration does not change, so that no applied one counts
/// as edited.
pub fn import(files: &MigrationFiles) -> Result<MigrationsImported> {
    let mut written = Vec::new();
    let python = files.migrations.iter().filter(|migration| migration.python_id.is_some());
    for migration in python {
        for (ending, text) in parts(migration) {
            let stem = format!("{}_{}", migration.version, migration.file_stem());
            let path = files.directory.join(format!("{stem}{ending}"));
            let made = OpenOptions::new().write(true).create_new(true).open(&path);
            made.and_then(|mut file| file.write_all(text.as_bytes()))
                .map_err(|error| Error::unwritable(&path, error))?;
            written.push(path);
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
