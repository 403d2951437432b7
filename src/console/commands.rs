//! The backslash commands.

use std::path::Path;

use super::describe::ALL;
use super::session::{Console, DEEPEST, Next};
use crate::error::{Error, Result};
use crate::report::query::Expanded;
use crate::script::Failure;
use crate::script::reading::{
    Arguments, Encoding, FileName, InputCache, Position, Scanner, Statement, Variables, open_data,
    open_path, parse_copy, truth,
};

const HELP: &str = r"\q                     leave (Ctrl-D too)
\d [PATTERN]           list tables, views and sequences; with a pattern, describe them
\dt \dv \dm \ds [PAT]  list tables, views, materialized views, sequences
\l                     list the databases
\x [on|off|auto]       show each row as a list of its columns; auto: when it is too wide
\timing [on|off]       show how long each statement takes
\g  \gx                send the statement again, or without a semicolon; \gx shows it as \x does
\e                     edit the statement in your editor
\p  \r                 show the last statement; forget what is typed
\i FILE                run a file of statements, up to the first error
\copy TABLE from FILE  load a file into a table, with the options of COPY
\echo TEXT             print the text
\conninfo              where this is
\?                     this list

Ctrl-C drops the line, or cancels the running statement on the server. Tab completes.
";

/// A parsed command.
enum Command {
    Leave,
    Help,
    Describe(Option<String>),
    List(&'static [char], String),
    Databases,
    Expand(Option<String>),
    Timing(Option<String>),
    Send { expanded: bool },
    Edit,
    Print,
    Forget,
    Include(String),
    Copy(String),
    Echo(String),
    Connection,
}

impl Console<'_> {
    /// Runs the command that begins here, after its backslash.
    pub(super) async fn command(&mut self, scanner: &mut Scanner) -> Result<Next, Failure> {
        let line = String::from_utf8_lossy(scanner.source().line().await?).into_owned();
        let variables = Variables::default();
        let mut arguments = Arguments::new(&line, Some(&variables));
        let command = read(&mut arguments)?;
        let length = arguments.finish();
        scanner.source().take(length.min(line.len()));
        match command {
            Command::Leave => Ok(Next::Leave),
            Command::Help => self.print(HELP),
            Command::Describe(None) => self.list(ALL, "").await,
            Command::Describe(Some(pattern)) => self.describe(&pattern).await,
            Command::List(kinds, pattern) => self.list(kinds, &pattern).await,
            Command::Databases => self.list_databases().await,
            Command::Expand(word) => self.expand(word.as_deref()),
            Command::Timing(word) => self.time(word.as_deref()),
            Command::Send { expanded } => {
                let statement = self.draft(scanner)?;
                self.send(&statement, expanded).await.map(|()| Next::Go)
            }
            Command::Edit => {
                let statement = self.draft(scanner)?;
                self.edit(statement.text()).await
            }
            Command::Print => {
                let text = format!("{}\n", self.previous.trim());
                self.print(&text)
            }
            Command::Forget => {
                scanner.forget_draft();
                Ok(Next::Go)
            }
            Command::Include(path) => self.include(Path::new(&path)).await,
            Command::Copy(line) => self.copy(&line).await,
            Command::Echo(text) => self.print(&format!("{text}\n")),
            Command::Connection => self.print(&format!("{}\n", self.target)),
        }
    }

    fn print(&self, text: &str) -> Result<Next, Failure> {
        self.screen.text(text)?;
        Ok(Next::Go)
    }

    /// The statement typed so far, else the last one.
    fn draft(&self, scanner: &mut Scanner) -> Result<Statement> {
        let draft = scanner.take_draft()?;
        let file = scanner.source().name().clone();
        Ok(draft.unwrap_or_else(|| Statement::made(self.previous.clone(), file, Position::START)))
    }

