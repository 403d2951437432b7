//! Which of the directories of a repository a project is in, that has no file of its own yet.

use std::path::{Path, PathBuf};

use super::Config;
use crate::model::OtherTool;
use crate::model::places::{MIGRATIONS, MORE_MIGRATIONS, MORE_SCHEMAS, PARTS, SCHEMAS};

impl Config {
    pub fn project_root(&self) -> &Path {
        self.root.with_dotenv().last().unwrap_or(&self.working_dir)
    }

    /// The directory that the project file is in or would be written to: the nearest that has the
    /// SQL or another tool's files, as an app of a monorepo does, else the nearest with a `.env`
    /// file, else the topmost one.
    pub fn project_home(&self) -> &Path {
        if let Some(directory) = self.project.directory() {
            return directory;
        }
        let is_part = |directory: &Path| {
            let name = directory.file_name().unwrap_or_default();
            PARTS.iter().any(|part| name == *part)
        };
        let nearest = |marks: &[&[&str]]| {
            let has = |directory: &&PathBuf| {
                let mut marks = marks.iter().copied().flatten();
                !is_part(directory) && marks.any(|mark| directory.join(mark).exists())
            };
            self.root.with_dotenv().iter().find(has)
        };
        let mut marks: Vec<&[&str]> = vec![&SCHEMAS, &MORE_SCHEMAS, &MIGRATIONS, &MORE_MIGRATIONS];
        marks.extend(OtherTool::MARKS.map(|(_, marks)| marks));
        let home = nearest(&marks).or_else(|| nearest(&[&[".env"]]));
        home.map_or(self.project_root(), PathBuf::as_path)
    }

    /// The `.env` file that a new line goes to: that of the project, which docker compose reads,
    /// too.
    pub fn env_file(&self) -> PathBuf {
        self.project_home().join(".env")
    }
}
