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
    /// Whether a command, by its words, takes an option, by its id.
    pub takes: Option<fn(&[&str], &str) -> bool>,
}

static GIVEN: OnceLock<Given> = OnceLock::new();

/// The environment that a bare word named.
static ENVIRONMENT: OnceLock<String> = OnceLock::new();

/// Remembers what the command line said. Once in a process, at its beginning.
pub fn remember(given: Given) {
    let _ = GIVEN.set(given);
}

/// Remembers the environment that was named in another way than by `--env`.
pub fn remember_environment(name: &str) {
    let _ = ENVIRONMENT.set(name.to_owned());
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

impl CommandHint {
    /// For this environment, whatever was given.
    pub fn of(mut self, environment: impl fmt::Display) -> Self {
        self.environment = Some(environment.to_string());
        self
    }

    fn write(&self, given: &Given, word: Option<&str>) -> String {
        let words: Vec<&str> = self.line.split(' ').collect();
        let takes = |id: &str| given.takes.is_some_and(|takes| takes(&words, id));
        let mut text = format!("`cruddur-db {}", self.line);
        let is_named = given.options.iter().any(|(id, _)| id == "env");
        let word = word.filter(|_| !is_named && takes("env"));
        if let Some(name) = self.environment.as_deref().or(word) {
            text.push_str(&format!(" --env {}", quoted(name)));
        }
        let own = |id: &String| id == "env" && self.environment.is_some();
        for (_, option) in given.options.iter().filter(|(id, _)| takes(id) && !own(id)) {
            text.push_str(&format!(" {option}"));
        }
        text.push('`');
        if given.password && takes("url") {
            text.push_str(" (with the password in PGPASSWORD)");
        }
        text
    }
}

impl fmt::Display for CommandHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nothing = Given::default();
        let given = GIVEN.get().unwrap_or(&nothing);
        f.write_str(&self.write(given, ENVIRONMENT.get().map(String::as_str)))
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
            takes: Some(|words, id| words[0] != "server" && (id != "dir" || words[0] == "migrate")),
        }
    }

    #[test]
    fn what_was_given_goes_on() {
        let write = |hint: CommandHint| hint.write(&given(), Some("stage"));
        assert_eq!(
            write(command("create")),
            "`cruddur-db create --env stage --url 'postgresql://me@host/db?a=b'` (with the password \
             in PGPASSWORD)"
        );
        assert!(write(command("migrate --to 3")).contains("--to 3 --env stage --url "));
        assert!(write(command("migrate")).contains(" --dir x`"));
        assert!(
            write(command("create").of("prod")).starts_with("`cruddur-db create --env prod --url")
        );
        assert_eq!(write(command("server logs")), "`cruddur-db server logs`");
        assert_eq!(command("server logs").to_string(), "`cruddur-db server logs`");
    }

    #[test]
    fn a_shell_takes_words_as_they_are() {
        assert_eq!(quoted("db/migrations"), "db/migrations");
        assert_eq!(quoted("it's here"), "'it'\\''s here'");
        assert_eq!(quoted(""), "''");
    }
}
