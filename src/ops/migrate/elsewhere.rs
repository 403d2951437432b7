//! Other tables of migrations than the one that would be used: in another schema, or another tool's.
//! What they list as applied must not run again.

use super::other;
use super::request::MigrateRequest;
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::{MigrationFiles, SqlxToml, edited};
use crate::model::{MigrationRow, Target};
use crate::postgres::client::Client;
use crate::postgres::migration_origin;
use crate::postgres::migration_table::TableLook;
use crate::postgres::other_tools::OtherTable;
use crate::postgres::sqlstate;
use crate::report::migration_status::Note;

impl Note {
    /// What it says prevents the work.
    pub(super) fn refusal(self) -> Error {
        Error::usage(format!("{}; nothing was changed", self.message)).with_hint(self.hint)
    }
}

/// What `migrate` would say of this database before it runs anything.
pub async fn notes(
    client: &mut Client,
    target: &Target,
    (files, sqlx): (&MigrationFiles, &SqlxToml),
    (look, rows): (&TableLook, &[MigrationRow]),
) -> Result<Vec<Note>> {
    let hidden = hidden(files, client, target, (look, rows)).await?;
    let mut notes: Vec<Note> = hidden.into_iter().map(|hidden| hidden.note).collect();
    notes.extend(other_tool(client, target, look).await?);
    let edited = rows.iter().filter_map(|row| {
        let file = files.find(row.version)?;
        edited(file, row, &sqlx.ignored_chars)
    });
    notes.extend(edited.filter_map(|edited| other::note(&edited)));
    Ok(notes)
}

/// A table of that name in another schema.
struct Hidden {
    note: Note,
    /// It has migrations of these files.
    is_same: bool,
}

/// Errors (usage): the table has no rows, but one of that name in another schema has. In an
/// environment that is not protected, another project's is a warning.
pub(super) async fn refuse_hidden(
    request: MigrateRequest<'_>,
    client: &mut Client,
    look: &TableLook,
    rows: &[MigrationRow],
) -> Result<()> {
    let target = request.login.target;
    for Hidden { note, is_same } in hidden(request.files, client, target, (look, rows)).await? {
        if is_same || target.protected {
            return Err(note.refusal());
        }
        request.progress.warn(&note.message);
    }
    Ok(())
}

async fn hidden(
    files: &MigrationFiles,
    client: &mut Client,
    target: &Target,
    (look, rows): (&TableLook, &[MigrationRow]),
) -> Result<Vec<Hidden>> {
    let mut found = Vec::new();
    if !rows.is_empty() {
        return Ok(found);
    }
    let is_file = |row: &MigrationRow| {
        let file = files.find(row.version);
        file.is_some_and(|it| it.name == row.description || it.has_checksum(&row.checksum))
    };
    for (table, is_readable) in &look.elsewhere {
        let rows = match is_readable {
            true => match table.rows(client, target).await {
                // Row security hides some.
                Err(error) if error.code() == Some(sqlstate::INSUFFICIENT_PRIVILEGE) => None,
                rows => Some(rows?),
            },
            false => None,
        };
        if rows.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let is_same = rows.is_some_and(|rows| rows.iter().any(is_file));
        let (there, here) = (table.name(), look.table.name());
        let note = match is_same {
            true => Note {
                message: format!(
                    "{there} has these migrations, but the search_path leads to {here}, where all \
                     would run again"
                ),
                hint: format!(
                    "if the search_path has changed, take that back with ALTER ROLE or ALTER \
                     DATABASE and RESET search_path; or set table-name = '{there}' under [migrate] \
                     in sqlx.toml"
                ),
            },
            false => Note {
                message: format!("{there} has other migrations; {here} is another table"),
                hint: own_table(here),
            },
        };
        found.push(Hidden { note, is_same });
    }
    Ok(found)
}

/// Errors (usage): the table does not exist, and another tool has migrated the database.
pub(super) async fn refuse_other_tool(
    request: MigrateRequest<'_>,
    client: &mut Client,
    look: &TableLook,
) -> Result<()> {
    let found = other_tool(client, request.login.target, look).await?;
    found.map_or(Ok(()), |note| Err(note.refusal()))
}

async fn other_tool(
    client: &mut Client,
    target: &Target,
    look: &TableLook,
) -> Result<Option<Note>> {
    if let Some(other) = look.other_tools.iter().find(|other| !other.can_adopt) {
        return Ok(Some(not_adopted(look, other)));
    }
    let Some(other) = look.other_tools.first() else { return Ok(None) };
    let who = match migration_origin::look(client, target).await {
        Ok(Some(origin)) if !origin.is_empty() => origin.describe(),
        Ok(_) => return Ok(None),
        // We may not read it.
        Err(_) => format!("{} of {}", other.name, other.tool()),
    };
    let here = look.table.name();
    Ok(Some(Note {
        message: format!(
            "another tool has migrated this database: {who}; {here} does not exist yet"
        ),
        hint: format!(
            "to take over what it has applied: {}; {}",
            hint::command("migration adopt").of(&target.environment),
            own_table(here)
        ),
    }))
}

/// The tool whose migrations we cannot read, and what to do.
pub(super) fn not_adopted(look: &TableLook, other: &OtherTable) -> Note {
    Note {
        message: format!("{} has migrated this database ({})", other.tool(), other.name),
        hint: format!(
            "{} runs its migrations; to continue here, write what it has applied as migrations, and \
             mark their versions: {}; {}",
            other.migrate(),
            hint::command("migration mark VERSION"),
            own_table(look.table.name())
        ),
    }
}

fn own_table(table: &str) -> String {
    format!(
        "if these migrations are not the same, name their table with its schema, under [migrate] in \
         sqlx.toml: table-name = '{table}'"
    )
}
