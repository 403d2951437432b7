//! Suggestions for commands and options that do not exist: typing errors, the scripts' names and
//! other tools' words.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::model::nearest;

/// Other words, without what stands before them (`db:`, `bin/db/`), and what does the same here.
const OTHER_WORDS: [(&str, &str); 40] = [
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
    ("ps", "sessions"),
    ("kill", "sessions kill"),
    ("kill-all", "sessions kill --all"),
    ("killall", "sessions kill --all"),
    ("cancel", "sessions cancel"),
    ("update-cognito-user-ids", "user sync"),
    ("update-sg-rule", "sg-allow-my-ip"),
    ("start", "server start"),
];

/// Why the managed server has no `--listen`.
const NO_LISTEN: &str = "the managed server listens on 127.0.0.1 only, where containers cannot \
                         reach it: run Postgres as a service of their compose file";

/// Gives an error of clap the tip that fits, if there is one.
pub fn with_tip(mut error: clap::Error, args: &[OsString], program: &Command) -> clap::Error {
    let (command, path, word) = place(args, program);
    let tip = match error.kind() {
        ErrorKind::InvalidSubcommand if path.is_empty() => {
            word.and_then(|word| meant(&word, program)).map(|meant| tip("cruddur-db", &meant))
        }
        ErrorKind::UnknownArgument => match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::String(arg)) if arg == "--force" => instead_of_force(command),
            Some(ContextValue::String(arg)) if arg == "--listen" && path.starts_with("server") => {
                Some(NO_LISTEN.to_owned())
            }
            Some(ContextValue::String(arg)) if arg == "--timeout" && path == "wait" => {
                Some("cruddur-db wait --wait=SECONDS sets how long it waits".to_owned())
            }
            _ => word
                .filter(|_| command.has_subcommands())
                .and_then(|word| near_subcommand(&word, command))
                .map(|meant| tip(&format!("cruddur-db {path}"), &meant)),
        },
        _ => None,
    };
    let Some(tip) = tip else { return error };
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg] {
        error.remove(kind);
    }
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    error
}

/// The subcommand that is closest to this word.
pub fn near_subcommand(word: &str, command: &Command) -> Option<String> {
    nearest(word, command.get_subcommands().map(Command::get_name)).map(str::to_owned)
}

fn tip(before: &str, meant: &str) -> String {
    format!("did you mean: {before} {meant}")
}

fn instead_of_force(command: &Command) -> Option<String> {
    let has = |name: &str| command.get_arguments().any(|arg| arg.get_id() == name);
    match (has("confirm"), has("yes")) {
        (true, _) => Some("--confirm NAME confirms, where a name is asked for".to_owned()),
        (_, true) => Some("--yes answers the question".to_owned()),
        _ => None,
    }
}

/// The command that the words lead to, its path, and the first word that is no command.
fn place<'a>(args: &[OsString], program: &'a Command) -> (&'a Command, String, Option<String>) {
    let (mut command, mut path) = (program, Vec::new());
    let words = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    for word in words.filter(|word| !word.starts_with('-')) {
        match command.find_subcommand(&*word) {
            Some(below) => {
                command = below;
                path.push(below.get_name());
            }
            None => return (command, path.join(" "), Some(word.into_owned())),
        }
    }
    (command, path.join(" "), None)
}

/// `bin/db/setup`, `db-setup`, `db:setup` are setup; `db:schema:load` is schema-load.
fn meant(word: &str, program: &Command) -> Option<String> {
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
