//! The commands with a backslash, as they are written.

use std::time::Duration;

use super::listing::{Listing, listing};
use super::unknown::{in_psql, unknown};
use crate::error::{Error, Result};
use crate::postgres::catalog::Listed;
use crate::script::reading::{Arguments, truth};

pub const HELP: &str = r"\q                      leave (Ctrl-D too)
\d [PATTERN]            list tables, views and sequences; with a pattern, describe them
\dt \dv \dm \ds [PAT]   list tables, views, materialized views, sequences
\di \dE [PATTERN]       list indexes, foreign tables
\dn \du \dx [PATTERN]   list schemas, roles (\dg too), extensions
\df[anptw] [PAT [TYPE]] list functions: aggregates, normal, procedures, triggers, window functions
\l [PATTERN]            list the databases
                        letters add up (\dtv); S adds the server's own; x shows rows as \x does;
                        + shows more (\d+ TABLE, \dt+, \l+)
\sf FUNCTION  \sv VIEW  show how a function or a view is defined
\x [on|off|auto]        show each row as a list of its columns; auto: when it is too wide
\timing [on|off]        show how long each statement takes
\pset pager [on|off|always]  show what is longer than the screen in a pager (PAGER, else less)
\g  \gx                 send the statement again, or without a semicolon; \gx shows it as \x does
\watch [SECONDS] [c=N] [m=ROWS]  send it again and again, up to N times or while it has so many rows
\e                      edit the statement in your editor
\p  \r                  show the last statement; forget what is typed
\i FILE  \ir FILE       run a file of statements, up to the first error; \ir by this file's place
\copy TABLE from FILE   load a file into a table, with the options of COPY
\copy TABLE to FILE     write a table, or a (QUERY), to a file
\echo \qecho \warn TEXT print the text; \warn on standard error
\c [DATABASE]           go to another database of this server
\conninfo               where this is
\?                      this list

Ctrl-C drops the line, or cancels the running statement on the server. Tab completes.
";

#[derive(Debug)]
pub enum Command {
    Leave,
    Help,
    /// What a pattern names; of functions, the patterns of their arguments follow.
    List(Listing, Vec<String>),
    Function(String),
    View(String),
    Expand(Option<String>),
    Timing(Option<String>),
    Pager(Option<String>),
    Send {
        expanded: bool,
    },
    Watch(Watch),
    Edit,
    Print,
    Forget,
    Include {
        path: String,
        relative: bool,
    },
    Copy(String),
    Echo(String),
    Warn(String),
    Connection,
    /// To this database, or where it is.
    Connect(Option<String>),
}

/// How a statement is repeated.
#[derive(Debug, Clone, PartialEq)]
pub struct Watch {
    pub interval: Duration,
    /// At most so many times.
    pub count: Option<u64>,
    /// Only while it returns so many rows.
    pub min_rows: Option<u64>,
}

/// Reads a command and its arguments. `psql`: it is installed.
///
/// Errors: an unknown command, and one that only psql has; arguments.
pub fn read(arguments: &mut Arguments<'_>, psql: bool) -> Result<Command> {
    let name = arguments.name();
    if let Some(listing) = listing(name) {
        let patterns = match listing.what {
            Some(Listed::Functions(_)) => arguments.all()?,
            _ => arguments.next_argument()?.into_iter().collect(),
        };
        return Ok(Command::List(listing, patterns));
    }
    let command = match name {
        "q" | "quit" => Command::Leave,
        "?" => Command::Help,
        "sf" => Command::Function(defined(name, arguments)?),
        "sv" => Command::View(defined(name, arguments)?),
        "x" => Command::Expand(arguments.next_argument()?),
        "timing" => Command::Timing(arguments.next_argument()?),
        "pset" => pset(arguments, psql)?,
        "g" | "gx" => send(name, arguments)?,
        "watch" => Command::Watch(watch(arguments)?),
        "e" | "edit" => Command::Edit,
        "p" | "print" => Command::Print,
        "r" | "reset" => Command::Forget,
        "i" | "include" | "ir" | "include_relative" => {
            let path = arguments.next_argument()?.ok_or_else(|| needs(name, "a file"))?;
            Command::Include { path, relative: name.contains('r') }
        }
        "copy" => Command::Copy(arguments.whole_line().to_owned()),
        "echo" | "qecho" => Command::Echo(text(arguments)?),
        "warn" => Command::Warn(text(arguments)?.trim_end_matches('\n').to_owned()),
        "c" | "connect" => Command::Connect(connect(arguments)?),
        "conninfo" => Command::Connection,
        other => return Err(unknown(other, psql)),
    };
    Ok(command)
}

fn needs(name: &str, what: &str) -> Error {
    Error::failed(format!("\\{name} needs {what}"))
}

/// The name of what is shown, as the server reads it.
fn defined(name: &str, arguments: &mut Arguments<'_>) -> Result<String> {
    let text = arguments.whole_line().trim().trim_end_matches(';');
    let text = Some(text).filter(|text| !text.is_empty()).ok_or_else(|| needs(name, "a name"))?;
    Ok(text.to_owned())
}

