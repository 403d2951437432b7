//! The scripts that cruddur-db replaces.

use std::path::{Path, PathBuf};

use super::project::entries;
use crate::report::init::ReplacedScript;

/// Where they are, from the project's root.
pub const DIRECTORIES: [&str; 5] =
    ["bin", "scripts", "backend-flask/bin", "backend-flask/scripts", "backend/bin"];

/// Names, with `-` for the separators of their parts, and their commands.
const COMMANDS: [(&str, &str); 27] = [
    ("db-connect", "cruddur-db connect"),
    ("db-create", "cruddur-db create"),
    ("db-drop", "cruddur-db drop"),
    ("db-kill-all", "cruddur-db sessions kill --all"),
    ("db-kill-all-connections", "cruddur-db sessions kill --all"),
    ("db-migrate", "cruddur-db migrate"),
    ("db-rollback", "cruddur-db rollback"),
    ("db-schema-load", "cruddur-db schema-load"),
    ("db-seed", "cruddur-db seed"),
    ("db-sessions", "cruddur-db sessions"),
    ("db-setup", "cruddur-db setup"),
    ("db-reset", "cruddur-db setup"),
    ("db-test", "cruddur-db doctor"),
    ("db-test-connection", "cruddur-db doctor"),
    ("db-update-cognito-user-ids", "cruddur-db user sync"),
    ("generate-migration", "cruddur-db migration new NAME"),
    ("rds-create", "cruddur-db rds-create --preset bootcamp"),
    ("rds-start", "cruddur-db rds-start"),
    ("rds-stop", "cruddur-db rds-stop"),
    ("rds-update-sg-rule", "cruddur-db sg-allow-my-ip"),
    ("rds-start-instance", "cruddur-db rds-start"),
    ("rds-stop-instance", "cruddur-db rds-stop"),
    ("start-rds-instance", "cruddur-db rds-start"),
    ("stop-rds-instance", "cruddur-db rds-stop"),
    ("update-sg-rule", "cruddur-db sg-allow-my-ip"),
    ("migrate", "cruddur-db migrate"),
    ("rollback", "cruddur-db rollback"),
];

/// The scripts that are there, from the root, in the order of their paths.
pub fn find(root: &Path) -> Vec<ReplacedScript> {
    let mut found: Vec<ReplacedScript> = Vec::new();
    for directory in DIRECTORIES {
        for (name, path) in files(&root.join(directory)) {
            let script = path.strip_prefix(root).unwrap_or(&path).to_owned();
            if let Some(command) = command(&name) {
                found.push(ReplacedScript { script, command });
            }
        }
    }
    found.sort_by(|a, b| a.script.cmp(&b.script));
    found
}

/// The command for a script, by its name below `bin`. The directory counts, unless the file's own
/// name says what it is about: `db/setup`, `db/db-setup`, `sql_db/db-setup.sh`.
pub fn command(name: &str) -> Option<&'static str> {
    let name = name.strip_suffix(".sh").or(name.strip_suffix(".py")).unwrap_or(name);
    let known = |name: &str| COMMANDS.iter().find(|(known, _)| *known == name);
    let name = name.replace('_', "-");
    let own =
        name.rsplit('/').next().filter(|own| own.split('-').any(|it| matches!(it, "db" | "rds")));
    let found = known(&name.replace('/', "-")).or_else(|| known(own?));
    found.map(|(_, command)| *command)
}

/// The files of a directory and of those in it, by their names below it.
pub fn files(directory: &Path) -> Vec<(String, PathBuf)> {
    let within = |path: PathBuf| {
        let name = path.strip_prefix(directory).unwrap_or(&path).to_string_lossy().into_owned();
        (name, path)
    };
    let (below, own): (Vec<_>, Vec<_>) = entries(directory).partition(|path| path.is_dir());
    let below = below.iter().flat_map(|path| entries(path)).filter(|path| path.is_file());
    own.into_iter().chain(below).map(within).collect()
}
