//! Connection strings with a password where none belongs. Messages quote what they refuse, so such
//! an argument is refused before anything reads it.

use std::ffi::OsString;

use clap::{Arg, Command};

use crate::error::{Error, Result};
use crate::model::connection_string;

/// Errors (usage): an argument that is not `--url`'s, nor another program's, is a connection string
/// with a password.
pub fn refuse(args: &[OsString], program: impl FnOnce() -> Command) -> Result<()> {
    let args: Vec<String> =
        args.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    if !args.iter().any(|arg| is_secret_url(value(arg))) {
        return Ok(());
    }
    let mut program = program();
    program.build();
    match own(&args, &program).any(|arg| is_secret_url(value(arg))) {
        true => {
            Err(Error::usage("a connection string with a password is given where none belongs")
                .with_hint("it follows --url"))
        }
        false => Ok(()),
    }
}

/// The arguments without `--url`'s, and without those of a program that the command runs.
fn own<'a>(args: &'a [String], program: &'a Command) -> impl Iterator<Item = &'a str> {
    let mut command = program;
    let (mut option, mut ended): (Option<&Arg>, bool) = (None, false);
    args.iter().map_while(move |word| {
        if ended {
            return None;
        }
        if let Some(option) = option.take() {
            return Some(if option.get_id() == "url" { "" } else { word });
        }
        let runs = |is_it: fn(&Arg) -> bool| command.get_positionals().any(is_it);
        if word == "--" {
            ended = runs(Arg::is_last_set) || runs(Arg::is_trailing_var_arg_set);
        } else if word.starts_with('-') {
            if word.starts_with("--url=") {
                return Some("");
            }
            option = command.get_arguments().find(|arg| takes_next(arg, word));
        } else if let Some(below) = command.find_subcommand(word) {
            command = below;
        } else {
            ended = runs(Arg::is_trailing_var_arg_set);
        }
        Some(word)
    })
}

/// Whether the option has this name, and its value in the next argument.
fn takes_next(arg: &Arg, word: &str) -> bool {
    let is_long = arg.get_long().is_some_and(|long| word.strip_prefix("--") == Some(long));
    let is_short = arg.get_short().is_some_and(|short| {
        word.strip_prefix('-').is_some_and(|it| it.chars().eq(std::iter::once(short)))
    });
    (is_long || is_short) && arg.get_action().takes_values() && !arg.is_require_equals_set()
}

/// `--env=VALUE`, `-eVALUE`, or the argument itself.
fn value(arg: &str) -> &str {
    match (arg.strip_prefix("--"), arg.strip_prefix('-')) {
        (Some(long), _) => long.split_once('=').map_or("", |(_, value)| value),
        (None, Some(short)) => {
            let mut rest = short.chars();
            rest.next();
            rest.as_str().trim_start_matches('=')
        }
        (None, None) => arg,
    }
}

/// Whether the whole argument is a connection string with a password, also where it cannot be read.
fn is_secret_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        let parameters = connection_string::parse(text).unwrap_or_default();
        return parameters.len() > 1 && parameters.contains_key("password");
    };
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.:".contains(c);
    let is_page = scheme.starts_with("http");
    // An @ belongs to the password where it is not encoded.
    let user = rest.rsplit_once('@').map_or("", |(user, _)| user);
    !is_page && scheme.chars().all(is_scheme) && (user.contains(':') || rest.contains("password="))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn only_what_belongs_there_may_have_a_password() {
        let is_refused = |line: &str| {
            let args: Vec<_> = line.split(' ').map(|word| word.replace('~', " ").into()).collect();
            refuse(&args, Cli::command).is_err()
        };
        let url = "postgres://me:pw@h/d";
        for line in [
            "x setup URL",
            "x URL",
            "x setup --env URL",
            "x setup --env=URL",
            "x setup -eURL",
            "x setup -e URL",
            "x setup --url postgres://h/d URL",
            "x setup --ulr URL",
            "x setup --url= URL",
            "x setup -- URL",
            "x setup --wait URL",
            "x sg-run --ttl URL psql",
            "x sg-run URL",
            "x setup mysql://me:p@w@h/d",
            "x setup postgres://h/d?password=pw",
            "x setup host=h~password=pw",
        ] {
            assert!(is_refused(&line.replace("URL", url)), "{line}");
        }
        for line in [
            "x setup --url URL",
            "x --url URL setup",
            "x setup --url=URL",
            "x connect -- URL",
            "x sg-run psql URL",
            "x sg-run --no-dotenv psql -d URL",
            "x sg-run -- psql URL",
            "x seed --set a=URL",
            "x seed --set password=pw",
            "x connect -c select~'URL'",
            "x setup postgres://me@h/d",
            "x activity create ann http://h:1/@b",
        ] {
            assert!(!is_refused(&line.replace("URL", url)), "{line}");
        }
    }
}
