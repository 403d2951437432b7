//! The lines between the rooms of `src`, as the crate's documentation draws them.

use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the words that may not stand in its code.
const LINES: [(&str, &[&str]); 14] = [
    ("cli.rs", &["sqlx", "aws_sdk", "reqwest", "std::fs"]),
    ("commands", &["sqlx", "aws_sdk", "println!", "std::env"]),
    ("ops", &["sqlx", "clap", "crate::ui", "crate::config", "crate::commands", "std::env"]),
    (
        "postgres",
        &[
            "aws_sdk",
            "aws_config",
            "crate::aws",
            "crate::ops",
            "crate::report",
            "crate::ui",
            "clap",
        ],
    ),
    ("script", &["sqlx", "aws_", "crate::report", "crate::ui", "clap", "std::env"]),
    ("console", &["sqlx", "aws_", "clap", "crate::ui", "crate::config", "std::env"]),
    ("server", &["sqlx", "aws_", "crate::ui", "crate::config", "clap"]),
    ("aws", &["sqlx", "crate::postgres", "crate::ui", "crate::config", "clap"]),
    ("trigger.rs", &["sqlx", "crate::ui", "clap", "std::env"]),
    ("model", &["sqlx", "aws_sdk", "tokio", "crate::ops", "crate::ui", "crate::config"]),
    ("report", &["async fn", "sqlx", "aws_sdk", "std::fs", "crate::ops"]),
    ("ui", &["sqlx", "aws_sdk", "crate::config", "crate::commands"]),
    ("config", &["sqlx", "aws_sdk", "crate::ops", "crate::ui"]),
    ("error.rs", &["sqlx", "aws_sdk", "clap", "crate::"]),
];

#[test]
fn no_room_uses_what_it_must_not() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut crossed = Vec::new();
    for (room, forbidden) in LINES {
        let files = rust_files(&src.join(room));
        assert!(!files.is_empty() || !src.join(room).exists(), "{room} has no files");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for (number, line) in code.enumerate() {
                for word in forbidden.iter().filter(|word| line.contains(**word)) {
                    crossed.push(format!("{}:{number}: {word}", file.display()));
                }
            }
        }
    }
    assert!(crossed.is_empty(), "{}", crossed.join("\n"));
}

#[test]
fn no_command_calls_another() {
    let commands = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands");
    for file in rust_files(&commands) {
        if file.ends_with("mod.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for line in
            text.lines().filter(|line| line.contains("super::") || line.contains("commands::"))
        {
            // Rooms beside the commands: what several of them share.
            let fits = [
                "super::Context",
                "super::backup",
                "super::files",
                "super::target",
                "commands::Context",
                "commands::aws",
            ];
            assert!(fits.iter().any(|word| line.contains(word)), "{}: {line}", file.display());
        }
    }
}

fn rust_files(path: &Path) -> Vec<PathBuf> {
    if path.extension().is_some_and(|end| end == "rs") {
        return vec![path.to_owned()];
    }
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    entries.flat_map(|entry| rust_files(&entry.unwrap().path())).collect()
}
