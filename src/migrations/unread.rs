//! Files that look like migrations and are not run: other tools' programs, and names without a
//! version.

use crate::regular_file;
use std::path::{Path, PathBuf};

/// What a tool's files contain, by which they are known.
const TOOLS: [(&str, &str); 5] = [
    ("knex", "knex"),
    ("pgm.", "node-pg-migrate"),
    ("queryInterface", "Sequelize"),
    ("typeorm", "TypeORM"),
    ("ActiveRecord", "Rails"),
];

/// Languages in which migrations are written.
const PROGRAMS: [&str; 9] = ["js", "cjs", "mjs", "ts", "cts", "mts", "rb", "go", "php"];

/// A note about those of the files that look like migrations, if any.
pub fn unread(left_out: &[PathBuf]) -> Option<String> {
    let is_numbered = |path: &&PathBuf| name(path).starts_with(|c: char| c.is_ascii_digit());
    let numbered: Vec<&PathBuf> = left_out.iter().filter(is_numbered).collect();
    let programs = numbered.iter().filter(|path| PROGRAMS.contains(&ending(path)));
    let sql = numbered.iter().filter(|path| ending(path) == "sql");
    let (programs, sql): (Vec<_>, Vec<_>) = (programs.collect(), sql.collect());
    let program = programs.first().map(|path| {
        let text = regular_file::read_to_string(path).unwrap_or_default();
        let tool = TOOLS.iter().find(|(word, _)| text.contains(word));
        let tool = tool.map_or("the tool that wrote it", |(_, tool)| tool);
        let more = more(programs.len());
        format!("{} is not SQL: {tool} runs it{more}", name(path))
    });
    let sql = sql.first().map(|path| {
        let more = more(sql.len());
        format!("{} is not run: its name is not VERSION_name.sql{more}", name(path))
    });
    let notes: Vec<String> = program.into_iter().chain(sql).collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn ending(path: &Path) -> &str {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

/// ` (and 2 more)`
fn more(all: usize) -> String {
    match all {
        1 => String::new(),
        all => format!(" (and {} more like it)", all - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_migration_is_named_once() {
        let directory = tempfile::tempdir().unwrap();
        let of = |files: &[(&str, &str)]| {
            let write = |(name, text): &(&str, &str)| {
                let path = directory.path().join(name);
                std::fs::write(&path, text).unwrap();
                path
            };
            unread(&files.iter().map(write).collect::<Vec<_>>())
        };
        for (files, expected) in [
            (&[("README.md", ""), ("knexfile.js", "knex"), ("2024.txt", "")][..], None),
            (
                &[("20240101_x.js", "exports.up = (knex) => {}")],
                Some("20240101_x.js is not SQL: knex runs it"),
            ),
            (
                &[("1_a.ts", ""), ("2_b.ts", ""), ("3-c.sql", "")],
                Some(
                    "1_a.ts is not SQL: the tool that wrote it runs it (and 1 more like it); \
                     3-c.sql is not run: its name is not VERSION_name.sql",
                ),
            ),
        ] {
            assert_eq!(of(files).as_deref(), expected, "{files:?}");
        }
    }
}
