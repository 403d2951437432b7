//! Options and words that a command does not take, and what is written instead.

use clap::error::ErrorKind;

use super::{Refused, words};
use crate::hint;

/// Why the managed server has no `--listen`.
const NO_LISTEN: &str = "the managed server listens on 127.0.0.1 only, where containers cannot \
                         reach it: run Postgres as a service of their compose file";

const OWN_PORT: &str = "the managed server takes a free port, and keeps it: cruddur-db server \
                        status shows it";

/// Other tools' options for the file, which has none here.
const FILE_OPTIONS: [&str; 8] =
    ["-o", "--out", "--output", "--outfile", "-f", "--file", "--input", "-i"];

impl Refused<'_> {
    /// For an option or a word that the command does not take.
    pub(super) fn argument_tip(&self, found: &str) -> Option<String> {
        if let Some(near) = self.near_subcommand() {
            return Some(near);
        }
        if let Some(name) = found.strip_prefix("--")
            && self.is_environment(name)
        {
            return Some(self.did_you_mean(&format!("--env {name}")));
        }
        match found {
            "--force" => self.instead_of_force(),
            "--timeout" if self.path == ["wait"] => {
                Some("cruddur-db wait --wait=SECONDS sets how long it waits".to_owned())
            }
            "--port" | "-p" if self.path.first() == Some(&"server") => Some(OWN_PORT.to_owned()),
            "--listen" if self.path.first() == Some(&"server") => Some(NO_LISTEN.to_owned()),
            _ if FILE_OPTIONS.contains(&found) && self.takes_a_file() => Some(self.without(found)),
            _ if found.starts_with('-') => self.as_value().or_else(|| self.after_dashes()),
            word if self.path == ["connect"] && words::is_statement(word) => {
                Some("-c runs SQL: cruddur-db connect ENV -c SQL".to_owned())
            }
            word if self.at > 0 && self.args[self.at - 1] == "--wait" => {
                Some(self.joined(&format!("--wait={}", hint::quoted(word))))
            }
            word => self.word_tip(word),
        }
    }

    fn word_tip(&self, word: &str) -> Option<String> {
        if self.is_environment(word) {
            if !self.has("word") {
                return Some(self.did_you_mean(&format!("--env {word}")));
            }
            let mut others = self.args.iter().filter(|it| *it != word && self.is_environment(it));
            let other = others.next_back()?;
            return Some(format!("a command works on one environment: {other} or {word}"));
        }
        None
    }

    /// `sessions kil --all`: the slip comes before what is refused.
    fn near_subcommand(&self) -> Option<String> {
        let word = self.stray.filter(|word| !self.is_environment(word))?;
        let near = words::near_subcommand(word, self.command)?;
        Some(format!("did you mean: cruddur-db {} {near}", self.path.join(" ")))
    }

    fn has(&self, id: &str) -> bool {
        self.command.get_arguments().any(|arg| arg.get_id() == id)
    }

    fn instead_of_force(&self) -> Option<String> {
        match (self.has("confirm"), self.has("yes")) {
            (true, _) => Some("--confirm NAME confirms, where a name is asked for".to_owned()),
            (_, true) => Some("--yes answers the question".to_owned()),
            _ => None,
        }
    }

    fn takes_a_file(&self) -> bool {
        let mut names = self.command.get_positionals().filter_map(|arg| arg.get_value_names());
        names.any(|names| names.iter().any(|name| *name == "FILE"))
    }

    /// `dump -o x.sql` is `dump x.sql`.
    fn without(&self, option: &str) -> String {
        let value = self.args.get(self.at).and_then(|arg| arg.strip_prefix(option));
        let value = value.map(|value| value.trim_start_matches('=')).unwrap_or_default();
        self.did_you_mean(&match value {
            "" => String::new(),
            value => hint::quoted(value),
        })
    }

    /// Where the arguments of another program follow.
    fn after_dashes(&self) -> Option<String> {
        let last = self.command.get_positionals().find(|arg| arg.is_last_set())?;
        let of = last.get_value_names()?.first()?.to_lowercase();
        let option = self.line.get(self.at)?;
        Some(format!("{of} follow --: {}", self.changed(&format!("-- {option}"))))
    }

    /// A value that begins with a dash, behind an option that takes one: `-c -1`.
    fn as_value(&self) -> Option<String> {
        let before = self.args.get(self.at.checked_sub(1)?)?;
        let is_it = |arg: &&clap::Arg| {
            let long = arg.get_long().map(|long| format!("--{long}"));
            let short = arg.get_short().map(|short| format!("-{short}"));
            let is_named = [long, short].iter().flatten().any(|name| name == before);
            arg.get_action().takes_values() && is_named
        };
        let long = self.command.get_arguments().find(is_it)?.get_long()?;
        // Not where it is no value either.
        let option = format!("--{long}={}", self.args[self.at]);
        let tried = self.command.clone().try_get_matches_from(["", &option]);
        let refused = [ErrorKind::ValueValidation, ErrorKind::InvalidValue];
        if tried.is_err_and(|error| refused.contains(&error.kind())) {
            return None;
        }
        Some(self.joined(&format!("--{long}={}", self.line.get(self.at)?)))
    }

    /// The line with this instead of the word that is refused and the one before it.
    fn joined(&self, instead: &str) -> String {
        let mut line = self.line.to_vec();
        line.remove(self.at);
        if let Some(word) = self.at.checked_sub(1).and_then(|at| line.get_mut(at)) {
            instead.clone_into(word);
        }
        format!("did you mean: {}", hint::written(&line, false))
    }

    fn did_you_mean(&self, instead: &str) -> String {
        format!("did you mean: {}", self.changed(instead))
    }

    /// The line with this instead of the word that is refused.
    fn changed(&self, instead: &str) -> String {
        let mut line = self.line.to_vec();
        if let Some(word) = line.get_mut(self.at) {
            instead.clone_into(word);
        }
        hint::written(&line, false)
    }
}
