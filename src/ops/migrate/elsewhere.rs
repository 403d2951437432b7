//! Other tables of migrations than the one that would be used: in another schema, or another tool's.
//! What they list as applied must not run again.

use super::request::MigrateRequest;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::MigrationRow;
use crate::postgres::client::Client;
use crate::postgres::migration_origin;
use crate::postgres::migration_table::TableLook;
use crate::postgres::other_tools::OtherTool;

/// Errors (usage): the table has no rows, but one of that name in another schema has. In an
/// environment that is not protected, another project's is a warning.
pub(super) async fn refuse_hidden(
    request: MigrateRequest<'_>,
    client: &mut Client,
    look: &TableLook,
    rows: &[MigrationRow],
) -> Result<()> {
    if !rows.is_empty() {
        return Ok(());
    }
    let target = request.login.target;
    let is_file = |row: &MigrationRow| {
        let file = request.files.find(row.version);
        file.is_some_and(|it| it.name == row.description || it.has_checksum(&row.checksum))
    };
    for (table, is_readable) in &look.elsewhere {
        let rows = match is_readable {
            true => Some(table.rows(client, target).await?),
            false => None,
        };
        let (there, here) = (table.name(), look.table.name());
        match rows {
            Some(rows) if rows.is_empty() => {}
            Some(rows) if rows.iter().any(is_file) => {
                let message = format!(
                    "{there} has these migrations, but the search_path leads to {here}, where all \
                     would run again; nothing was changed"
                );
                return Err(Error::usage(message).with_hint(format!(
                    "if the search_path has changed, take that back with ALTER ROLE or ALTER \
                     DATABASE and RESET search_path; or set table-name = '{there}' under [migrate] \
                     in sqlx.toml"
                )));
            }
            _ => {
                let message = format!("{there} has other migrations; {here} is another table");
                if target.protected {
                    return Err(Error::usage(format!("{message}; nothing was changed"))
                        .with_hint(own_table(here)));
                }
                request.progress.warn(&message);
            }
        }
    }
    Ok(())
}

/// Errors (usage): the table does not exist, and another tool has migrated the database.
pub(super) async fn refuse_other_tool(
    request: MigrateRequest<'_>,
    client: &mut Client,
    look: &TableLook,
) -> Result<()> {
    if let Some(other) = look.other_tools.iter().find(|other| !other.can_adopt) {
        return Err(not_adopted(look, other));
    }
    let Some(other) = look.other_tools.first() else { return Ok(()) };
    let who = match migration_origin::look(client, request.login.target).await {
        Ok(Some(origin)) if !origin.is_empty() => origin.describe(),
        Ok(_) => return Ok(()),
        // We may not read it.
        Err(_) => format!("{} of {}", other.table, other.tool),
    };
    let message = format!(
        "another tool has migrated this database: {who}; {} does not exist yet, and nothing was \
         changed",
        look.table.name()
    );
    Err(Error::usage(message).with_hint(format!(
        "to take over what it has applied: {}; {}",
        hint::command("migration adopt").of(&request.login.target.environment),
        own_table(look.table.name())
    )))
}

/// The tool whose migrations we cannot read, and what to do.
pub(super) fn not_adopted(look: &TableLook, other: &OtherTool) -> Error {
    let OtherTool { tool, table, .. } = other;
    let message = format!("{tool} has migrated this database ({table}); nothing was changed");
    Error::usage(message).with_hint(format!(
        "write what it has applied as migrations here, and mark their versions: {}; {}",
        hint::command("migration mark VERSION"),
        own_table(look.table.name())
    ))
}

/// How to say that the table is meant.
fn own_table(table: &str) -> String {
    format!(
        "if these migrations are not the same, name their table with its schema, under [migrate] in \
         sqlx.toml: table-name = '{table}'"
    )
}
