//! Versions under which the database has another migration than the directory: that of another
//! project or branch.

use super::request::MigrateRequest;
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::{Edited, Migration, Plan, edited};
use crate::model::MigrationRow;
use crate::report::migration_status::Note;

/// Errors: another migration of that version was applied.
pub(super) fn refuse(edited: &Edited) -> Result<()> {
    note(edited).map_or(Ok(()), |note| Err(failed(note)))
}

pub(super) fn failed(Note { message, hint }: Note) -> Error {
    Error::failed(format!("{message}; nothing was changed")).with_hint(hint)
}

pub(super) fn note(edited: &Edited) -> Option<Note> {
    let Edited { version, file, applied_as, .. } = edited;
    let applied = applied_as.as_ref()?;
    Some(Note {
        message: format!(
            "version {version} is applied as another migration, {applied}, not as {file}"
        ),
        hint: format!(
            "if {applied} is another branch's, use its files, or give {file} a newer version; if \
             it is another project's, set table-name under [migrate] in sqlx.toml to a table of \
             this project's own; if the file was renamed, restore its name"
        ),
    })
}

/// Errors: as [`refuse`].
pub(super) fn check(
    request: &MigrateRequest<'_>,
    migration: &Migration,
    row: &MigrationRow,
) -> Result<()> {
    edited(migration, row, &request.sqlx.ignored_chars).as_ref().map_or(Ok(()), refuse)
}

/// A pending migration that was applied under another version, whose file is gone: it was given
/// another number, as after a rebase. It must not run again.
pub fn renumbered(found: &Plan) -> Option<Note> {
    let (file, row) = found.pending.iter().find_map(|pending| {
        let file = &pending.migration;
        let is_it = |row: &&MigrationRow| {
            row.success && row.description == file.name && file.has_checksum(&row.checksum)
        };
        Some((file, found.missing.iter().find(is_it)?))
    })?;
    let (new, old) = (file.version, row.version);
    Some(Note {
        message: format!("{} is applied as version {old}, whose file is gone", file.file()),
        hint: format!(
            "if it was given another version, take that over with: {}, then {}; to run it again, \
             pass --ignore-missing to {}",
            hint::command(format!("migration mark {new}")),
            hint::command(format!("migration mark {old} --rolled-back")),
            hint::command("migrate")
        ),
    })
}
