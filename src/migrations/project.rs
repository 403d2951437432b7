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
    /// Reads the directory that was found. `None` if it contains no migrations: other tools have
    /// directories of this name.
    ///
    /// Errors (usage): see [`MigrationFiles::read_all`].
    pub fn read(located: Located) -> Result<Option<Self>> {
        let Located { directory, sqlx } = located;
        let files = MigrationFiles::read_all(&directory, &sqlx.ignored_chars)?;
        let none = files.migrations.is_empty() && files.repeatable.is_empty();
        Ok((!none).then_some(Self { files, sqlx }))
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
