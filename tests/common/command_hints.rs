//! The commands that messages hint at: between backticks, as a shell takes them.

use std::path::Path;
use std::process::{Command, Stdio};

use clap::CommandFactory;
use cruddur_db::cli::Cli;

use super::{Outcome, Postgres, Run, Sandbox};

/// The commands in a text, each without its backticks.
pub fn hinted_commands(text: &str) -> Vec<String> {
    let parts = text.split("`cruddur-db ").skip(1);
    let commands = parts.filter_map(|part| Some(part.split_once('`')?.0));
    commands.map(|command| format!("cruddur-db {command}")).collect()
}

/// Runs a line as a user would who has the password in PGPASSWORD.
pub fn paste(sandbox: &Sandbox, line: &str) -> Run {
    let program = Path::new(env!("CARGO_BIN_EXE_cruddur-db")).parent().unwrap();
    let path = sandbox.environment()["PATH".as_ref() as &std::ffi::OsStr].to_str().unwrap();
    let child = Command::new("sh")
        .args(["-c", line])
        .env_clear()
        .envs(sandbox.environment())
        .env("PATH", format!("{}:{path}", program.display()))
        .env("PGPASSWORD", Postgres::shared().password())
        .current_dir(sandbox.work())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    sandbox.finished(child.outcome())
}

/// Asserts of every run of the program in any test that the commands it hints at can be run.
#[track_caller]
pub fn check(text: &str) {
    for command in hinted_commands(text) {
        let words = words(&command);
        if let Err(error) = Cli::command().try_get_matches_from(&words) {
            panic!("{command} is hinted at, and is no command: {error}\n{text}");
        }
    }
}

/// The words of a line, apart as a shell does.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\'' => quoted = !quoted,
            '\\' if !quoted => words.last_mut().unwrap().extend(characters.next()),
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().unwrap().push(other),
        }
    }
    words
}
