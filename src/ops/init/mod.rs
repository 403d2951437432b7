//! What a project needs to be worked on by cruddur-db.

mod apps;
mod callers;
mod jsonc;
mod project;
mod scripts;
mod steps;
mod toml;
mod workspace;

use std::path::Path;

pub use project::{Language, Project, other_tool};
pub use steps::Steps;
pub use workspace::Workspace;

use super::text_file;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::ProjectName;
use crate::report::counted;
use crate::report::init::{FileDone, FileState, ReplacedScript, ScriptCaller};

const PROJECT_FILE: &str = "cruddur-db.toml";

const SHOWN: usize = 9;

/// What would be written into a project. Nothing that is there is overwritten.
#[derive(Debug)]
pub struct InitPlan {
    pub project: Project,
    pub scripts: Vec<ReplacedScript>,
    pub callers: Vec<ScriptCaller>,
    files: Vec<(Option<String>, FileDone)>,
}

/// Where a project is, and what is there already.
#[derive(Debug)]
pub struct Place<'a> {
    pub home: &'a Path,
    /// The topmost directory of its repository, where workspaces and CI look for their files.
    pub root: &'a Path,
    pub project_file: Option<&'a Path>,
}

impl InitPlan {
    /// For a project that was found in its place. A new project file has the name. `is_ready`:
    /// `setup` has files to load.
    ///
    /// Errors: a workspace's file cannot be read (failed), or cannot be extended (usage); the
    /// projects are below this one (usage).
    pub fn new(
        mut project: Project,
        place: &Place<'_>,
        name: &ProjectName,
        is_ready: bool,
        workspaces: &[Workspace],
    ) -> Result<Self> {
        let Place { home, root, project_file } = place;
        if project_file.is_none() {
            refuse_monorepo(home)?;
        }
        let (scripts, callers) = (scripts::find(home), callers::find(root));
        project.found.extend(project.files_found());
        if project.found.is_empty() && !scripts.is_empty() {
            let count = counted(scripts.len(), "script");
            project.found.push(format!("{count} that cruddur-db replaces"));
        }
        let mut files = Vec::new();
        let (path, text, state) = match project_file {
            Some(path) => ((*path).to_owned(), None, FileState::Kept),
            None => (home.join(PROJECT_FILE), Some(toml::text(name, &project)), FileState::Written),
        };
        files.push((text, FileDone { file: path, state, what: String::new() }));
        let directory = home.strip_prefix(root).unwrap_or(Path::new("")).to_owned();
        let steps = Steps { directory, tool: project.other_tool.filter(|_| !is_ready) };
        for workspace in workspaces {
            let file = workspace.file(root, &steps)?;
            let (text, state) = workspace.text(root, &file, project.language, &steps)?;
            let what = match state {
                FileState::Kept => "it runs cruddur-db already".to_owned(),
                _ => String::new(),
            };
            files.push((text, FileDone { file: root.join(file), state, what }));
        }
        Ok(Self { project, scripts, callers, files })
    }

    pub fn files(&self) -> Vec<FileDone> {
        self.files.iter().map(|(_, done)| done.clone()).collect()
    }

    /// Writes the files. Errors (failed): one cannot be written, or is there by now.
    pub fn apply(&self) -> Result<()> {
        for (text, FileDone { file: path, state, .. }) in &self.files {
            match (text, state) {
                (None, _) => {}
                (Some(text), FileState::Written) => {
                    text_file::create(path, text)?;
                }
                (Some(text), _) => {
                    text_file::update(path, 0o644, |_| Ok(Some(text.clone().into_bytes())))?;
                }
            }
        }
        Ok(())
    }
}

/// Errors (usage): the projects are in directories below this one, which has nothing for a file.
fn refuse_monorepo(home: &Path) -> Result<()> {
    let apps = apps::find(home);
    let Some(first) = apps.first() else { return Ok(()) };
    let named: Vec<_> = apps.iter().take(SHOWN).map(|app| app.display().to_string()).collect();
    let more = match apps.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Err(Error::usage(format!(
        "{} has no database of its own, and these directories in it have: {}{more}",
        home.display(),
        named.join(", ")
    ))
    .with_hint(format!(
        "begin in each that is meant: cd {} && {}",
        hint::quoted(&home.join(first).display().to_string()),
        hint::command("init")
    )))
}
