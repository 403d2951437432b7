//! The files by which a workspace or a CI job gets its database.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::project::entries;
use super::{Language, Steps, jsonc};
use crate::error::{Error, Result};
use crate::regular_file;
use crate::report::init::FileState;

/// The package is on PyPI from the first release on.
const INSTALL: &str = "pip install cruddur-db";
/// Where dev containers are described. Source: Development Containers, specification,
/// "devcontainer.json".
const DEVCONTAINERS: [&str; 2] = [".devcontainer/devcontainer.json", ".devcontainer.json"];

/// Which workspaces and CI services there are files for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workspace {
    Gitpod,
    Devcontainer,
    Actions,
}

impl Workspace {
    /// Its file, from the repository's root: the one that is there, else the usual one.
    ///
    /// Errors (usage): there are several, of which none is the usual one.
    pub fn file(self, root: &Path, steps: &Steps) -> Result<PathBuf> {
        let usual = match self {
            Self::Gitpod => ".gitpod.yml",
            Self::Devcontainer => return devcontainer(root, steps),
            Self::Actions => ".github/workflows/cruddur-db.yml",
        };
        Ok(usual.into())
    }

    /// The file's text from now on, and what becomes of it; no text where it stays.
    ///
    /// Errors (failed): it cannot be read; (usage) it cannot be extended without changing more.
    pub fn text(
        self,
        root: &Path,
        file: &Path,
        language: Language,
        steps: &Steps,
    ) -> Result<(Option<String>, FileState)> {
        let old = regular_file::if_any(regular_file::read_to_string(root.join(file)));
        let unreadable =
            |error| Error::failed(format!("{} cannot be read", file.display())).because(error);
        let Some(old) = old.map_err(unreadable)? else {
            return Ok((Some(self.new_text(language, steps)), FileState::Written));
        };
        if old.contains("cruddur-db") || self == Self::Actions {
            return Ok((None, FileState::Kept));
        }
        let extended = match self {
            Self::Devcontainer => jsonc::with_command(&old, "postCreateCommand", &create(steps))
                .and_then(|text| jsonc::with_command(&text, "postStartCommand", &steps.start())),
            _ => with_task(&old, steps),
        };
        match extended {
            Some(text) => Ok((Some(text), FileState::Extended)),
            None => Err(Error::usage(format!(
                "{} cannot be extended without changing more of it",
                file.display()
            ))
            .with_detail(format!("add by hand:\n{}", self.new_text(language, steps).trim_end()))),
        }
    }

    fn new_text(self, language: Language, steps: &Steps) -> String {
        match self {
            Self::Gitpod => format!("tasks:\n{}", task("  ", steps)),
            Self::Devcontainer => format!(
                "{{\n{}  \
                 // cruddur-db is on PyPI from its first release on.\n  \
                 \"postCreateCommand\": {},\n  \
                 \"postStartCommand\": {}\n}}\n",
                image(language),
                Value::from(create(steps)),
                Value::from(steps.start())
            ),
            Self::Actions => {
                let lines = steps.test();
                let lines = lines.iter().map(|line| format!("      - run: {line}\n"));
                format!("{ACTIONS}{}", lines.collect::<String>())
            }
        }
    }
}

/// The file of the dev container that is there; of several, the one that runs cruddur-db.
fn devcontainer(root: &Path, steps: &Steps) -> Result<PathBuf> {
    if let Some(file) = DEVCONTAINERS.into_iter().find(|file| root.join(file).exists()) {
        return Ok(file.into());
    }
    let files = entries(&root.join(".devcontainer")).map(|path| path.join("devcontainer.json"));
    let files: Vec<_> = files.filter(|file| file.is_file()).collect();
    let runs_it = |file: &&PathBuf| {
        regular_file::read_to_string(file).is_ok_and(|it| it.contains("cruddur-db"))
    };
    let within = |file: &PathBuf| file.strip_prefix(root).unwrap_or(file).to_owned();
    match (files.as_slice(), files.iter().find(runs_it)) {
        ([], _) => Ok(DEVCONTAINERS[0].into()),
        ([only], _) | (_, Some(only)) => Ok(within(only)),
        (several, None) => {
            let named: Vec<_> =
                several.iter().map(|file| within(file).display().to_string()).collect();
            Err(Error::usage(format!("there are several dev containers: {}", named.join(", ")))
                .with_hint(format!(
                    "add to the one that is meant: \"postCreateCommand\": {}, \
                     \"postStartCommand\": {}",
                    Value::from(create(steps)),
                    Value::from(steps.start())
                )))
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
"#;

/// What runs once in a container, which keeps what is installed.
fn create(steps: &Steps) -> String {
    format!("{INSTALL} && {}", steps.create())
}

/// A task of Gitpod's. `before` runs at each start, `init` at the first.
fn task(indent: &str, steps: &Steps) -> String {
    let lines = [
        "# cruddur-db is on PyPI from its first release on. A workspace that is started again has of",
        "# its files only those in /workspace, so that the databases are kept there.",
        "- name: database",
        "  before: |",
        "    mkdir -p /workspace/.cruddur-db ~/.local/share",
        "    ln -sfn /workspace/.cruddur-db ~/.local/share/cruddur-db",
        &format!("    {INSTALL}"),
        &format!("  init: {}", steps.create()),
        &format!("  command: {}", steps.start()),
    ];
    lines.map(|line| format!("{indent}{line}\n")).concat()
}

/// The file with one more task. None where that is not all that would change.
fn with_task(text: &str, steps: &Steps) -> Option<String> {
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
        changed.push_str(&task(&" ".repeat(indent), steps));
        is_added = true;
    }
    if !is_added {
        if !changed.is_empty() && !changed.ends_with('\n') {
            changed.push('\n');
        }
        changed.push_str(&format!("tasks:\n{}", task("  ", steps)));
    }
    let mut expected = match old {
        Value::Null => Value::Object(serde_json::Map::new()),
        old => old,
    };
    let mut tasks = read(&task("", steps))?.as_array()?.clone();
    let others = expected.get("tasks").filter(|tasks| !tasks.is_null()).cloned();
    tasks.extend(others.map_or(Some(Vec::new()), |others| others.as_array().cloned())?);
    expected.as_object_mut()?.insert("tasks".to_owned(), Value::Array(tasks));
    (read(&changed)? == expected).then_some(changed)
}

#[cfg(test)]
mod tests {
    use super::{Steps, with_task};

    #[test]
    fn a_task_is_added_and_the_rest_stays() {
        for text in [
            "tasks:\n- init: x\n",
            "# ours\nimage: a\ntasks: # these\n    - init: |\n        x\n    - command: y\nports:\n  - 80\n",
            "image: a",
            "tasks:",
            "tasks:\nports: [80]\n",
        ] {
            let changed = with_task(text, &Steps::default()).expect(text);
            let rest: String = changed.replace("    #", "#");
            assert!(text.lines().all(|line| rest.contains(line.trim_end())), "{changed}");
            assert!(changed.contains("- name: database"), "{changed}");
        }
        for text in ["tasks: [{init: x}]\n", "[]", "tasks: 5\n", "a: [\n"] {
            assert_eq!(with_task(text, &Steps::default()), None, "{text}");
        }
    }
}
