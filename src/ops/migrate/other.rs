//! Versions under which the database has another migration than the directory: that of another
//! project or branch.

use super::request::MigrateRequest;
use crate::error::{Error, Result};
use crate::migrations::{Edited, Migration, edited};
use crate::model::MigrationRow;

/// Errors: another migration of that version was applied.
pub(super) fn refuse(edited: &Edited) -> Result<()> {
    let Some(applied) = &edited.applied_as else { return Ok(()) };
    let Edited { version, file, .. } = edited;
    let message = format!(
        "version {version} is applied as another migration, {applied}, not as {file}; nothing was \
         changed"
    );
    Err(Error::failed(message).with_hint(format!(
        "if {applied} is another branch's, use its files, or give {file} a newer version; if it is \
         another project's, set table-name under [migrate] in sqlx.toml to a table of this \
         project's own; if the file was renamed, restore its name"
    )))
}

/// Errors: as [`refuse`].
pub(super) fn check(
    request: &MigrateRequest<'_>,
    migration: &Migration,
    row: &MigrationRow,
) -> Result<()> {
    edited(migration, row, &request.sqlx.ignored_chars).as_ref().map_or(Ok(()), refuse)
}
