//! The commands by which a project gets its database and tables.

use std::path::PathBuf;

use crate::model::OtherTool;

/// What the files of workspaces and CI jobs run.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    /// The project's directory, from the repository's root, where they start.
    pub directory: PathBuf,
    /// Whose migrations make the tables; none where `setup` makes them.
    pub tool: Option<OtherTool>,
}

impl Steps {
    /// What runs once in a new workspace, as one line for the shell.
    pub fn create(&self) -> String {
        self.inside(&match self.tool {
            None => "cruddur-db setup --wait --fetch-postgres".to_owned(),
            Some(tool) => {
                let install = tool.install().map(|it| format!("{it} && ")).unwrap_or_default();
                format!(
                    "cruddur-db create --wait --fetch-postgres && {install}\
                     DATABASE_URL=$(cruddur-db server url --configured) {}",
                    tool.migrate()
                )
            }
        })
    }

    /// What runs when it starts again: the managed server is started by whoever needs it.
    pub fn start(&self) -> String {
        self.inside("cruddur-db wait")
    }

    /// What a CI job runs for `test`, each a line for the shell.
    pub fn test(&self) -> Vec<String> {
        let lines = match self.tool {
            None => vec!["cruddur-db setup test --wait --format github".to_owned()],
            Some(tool) => ["cruddur-db create test --wait --format github"]
                .into_iter()
                .chain(tool.install())
                .map(str::to_owned)
                .chain([format!("DATABASE_URL=$TEST_CONNECTION_URL {}", tool.migrate())])
                .collect(),
        };
        lines.iter().map(|line| self.inside(line)).collect()
    }

    fn inside(&self, line: &str) -> String {
        match self.directory.to_str() {
            None | Some("") => line.to_owned(),
            Some(directory)
                if directory.contains(|c: char| !c.is_alphanumeric() && !"/._-".contains(c)) =>
            {
                format!("cd '{}' && {line}", directory.replace('\'', "'\\''"))
            }
            Some(directory) => format!("cd {directory} && {line}"),
        }
    }
}
