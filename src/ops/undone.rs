//! Reloading a schema replaces tables, and undoes what migrations did to them. Those migrations
//! are removed from the table in the same transaction, so that they run again.

use serde::Deserialize;

use super::files::Files;
use crate::error::{Error, Result};
use crate::hint;
use crate::migrations::{ProjectMigrations, tables};
use crate::model::Target;
use crate::postgres::client::Client;
use crate::postgres::{Identifier, Literal, explain_fault, migration_table};
use crate::progress::Progress;
use crate::script::Input;

/// The tables that the applied migrations affected, before a load.
pub struct Applied {
    /// The migration table, as written in SQL.
    table: String,
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
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let table = look.table.name().to_owned();
    let query = format!(
        "SELECT coalesce(json_agg(about), '[]') FROM (
             SELECT m.version, json_agg(json_build_object(
                 'name', a.name, 'oid', to_regclass(a.name)::oid::int8)) AS tables
             FROM (VALUES {}) AS a (version, name) JOIN {table} m USING (version)
             WHERE m.success AND to_regclass(a.name) IS NOT NULL
             GROUP BY m.version ORDER BY m.version) AS about",
        rows.join(", ")
    );
    let answer = client.ask(&query).await.map_err(|fault| explain_fault(fault, target))?;
    let migrations = serde_json::from_str(&answer.unwrap_or_default()).unwrap_or_default();
    Ok(Some(Applied { table, migrations }))
}

/// Whether a plain file contains this word.
fn mentions(input: &Input, word: &str) -> bool {
    let Input::File(path) = input else { return false };
    let text = std::fs::read(path).unwrap_or_default();
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
        (!rows.is_empty()).then(|| {
            format!(
                "DELETE FROM {} m USING (
                     SELECT a.version FROM (VALUES {}) AS a (version, oid)
                     LEFT JOIN pg_catalog.pg_class c ON c.oid = a.oid
                     GROUP BY a.version HAVING count(c.oid) = 0) AS undone
                 WHERE m.version = undone.version
                   AND m.xmin::text <> (pg_catalog.txid_current() % (2 ^ 32)::int8)::text",
                self.table,
                rows.join(", ")
            )
        })
    }

    /// Reports which were removed, and which are partly undone.
    pub async fn tell(&self, client: &mut Client, target: &Target, progress: &dyn Progress) {
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

    async fn ask(&self, client: &mut Client, target: &Target) -> Result<Rest> {
        let oids: Vec<String> = self
            .migrations
            .iter()
            .flat_map(|about| &about.tables)
            .map(|table| table.oid.to_string())
            .collect();
        let query = format!(
            "SELECT json_build_object(
                 'versions', (SELECT coalesce(json_agg(version), '[]') FROM {}),
                 'oids', (SELECT coalesce(json_agg(oid::int8), '[]') FROM pg_catalog.pg_class
                          WHERE oid IN ({})))",
            self.table,
            oids.join(", ")
        );
        let answer = client.ask(&query).await.map_err(|fault| explain_fault(fault, target))?;
        serde_json::from_str(&answer.unwrap_or_default())
            .map_err(|error| Error::failed("the server's answer cannot be read").because(error))
    }
}

/// The state after the load.
#[derive(Deserialize)]
struct Rest {
    versions: Vec<i64>,
    oids: Vec<u32>,
}
