//! The contents of the migration tables, as SQL that restores them in a new database.

use super::Literal;
use super::client::Client;
use super::migration_table::{TableLook, ask, look};
use super::repeatable_table::RepeatableTable;
use crate::error::Result;
use crate::model::{MigrationRow, RepeatableRow, Target};

/// One statement per row. Run times are omitted, so that the statements are the same
/// everywhere. `name` is the migration table as written in SQL.
pub async fn statements(client: &mut Client, target: &Target, name: &str) -> Result<Vec<String>> {
    let TableLook { table, has_information, .. } = look(client, target, name).await?;
    let rows = table.rows(client, target).await?;
    let repeatables = RepeatableTable::look(client, target, &table).await?;
    let repeated = repeatables.rows(client, target).await?;
    let mut statements: Vec<String> = Vec::new();
    statements.extend(rows.iter().filter(|row| row.success).map(|row| insert(table.name(), row)));
    statements.extend(repeated.iter().map(|row| insert_repeatable(repeatables.name(), row)));
    if has_information {
        let query = include_str!("queries/information_rows.sql");
        let rows: Vec<(Option<i64>, Option<String>)> = ask(client, target, query).await?;
        statements.extend(rows.iter().map(|(id, text)| insert_information(*id, text.as_deref())));
    }
    Ok(statements)
}

fn insert(table: &str, row: &MigrationRow) -> String {
    let MigrationRow { version, description, checksum, .. } = row;
    format!(
        "INSERT INTO {table} (version, description, success, checksum, execution_time) \
         VALUES ({version}, {}, true, decode('{checksum}', 'hex'), 0)",
        Literal(description)
    )
}

fn insert_repeatable(table: &str, RepeatableRow { name, checksum, .. }: &RepeatableRow) -> String {
    format!(
        "INSERT INTO {table} (name, checksum) VALUES ({}, decode('{checksum}', 'hex'))",
        Literal(name)
    )
}

fn insert_information(id: Option<i64>, text: Option<&str>) -> String {
    let id = id.map_or_else(|| "NULL".to_owned(), |id| id.to_string());
    let text = text.map_or_else(|| "NULL".to_owned(), |text| Literal(text).to_string());
    format!("INSERT INTO public.schema_information (id, last_successful_run) VALUES ({id}, {text})")
}
