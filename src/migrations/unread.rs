//! Files that look like migrations and are not run: other tools' programs, and names without a
//! version.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::model::OtherTool;
use crate::regular_file;

/// What a tool's files contain, by which they are known.
const WORDS: [(&str, OtherTool); 5] = [
    ("knex", OtherTool::Knex),
    ("pgm.", OtherTool::NodePgMigrate),
    ("queryInterface", OtherTool::Sequelize),
    ("typeorm", OtherTool::TypeOrm),
    ("ActiveRecord", OtherTool::Rails),
];

/// Languages in which migrations are written.
const PROGRAMS: [&str; 9] = ["js", "cjs", "mjs", "ts", "cts", "mts", "rb", "go", "php"];

/// Where Alembic has its migrations, below its own directory.
const ALEMBIC: &str = "versions";

/// The migrations of tools that have a directory for each of them, or for all, by name.
pub fn below(directory: &Path) -> BTreeSet<PathBuf> {
    let entries = |path: &Path| std::fs::read_dir(path).into_iter().flatten().flatten();
    let below = entries(directory).map(|entry| entry.path()).filter(|path| path.is_dir());
    let files = below.flat_map(|path| entries(&path).map(|entry| entry.path()));
    files.filter(|path| tool_by_place(path).is_some()).collect()
}

/// The tool that keeps its migrations in such a place.
fn tool_by_place(path: &Path) -> Option<OtherTool> {
    let parent = path.parent()?;
    match name(path).as_str() {
        "up.sql" => Some(OtherTool::Diesel),
        "migration.sql" => Some(OtherTool::Prisma),
        _ if name(parent) == ALEMBIC && ending(path) == "py" => {
            Some(match parent.parent()?.join("alembic.ini").is_file() {
                true => OtherTool::FlaskMigrate,
                false => OtherTool::Alembic,
            })
        }
        _ => None,
    }
}

/// A note about those of the files that look like migrations, if any.
pub fn unread(left_out: &[PathBuf]) -> Option<String> {
    let is_numbered = |path: &&PathBuf| name(path).starts_with(|c: char| c.is_ascii_digit());
    let of_tools: Vec<(&PathBuf, OtherTool)> =
        left_out.iter().filter_map(|path| Some((path, tool_by_place(path)?))).collect();
    let others = left_out.iter().filter(|path| tool_by_place(path).is_none());
    let numbered: Vec<&PathBuf> = others.filter(is_numbered).collect();
    let programs = numbered.iter().filter(|path| PROGRAMS.contains(&ending(path)));
    let sql = numbered.iter().filter(|path| ending(path) == "sql");
    let (programs, sql): (Vec<_>, Vec<_>) = (programs.collect(), sql.collect());
    let of_tool = of_tools.first().map(|(path, tool)| {
        let directory = path.parent().map(name).unwrap_or_default();
        let (more, command) = (more(of_tools.len()), tool.migrate());
        format!("{directory}/{} is not run here: {command} runs it{more}", name(path))
    });
    let program = programs.first().map(|path| {
        let text = regular_file::read_to_string(path).unwrap_or_default();
        let tool = WORDS.iter().find(|(word, _)| text.contains(word));
        let tool = tool.map_or("the tool that wrote it", |(_, tool)| tool.migrate());
        let more = more(programs.len());
        format!("{} is not SQL: {tool} runs it{more}", name(path))
    });
    let sql = sql.first().map(|path| {
        let more = more(sql.len());
        format!("{} is not run: its name is not VERSION_name.sql{more}", name(path))
    });
    let notes: Vec<String> = of_tool.into_iter().chain(program).chain(sql).collect();
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
                Some("20240101_x.js is not SQL: npx knex migrate:latest runs it"),
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
