use std::fmt;

use serde::Serialize;

use super::counted;
use super::{bytes, table};
use crate::error::Result;
use crate::model::Contents;

/// How many tables are shown in text; JSON has them all.
const SHOWN: usize = 10;

/// What a destructive command would destroy.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ContentsSummary {
    Known(Contents),
    /// Insufficient privileges, or the database allows no connections.
    Unknown {
        unknown: String,
    },
}

impl From<Result<Contents>> for ContentsSummary {
    fn from(contents: Result<Contents>) -> Self {
        contents.map_or_else(|error| Self::Unknown { unknown: error.message() }, Self::Known)
    }
}

impl fmt::Display for ContentsSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let contents = match self {
            Self::Known(contents) => contents,
            Self::Unknown { unknown } => return write!(f, "contents: unknown, since {unknown}"),
        };
        let tables = &contents.tables;
        write!(f, "contents: {}", counted(tables.len(), "table"))?;
        let known: Vec<i64> = tables.iter().filter_map(|table| table.rows).collect();
        if !known.is_empty() {
            write!(f, ", about {}", counted(known.iter().sum::<i64>() as usize, "row"))?;
        }
        if let Some(count) = contents.bytes.and_then(|count| u64::try_from(count).ok()) {
            write!(f, ", {}", bytes(count))?;
        }
        match contents.last_activity {
            Some(time) => write!(f, "; last activity {time}")?,
            None => f.write_str("; last activity unknown")?,
        }
        if tables.is_empty() {
            return Ok(());
        }
        let rows = tables.iter().take(SHOWN).map(|table| {
            let rows = table.rows.map_or("unknown".to_owned(), |rows| rows.to_string());
            [format!("{}.{}", table.schema, table.name), rows]
        });
        write!(f, "\n{}", table(["table", "rows (about)"], rows))?;
        match tables.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\nand {} more", counted(more, "table")),
        }
    }
}
