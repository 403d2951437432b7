//! The table of repeatable files, beside the table of migrations: made by the first write only,
//! and always named with its schema.

use std::fmt::Display;

use serde::Deserialize;

use super::client::{Client, Fault};
use super::identifier::fill;
use super::migration_table::{MigrationTable, ask};
use super::{Literal, explain_fault};
use crate::error::Result;
use crate::model::{Checksum, RepeatableRow, Target};

/// The table by its quoted name with its schema.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RepeatableTable {
    name: String,
    /// It is there.
    pub present: bool,
}

#[derive(Deserialize)]
struct RowAnswer {
    name: String,
    checksum: String,
    applied_on: String,
}

impl RepeatableTable {
    /// As SQL writes it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Looks for it beside the table of migrations.
    pub async fn look(
        client: &mut Client,
        target: &Target,
        migrations: &MigrationTable,
    ) -> Result<Self> {
        let name = Literal(migrations.name());
        let query = fill(include_str!("queries/repeatable_look.sql"), &[("migrations", &name)]);
        ask(client, target, &query).await
    }

    /// Its rows by name; none where it is not there.
    pub async fn rows(&self, client: &mut Client, target: &Target) -> Result<Vec<RepeatableRow>> {
        if !self.present {
            return Ok(Vec::new());
        }
        let query = self.fill(include_str!("queries/repeatable_list.sql"), &[]);
        let rows: Vec<RowAnswer> = ask(client, target, &query).await?;
        let read = |row: RowAnswer| RepeatableRow {
            name: row.name,
            checksum: Checksum::from_hex(&row.checksum).unwrap_or_default(),
            applied_on: row.applied_on,
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Makes it.
    pub async fn create(&mut self, client: &mut Client, target: &Target) -> Result<()> {
        let create = self.fill(include_str!("queries/repeatable_create.sql"), &[]);
        let quietly =
            format!("SET client_min_messages = warning;\n{create};\nRESET client_min_messages");
        match client.execute(quietly).await {
            Ok(()) => {}
            // Someone else was making it at the same time.
            Err(Fault::Server(error)) if ["23505", "42P07"].contains(&error.code.as_str()) => {}
            Err(fault) => {
                return Err(explain_fault(fault, target)
                    .prefixed(&format!("the table {} cannot be made", self.name)));
            }
        }
        self.present = true;
        Ok(())
    }

    /// The statement that takes a change of a file; `after` is a condition that is an error where
    /// what goes before it was not done.
    pub fn claim(&self, name: &str, checksum: &Checksum, after: &str) -> String {
        let checksum = checksum.to_string();
        self.fill(
            include_str!("queries/repeatable_claim.sql"),
            &[("name", &Literal(name)), ("checksum", &Literal(&checksum)), ("after", &after)],
        )
    }

    /// The condition that this was done; an error where it was not.
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
