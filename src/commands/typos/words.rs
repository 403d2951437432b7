//! Words that are no commands, and the commands that are meant.

use clap::Command;

use crate::model::{distance, nearest};

/// Other words, without what stands before them (`db:`, `bin/db/`), and what does the same here.
const OTHER_WORDS: [(&str, &str); 50] = [
    ("reset", "setup"),
    ("recreate", "setup"),
    ("bootstrap", "prepare"),
    ("schema-dump", "dump --schema-only"),
    ("structure-dump", "dump --schema-only"),
    ("structure-load", "schema-load"),
    ("load", "schema-load"),
    ("seeds", "seed"),
    ("seed-replant", "setup"),
    ("backup", "dump FILE"),
    ("export", "dump FILE"),
    ("backups", "restore --list"),
    ("import", "restore FILE"),
    ("migrations", "migration list"),
    ("migrate-status", "migration status"),
    ("status", "migration status"),
    ("version", "migration status"),
    ("migrate-redo", "migration redo"),
    ("migrate-up", "migrate"),
    ("migrate-run", "migrate"),
    ("migrate-down", "rollback"),
    ("migrate-revert", "rollback"),
    ("revert", "rollback"),
    ("undo", "rollback"),
    ("up", "migrate"),
    ("down", "rollback"),
    ("new", "migration new NAME"),
    ("generate-migration", "migration new NAME"),
    ("generate", "migration new NAME"),
    ("console", "connect"),
    ("psql", "connect"),
    ("shell", "connect"),
    ("sql", "connect -c SQL"),
    ("query", "connect -c SQL"),
    ("exec", "connect -c SQL"),
    ("execute", "connect -c SQL"),
    ("tables", "connect -c '\\d'"),
    ("check", "doctor"),
    ("diagnose", "doctor"),
    ("ping", "doctor"),
    ("ps", "sessions"),
    ("kill", "sessions kill"),
    ("kill-all", "sessions kill --all"),
    ("killall", "sessions kill --all"),
    ("cancel", "sessions cancel"),
    ("update-cognito-user-ids", "user sync"),
    ("update-sg-rule", "sg-allow-my-ip"),
    ("start", "server start"),
    ("stop", "server stop"),
    ("restart", "server stop && cruddur-db server start"),
];

/// Commands that destroy or replace data. A word has to be one slip away from them.
const DESTRUCTIVE: [&str; 5] = ["setup", "drop", "restore", "rollback", "rds-delete"];

/// The commands that are meant by this word: another tool's word for one, or the name of one below
/// another (`logs`).
pub(super) fn meant(word: &str, program: &Command) -> Vec<String> {
    if let Some(other) = other_word(word, program) {
        return vec![other];
    }
    visible(program)
        .filter(|it| it.find_subcommand(word).is_some())
        .map(|it| format!("{} {word}", it.get_name()))
        .collect()
}

/// Whether a command that is written alike may be suggested for this word.
pub(super) fn is_near(word: &str, name: &str) -> bool {
    !DESTRUCTIVE.contains(&name) || distance(word, name) <= 1
}

pub fn near_subcommand(word: &str, command: &Command) -> Option<String> {
    nearest(word, visible(command).map(Command::get_name)).map(str::to_owned)
}

pub(super) fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help")
}

/// What statements begin with that people type.
const STATEMENTS: [&str; 18] = [
    "alter", "analyze", "call", "create", "delete", "drop", "explain", "grant", "insert", "revoke",
    "select", "set", "show", "table", "truncate", "update", "vacuum", "with",
];

pub fn is_statement(word: &str) -> bool {
    let mut words = word.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    STATEMENTS.contains(&first.as_str()) && words.next().is_some()
}

/// `bin/db/setup`, `db-setup`, `db:setup` are setup; `db:schema:load` is schema-load.
fn other_word(word: &str, program: &Command) -> Option<String> {
    if is_statement(word) {
        return Some("connect -c SQL".to_owned());
    }
    // A line in quotes.
    let line: Vec<&str> = word.split_whitespace().collect();
    if line.len() > 1 || line.first().is_some_and(|only| *only != word) {
        let own = program.find_subcommand(line[0]).map(|_| line.join(" "));
        return own.or_else(|| other_word(&line.join("-"), program));
    }
    let word = word.trim_start_matches("./").to_lowercase();
    let word = word.rsplit_once("bin/").map_or(word.as_str(), |(_, name)| name);
    let word = word.trim_end_matches(".sh").trim_end_matches(".py").replace([':', '/', '_'], "-");
    let short = ["db-", "pg-", "database-", "rds-", "cognito-"]
        .iter()
        .find_map(|start| word.strip_prefix(start));
    [Some(word.as_str()), short].into_iter().flatten().find_map(|word| {
        let other = OTHER_WORDS.iter().find(|(name, _)| *name == word).map(|(_, meant)| *meant);
        let own = || program.find_subcommand(word).map(Command::get_name);
        other.or_else(own).map(str::to_owned)
    })
}
