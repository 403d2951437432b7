use serde::{Serialize, Serializer};

use super::directory::MigrationFiles;
use super::locate::Located;
use super::migration::Migration;
use super::sqlx_toml::SqlxToml;
use crate::error::Result;

/// The migrations of a project, all readable, and the settings in `sqlx.toml`.
#[derive(Debug)]
pub struct ProjectMigrations {
    pub files: MigrationFiles,
    pub sqlx: SqlxToml,
}

impl ProjectMigrations {
    /// Reads the directory that was found.
    ///
    /// Errors (usage): see [`MigrationFiles::read_all`].
    pub fn read(located: Located) -> Result<Self> {
        let Located { directory, sqlx } = located;
        let files = MigrationFiles::read_all(&directory, &sqlx.ignored_chars)?;
        Ok(Self { files, sqlx })
    }

    /// Whether there are migrations: other tools have directories of this name.
    pub fn has_any(&self) -> bool {
        !self.files.migrations.is_empty() || !self.files.repeatable.is_empty()
    }

    /// The files by version, as named in reports.
    pub fn names(&self) -> Vec<String> {
        let MigrationFiles { migrations, repeatable, .. } = &self.files;
        migrations.iter().chain(repeatable).map(Migration::file).collect()
    }
}

/// By the names of its files.
impl Serialize for ProjectMigrations {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.names().serialize(serializer)
    }
}
