//! The projects below the root of a repository that has no database of its own.

use std::path::{Path, PathBuf};

use super::project::{entries, has_sql, other_tool};
use crate::model::places::{
    MIGRATIONS, MORE_MIGRATIONS, MORE_SCHEMAS, MORE_SEEDS, PARTS, SCHEMAS, SEEDS,
};

/// Directories whose SQL is nobody's project.
const NO_APPS: [&str; 8] =
    ["build", "dist", "examples", "fixtures", "node_modules", "target", "tests", "vendor"];

/// The directories, from the root, up to two levels below it. None where the root or one directory
/// in it has the only ones: then that is the project.
pub fn find(root: &Path) -> Vec<PathBuf> {
    if is_project(root) {
        return Vec::new();
    }
    let (near, others): (Vec<_>, Vec<_>) =
        below(root).into_iter().partition(|directory| is_project(directory));
    let far = others.iter().flat_map(|directory| below(directory));
    let far: Vec<_> = far.filter(|directory| is_project(directory)).collect();
    if far.is_empty() && near.len() < 2 {
        return Vec::new();
    }
    let all = near.iter().chain(&far);
    all.filter_map(|directory| directory.strip_prefix(root).ok()).map(Path::to_owned).collect()
}

/// Whether a directory has SQL or another tool's files where a project has them.
fn is_project(directory: &Path) -> bool {
    let mut files = SCHEMAS.iter().chain(&MORE_SCHEMAS).chain(&SEEDS).chain(&MORE_SEEDS);
    let mut migrations = MIGRATIONS.iter().chain(&MORE_MIGRATIONS);
    directory.join("cruddur-db.toml").is_file()
        || files.any(|place| directory.join(place).is_file())
        || migrations.any(|place| has_sql(&directory.join(place)))
        || other_tool(directory).is_some()
}

/// The directories of a directory that may be projects, by name.
fn below(directory: &Path) -> Vec<PathBuf> {
    let is_app = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let others = || PARTS.iter().chain(&NO_APPS);
        path.is_dir() && !name.starts_with('.') && others().all(|other| name != *other)
    };
    entries(directory).filter(is_app).collect()
}
