//! The tables of other migration tools.

use serde::Deserialize;

use super::client::Client;
use super::explain_fault;
use super::identifier::fill;
use crate::error::{Error, Result};
use crate::model::Target;

/// The migrations applied according to another tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Cruddur's scripts: the id of the newest migration, or the time of its run.
    Cruddur {
        last_run: String,
    },
    /// One row: every version up to this one.
    GolangMigrate {
        version: i64,
        dirty: bool,
    },
    /// One row per version; the tool is Rails or dbmate.
    Listed {
        tool: &'static str,
        versions: Vec<i64>,
    },
    Flyway(Flyway),
}

/// What Flyway has applied.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Flyway {
    pub versions: Vec<i64>,
    /// Everything up to this one is, too.
    pub baseline: Option<i64>,
    /// Versions with dots.
    pub dotted: Vec<String>,
    /// One that failed halfway.
    pub failed: Option<String>,
}

#[derive(Deserialize)]
struct Found {
    flyway: Option<String>,

    information: bool,
    table: Option<String>,
    columns: Option<Vec<String>>,
    rails: bool,
}

impl Origin {
    /// `schema_migrations of dbmate`
    pub fn describe(&self) -> String {
        match self {
            Self::Cruddur { last_run } => format!("schema_information ({last_run})"),
            Self::GolangMigrate { version, .. } => {
                format!("schema_migrations of golang-migrate (version {version})")
            }
            Self::Listed { tool, versions } => {
                format!("schema_migrations of {tool} ({})", count(versions.len(), "row"))
            }
            Self::Flyway(Flyway { versions, dotted, .. }) => {
                let count = count(versions.len() + dotted.len(), "version");
                format!("flyway_schema_history of Flyway ({count})")
            }
        }
    }

    /// Whether it has applied nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Cruddur { last_run } => last_run.trim_matches('0').is_empty(),
            Self::GolangMigrate { version, .. } => *version < 0,
            Self::Listed { versions, .. } => versions.is_empty(),
            Self::Flyway(found) => {
                found.versions.is_empty() && found.dotted.is_empty() && found.failed.is_none()
            }
        }
    }

    /// The versions that it lists.
    pub fn versions(&self) -> &[i64] {
        match self {
            Self::Listed { versions, .. } | Self::Flyway(Flyway { versions, .. }) => versions,
            Self::Cruddur { .. } | Self::GolangMigrate { .. } => &[],
        }
    }
}

/// Looks for another tool's table; `schema_migrations` is looked up by the search_path, as
/// those tools do, and in `public`.
pub async fn look(client: &mut Client, target: &Target) -> Result<Option<Origin>> {
    let found: Found = ask(client, target, include_str!("queries/migration_origin.sql")).await?;
    let columns = found.columns.unwrap_or_default();
    let has = |name: &str| columns.iter().any(|column| column == name);
    let table = found.table.unwrap_or_default();
    if has("dirty") {
        // Without a row, it has rolled back everything.
        let sql = format!(
            "SELECT coalesce((SELECT json_build_array(version, dirty) FROM {table} LIMIT 1), \
             '[-1, false]')"
        );
        let (version, dirty) = ask(client, target, &sql).await?;
        return Ok(Some(Origin::GolangMigrate { version, dirty }));
    }
    if has("version") {
        let sql = format!(
            "SELECT coalesce(json_agg(version::int8), '[]') FROM {table} \
             WHERE version::text ~ '^[0-9]{{1,18}}$'"
        );
        let versions = ask(client, target, &sql).await?;
        let tool = if found.rails { "Rails" } else { "dbmate" };
        return Ok(Some(Origin::Listed { tool, versions }));
    }
    if let Some(table) = found.flyway {
        let query = include_str!("queries/flyway_versions.sql");
        return Ok(Some(Origin::Flyway(
            ask(client, target, &fill(query, &[("table", &table)])).await?,
        )));
    }
    if found.information {
        let sql = "SELECT to_json(coalesce(max(last_successful_run), '0')) \
                   FROM public.schema_information";
        // The time may have a fraction.
        let last_run: String = ask(client, target, sql).await?;
        return Ok(Some(Origin::Cruddur { last_run: last_run.replace('.', "") }));
    }
    Ok(None)
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

async fn ask<T: serde::de::DeserializeOwned>(
    client: &mut Client,
    target: &Target,
    sql: &str,
) -> Result<T> {
    let text = client.ask(sql).await.map_err(|fault| explain_fault(fault, target))?;
    let read = serde_json::from_str(&text.unwrap_or_default());
    read.map_err(|error| Error::failed("the other tool's table cannot be read").because(error))
}
