//! Connection strings with a password where none belongs. Messages quote what they refuse, so such
//! an argument is refused before anything reads it.

use std::ffi::OsString;

use clap::{Arg, Command};

use crate::error::{Error, Result};
use crate::model::{check_name, connection_string};

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
    let found = own(&args, &program).map(value).find(|value| is_secret_url(value));
    match found {
        Some(page) if is_page(page) => {
            Err(Error::usage("a URL with a password is given where none belongs"))
        }
        Some(_) => {
            Err(Error::usage("a connection string with a password is given where none belongs")
                .with_hint("it follows --url"))
        }
        None => Ok(()),
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
            return Some(match option.get_long() {
                Some("url") => "",
                Some("set") => assigned(word),
                _ => word,
            });
        }
        let runs = |is_it: fn(&Arg) -> bool| command.get_positionals().any(is_it);
        if word == "--" {
            ended = runs(Arg::is_last_set) || runs(Arg::is_trailing_var_arg_set);
        } else if word.starts_with('-') {
            if word.starts_with("--url=") {
                return Some("");
            }
            if let Some(value) = word.strip_prefix("--set=") {
                return Some(assigned(value));
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

/// The value of `--set`, unless it is NAME=VALUE, where a password belongs.
fn assigned(text: &str) -> &str {
    match text.split_once('=') {
        Some((name, _)) if !name.contains("://") => "",
        _ => text,
    }
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

/// Whether it is a connection string or a URL with a password, also where it cannot be read.
fn is_secret_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return is_keywords(text) };
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.:".contains(c);
    // An @ belongs to the password where it is not encoded. A page may have one in its path, and a
    // message behind its URL.
    let ends = |c: char| {
        is_page(text) && "/?#".contains(c) || !scheme.starts_with("postgres") && c.is_whitespace()
    };
    let end = rest.find(ends).unwrap_or(rest.len());
    let user = rest[..end].rsplit_once('@').map_or("", |(user, _)| user);
    let is_parameter = !is_page(text) && rest.contains("password=");
    scheme.chars().all(is_scheme) && (user.contains(':') || is_parameter)
}

/// Whether it is of the kind `host=h password=pw`.
fn is_keywords(text: &str) -> bool {
    let is_password = |name: &str| name.ends_with("password");
    if let Ok(all) = connection_string::parse(text) {
        return all.len() > 1 && all.keys().any(|name| is_password(name));
    }
    // Where a value is not quoted; a message may have such a word, too.
    let names = text.split_whitespace().filter_map(|word| Some(word.split_once('=')?.0));
    let names: Vec<&str> = names.filter(|name| check_name(name).is_ok()).collect();
    let is_message = names.len() == 1 && text.contains(char::is_whitespace);
    !is_message && names.into_iter().any(is_password)
}

fn is_page(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn is_refused(line: &str) -> bool {
        let line = line.replace("URL", "postgres://me:pw@h/d");
        let args: Vec<_> = line.split(' ').map(|word| word.replace('~', " ").into()).collect();
        refuse(&args, Cli::command).is_err()
    }

    #[test]
    fn a_password_is_refused_where_none_belongs() {
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
            "x setup host=h~password=p~w",
            "x setup postgres://me:p~w@h/d",
            "x setup password='pw",
            "x setup host=h~sslpassword=pw",
            "x setup http://me:pw@h/d",
            "x seed --set URL",
            "x seed --set=URL",
            "x activity create https://me:p@w@h:1/d@x",
        ] {
            assert!(is_refused(line), "{line}");
        }
    }

    #[test]
    fn a_password_may_stand_where_it_belongs() {
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
            "x seed --set password=p~w",
            "x seed --set=a=URL",
            "x connect -c update~u~set~password='pw',a=1",
            "x activity create ann user~and~password=?",
            "x activity create ann http://me@h/a:b@c",
            "x connect -c select~'URL'",
            "x setup postgres://me@h/d",
            "x activity create ann http://h:1/@b",
            "x activity create ann https://example.com:~nice,~@bob",
            "x activity create ann http://localhost:3000~works~@bob",
            "x activity create ann note://x:~hi~@bob",
            "x activity create ann -m password=?~I~forgot~my~password",
            "x activity create ann -m user~=~ann~forgot~the~password",
            "x migration new password",
            "x sessions --user password",
            "x --env password wait",
        ] {
            assert!(!is_refused(line), "{line}");
        }
    }
}
