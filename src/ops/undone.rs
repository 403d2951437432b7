//! Reloading a schema replaces tables, and undoes what migrations did to them. Those migrations
//! are removed from the table in the same transaction, so that they run again. So are repeatable
//! files, whose views and functions may have gone with the tables.

use serde::Deserialize;

use super::files::Files;
use crate::error::Result;
use crate::hint;
use crate::migrations::{ProjectMigrations, tables};
use crate::model::Target;
use crate::postgres::client::Client;
use crate::postgres::migration_table::{self, ask};
use crate::postgres::repeatable_table::RepeatableTable;
use crate::postgres::{Identifier, Literal};
use crate::progress::Progress;
use crate::regular_file;
use crate::script::Input;

/// The tables that the applied migrations affected, before a load.
pub struct Applied {
    /// The migration table, as written in SQL.
    table: String,
    rows: usize,
    migrations: Vec<About>,
    /// The table of the repeatable files, if it has rows, and the objects at that time.
    repeatable: Option<(RepeatableTable, Vec<u32>)>,
}

#[derive(Deserialize)]
struct Answer {
    rows: usize,
    migrations: Vec<About>,
}

/// A migration and the existing tables that it affected.
#[derive(Debug, Deserialize)]
struct About {
    version: i64,
    tables: Vec<Table>,
}

#[derive(Debug, Deserialize)]
struct Table {
    name: String,
    oid: u32,
}

/// Finds the applied migrations, and the tables they affected. `None` if nothing can be
/// removed, or if a file contains the rows itself.
pub async fn look(
    client: &mut Client,
    target: &Target,
    files: &Files,
    project: &ProjectMigrations,
) -> Result<Option<Applied>> {
    let bare = project.sqlx.table().rsplit('.').next().unwrap_or_default().trim_matches('"');
    if files.inputs.iter().any(|input| mentions(input, bare)) {
        return Ok(None);
    }
    let look = migration_table::look(client, target, project.sqlx.table()).await?;
    if !look.table.present {
        return Ok(None);
    }
    let rows = project.files.migrations.iter().flat_map(|migration| {
        let row = |name: Vec<String>| {
            let parts: Vec<_> = name.iter().map(|part| Identifier(part).to_string()).collect();
            format!("({}::int8, {})", migration.version, Literal(&parts.join(".")))
        };
        tables(migration).into_iter().map(row)
    });
    let mut values = vec!["(NULL::int8, NULL::text)".to_owned()];
    values.extend(rows);
    let table = look.table.name().to_owned();
    let repeatables = RepeatableTable::look(client, target, &look.table).await?;
    let repeatable = match repeatables.rows(client, target).await?.is_empty() {
        true => None,
        false => Some((repeatables, RepeatableTable::objects(client, target).await?)),
    };
    let query = format!(
        "SELECT json_build_object(
             'rows', (SELECT count(*) FROM {table} WHERE success),
             'migrations', (SELECT coalesce(json_agg(about), '[]') FROM (
                 SELECT m.version, json_agg(json_build_object(
                     'name', a.name, 'oid', to_regclass(a.name)::oid::int8)) AS tables
                 FROM (VALUES {}) AS a (version, name) JOIN {table} m USING (version)
                 WHERE m.success AND to_regclass(a.name) IS NOT NULL
                 GROUP BY m.version ORDER BY m.version) AS about))",
        values.join(", ")
    );
    let Answer { rows, migrations } = ask(client, target, &query).await?;
    Ok(Some(Applied { table, rows, migrations, repeatable }))
}

fn mentions(input: &Input, word: &str) -> bool {
    let Input::File(path) = input else { return false };
    let text = regular_file::read(path).unwrap_or_default();
    memchr::memmem::find(&text, word.as_bytes()).is_some()
}

