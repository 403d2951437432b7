//! Commands of this program that a message tells the user to run: they can be pasted, and lead to
//! the database that was asked about. There is no other place where they are made.

use std::fmt;
use std::sync::OnceLock;

/// What the command line said of the database and the files, so that a command that is hinted at
/// says it too.
#[derive(Debug, Default)]
pub struct Given {
    /// Options as they are typed, by clap's id: `("dir", "--dir db/migrations")`.
    pub options: Vec<(String, String)>,
    /// A password was in the URL, and is not in the options.
    pub password: bool,
    /// The words of the command line, as a shell takes them; those with secrets are empty.
    pub line: Vec<String>,
    pub waits: bool,
    /// Whether a command, by its words, takes an option, by its id.
    pub takes: Option<fn(&[&str], &str) -> bool>,
}

static GIVEN: OnceLock<Given> = OnceLock::new();

static ENVIRONMENT: OnceLock<String> = OnceLock::new();

static DEFAULT: OnceLock<String> = OnceLock::new();

/// Remembers what the command line said. Once in a process, at its beginning.
pub fn remember(given: Given) {
    let _ = GIVEN.set(given);
}

pub fn remember_environment(name: &str) {
    let _ = ENVIRONMENT.set(name.to_owned());
}

pub fn remember_default(name: &str) {
    let _ = DEFAULT.set(name.to_owned());
}

/// What tries to log in again and again.
pub fn retry() -> String {
    match GIVEN.get().is_none_or(|given| given.waits) {
        true => "--wait".to_owned(),
        false => command("wait").to_string(),
    }
}

/// A command to run: "`cruddur-db migration list --dir db`", with the options that were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandHint {
    line: String,
    environment: Option<String>,
}

/// The command with these words and arguments, as a shell reads them.
pub fn command(line: impl Into<String>) -> CommandHint {
    CommandHint { line: line.into(), environment: None }
}

/// The command that was given, with this option too: "`cruddur-db drop prod --confirm NAME`".
pub fn again(option: &str) -> String {
    changed(|line| add(line, option))
}

/// Adds the option, instead of one of its name or the one that contradicts it (`--no-backup`).
fn add(line: &mut Vec<String>, option: &str) {
    let (name, value) = option.split_once(' ').unwrap_or((option, ""));
    let end = line.iter().position(|word| word == "--").unwrap_or(line.len());
    // What follows its options is another command, with options of its own.
    let runs = line[..end].iter().position(|word| word == "sg-run");
    let opposite = match name.strip_prefix("--no-") {
        Some(rest) => format!("--{rest}"),
        None => name.replacen("--", "--no-", 1),
    };
    let is_it =
        |word: &String| word.split('=').next().is_some_and(|word| word == name || word == opposite);
    let Some(at) = line[..end].iter().position(is_it) else {
        line.insert(runs.map_or(end, |at| at + 1), option.to_owned());
        return;
    };
    if line[at] == name && !value.is_empty() && at + 1 < end {
        line.remove(at + 1);
    }
    option.clone_into(&mut line[at]);
}

/// The command that was given, with other arguments instead of this word.
pub fn with_instead(word: &str, arguments: &str) -> String {
    changed(|line| {
        let is_word = |it: &&mut String| **it == quoted(word);
        match line.iter_mut().find(is_word) {
            Some(place) => arguments.clone_into(place),
            None => line.push(arguments.to_owned()),
        }
    })
}

/// The command that was given, with this word as the value of the option before it: `--wait=5`.
pub fn as_value_of(option: &str, word: &str) -> Option<String> {
    let line = &GIVEN.get()?.line;
    let at = line.windows(2).position(|pair| pair[0] == option && pair[1] == quoted(word))?;
    Some(changed(|line| {
        line.remove(at + 1);
        line[at] = format!("{option}={}", quoted(word));
    }))
}

fn changed(change: impl FnOnce(&mut Vec<String>)) -> String {
    let mut line = GIVEN.get().map(|given| given.line.clone()).unwrap_or_default();
    change(&mut line);
    let password = GIVEN.get().is_some_and(|given| given.password);
    written(&line, password)
}

/// A command line as messages show it; empty words are left out.
pub fn written(line: &[String], password: bool) -> String {
    let words: Vec<&str> = line.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    let after = if password { PASSWORD } else { "" };
    format!("`cruddur-db {}`{after}", words.join(" "))
}

/// What stands behind a command whose password was left out.
const PASSWORD: &str = " (with the password in PGPASSWORD)";

