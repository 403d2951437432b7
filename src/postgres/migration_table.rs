//! The migration table, `_sqlx_migrations`: resolved by the server, always schema-qualified,
//! and created on the first write only.

use std::collections::BTreeSet;
use std::fmt::Display;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::client::{Client, Fault};
use super::identifier::fill;
use super::other_tools::OtherTable;
use super::{Identifier, Literal, explain_fault, sqlstate};
use crate::error::{Error, Result};
use crate::model::{BACK, Checksum, MigrationRow, TaggedComment, Target};

/// The state of the database and the table before anything is run.
#[derive(Debug, Clone)]
pub struct TableLook {
    /// The database's name on the server.
    pub database: String,
    pub is_template: bool,
    /// The environment that it is tagged with.
    pub tag: Option<String>,
    /// The directory of the project that it is tagged with.
    pub project: Option<String>,
    pub table: MigrationTable,
    /// Tables of that name in other schemas, which have rows, where the name was given without a
    /// schema; whether we may read them.
    pub elsewhere: Vec<(MigrationTable, bool)>,
    /// Tables of other tools, where the table does not exist and its name has no schema.
    pub other_tools: Vec<OtherTable>,
    /// Cruddur's `schema_information` exists.
    pub has_information: bool,
}

/// The direction of an incomplete migration.
pub enum Progress<'a> {
    /// The checksum of the statements that are done: those behind them may still be edited.
    Up(&'a Checksum),
    Back,
}

/// The table, by its quoted and qualified name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationTable {
    name: String,
    pub present: bool,
}

#[derive(Deserialize)]
struct Answer {
    database: String,
    found: Option<String>,
    wanted: Option<String>,
    elsewhere: Option<Vec<(String, bool)>>,
    others: Option<Vec<(String, String)>>,
    information: bool,
    is_template: bool,
    comment: Option<String>,
    old_tag: Option<String>,
}

/// Inspects the database; `name` is the table's name in SQL, with or without a schema.
pub async fn look(client: &mut Client, target: &Target, name: &str) -> Result<TableLook> {
    let table = Literal(name);
    // The others do not know the function, and nothing is migrated there.
    let size = if client.engine().undoes_ddl() { "pg_relation_size(c.oid)" } else { "0" };
    let query = fill(
        include_str!("queries/migrations_look.sql"),
        &[("table", &table), ("others", &OtherTable::names()), ("size", &size)],
    );
    let answer: Answer = ask(client, target, &query).await?;
    let present = answer.found.is_some();
    let name = answer.found.or(answer.wanted).ok_or_else(|| {
        Error::failed("the search_path names no existing schema")
            .with_hint("the migration table needs a schema: set table-name in sqlx.toml")
    })?;
    let other = |(name, table): (String, String)| OtherTable::of(&name, table);
    let tagged = answer.comment.map(|text| TaggedComment::parse(&text)).unwrap_or_default();
    Ok(TableLook {
        database: answer.database,
        is_template: answer.is_template,
        tag: tagged.environment.or(answer.old_tag),
        project: tagged.project,
        table: MigrationTable { name, present },
        elsewhere: answer
            .elsewhere
            .into_iter()
            .flatten()
            .map(|(name, is_readable)| (MigrationTable { name, present: true }, is_readable))
            .collect(),
        other_tools: answer.others.into_iter().flatten().filter_map(other).collect(),
        has_information: answer.information,
    })
}

/// The answer to a query for one JSON value, which sees the settings of the URL. Row security would
/// hide rows without a word: it is an error.
pub async fn ask<T: DeserializeOwned>(
    client: &mut Client,
    target: &Target,
    query: &str,
) -> Result<T> {
    send(client, target, query, client.engine().undoes_ddl()).await
}

/// The same for a query of this table's rows, which may be under policies that hide none.
pub async fn ask_rows<T: DeserializeOwned>(
    client: &mut Client,
    target: &Target,
    (table, query): (&str, &str),
) -> Result<T> {
    match ask(client, target, query).await {
        Err(error) if error.code() == Some(sqlstate::INSUFFICIENT_PRIVILEGE) => {
            let name = Literal(table);
            let hide = fill(include_str!("queries/policies_hide_nothing.sql"), &[("name", &name)]);
            match send(client, target, &hide, false).await {
                Ok(true) => send(client, target, query, false).await,
                _ => Err(error),
            }
        }
        answer => answer,
    }
}

async fn send<T: DeserializeOwned>(
    client: &mut Client,
    target: &Target,
    query: &str,
    sees_all: bool,
) -> Result<T> {
    // One message is one transaction.
    let (all, as_before) = match sees_all {
        true => ("SET LOCAL row_security = off;\n", ";\nSET LOCAL row_security TO DEFAULT"),
        false => ("", ""),
    };
    let query = format!("{all}{query}{as_before}");
    let query = [client.set_unasked(true), vec![query]].concat();
    let query = query.join(";\n");
    let text = client.ask(&query).await.map_err(|fault| explain_fault(fault, target))?;
    let read = serde_json::from_str(&text.unwrap_or_default());
    read.map_err(|error| Error::failed("the server's answer cannot be read").because(error))
}

