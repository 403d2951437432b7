//! Lines of a project's other files that run scripts which cruddur-db replaces.

use std::path::{Path, PathBuf};

use super::scripts;
use crate::regular_file;
use crate::report::init::ScriptCaller;

/// The files that run scripts in a new workspace, from the project's root.
const FILES: [&str; 6] = [
    ".gitpod.yml",
    ".devcontainer.json",
    "docker-compose.yml",
    "compose.yaml",
    "Procfile",
    "Makefile",
];

/// Directories, of which files with such an ending run scripts.
const DIRECTORIES: [(&str, &[&str]); 2] =
    [(".devcontainer", &[".json", ".sh"]), (".github/workflows", &[".yml", ".yaml"])];

/// The lines, in the files' order. A comment runs nothing, and a script that is replaced goes.
pub fn find(root: &Path) -> Vec<ScriptCaller> {
    let mut found = Vec::new();
    for file in files(root) {
        let text = regular_file::read_to_string(root.join(&file)).unwrap_or_default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim_start().starts_with('#') {
                continue;
            }
            let known = |path: &str| Some((path.to_owned(), of_path(path)?));
            if let Some((script, command)) = line.split(is_outside).find_map(known) {
                found.push(ScriptCaller { file: file.clone(), line: number, script, command });
            }
        }
    }
    found
}

fn files(root: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for (directory, endings) in DIRECTORIES {
        let below = scripts::files(&root.join(directory)).into_iter();
        let below = below.filter(|(name, _)| endings.iter().any(|ending| name.ends_with(ending)));
        paths.extend(below.map(|(_, path)| path));
    }
    for directory in scripts::DIRECTORIES {
        let below = scripts::files(&root.join(directory)).into_iter();
        let others = below.filter(|(name, _)| scripts::command(name).is_none());
        paths.extend(others.map(|(_, path)| path));
    }
    paths.sort();
    let paths = paths.iter().filter_map(|path| path.strip_prefix(root).ok()).map(Path::to_owned);
    FILES.into_iter().map(PathBuf::from).chain(paths).collect()
}

/// Whether a character ends the path of a script.
fn is_outside(c: char) -> bool {
    c.is_whitespace() || "\"'`;&|,()[]".contains(c)
}

/// `$THEIA_WORKSPACE_ROOT/bin/rds/update-sg-rule`, `$BIN_DIR/db/setup`
fn of_path(path: &str) -> Option<&'static str> {
    let below_variable = || {
        let (variable, name) = path.strip_prefix('$')?.split_once('/')?;
        variable.to_lowercase().contains("bin").then_some(name)
    };
    let below = |directory| path.rsplit_once(directory).map(|(_, name)| name);
    // Those of the system are other programs.
    if path.starts_with("/usr/") || path.starts_with("/bin/") || path.starts_with("/opt/") {
        return None;
    }
    let name = below("bin/").or_else(|| below("scripts/")).or_else(below_variable)?;
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
                    ./backend-flask/bin/db-connect prod; bin/rails s\n      /usr/bin/migrated\n      /usr/local/bin/migrate up\n";
        std::fs::write(place.path().join(".gitpod.yml"), text).unwrap();
        let write = |file: &str, text: &str| {
            let path = place.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("bin/bootstrap", "#!/bin/sh\nsource \"$BIN_DIR/db/setup\"\n");
        write("bin/db/setup", "source \"$bin_path/db/drop\"\n");
        write(".devcontainer/start.sh", "bin/rds/start-rds-instance\n");
        write(".devcontainer/api/devcontainer.json", "{\"a\": \"bin/db/db-create\"}\n");
        let found = find(place.path());
        let found: Vec<_> =
            found.iter().map(|it| (it.file.to_str().unwrap(), it.line, it.command)).collect();
        assert_eq!(
            found,
            [
                (".gitpod.yml", 6, "cruddur-db sg-allow-my-ip"),
                (".gitpod.yml", 7, "cruddur-db connect"),
                (".devcontainer/api/devcontainer.json", 1, "cruddur-db create"),
                (".devcontainer/start.sh", 1, "cruddur-db rds-start"),
                ("bin/bootstrap", 2, "cruddur-db setup"),
            ]
        );
    }
}
