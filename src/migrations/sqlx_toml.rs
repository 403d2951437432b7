//! `sqlx.toml`, as far as it is about migrations. Source: sqlx 0.9, `sqlx_core::config`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Location, Result};
use crate::regular_file;

pub const NAME: &str = "sqlx.toml";

/// The table that sqlx keeps.
const TABLE: &str = "_sqlx_migrations";

/// A project's migration settings for sqlx.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "kebab-case", expecting = "a table")]
pub struct SqlxToml {
    /// As written there: optionally qualified, with quotes.
    pub table_name: Option<String>,
    /// Schemas that are created before the table.
    pub create_schemas: BTreeSet<String>,
    /// Relative to the file's directory.
    pub migrations_dir: Option<PathBuf>,
    /// Characters that checksums ignore.
    pub ignored_chars: BTreeSet<char>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Contents {
    migrate: SqlxToml,
}

impl SqlxToml {
    /// The table, as SQL names it.
    pub fn table(&self) -> &str {
        self.table_name.as_deref().unwrap_or(TABLE)
    }

    /// Reads the directory's file, if it has one.
    ///
    /// Errors (usage): it cannot be read, or is invalid.
    pub fn read(directory: &Path) -> Result<Option<Self>> {
        let path = directory.join(NAME);
        let text = regular_file::if_any(regular_file::read_to_string(&path))
            .map_err(|error| Error::unreadable(&path, error))?;
        text.map(|text| Self::parse(&path, &text)).transpose()
    }

    fn parse(path: &Path, text: &str) -> Result<Self> {
        let contents: Contents = toml::from_str(text).map_err(|error| {
            let before = &text[..error.span().map_or(0, |span| span.start).min(text.len())];
            let line = Some(before.matches('\n').count() as u64 + 1);
            let place = Location { file: path.into(), line, column: None };
            let message = error.message().lines().next().unwrap_or("it is not TOML").to_owned();
            Error::usage(message).with_location(place)
        })?;
        Ok(contents.migrate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_concerns_migrations() {
        let text = "[common]\ndatabase-url-var = 'X'\n[migrate]\ntable-name = 'a.b'\n\
                    create-schemas = ['a']\nmigrations-dir = 'db/m'\nignored-chars = ['\\r', ' ']\n\
                    [migrate.defaults]\nmigration-type = 'reversible'\n";
        let text = text.replace("'\\r'", "\"\\r\"");
        let read = SqlxToml::parse(Path::new("sqlx.toml"), &text).unwrap();
        assert_eq!(read.table(), "a.b");
        assert_eq!(read.migrations_dir, Some("db/m".into()));
        assert_eq!(read.ignored_chars, BTreeSet::from(['\r', ' ']));
        assert_eq!(read.create_schemas, BTreeSet::from(["a".to_owned()]));
        assert_eq!(SqlxToml::default().table(), "_sqlx_migrations");
    }

    #[test]
    fn a_mistake_has_its_line() {
        let error = SqlxToml::parse(Path::new("sqlx.toml"), "\n[migrate]\ntable-name = 3\n");
        let text = error.unwrap_err().to_string();
        assert!(text.starts_with("sqlx.toml:3: invalid type"), "{text}");
    }
}
