//! The table of repeatable files, next to the migration table: created on the first write only,
//! and always schema-qualified.

use std::fmt::Display;

use serde::Deserialize;

use super::client::{Client, Fault};
use super::identifier::fill;
use super::migration_table::{MigrationTable, ask, ask_rows};
use super::{Literal, explain_fault};
use crate::error::Result;
use crate::model::{Checksum, RepeatableRow, Target};

/// The table, by its quoted and qualified name.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RepeatableTable {
    name: String,
    /// It exists.
    pub present: bool,
}

#[derive(Deserialize)]
struct RowAnswer {
    name: String,
    checksum: String,
    applied_on: String,
}

impl RepeatableTable {
    /// As written in SQL.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Looks for it next to the migration table.
    pub async fn look(
        client: &mut Client,
        target: &Target,
        migrations: &MigrationTable,
    ) -> Result<Self> {
        let name = Literal(migrations.name());
        let query = fill(include_str!("queries/repeatable_look.sql"), &[("migrations", &name)]);
        ask(client, target, &query).await
    }

    /// Its rows by name; empty if it does not exist.
    pub async fn rows(&self, client: &mut Client, target: &Target) -> Result<Vec<RepeatableRow>> {
        if !self.present {
            return Ok(Vec::new());
        }
        let query = self.fill(include_str!("queries/repeatable_list.sql"), &[]);
        let rows: Vec<RowAnswer> = ask_rows(client, target, (&self.name, &query)).await?;
        let read = |row: RowAnswer| RepeatableRow {
            name: row.name,
            checksum: Checksum::from_hex(&row.checksum).unwrap_or_default(),
            applied_on: row.applied_on,
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Creates it.
    pub async fn create(&mut self, client: &mut Client, target: &Target) -> Result<()> {
        let create = self.fill(include_str!("queries/repeatable_create.sql"), &[]);
        let quietly =
            format!("SET client_min_messages = warning;\n{create};\nRESET client_min_messages");
        match client.execute(quietly).await {
            Ok(()) => {}
            // Another session was creating it at the same time.
            Err(Fault::Server(error)) if ["23505", "42P07"].contains(&error.code.as_str()) => {}
            Err(fault) => {
                return Err(explain_fault(fault, target)
                    .prefixed(&format!("the table {} cannot be created", self.name)));
            }
        }
        self.present = true;
        Ok(())
    }

    /// The statement that claims a change of a file; `after` is a condition that is an error if
    /// what precedes it was not done.
    pub fn claim(&self, name: &str, checksum: &Checksum, after: &str) -> String {
        let checksum = checksum.to_string();
        self.fill(
            include_str!("queries/repeatable_claim.sql"),
            &[("name", &Literal(name)), ("checksum", &Literal(&checksum)), ("after", &after)],
        )
    }

    /// The statement that deletes all rows.
    pub fn forget(&self) -> String {
        format!("DELETE FROM {}", self.name)
    }

    /// The tables, views and functions that the files may make or need.
    pub async fn objects(client: &mut Client, target: &Target) -> Result<Vec<u32>> {
        ask(client, target, include_str!("queries/repeatable_objects.sql")).await
    }

    /// The statement that deletes all rows if one of these objects is gone: what the files made may
    /// have gone with it.
    pub fn forget_if_gone(&self, objects: &[u32]) -> String {
        let objects = objects.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        self.fill(include_str!("queries/repeatable_forget.sql"), &[("objects", &objects)])
    }

    /// The condition that this was done; an error if it was not.
    pub fn after(&self, name: &str, checksum: &Checksum) -> String {
        format!(
            "1 / (SELECT count(*) FROM {} WHERE name = {} AND checksum = decode('{checksum}', \
             'hex')) = 1",
            self.name,
            Literal(name)
        )
    }

    fn fill(&self, query: &str, values: &[(&str, &dyn Display)]) -> String {
        let mut all: Vec<(&str, &dyn Display)> = vec![("table", &self.name)];
        all.extend(values);
        fill(query, &all)
    }
}