/// Creates a table by these statements, without notices.
pub async fn create_quietly(
    client: &mut Client,
    target: &Target,
    table: &str,
    statements: Vec<String>,
) -> Result<()> {
    let statements = statements.join(";\n");
    let quietly =
        format!("SET client_min_messages = warning;\n{statements};\nRESET client_min_messages");
    match client.execute(quietly).await {
        Ok(()) => Ok(()),
        // Another session was creating it at the same time.
        Err(Fault::Server(error)) if ["23505", "42P07"].contains(&error.code.as_str()) => Ok(()),
        Err(fault) => {
            Err(explain_fault(fault, target)
                .prefixed(&format!("the table {table} cannot be created")))
        }
    }
}

impl MigrationTable {
    /// As written in SQL.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its rows by version; empty if it does not exist.
    pub async fn rows(&self, client: &mut Client, target: &Target) -> Result<Vec<MigrationRow>> {
        if !self.present {
            return Ok(Vec::new());
        }
        let query = fill(include_str!("queries/migrations_list.sql"), &[("table", &self.name)]);
        ask_rows(client, target, (&self.name, &query)).await
    }

    /// Creates it, and before it these schemas, if missing.
    pub async fn create(
        &mut self,
        client: &mut Client,
        target: &Target,
        schemas: &BTreeSet<String>,
    ) -> Result<()> {
        let schema = |name: &String| format!("CREATE SCHEMA IF NOT EXISTS {}", Identifier(name));
        let mut statements: Vec<String> = schemas.iter().map(schema).collect();
        let create = include_str!("queries/migrations_create.sql");
        statements.push(fill(create, &[("table", &self.name)]));
        create_quietly(client, target, &self.name, statements).await?;
        self.present = true;
        Ok(())
    }

    /// The statement that claims a migration: `after` is the condition of one that
    /// must have been applied.
    pub fn claim(&self, row: &MigrationRow, after: Option<&str>) -> String {
        let (description, sum) = (Literal(&row.description), row.checksum.to_string());
        let after = after.unwrap_or("true");
        fill(
            include_str!("queries/migration_claim.sql"),
            &[
                ("table", &self.name),
                ("version", &row.version),
                ("description", &description),
                ("success", &row.success),
                ("checksum", &Literal(&sum)),
                ("after", &after),
            ],
        )
    }

    /// The condition that this version was applied; an error if it was not.
    pub fn after(&self, version: i64) -> String {
        format!(
            "1 / (SELECT count(*) FROM {} WHERE version = {version} AND success) = 1",
            self.name
        )
    }

    /// The statement that records its completion; it began at that time, given in SQL.
    pub fn done(&self, version: i64, since: &str) -> String {
        fill(
            include_str!("queries/migration_done.sql"),
            &[("table", &self.name), ("version", &version), ("since", &since)],
        )
    }

    /// The statement that records how many of its statements are done.
    pub fn progress(&self, version: i64, done: u64, way: Progress<'_>) -> String {
        let set = match way {
            Progress::Back => format!("execution_time = -{BACK} - {done}"),
            Progress::Up(part) => {
                format!("execution_time = -1 - {done}, checksum = decode('{part}', 'hex')")
            }
        };
        format!("UPDATE {} SET {set} WHERE version = {version}", self.name)
    }

    /// The statement that marks one as being rolled back.
    pub fn begin_back(&self, version: i64, done: u64) -> String {
        format!(
            "UPDATE {} SET success = false, execution_time = -{BACK} - {done} \
             WHERE version = {version}",
            self.name
        )
    }

    /// The statement that marks an incomplete one as done; its file may have been edited since.
    pub fn finish(&self, version: i64, checksum: &Checksum) -> String {
        let set = "success = true, execution_time = -1";
        format!(
            "UPDATE {} SET {set}, checksum = decode('{checksum}', 'hex') WHERE version = {version}",
            self.name
        )
    }

    /// The statement that changes the checksum.
    pub fn set_checksum(&self, version: i64, checksum: &Checksum) -> String {
        format!(
            "UPDATE {} SET checksum = decode('{checksum}', 'hex') WHERE version = {version}",
            self.name
        )
    }

    /// The statement that deletes a row.
    pub fn forget(&self, version: i64) -> String {
        let values: [(&str, &dyn Display); 2] = [("table", &self.name), ("version", &version)];
        fill(include_str!("queries/migration_forget.sql"), &values)
    }
}

/// The statement that updates Cruddur's own table.
pub fn note_information(id: &str) -> String {
    format!("UPDATE public.schema_information SET last_successful_run = {}", Literal(id))
}
