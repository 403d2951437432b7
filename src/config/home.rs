//! Which of the directories of a repository a project is in, that has no file of its own yet.

use std::path::{Path, PathBuf};

use super::Config;

/// What is in the directory of a project with a database.
const MARKS: [&str; 12] = [
    ".env",
    "db/schema.sql",
    "db/structure.sql",
    "db/migrations",
    "db/migrate",
    "schema/schema.sql",
    "sql/schema.sql",
    "schema.sql",
    "migrations",
    "prisma/schema.prisma",
    "knexfile.js",
    "knexfile.ts",
];

/// Directories that are parts of the project above them.
const PARTS: [&str; 10] = [
    "backend-flask",
    "bin",
    "database",
    "db",
    "migrations",
    "prisma",
    "schema",
    "scripts",
    "seeds",
    "sql",
];

impl Config {
    /// The topmost directory of the repository, or the working directory.
    pub fn project_root(&self) -> &Path {
        self.root.with_dotenv().last().unwrap_or(&self.working_dir)
    }

    /// The directory that the project file is in or would be written to: the nearest that has the
    /// SQL or a `.env` file, as an app of a monorepo does, else the topmost one.
    pub fn project_home(&self) -> &Path {
        if let Some(directory) = self.project.directory() {
            return directory;
        }
        let is_part = |directory: &Path| {
            let name = directory.file_name().unwrap_or_default();
            PARTS.iter().any(|part| name == *part)
        };
        let is_home = |directory: &&PathBuf| {
            !is_part(directory) && MARKS.iter().any(|mark| directory.join(mark).exists())
        };
        let nearest = self.root.with_dotenv().iter().find(is_home);
        nearest.map_or(self.project_root(), PathBuf::as_path)
    }

    /// The `.env` file that a new line goes to: that of the project, which docker compose reads,
    /// too.
    pub fn env_file(&self) -> PathBuf {
        self.project_home().join(".env")
    }
}
