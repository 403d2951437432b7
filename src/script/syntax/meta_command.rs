//! psql's commands: which of them a load supports, ignores, or refuses.

use super::connect_arguments::{self, Connect};
use crate::error::{Error, Result};
use crate::script::syntax::arguments::{Arguments, as_known};
use crate::script::syntax::characters::is_space;
use crate::script::syntax::variables::Variables;

/// Output to it is discarded; commands that write files may name it.
const NOWHERE: &str = "/dev/null";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `\i` and `\ir`.
    Include {
        path: String,
        relative: bool,
    },
    /// `\copy`, with the rest of its line.
    Copy(String),
    Set {
        name: String,
        value: String,
    },
    Unset(String),
    Echo(String),
    If(String),
    Elif(String),
    Else,
    EndIf,
    Encoding(String),
    /// `\g` and variants: run what has been read so far.
    Send,
    /// `\gset` with its prefix: run it and keep the row's values as variables.
    Store(String),
    /// `\r`: discard what has been read so far.
    Forget,
    Restrict(String),
    Unrestrict(String),
    Connect(Connect),
    ChangeDirectory(String),
    Quit,
    /// It only displays something.
    Nothing,
}

/// The extent of the command at the beginning of the text: up to the backslash that
/// begins the next one, or to the end of the line. `None` if the text is too short to tell.
pub fn extent(text: &[u8]) -> Option<usize> {
    let newline = || memchr::memchr(b'\n', text);
    let name = text.iter().position(|byte| is_space(*byte) || *byte == b'\\')?;
    let known = str::from_utf8(&text[..name]).map(as_known);
    if known.is_ok_and(|known| TO_THE_END.contains(&known)) {
        return newline();
    }
    let mut at = name;
    loop {
        match text.get(at)? {
            b'\n' => return Some(at),
            b'\\' => return (at + 1 < text.len()).then_some(at + 2),
            b'\'' => {
                at += 1;
                while *text.get(at)? != b'\'' {
                    match text[at] {
                        b'\n' => return Some(at),
                        b'\\' if text.get(at + 1).is_some_and(|byte| *byte != b'\n') => at += 2,
                        _ => at += 1,
                    }
                }
                at += 1;
            }
            quote @ (b'"' | b'`') => match memchr::memchr2(*quote, b'\n', &text[at + 1..])? {
                length if text[at + 1 + length] == b'\n' => return Some(at + 1 + length),
                length => at += length + 2,
            },
            _ => at += 1,
        }
    }
}

/// Commands that take the rest of their line unchanged.
const TO_THE_END: [&str; 8] = ["copy", "!", "help", "h", "ef", "ev", "sf", "sv"];

/// Reads the command that the line begins with. Returns it and how much of the line it took.
///
/// Errors: an unknown command, one that a load refuses, and arguments that cannot be read.
pub fn parse(line: &str, variables: &Variables) -> Result<(Command, usize)> {
    let mut arguments = Arguments::new(line, Some(variables));
    let name = arguments.name();
    let command = command(name, &mut arguments)?;
    Ok((command, arguments.finish()))
}

/// Reads a command in a branch of `\if` that is not taken: only `\if` and related commands act
/// there.
pub fn parse_inactive(line: &str) -> (Command, usize) {
    let mut arguments = Arguments::new(line, None);
    let command = match arguments.name() {
        "if" => Command::If(String::new()),
        // Whether it is evaluated depends on the branches before; see the loader.
        "elif" => return (Command::Elif(String::new()), arguments.finish()),
        "else" => Command::Else,
        "endif" => Command::EndIf,
        name => {
            if TO_THE_END.contains(&name) {
                arguments.whole_line();
            }
            Command::Nothing
        }
    };
    (command, arguments.finish())
}

fn command(name: &str, arguments: &mut Arguments<'_>) -> Result<Command> {
    Ok(match name {
        "i" | "include" => include(name, arguments, false)?,
        "ir" | "include_relative" => include(name, arguments, true)?,
        "copy" => Command::Copy(arguments.whole_line().to_owned()),
        "set" => match arguments.next_argument()? {
            Some(name) => Command::Set { name, value: arguments.all()?.concat() },
            None => Command::Nothing,
        },
        "unset" => Command::Unset(needed(name, arguments)?),
        "echo" | "qecho" | "warn" => {
            let mut words = arguments.all()?;
            if words.first().is_some_and(|word| word == "-n") {
                words.remove(0);
            }
            Command::Echo(words.join(" "))
        }
        "if" => Command::If(arguments.all()?.join(" ")),
        "elif" => Command::Elif(arguments.all()?.join(" ")),
        "else" => Command::Else,
        "endif" => Command::EndIf,
        "encoding" => match arguments.next_argument()? {
            Some(name) => Command::Encoding(name),
            None => Command::Nothing,
        },
        "g" | "gx" => send(name, arguments)?,
        "crosstabview" => Command::Send,
        "gset" => Command::Store(arguments.next_argument()?.unwrap_or_default()),
        "gdesc" | "r" | "reset" => Command::Forget,
        "restrict" => Command::Restrict(needed(name, arguments)?),
        "unrestrict" => Command::Unrestrict(needed(name, arguments)?),
        "c" | "connect" => Command::Connect(connect_arguments::parse(&arguments.all()?)),
        // Without an argument, home.
        "cd" => {
            Command::ChangeDirectory(arguments.next_argument()?.unwrap_or_else(|| "~".to_owned()))
        }
        "q" | "quit" => Command::Quit,
        "o" | "out" if arguments.next_argument()?.is_none_or(|path| path == NOWHERE) => {
            Command::Nothing
        }
        _ if only_shows(name) => Command::Nothing,
        _ => return Err(refusal(name).unwrap_or_else(|| invalid(name))),
    })
}

