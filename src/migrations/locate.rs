//! Which directory the migrations are in.

use std::path::{Path, PathBuf};

use super::sqlx_toml::{NAME, SqlxToml};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::OtherTool;
use crate::model::places::MIGRATIONS;

/// Where to look.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    /// `--dir`, relative to the working directory.
    pub named: Option<&'a Path>,
    /// `[migrations] dir` of the project file, absolute.
    pub configured: Option<&'a Path>,
    /// Where the conventional directories are searched, in order; empty for the working
    /// directory, which keeps names short.
    pub directories: &'a [PathBuf],
}

/// A directory, and the contents of `sqlx.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    pub directory: PathBuf,
    pub sqlx: SqlxToml,
}

/// Finds the directory; `None` if the project has none.
///
/// Errors (usage): a named or configured one does not exist; `sqlx.toml` cannot be read.
pub fn locate(places: Places<'_>) -> Result<Option<Located>> {
    let mut toml = None;
    for directory in places.directories {
        if let Some(read) = SqlxToml::read(directory)? {
            toml = Some((directory, read));
            break;
        }
    }
    let of_sqlx = toml.as_ref().and_then(|(directory, read)| {
        Some((directory.join(read.migrations_dir.as_ref()?), directory.join(NAME)))
    });
    let sqlx = toml.as_ref().map(|(_, read)| read.clone()).unwrap_or_default();
    let explicit = match (places.named, places.configured, of_sqlx) {
        (Some(named), _, _) => Some((named.to_owned(), "--dir".to_owned())),
        (None, Some(path), _) => {
            Some((path.to_owned(), "[migrations] dir in cruddur-db.toml".to_owned()))
        }
        (None, None, Some((path, file))) => {
            Some((path, format!("migrations-dir in {}", file.display())))
        }
        (None, None, None) => None,
    };
    if let Some((directory, origin)) = explicit {
        if !directory.is_dir() {
            let what = format!("the migrations directory {} does not exist", directory.display());
            return Err(Error::usage(what).with_hint(format!("it is named by {origin}")));
        }
        return Ok(Some(Located { directory, sqlx }));
    }
    let found = places
        .directories
        .iter()
        .flat_map(|root| MIGRATIONS.iter().map(move |place| root.join(place)))
        .find(|path| path.is_dir());
    Ok(found.map(|directory| Located { directory, sqlx }))
}

/// The error if none was found. `tool`: what makes the tables of the project instead.
pub fn none_found(tool: Option<OtherTool>) -> Error {
    let way_on = match tool {
        Some(tool) => format!("{} runs those of {}", tool.migrate(), tool.name()),
        None => format!("start with: {}", hint::command("migration new NAME")),
    };
    Error::usage("there is no migrations directory here").with_hint(format!(
        "looked for {}; set --dir or [migrations] dir in cruddur-db.toml, or {way_on}",
        MIGRATIONS.join(", "),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_places() {
        let top = tempfile::tempdir().unwrap();
        let top = top.path();
        let make = |path: &str| std::fs::create_dir_all(top.join(path)).unwrap();
        let roots = [top.join("app"), top.to_owned()];
        make("app");
        let find = |named: Option<&str>, configured: Option<&str>| {
            let (named, configured) =
                (named.map(|it| top.join(it)), configured.map(|it| top.join(it)));
            let places = Places {
                named: named.as_deref(),
                configured: configured.as_deref(),
                directories: &roots,
            };
            locate(places).map(|found| {
                found.map(|it| it.directory.strip_prefix(top).unwrap().display().to_string())
            })
        };
        assert_eq!(find(None, None).unwrap(), None);
        for (made, found) in [
            ("migrations", "migrations"),
            ("db/migrations", "db/migrations"),
            ("backend-flask/db/migrations", "backend-flask/db/migrations"),
            ("app/migrations", "app/migrations"),
        ] {
            make(made);
            assert_eq!(find(None, None).unwrap().as_deref(), Some(found));
        }
        std::fs::write(top.join("sqlx.toml"), "[migrate]\nmigrations-dir = 'other'").unwrap();
        let error = find(None, None).unwrap_err().to_string();
        assert!(
            error.contains("migrations-dir in") && error.contains("other does not exist"),
            "{error}"
        );
        make("other");
        assert_eq!(find(None, None).unwrap().as_deref(), Some("other"));
        make("configured");
        assert_eq!(find(None, Some("configured")).unwrap().as_deref(), Some("configured"));
        make("named");
        assert_eq!(find(Some("named"), Some("configured")).unwrap().as_deref(), Some("named"));
        assert!(find(Some("missing"), None).unwrap_err().to_string().contains("--dir"));
    }
}