    fn expand(&mut self, word: Option<&str>) -> Result<Next, Failure> {
        let width = self.screen.width().unwrap_or(80);
        self.expanded = match (word, self.expanded) {
            (None, Expanded::Always) => Expanded::Never,
            (None, _) => Expanded::Always,
            (Some("auto"), _) => Expanded::Beyond(width),
            (Some(word), _) if switch("x", word)? => Expanded::Always,
            (Some(_), _) => Expanded::Never,
        };
        let state = match self.expanded {
            Expanded::Always => "on",
            Expanded::Never => "off",
            Expanded::Beyond(_) => "used where a table is too wide",
        };
        self.screen.note(&format!("expanded display is {state}"));
        Ok(Next::Go)
    }

    fn time(&mut self, word: Option<&str>) -> Result<Next, Failure> {
        self.timing = word.map_or(Ok(!self.timing), |word| switch("timing", word))?;
        self.screen.note(&format!("timing is {}", if self.timing { "on" } else { "off" }));
        Ok(Next::Go)
    }

    /// Runs a file in this session, up to its first error.
    async fn include(&mut self, path: &Path) -> Result<Next, Failure> {
        if self.depth >= DEEPEST {
            let error = Error::failed(format!("{} is included too deeply", path.display()));
            return Err(error.with_hint("check whether a file includes itself").into());
        }
        let source = open_path(path, &mut InputCache::default(), Encoding::Utf8).await?;
        self.depth += 1;
        let result = self.read(source, false).await;
        self.depth -= 1;
        // \q ends the file, not the console, as in psql.
        result.map(|_| Next::Go)
    }

    async fn copy(&mut self, line: &str) -> Result<Next, Failure> {
        let command = parse_copy(line)?;
        let Some(path) = command.file else {
            let error = Error::failed("\\copy from stdin is not supported in this console");
            return Err(error.with_hint("name a file").into());
        };
        let mut source =
            open_data(Path::new(&path), &mut InputCache::default(), Encoding::Utf8).await?;
        let file = FileName::new(Path::new(""));
        let statement = Statement::made(command.statement, file, Position::START);
        let hear = |line: &str| self.screen.note(line);
        let rows = self.dialogue.copy_in(&statement, &mut source, false, &hear).await?;
        self.show_copied(rows)?;
        Ok(Next::Go)
    }
}

fn read(arguments: &mut Arguments<'_>) -> Result<Command> {
    let name = arguments.name();
    Ok(match name.trim_end_matches(['+', 'S']) {
        "q" | "quit" => Command::Leave,
        "?" | "h" | "help" => Command::Help,
        "d" => Command::Describe(arguments.next_argument()?),
        "dt" => Command::List(&['r', 'p', 'f'], arguments.next_argument()?.unwrap_or_default()),
        "dv" => Command::List(&['v'], arguments.next_argument()?.unwrap_or_default()),
        "dm" => Command::List(&['m'], arguments.next_argument()?.unwrap_or_default()),
        "ds" => Command::List(&['S'], arguments.next_argument()?.unwrap_or_default()),
        "l" | "list" => Command::Databases,
        "x" => Command::Expand(arguments.next_argument()?),
        "timing" => Command::Timing(arguments.next_argument()?),
        "g" => Command::Send { expanded: false },
        "gx" => Command::Send { expanded: true },
        "e" | "edit" => Command::Edit,
        "p" | "print" => Command::Print,
        "r" | "reset" => Command::Forget,
        "i" | "include" => Command::Include(needed(arguments, "i", "a file")?),
        "copy" => Command::Copy(arguments.whole_line().to_owned()),
        "echo" => Command::Echo(arguments.all()?.join(" ")),
        "conninfo" => Command::Connection,
        _ => {
            return Err(Error::failed(format!("this console has no command \\{name}")).with_hint(
                "\\? lists the commands; psql has them all: cruddur-db connect without --builtin",
            ));
        }
    })
}

fn needed(arguments: &mut Arguments<'_>, name: &str, what: &str) -> Result<String> {
    let missing = || Error::failed(format!("\\{name} needs {what}"));
    arguments.next_argument()?.filter(|argument| !argument.is_empty()).ok_or_else(missing)
}

fn switch(name: &str, word: &str) -> Result<bool> {
    truth(word).ok_or_else(|| Error::failed(format!("\\{name} takes on or off, not {word}")))
}