/// Whether psql has a command of this name. Of those that begin with a d, any is taken for one.
pub fn is_command_of_psql(name: &str) -> bool {
    refusal(name).is_some() || command(name, &mut Arguments::new("x", None)).is_ok()
}

fn include(name: &str, arguments: &mut Arguments<'_>, relative: bool) -> Result<Command> {
    let path = needed(name, arguments)?;
    Ok(Command::Include { path, relative })
}

fn needed(name: &str, arguments: &mut Arguments<'_>) -> Result<String> {
    let missing = || Error::failed(format!("\\{name} needs an argument"));
    arguments.next_argument()?.filter(|argument| !argument.is_empty()).ok_or_else(missing)
}

/// `\g` and `\gx` with options in parentheses, which only affect printing, and a target.
fn send(name: &str, arguments: &mut Arguments<'_>) -> Result<Command> {
    let mut options = false;
    for argument in arguments.all()? {
        options |= argument.starts_with('(');
        if !options && argument != NOWHERE {
            return Err(Error::failed(format!("\\{name} with a target: a load writes no files")));
        }
        options &= !argument.ends_with(')');
    }
    Ok(Command::Send)
}

/// Commands that show something or set how it is shown.
fn only_shows(name: &str) -> bool {
    let name = if name == "x" { name } else { name.trim_end_matches(['+', 'S', 'x']) };
    matches!(
        name,
        "a" | "C"
            | "conninfo"
            | "copyright"
            | "errverbose"
            | "f"
            | "h"
            | "help"
            | "H"
            | "html"
            | "?"
            | "l"
            | "list"
            | "lo_list"
            | "p"
            | "print"
            | "pset"
            | "setenv"
            | "sf"
            | "sv"
            | "t"
            | "T"
            | "timing"
            | "x"
            | "z"
    ) || name.starts_with('d')
}

fn invalid(name: &str) -> Error {
    Error::failed(format!("invalid command \\{name}"))
        .with_hint("a backslash outside quotes begins a command; in COPY data it would be data")
}

/// Why a load does not run a command of psql, if so.
fn refusal(name: &str) -> Option<Error> {
    let (why, hint) = match name {
        "!" => ("runs a shell command, and files may not run programs", None),
        "o" | "out" | "w" | "write" | "s" | "lo_export" => {
            ("writes a file, and a load writes none", None)
        }
        "e" | "edit" | "ef" | "ev" | "prompt" | "password" => {
            ("needs an interactive terminal", None)
        }
        "getenv" => ("reads the environment", Some("pass the value with --set NAME=VALUE")),
        "gexec" => {
            ("runs what a query returns", Some("a DO block with EXECUTE does the same in SQL"))
        }
        "watch" => ("repeats forever", None),
        "lo_import" | "lo_unlink" => ("works on large objects through psql", None),
        "bind" | "parse" | "bind_named" | "close" | "close_prepared" | "startpipeline"
        | "endpipeline" | "sendpipeline" | "syncpipeline" | "flush" | "flushrequest"
        | "getresults" => ("controls psql's protocol", None),
        _ => return None,
    };
    let error = Error::failed(format!("\\{name} is refused: it {why}"));
    Some(match hint {
        Some(hint) => error.with_hint(hint),
        None => error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Command {
        parse(line, &Variables::default()).unwrap().0
    }

    #[test]
    fn commands_are_read() {
        let include = |path: &str, relative| Command::Include { path: path.to_owned(), relative };
        assert_eq!(parsed("i a.sql;"), include("a.sql", false));
        assert_eq!(parsed("ir 'a b.sql'"), include("a b.sql", true));
        assert_eq!(
            parsed("set a 'b c' d"),
            Command::Set { name: "a".to_owned(), value: "b cd".to_owned() }
        );
        assert_eq!(parsed("COPY t to"), Command::Copy("t to".to_owned()));
        assert_eq!(extent(b"Copy t from 'x' \\ y\n"), Some(19));
        assert_eq!(parsed("cd"), Command::ChangeDirectory("~".to_owned()));
        assert_eq!(parsed("copy t from 'x\\y' csv"), Command::Copy("t from 'x\\y' csv".to_owned()));
        assert_eq!(
            parsed("connect -reuse-previous=on \"dbname='a b'\""),
            Command::Connect(Connect { database: Some("a b".to_owned()), ..Connect::default() })
        );
        let tab = Connect { database: Some("x".to_owned()), ..Connect::default() };
        assert_eq!(parsed("c\tx"), Command::Connect(tab));
        assert_eq!(parsed("g (format=csv footer=off)"), Command::Send);
        assert_eq!(parsed("dt+ public.*"), Command::Nothing);
        assert_eq!(parsed("o"), Command::Nothing);
        assert_eq!(parsed("x"), Command::Nothing);
        assert_eq!(parsed("o /dev/null"), Command::Nothing);
        assert_eq!(parsed("g /dev/null"), Command::Send);
    }

    #[test]
    fn what_is_refused_says_why() {
        for line in
            ["! ls", "o x", "g x", "gexec", "foo", "i", "e", "set a `ls`", "", "\\ a", "ECHO x"]
        {
            assert!(parse(line, &Variables::default()).is_err(), "{line}");
        }
    }
}
