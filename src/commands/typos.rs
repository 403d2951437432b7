//! Suggestions for commands and options that do not exist: typing errors, the scripts' names and
//! other tools' words.

mod options;
mod words;

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, FromArgMatches};

pub use self::words::{is_statement, near_subcommand};
use crate::args::GlobalArgs;
use crate::config::Config;
use crate::hint;
use crate::model::distance;

/// So many names of commands fit a line or two.
const A_LINE: usize = 20;

struct Refused<'a> {
    /// The command that its words lead to, and these words.
    command: &'a Command,
    path: Vec<&'a str>,
    /// The first word that is no command.
    stray: Option<&'a str>,
    /// The words as they may be shown, without the program's name.
    line: &'a [String],
    args: &'a [String],
    /// Where the word is that is refused.
    at: usize,
    environments: Vec<String>,
}

/// Gives an error of clap the tip that fits, if there is one. `line` is the command line as it may
/// be shown, a word an argument; `program` has been built.
pub fn with_tip(
    mut error: clap::Error,
    args: &[OsString],
    line: &[String],
    program: &Command,
) -> clap::Error {
    let found = match error.kind() {
        ErrorKind::InvalidSubcommand => error.get(ContextKind::InvalidSubcommand),
        ErrorKind::UnknownArgument => error.get(ContextKind::InvalidArg),
        ErrorKind::MissingSubcommand => return without_all_names(error),
        ErrorKind::InvalidValue => return with_csv(error, args, program),
        _ => return error,
    };
    let Some(ContextValue::String(found)) = found.cloned() else { return error };
    let args: Vec<String> =
        args.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let (command, path, stray) = place(&args, program);
    let environments = environments(program, &args);
    let is_short = found.starts_with('-') && found.len() == 2;
    let is_found = |arg: &String| {
        let rest = arg.strip_prefix(&found);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('=') || is_short)
    };
    let Some(at) = args.iter().position(is_found) else { return error };
    let refused = Refused { command, path, stray, line, args: &args, at, environments };
    let tip = match error.kind() {
        ErrorKind::InvalidSubcommand => refused.command_tip(&found, program),
        _ => refused.argument_tip(&found),
    };
    if error.kind() == ErrorKind::UnknownArgument {
        // Clap's shows the option that it takes for the one that is meant, as if it were required.
        error.insert(ContextKind::Usage, ContextValue::StyledStr(command.clone().render_usage()));
    }
    remove_dashes(&mut error);
    keep_near(&mut error, &found);
    if tip.is_some() || found == "--force" {
        error.remove(ContextKind::SuggestedSubcommand);
        error.remove(ContextKind::SuggestedArg);
    }
    if let Some(tip) = tip {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

/// Of all commands the names alone are half a screen, and do not say what they are for.
fn without_all_names(mut error: clap::Error) -> clap::Error {
    if let Some(ContextValue::Strings(names)) = error.get(ContextKind::ValidSubcommand)
        && names.len() > A_LINE
    {
        error.remove(ContextKind::ValidSubcommand);
        let tip = "cruddur-db -h lists the commands".into();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    error
}

/// CSV is an option of those commands that have it.
fn with_csv(mut error: clap::Error, args: &[OsString], program: &Command) -> clap::Error {
    let is = |kind, value: &str| matches!(error.get(kind), Some(ContextValue::String(it)) if it.starts_with(value));
    let args: Vec<String> =
        args.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let has_csv = place(&args, program).0.get_arguments().any(|arg| arg.get_id() == "csv");
    if has_csv && is(ContextKind::InvalidArg, "--format") && is(ContextKind::InvalidValue, "csv") {
        let tip = "--csv does that".into();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    error
}

/// Removes clap's tip that passes a slip on as a value: "use '-- --prod'".
fn remove_dashes(error: &mut clap::Error) {
    if let Some(ContextValue::StyledStrs(tips)) = error.remove(ContextKind::Suggested) {
        let is_other = |tip: &StyledStr| !tip.to_string().starts_with("to pass ");
        let tips: Vec<StyledStr> = tips.into_iter().filter(is_other).collect();
        if !tips.is_empty() {
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
        }
    }
}

/// Keeps the commands written alike that may be suggested.
fn keep_near(error: &mut clap::Error, word: &str) {
    if let Some(ContextValue::Strings(mut names)) = error.remove(ContextKind::SuggestedSubcommand) {
        names.retain(|name| words::is_near(word, name));
        names.sort_by_key(|name| distance(word, name));
        if !names.is_empty() {
            error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(names));
        }
    }
}

impl Refused<'_> {
    fn is_environment(&self, word: &str) -> bool {
        self.environments.iter().any(|it| it == word)
    }

    /// For a word that should have been a command.
    fn command_tip(&self, word: &str, program: &Command) -> Option<String> {
        if self.is_environment(word) {
            return Some(self.environment_first(word, program));
        }
        let meant = match self.path.is_empty() {
            true => words::meant(word, program),
            false => {
                let near = near_subcommand(word, self.command);
                near.map(|near| format!("{} {near}", self.path.join(" "))).into_iter().collect()
            }
        };
        let lines: Vec<String> = meant.iter().map(|it| format!("cruddur-db {it}")).collect();
        if lines.is_empty() && !self.path.is_empty() {
            let names: Vec<&str> = words::visible(self.command).map(Command::get_name).collect();
            return Some(format!("{} has: {}", self.path.join(" "), names.join(", ")));
        }
        (!lines.is_empty()).then(|| format!("did you mean: {}", lines.join(", or ")))
    }

    /// `prod connect`: the environment follows the command.
    fn environment_first(&self, word: &str, program: &Command) -> String {
        let mut rest = self.line.to_vec();
        rest.remove(self.at);
        if rest.iter().all(String::is_empty) {
            rest.push("connect".to_owned());
        } else if !rest.iter().any(|word| program.find_subcommand(word).is_some()) {
            // Any command that obeys the options that are there.
            let connect = program.find_subcommand("connect");
            let has = |command: &Command, option: &str| {
                command.get_arguments().any(|arg| arg.get_long() == option.strip_prefix("--"))
            };
            let is_its = |it: &String| {
                it.starts_with("--")
                    && !has(program, it)
                    && connect.is_some_and(|connect| has(connect, it))
            };
            match rest.iter().any(is_its) {
                true => rest.insert(0, "connect".to_owned()),
                false => rest.push("config".to_owned()),
            }
        }
        let (command, path, _) = place(&rest, program);
        let takes_word = command.get_positionals().any(|arg| arg.get_id() == "word");
        let depth = path.len();
        // No option stands among the commands.
        match takes_word && path.iter().zip(&rest).all(|(name, word)| *name == word.as_str()) {
            true => rest.insert(depth, word.to_owned()),
            false => rest.push(format!("--env {word}")),
        }
        format!("the environment follows the command: {}", hint::written(&rest, false))
    }
}

/// The command that the words lead to, its words, and the first word that is no command.
fn place<'a>(
    args: &'a [String],
    program: &'a Command,
) -> (&'a Command, Vec<&'a str>, Option<&'a str>) {
    let (mut command, mut path) = (program, Vec::new());
    for word in args.iter().filter(|word| !word.starts_with('-')) {
        let Some(below) = command.find_subcommand(word) else {
            return (command, path, Some(word));
        };
        command = below;
        path.push(below.get_name());
    }
    (command, path, None)
}

/// The names of the environments, as far as the configuration can be read.
fn environments(program: &Command, args: &[String]) -> Vec<String> {
    let parser = program.clone().ignore_errors(true);
    let line = ["cruddur-db"].into_iter().chain(args.iter().map(String::as_str));
    let matches = parser.try_get_matches_from(line).unwrap_or_default();
    let config = GlobalArgs::from_arg_matches(&matches).ok().and_then(|it| Config::load(it).ok());
    let known = config.map(|config| config.known_environments()).unwrap_or_default();
    known.iter().map(ToString::to_string).collect()
}