impl CommandHint {
    /// For this environment, whatever was given.
    pub fn of(mut self, environment: impl fmt::Display) -> Self {
        self.environment = Some(environment.to_string());
        self
    }

    fn write(&self, given: &Given, word: Option<&str>, default: Option<&str>) -> String {
        let words: Vec<&str> = self.line.split(' ').collect();
        let takes = |id: &str| given.takes.is_some_and(|takes| takes(&words, id));
        let mut text = format!("`cruddur-db {}", self.line);
        let is_named = given.options.iter().any(|(id, _)| id == "env");
        let word = word.filter(|_| !is_named && takes("env"));
        let named = self.environment.as_deref().or(word);
        // The default needs no name.
        if let Some(name) = named.filter(|name| Some(*name) != default) {
            text.push_str(&format!(" --env {}", quoted(name)));
        }
        for (id, option) in &given.options {
            let name = option.split(['=', ' ']).next().unwrap_or_default();
            let is_own = words.contains(&name) || id == "env" && self.environment.is_some();
            if takes(id) && !is_own {
                text.push_str(&format!(" {option}"));
            }
        }
        text.push('`');
        if given.password && takes("url") {
            text.push_str(PASSWORD);
        }
        text
    }
}

impl fmt::Display for CommandHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nothing = Given::default();
        let given = GIVEN.get().unwrap_or(&nothing);
        let [word, default] = [&ENVIRONMENT, &DEFAULT].map(|it| it.get().map(String::as_str));
        f.write_str(&self.write(given, word, default))
    }
}

impl From<CommandHint> for String {
    fn from(hint: CommandHint) -> Self {
        hint.to_string()
    }
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@=+,%".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> Given {
        let option = |id: &str, text: &str| (id.to_owned(), text.to_owned());
        Given {
            options: vec![
                option("url", "--url 'postgresql://me@host/db?a=b'"),
                option("dir", "--dir x"),
            ],
            password: true,
            line: Vec::new(),
            waits: false,
            takes: Some(|words, id| words[0] != "server" && (id != "dir" || words[0] == "migrate")),
        }
    }

    #[test]
    fn what_was_given_goes_on() {
        let write = |hint: CommandHint| hint.write(&given(), Some("stage"), Some("dev"));
        assert_eq!(
            write(command("create")),
            "`cruddur-db create --env stage --url 'postgresql://me@host/db?a=b'` (with the password \
             in PGPASSWORD)"
        );
        assert!(write(command("migrate --to 3")).contains("--to 3 --env stage --url "));
        assert!(write(command("migrate")).contains(" --dir x`"));
        assert!(!write(command("migrate --dir y")).contains(" --dir x"));
        assert!(
            write(command("create").of("prod")).starts_with("`cruddur-db create --env prod --url")
        );
        assert!(write(command("create").of("dev")).starts_with("`cruddur-db create --url"));
        assert_eq!(write(command("server logs")), "`cruddur-db server logs`");
        assert_eq!(command("server logs").to_string(), "`cruddur-db server logs`");
    }

    #[test]
    fn an_option_is_added_or_replaced() {
        for (line, option, expected) in [
            ("drop prod", "--confirm 'a b'", "drop prod --confirm 'a b'"),
            ("connect -- -c x", "--yes", "connect --yes -- -c x"),
            ("migrate --lock-wait 1s --dir d", "--lock-wait 5m", "migrate --lock-wait 5m --dir d"),
            ("migrate --lock-wait=1s", "--lock-wait 5m", "migrate --lock-wait 5m"),
            ("drop --backup --yes", "--no-backup", "drop --no-backup --yes"),
            ("drop --no-backup", "--backup", "drop --backup"),
            ("dump a.sql --force b", "--force", "dump a.sql --force b"),
            ("--quiet sg-run true -x", "--ip 8.8.8.8", "--quiet sg-run --ip 8.8.8.8 true -x"),
            ("sg-run --ip=1.1.1.1 -- true", "--ip 8.8.8.8", "sg-run --ip 8.8.8.8 -- true"),
        ] {
            let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            add(&mut words, option);
            assert_eq!(words.join(" "), expected);
        }
    }

    #[test]
    fn a_shell_takes_words_as_they_are() {
        assert_eq!(quoted("db/migrations"), "db/migrations");
        assert_eq!(quoted("it's here"), "'it'\\''s here'");
        assert_eq!(quoted(""), "''");
    }
}