fn text(arguments: &mut Arguments<'_>) -> Result<String> {
    let mut words = arguments.all()?;
    let ends = words.first().is_none_or(|word| word != "-n");
    if !ends {
        words.remove(0);
    }
    Ok(words.join(" ") + if ends { "\n" } else { "" })
}

fn send(name: &str, arguments: &mut Arguments<'_>) -> Result<Command> {
    match arguments.next_argument()? {
        None => Ok(Command::Send { expanded: name == "gx" }),
        Some(_) => Err(Error::failed(format!("\\{name} takes no argument in this console"))
            .with_hint("\\copy (QUERY) to FILE writes a file")),
    }
}

fn pset(arguments: &mut Arguments<'_>, psql: bool) -> Result<Command> {
    match arguments.next_argument()?.as_deref() {
        Some("pager") => Ok(Command::Pager(arguments.next_argument()?)),
        Some("expanded" | "x") => Ok(Command::Expand(arguments.next_argument()?)),
        _ => Err(Error::failed("\\pset sets pager and expanded in this console")
            .with_hint(in_psql(psql))),
    }
}

/// `[SECONDS] [i=SECONDS] [c=N] [m=ROWS]`. Source: psql documentation, `\watch`.
fn watch(arguments: &mut Arguments<'_>) -> Result<Watch> {
    let mut watch = Watch { interval: Duration::from_secs(2), count: None, min_rows: None };
    for argument in arguments.all()? {
        let wrong = || {
            Error::failed(format!("\\watch does not take {argument:?}"))
                .with_hint("\\watch [SECONDS] [c=COUNT] [m=ROWS]")
        };
        let number = |text: &str| text.parse().ok().filter(|it| *it > 0).ok_or_else(wrong);
        let (name, value) = argument.split_once('=').unwrap_or(("i", &argument));
        match name {
            "i" | "interval" => {
                let seconds = value.parse().map_err(|_| wrong())?;
                watch.interval = Duration::try_from_secs_f64(seconds).map_err(|_| wrong())?;
            }
            "c" | "count" => watch.count = Some(number(value)?),
            "m" | "min_rows" => watch.min_rows = Some(number(value)?),
            _ => return Err(wrong()),
        }
    }
    Ok(watch)
}

/// The database of `\c`; none where it goes on with this one.
fn connect(arguments: &mut Arguments<'_>) -> Result<Option<String>> {
    let words = arguments.all()?;
    let elsewhere = words.iter().skip(1).any(|word| word != "-")
        || words.first().is_some_and(|word| word.contains('=') || word.contains("://"));
    if elsewhere {
        return Err(Error::failed("\\c goes to another database of this server only")
            .with_hint("leave, and give the other one: cruddur-db connect --url URL"));
    }
    let unquoted = |word: &String| match word.strip_prefix('"') {
        Some(inner) => inner.trim_end_matches('"').replace("\"\"", "\""),
        None => word.clone(),
    };
    Ok(words.first().filter(|word| *word != "-").map(unquoted))
}

/// Whether a word switches something on. Errors: it is neither on nor off.
pub fn switch(name: &str, word: &str) -> Result<bool> {
    truth(word).ok_or_else(|| Error::failed(format!("\\{name} takes on or off, not {word}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::reading::Variables;

    fn parsed(line: &str) -> Result<Command> {
        read(&mut Arguments::new(line, Some(&Variables::default())), true)
    }

    #[test]
    fn watch_takes_what_psql_takes() {
        let watch = |line: &str| match parsed(line) {
            Ok(Command::Watch(watch)) => Some((watch.interval, watch.count, watch.min_rows)),
            _ => None,
        };
        let seconds = Duration::from_secs_f64;
        assert_eq!(watch("watch"), Some((seconds(2.0), None, None)));
        assert_eq!(watch("watch 0.5"), Some((seconds(0.5), None, None)));
        assert_eq!(watch("watch i=1 c=3 m=2"), Some((seconds(1.0), Some(3), Some(2))));
        assert_eq!(watch("watch interval=0 count=1"), Some((seconds(0.0), Some(1), None)));
        for line in ["watch x", "watch c=0", "watch c=x", "watch -1", "watch n=1", "watch 1e99"] {
            assert_eq!(watch(line), None, "{line}");
        }
    }

    #[test]
    fn another_server_is_not_for_connect() {
        let database = |line: &str| match parsed(line) {
            Ok(Command::Connect(database)) => Some(database),
            _ => None,
        };
        assert_eq!(database("c"), Some(None));
        assert_eq!(database("c \"My db\" -"), Some(Some("My db".to_owned())));
        for line in ["c db user", "c - - host", "c dbname=x", "c postgresql://h/x"] {
            assert_eq!(database(line), None, "{line}");
        }
    }
}