impl Applied {
    /// The statement that removes those whose tables were all replaced, except rows that the same
    /// transaction added.
    pub fn forget(&self) -> Option<String> {
        let rows = self.migrations.iter().flat_map(|about| {
            about.tables.iter().map(|table| format!("({}, {}::oid)", about.version, table.oid))
        });
        let rows: Vec<String> = rows.collect();
        let migrations = (!rows.is_empty()).then(|| {
            let delete = format!(
                "DELETE FROM {} m USING (
                     SELECT a.version FROM (VALUES {}) AS a (version, oid)
                     LEFT JOIN pg_catalog.pg_class c ON c.oid = a.oid
                     GROUP BY a.version HAVING count(c.oid) = 0) AS undone
                 WHERE m.version = undone.version
                   AND m.xmin::text <> (pg_catalog.txid_current() % (2 ^ 32)::int8)::text",
                self.table,
                rows.join(", ")
            );
            unless_dropped(&self.table, &delete)
        });
        let repeatable = self.repeatable.as_ref();
        let repeatable = repeatable
            .map(|(table, objects)| unless_dropped(table.name(), &table.forget_if_gone(objects)));
        let all: Vec<String> = migrations.into_iter().chain(repeatable).collect();
        (!all.is_empty()).then(|| {
            let body = format!("BEGIN {} END", all.join(" "));
            format!("DO {}", Literal(&body))
        })
    }

    /// Reports which were removed, and which are partly undone.
    pub async fn tell(&self, client: &mut Client, target: &Target, progress: &dyn Progress) {
        if self.is_gone(client).await {
            progress.notice(&format!(
                "the schema dropped the table of the migrations, so that all of them are pending \
                 again ({} were applied); run them with: {}",
                self.rows,
                hint::command("migrate")
            ));
            return;
        }
        if self.repeatable_gone(client).await {
            progress.notice(&format!(
                "the schema replaced tables, views or functions, so that the repeatable files are \
                 pending again; run them with: {}",
                hint::command("migrate")
            ));
        }
        let Ok(rest) = self.ask(client, target).await else { return };
        let versions = |found: &[&About]| {
            found.iter().map(|about| about.version.to_string()).collect::<Vec<_>>().join(", ")
        };
        let is_kept = |about: &&About| rest.versions.contains(&about.version);
        let is_there = |table: &Table| rest.oids.contains(&table.oid);
        let (kept, forgotten): (Vec<_>, Vec<_>) = self.migrations.iter().partition(is_kept);
        if !forgotten.is_empty() {
            progress.notice(&format!(
                "the schema replaced what these migrations changed, so that they are pending again: \
                 {}; run them with: {}",
                versions(&forgotten),
                hint::command("migrate")
            ));
        }
        for about in kept {
            let (there, gone): (Vec<_>, Vec<_>) = about.tables.iter().partition(|it| is_there(it));
            if !there.is_empty() && !gone.is_empty() {
                let names = |tables: &[&Table]| {
                    tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>().join(", ")
                };
                progress.warn(&format!(
                    "migration {} is recorded as applied, but partly undone: the schema replaced \
                     {}, but not {}",
                    about.version,
                    names(&gone),
                    names(&there)
                ));
            }
        }
    }

    async fn is_gone(&self, client: &mut Client) -> bool {
        let query = format!("SELECT to_regclass({}) IS NULL", Literal(&self.table));
        self.rows > 0 && matches!(client.ask(&query).await, Ok(Some(gone)) if gone == "t")
    }

    async fn repeatable_gone(&self, client: &mut Client) -> bool {
        let Some((table, _)) = &self.repeatable else { return false };
        let query = format!("SELECT count(*) FROM {}", table.name());
        matches!(client.ask(&query).await, Ok(Some(count)) if count == "0")
    }

    async fn ask(&self, client: &mut Client, target: &Target) -> Result<Rest> {
        let tables = self.migrations.iter().flat_map(|about| &about.tables);
        let oids: Vec<String> = tables.map(|table| table.oid.to_string()).collect();
        let query = format!(
            "SELECT json_build_object(
                 'versions', (SELECT coalesce(json_agg(version), '[]') FROM {}),
                 'oids', (SELECT coalesce(json_agg(oid::int8), '[]') FROM pg_catalog.pg_class
                          WHERE oid = ANY (ARRAY[{}]::oid[])))",
            self.table,
            oids.join(", ")
        );
        ask(client, target, &query).await
    }
}

/// In a PL/pgSQL block: runs the statement if the table still exists, as the schema may drop it.
fn unless_dropped(table: &str, statement: &str) -> String {
    let (table, statement) = (Literal(table), Literal(statement));
    format!("IF pg_catalog.to_regclass({table}) IS NOT NULL THEN EXECUTE {statement}; END IF;")
}

#[derive(Deserialize)]
struct Rest {
    versions: Vec<i64>,
    oids: Vec<u32>,
}
