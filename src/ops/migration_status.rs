//! The migrations on disk, and which of them are applied.

use super::migrate;
use crate::error::Result;
use crate::migrations::{
    Migration, MigrationFiles, Plan, Selection, SqlxToml, content, includes, missing_repeatables,
    plan as compare, repeatable_state,
};
use crate::model::{MigrationRow, RepeatableRow, RepeatableState};
use crate::postgres::repeatable_table::RepeatableTable;
use crate::postgres::{ConnectRequest, migration_table};
use crate::report::migration_status::{
    ListedMigration, MigrationList, MigrationState, MigrationStatus, StatusLine,
};
use crate::report::repeatable::{ListedRepeatable, RepeatableLine};

/// The files, without connecting.
pub fn list(files: &MigrationFiles) -> MigrationList {
    let listed = files.migrations.iter().map(|migration| {
        let read = content(&migration.up);
        ListedMigration {
            version: migration.version,
            name: migration.name.clone(),
            file: migration.file(),
            has_down: migration.down.is_some(),
            statements: read.as_ref().map_or(0, |content| content.statements().len()),
            includes: includes(&migration.up),
            problem: read.err().map(|error| error.to_string()),
        }
    });
    MigrationList {
        directory: files.directory.clone(),
        migrations: listed.collect(),
        repeatable: files.repeatable.iter().map(list_repeatable).collect(),
        refused: files.refused.iter().map(ToString::to_string).collect(),
        left_out: files.left_out.iter().map(|path| path.display().to_string()).collect(),
    }
}

fn list_repeatable(file: &Migration) -> ListedRepeatable {
    let read = content(&file.up);
    ListedRepeatable {
        name: file.name.clone(),
        file: file.file(),
        statements: read.as_ref().map_or(0, |content| content.statements().len()),
        includes: includes(&file.up),
        problem: read.err().map(|error| error.to_string()),
    }
}

/// The states of the repeatable files, and those with only a row.
fn repeatable_lines(files: &[Migration], rows: &[RepeatableRow]) -> Vec<RepeatableLine> {
    let missing = missing_repeatables(files, rows).into_iter().map(|row| RepeatableLine {
        name: row.name.clone(),
        state: RepeatableState::Missing,
        applied_at: Some(row.applied_on.clone()),
    });
    let lines = files.iter().map(|file| RepeatableLine {
        name: file.name.clone(),
        state: repeatable_state(file, rows),
        applied_at: rows.iter().find(|row| row.name == file.name).map(|row| row.applied_on.clone()),
    });
    let mut lines: Vec<RepeatableLine> = lines.chain(missing).collect();
    lines.sort_by(|a, b| a.name.cmp(&b.name));
    lines
}

fn state(row: &MigrationRow, files: &MigrationFiles, found: &Plan) -> MigrationState {
    let edited = found.edited.iter().find(|it| it.version == row.version);
    match (files.find(row.version), edited) {
        _ if row.is_going_back() => MigrationState::GoingBack,
        _ if !row.success => MigrationState::Unfinished,
        (None, _) => MigrationState::Missing,
        (_, Some(edited)) if edited.applied_as.is_some() => MigrationState::Other,
        (_, Some(edited)) if !edited.line_ends => MigrationState::Edited,
        _ => MigrationState::Applied,
    }
}

/// Compares the files with the table. Changes nothing.
pub async fn status(
    login: ConnectRequest<'_>,
    files: &MigrationFiles,
    sqlx: &SqlxToml,
) -> Result<MigrationStatus> {
    let mut client = login.connect_client().await?;
    let look = migration_table::look(&mut client, login.target, sqlx.table()).await?;
    let rows = look.table.rows(&mut client, login.target).await?;
    let repeatable = RepeatableTable::look(&mut client, login.target, &look.table).await?;
    let repeatable = repeatable.rows(&mut client, login.target).await?;
    let (of_files, of_table) = ((files, sqlx), (&look, rows.as_slice()));
    let mut notes = migrate::notes(&mut client, login.target, of_files, of_table).await?;
    client.close().await;
    let found = compare(&files.migrations, &rows, Selection::All, &sqlx.ignored_chars)?;
    notes.extend(migrate::renumbered(&found));
    let mut lines: Vec<StatusLine> = rows
        .iter()
        .map(|row| StatusLine {
            version: row.version,
            name: row.description.clone(),
            state: state(row, files, &found),
            applied_at: Some(row.installed_on.clone()),
            older_than: None,
            statements_done: (!row.success).then(|| row.statements_done()),
        })
        .collect();
    lines.extend(found.pending.iter().map(|pending| StatusLine {
        version: pending.migration.version,
        name: pending.migration.name.clone(),
        state: MigrationState::Pending,
        applied_at: None,
        older_than: pending.older_than,
        statements_done: None,
    }));
    lines.sort_by_key(|line| line.version);
    let table = look.table.present.then(|| look.table.name().to_owned());
    let repeatable = repeatable_lines(&files.repeatable, &repeatable);
    Ok(MigrationStatus { table, migrations: lines, repeatable, notes, drift: None })
}
