//! What a project needs to be worked on by cruddur-db.

mod callers;
mod jsonc;
mod project;
mod scripts;
mod toml;
mod workspace;

use std::path::{Path, PathBuf};

pub use project::{Language, OtherTool, Project};
pub use workspace::Workspace;

use super::text_file;
use crate::error::Result;
use crate::model::ProjectName;
use crate::report::counted;
use crate::report::init::{FileDone, FileState, ReplacedScript, ScriptCaller};

/// The name of the project file.
const PROJECT_FILE: &str = "cruddur-db.toml";

/// What would be written into a project. Nothing that is there is overwritten.
#[derive(Debug)]
pub struct InitPlan {
    pub project: Project,
    pub scripts: Vec<ReplacedScript>,
    /// Lines of other files that run the scripts.
    pub callers: Vec<ScriptCaller>,
    files: Vec<(PathBuf, Option<String>, FileDone)>,
}

impl InitPlan {
    /// Looks at the project. `project_file` is the one that is there; a new one has the name.
    ///
    /// Errors: a workspace's file cannot be read (failed), or cannot be extended (usage).
    pub fn new(
        root: &Path,
        name: &ProjectName,
        project_file: Option<&Path>,
        workspaces: &[Workspace],
    ) -> Result<Self> {
        let mut project = Project::find(root);
        let scripts = scripts::find(root);
        if project.found.is_empty() && !scripts.is_empty() {
            let count = counted(scripts.len(), "script");
            project.found.push(format!("{count} that cruddur-db replaces"));
        }
        let mut files = Vec::new();
        let (path, text, state) = match project_file {
            Some(path) => (path.to_owned(), None, FileState::Kept),
            None => (root.join(PROJECT_FILE), Some(toml::text(name, &project)), FileState::Written),
        };
        let file = path.strip_prefix(root).unwrap_or(&path).to_owned();
        files.push((path, text, FileDone { file, state, what: String::new() }));
        for workspace in workspaces {
            let (text, state) = workspace.text(root, project.language)?;
            let file = workspace.file().to_owned();
            let what = match state {
                FileState::Kept => "it runs cruddur-db already".to_owned(),
                _ => String::new(),
            };
            files.push((root.join(&file), text, FileDone { file, state, what }));
        }
        let callers = callers::find(root);
        Ok(Self { project, scripts, callers, files })
    }

    /// What becomes of each file.
    pub fn files(&self) -> Vec<FileDone> {
        self.files.iter().map(|(_, _, done)| done.clone()).collect()
    }

    /// Writes the files. Errors (failed): one cannot be written, or is there by now.
    pub fn apply(&self) -> Result<()> {
        for (path, text, FileDone { state, .. }) in &self.files {
            match (text, state) {
                (None, _) => {}
                (Some(text), FileState::Written) => text_file::create(path, text)?,
                (Some(text), _) => {
                    text_file::update(path, 0o644, |_| Ok(Some(text.clone().into_bytes())))?;
                }
            }
        }
        Ok(())
    }
}
