//! What `init` found, and what it wrote.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// What a project got, or would get in a dry run.
#[derive(Debug, Serialize)]
pub struct Initialized {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dry_run: bool,
    /// What kind of project it is, and what of it matters.
    pub found: Vec<String>,
    pub files: Vec<FileDone>,
    /// Scripts that cruddur-db replaces; they stay.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scripts: Vec<ReplacedScript>,
    /// Lines of other files that run the scripts; they stay, too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub callers: Vec<ScriptCaller>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FileDone {
    pub file: PathBuf,
    pub state: FileState,
    /// What was added, or why nothing was.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub what: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    Written,
    Extended,
    Kept,
}

/// A script, and the command that does its work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplacedScript {
    pub script: PathBuf,
    pub command: &'static str,
}

/// A line that runs such a script, and the command to put in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScriptCaller {
    pub file: PathBuf,
    /// From 1.
    pub line: u64,
    /// As it is written there.
    pub script: String,
    pub command: &'static str,
}

impl fmt::Display for Initialized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = if self.found.is_empty() { "nothing yet" } else { &self.found.join("; ") };
        write!(f, "found: {found}")?;
        let width = |paths: &mut dyn Iterator<Item = &PathBuf>| {
            paths.map(|path| path.display().to_string().len()).max().unwrap_or(0)
        };
        let files = width(&mut self.files.iter().map(|file| &file.file));
        for FileDone { file, state, what } in &self.files {
            let would = if self.dry_run { "would be " } else { "" };
            let done = match state {
                FileState::Written => format!("{would}written"),
                FileState::Extended => format!("{would}extended"),
                FileState::Kept => "stays as it is".to_owned(),
            };
            let colon = if what.is_empty() { "" } else { ": " };
            write!(f, "\n{:files$}  {done}{colon}{what}", file.display().to_string())?;
        }
        if !self.scripts.is_empty() {
            f.write_str("\nscripts that are replaced (they stay where they are):")?;
        }
        let scripts = width(&mut self.scripts.iter().map(|script| &script.script));
        for ReplacedScript { script, command } in &self.scripts {
            write!(f, "\n{:scripts$}  {command}", script.display().to_string())?;
        }
        for ScriptCaller { file, line, script, command } in &self.callers {
            let file = file.display();
            write!(f, "\nline {line} of {file} runs {script}, which is now {command}")?;
        }
        Ok(())
    }
}
