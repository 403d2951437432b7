//! Lines of a project's other files that run scripts which cruddur-db replaces.

use std::path::Path;

use super::scripts;
use crate::report::init::ScriptCaller;

/// The files that run scripts in a new workspace, from the project's root.
const FILES: [&str; 6] = [
    ".gitpod.yml",
    ".devcontainer/devcontainer.json",
    ".devcontainer/post-create.sh",
    "docker-compose.yml",
    "Procfile",
    "Makefile",
];

/// The lines, in the files' order. A comment runs nothing.
pub fn find(root: &Path) -> Vec<ScriptCaller> {
    let mut found = Vec::new();
    for file in FILES {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim_start().starts_with('#') {
                continue;
            }
            if let Some(command) = line.split(is_outside).find_map(of_path) {
                let text = line.trim().to_owned();
                found.push(ScriptCaller { file: file.into(), line: number, text, command });
            }
        }
    }
    found
}

/// Whether a character ends the path of a script.
fn is_outside(c: char) -> bool {
    c.is_whitespace() || "\"'`;&|,()[]".contains(c)
}

/// `$THEIA_WORKSPACE_ROOT/bin/rds/update-sg-rule`
fn of_path(path: &str) -> Option<&'static str> {
    let (_, name) = path.rsplit_once("bin/").or_else(|| path.rsplit_once("scripts/"))?;
    scripts::command(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_run_a_script_are_found() {
        let place = tempfile::tempdir().unwrap();
        let text = "tasks:\n  - name: postgres\n    command: |\n      \
                    # source bin/db/setup\n      \
                    export GITPOD_IP=$(curl ifconfig.me)\n      \
                    source \"$THEIA_WORKSPACE_ROOT/bin/rds/update-sg-rule\"\n      \
                    ./backend-flask/bin/db-connect prod; bin/rails s\n      /usr/bin/migrated\n";
        std::fs::write(place.path().join(".gitpod.yml"), text).unwrap();
        let found = find(place.path());
        let found: Vec<_> = found.iter().map(|it| (it.line, it.command)).collect();
        assert_eq!(found, [(6, "cruddur-db sg-allow-my-ip"), (7, "cruddur-db connect")]);
    }
}
