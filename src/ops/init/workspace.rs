//! The files by which a workspace or a CI job gets its database.

use std::path::Path;

use serde_json::Value;

use super::{Language, jsonc};
use crate::error::{Error, Result};
use crate::report::init::FileState;

/// What runs in a new workspace. The package is on PyPI from the first release on.
const CREATE: &str = "pip install cruddur-db && cruddur-db setup --wait --fetch-postgres";
/// What runs when it starts again: the managed server is started by whoever needs it.
const START: &str = "cruddur-db wait";

/// Which workspaces and CI services there are files for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workspace {
    Gitpod,
    Devcontainer,
    Actions,
}

impl Workspace {
    /// From the project's root.
    pub fn file(self) -> &'static Path {
        Path::new(match self {
            Self::Gitpod => ".gitpod.yml",
            Self::Devcontainer => ".devcontainer/devcontainer.json",
            Self::Actions => ".github/workflows/cruddur-db.yml",
        })
    }

    /// The file's text from now on, and what becomes of it; no text where it stays.
    ///
    /// Errors (failed): it cannot be read; (usage) it cannot be extended without changing more.
    pub fn text(self, root: &Path, language: Language) -> Result<(Option<String>, FileState)> {
        let path = root.join(self.file());
        let old = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok((Some(self.new_text(language)), FileState::Written));
            }
            Err(error) => {
                let message = format!("{} cannot be read", self.file().display());
                return Err(Error::failed(message).because(error));
            }
        };
        if old.contains("cruddur-db") || self == Self::Actions {
            return Ok((None, FileState::Kept));
        }
        let extended = match self {
            Self::Devcontainer => jsonc::with_command(&old, "postCreateCommand", CREATE)
                .and_then(|text| jsonc::with_command(&text, "postStartCommand", START)),
            _ => with_task(&old),
        };
        match extended {
            Some(text) => Ok((Some(text), FileState::Extended)),
            None => Err(Error::usage(format!(
                "{} cannot be extended without changing more of it",
                self.file().display()
            ))
            .with_detail(format!("add by hand:\n{}", self.new_text(language).trim_end()))),
        }
    }

    fn new_text(self, language: Language) -> String {
        match self {
            Self::Gitpod => format!("tasks:\n{}", task("  ")),
            Self::Devcontainer => format!(
                "{{\n{}  \
                 // cruddur-db is on PyPI from its first release on.\n  \
                 \"postCreateCommand\": \"{CREATE}\",\n  \
                 \"postStartCommand\": \"{START}\"\n}}\n",
                image(language)
            ),
            Self::Actions => ACTIONS.to_owned(),
        }
    }
}

/// The image of a devcontainer, and pip where the image has none.
fn image(language: Language) -> String {
    let (image, has_pip) = match language {
        Language::Python => ("python:3", true),
        Language::Node => ("javascript-node:22", false),
        Language::Ruby => ("ruby:3", false),
    };
    let mut text = format!("  \"image\": \"mcr.microsoft.com/devcontainers/{image}\",\n");
    if !has_pip {
        let feature = "ghcr.io/devcontainers/features/python:1";
        text.push_str(&format!("  \"features\": {{ \"{feature}\": {{}} }},\n"));
    }
    text
}

const ACTIONS: &str = r#"name: database
on: [push, pull_request]
jobs:
  database:
    runs-on: ubuntu-latest
    services:
      postgres:
        image: postgres:17-alpine
        env: { POSTGRES_PASSWORD: password }
        ports: ["5432:5432"]
    env:
      TEST_CONNECTION_URL: postgresql://postgres:password@127.0.0.1:5432/app_test
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: { python-version: "3.x" }
      # cruddur-db is on PyPI from its first release on.
      - run: pip install cruddur-db
      - run: cruddur-db setup test --wait --format github
"#;

/// A task of Gitpod's.
fn task(indent: &str) -> String {
    format!(
        "{indent}# cruddur-db is on PyPI from its first release on.\n\
         {indent}- name: database\n\
         {indent}  init: {CREATE}\n\
         {indent}  command: {START}\n"
    )
}

/// The file with one more task. None where that is not all that would change.
fn with_task(text: &str) -> Option<String> {
    let read = |text: &str| serde_saphyr::from_str::<Value>(text).ok();
    let old = read(text)?;
    let mut changed = String::new();
    let mut lines = text.split_inclusive('\n').peekable();
    let mut is_added = false;
    while let Some(line) = lines.next() {
        changed.push_str(line);
        let plain = line.split('#').next().unwrap_or_default().trim_end();
        if plain != "tasks:" || is_added {
            continue;
        }
        if !line.ends_with('\n') {
            changed.push('\n');
        }
        let first = lines.clone().find(|line| line.trim_start().starts_with('-'));
        let indent = first.map_or(2, |line| line.len() - line.trim_start().len());
        changed.push_str(&task(&" ".repeat(indent)));
        is_added = true;
    }
    if !is_added {
        if !changed.is_empty() && !changed.ends_with('\n') {
            changed.push('\n');
        }
        changed.push_str(&format!("tasks:\n{}", task("  ")));
    }
    let mut expected = match old {
        Value::Null => Value::Object(serde_json::Map::new()),
        old => old,
    };
    let mut tasks = read(&task(""))?.as_array()?.clone();
    let others = expected.get("tasks").filter(|tasks| !tasks.is_null()).cloned();
    tasks.extend(others.map_or(Some(Vec::new()), |others| others.as_array().cloned())?);
    expected.as_object_mut()?.insert("tasks".to_owned(), Value::Array(tasks));
    (read(&changed)? == expected).then_some(changed)
}

#[cfg(test)]
mod tests {
    use super::with_task;

    #[test]
    fn a_task_is_added_and_the_rest_stays() {
        for text in [
            "tasks:\n- init: x\n",
            "# ours\nimage: a\ntasks: # these\n    - init: |\n        x\n    - command: y\nports:\n  - 80\n",
            "image: a",
            "tasks:",
            "tasks:\nports: [80]\n",
        ] {
            let changed = with_task(text).expect(text);
            let rest: String = changed.replace("    #", "#");
            assert!(text.lines().all(|line| rest.contains(line.trim_end())), "{changed}");
            assert!(changed.contains("- name: database"), "{changed}");
        }
        for text in ["tasks: [{init: x}]\n", "[]", "tasks: 5\n", "a: [\n"] {
            assert_eq!(with_task(text), None, "{text}");
        }
    }
}
