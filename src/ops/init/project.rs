//! What kind of project a directory holds, and where its SQL is.

use std::path::{Path, PathBuf};

/// Where schemas are, below the root or one of its directories; the first that is there counts.
const SCHEMAS: [&str; 11] = [
    "backend-flask/db/schema.sql",
    "db/schema.sql",
    "schema/schema.sql",
    "db/structure.sql",
    "sql/schema.sql",
    "database/schema.sql",
    "schema.sql",
    "db/init.sql",
    "sql/init.sql",
    "database/init.sql",
    "init.sql",
];
const SEEDS: [&str; 9] = [
    "backend-flask/db/seed.sql",
    "db/seed.sql",
    "seeds",
    "db/seeds.sql",
    "sql/seed.sql",
    "sql/seeds.sql",
    "database/seed.sql",
    "seed.sql",
    "seeds.sql",
];
const MIGRATIONS: [&str; 4] =
    ["backend-flask/db/migrations", "db/migrations", "migrations", "sql/migrations"];

/// The files that name a project's libraries, and the library that tells its kind.
const KINDS: [(&str, &str, &str); 6] = [
    ("requirements.txt", "flask", "a Flask project"),
    ("pyproject.toml", "flask", "a Flask project"),
    ("Pipfile", "flask", "a Flask project"),
    ("Gemfile", "rails", "a Rails project"),
    ("package.json", "\"pg\"", "a Node project with pg"),
    ("package.json", "", "a Node project"),
];

/// A project, by paths from its root.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// What there is to say of it.
    pub found: Vec<String>,
    pub schema: Option<PathBuf>,
    pub seeds: Option<PathBuf>,
    pub migrations: Option<PathBuf>,
}

impl Project {
    pub fn find(root: &Path) -> Self {
        let mut directories = vec![PathBuf::new()];
        let below = std::fs::read_dir(root).into_iter().flatten().flatten();
        let below = below.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name());
        let is_source = |name: &std::ffi::OsString| {
            !name.to_string_lossy().starts_with('.') && name != "node_modules"
        };
        let mut below: Vec<_> = below.filter(is_source).map(PathBuf::from).collect();
        below.sort();
        directories.extend(below);
        let first = |places: &[&str]| {
            let mut paths = directories
                .iter()
                .flat_map(|directory| places.iter().map(move |place| directory.join(place)));
            paths.find(|path| root.join(path).exists())
        };
        let mut project = Self {
            found: Vec::new(),
            schema: first(&SCHEMAS),
            seeds: first(&SEEDS),
            migrations: first(&MIGRATIONS).filter(|path| has_sql(&root.join(path))),
        };
        for directory in &directories {
            let kind = KINDS.iter().find(|(file, library, _)| {
                let text = std::fs::read_to_string(root.join(directory).join(file));
                text.is_ok_and(|text| text.to_lowercase().contains(library))
            });
            if let Some((file, _, kind)) = kind {
                let file = directory.join(file);
                project.found.push(format!("{kind} ({})", file.display()));
            }
        }
        if project.schema.is_none() && root.join("db/schema.rb").exists() {
            project.found.push(
                "db/schema.rb, which is Ruby: schema_format = :sql has Rails write db/structure.sql"
                    .to_owned(),
            );
        }
        project
    }
}

/// Whether a directory holds migrations that are SQL, or Cruddur's Python.
fn has_sql(directory: &Path) -> bool {
    let mut entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    entries.any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_numbered = name.starts_with(|c: char| c.is_ascii_digit());
        name.ends_with(".sql") || is_numbered && name.ends_with(".py")
    })
}
