//! The table of repeatable files, next to the migration table: created on the first write only,
//! and always schema-qualified.

use std::fmt::Display;

use serde::Deserialize;

use super::Literal;
use super::client::Client;
use super::identifier::fill;
use super::migration_table::{MigrationTable, ask, ask_rows, create_quietly};
use crate::error::Result;
use crate::model::{Checksum, RepeatableRow, Target};

/// The table, by its quoted and qualified name.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RepeatableTable {
    name: String,
    pub present: bool,
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
        let query = fill(include_str!("queries/repeatable_list.sql"), &[("table", &self.name)]);
        ask_rows(client, target, (&self.name, &query)).await
    }

    pub async fn create(&mut self, client: &mut Client, target: &Target) -> Result<()> {
        let create = fill(include_str!("queries/repeatable_create.sql"), &[("table", &self.name)]);
        create_quietly(client, target, &self.name, vec![create]).await?;
        self.present = true;
        Ok(())
    }

    /// The statement that claims a change of a file; `after` is a condition that is an error if
    /// what precedes it was not done.
    pub fn claim(&self, name: &str, checksum: &Checksum, after: &str) -> String {
        let checksum = checksum.to_string();
        fill(
            include_str!("queries/repeatable_claim.sql"),
            &[
                ("table", &self.name),
                ("name", &Literal(name)),
                ("checksum", &Literal(&checksum)),
                ("after", &after),
            ],
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
        let values: [(&str, &dyn Display); 2] = [("table", &self.name), ("objects", &objects)];
        fill(include_str!("queries/repeatable_forget.sql"), &values)
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
}
