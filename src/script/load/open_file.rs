//! A file being read: its scanner, the branches of `\if` open in it, and its last statement.

use std::path::{Path, PathBuf};

use super::conditions::Conditions;
use super::scanner::Scanner;
use crate::error::{Error, Result};
use crate::script::input::source::Source;
use crate::script::syntax::meta_command::{self, Command};
use crate::script::syntax::statement::Statement;
use crate::script::syntax::variables::Variables;

/// Larger statements are not kept for `\g`.
const LONGEST_KEPT: usize = 1 << 16;

pub struct OpenFile {
    pub scanner: Scanner,
    conditions: Conditions,
    identity: PathBuf,
    /// How often variables had changed when the file was opened.
    changes: u64,
    previous: Previous,
}

/// What `\g` sends again if there is no new statement.
enum Previous {
    None,
    Statement(Statement),
    /// One too long to be kept.
    Long,
}

impl OpenFile {
    /// `changes` is how often variables have changed so far.
    pub fn new(source: Source, identity: PathBuf, standard_strings: bool, changes: u64) -> Self {
        Self {
            scanner: Scanner::new(source, standard_strings),
            conditions: Conditions::default(),
            identity,
            changes,
            previous: Previous::None,
        }
    }

    /// Whether it is this file and nothing has changed since it was opened: where a variable
    /// has, an `\if` may end the recursion.
    pub fn repeats(&self, identity: &Path, changes: u64) -> bool {
        self.changes == changes && self.identity.canonicalize().is_ok_and(|open| open == identity)
    }

    /// Reads the command whose backslash was read, with the rest of its line.
    ///
    /// Errors: an unknown or refused command, invalid arguments, and after
    /// `\restrict` every command but `\unrestrict`.
    pub async fn command(&mut self, variables: &Variables, restricted: bool) -> Result<Command> {
        let line = command_text(self.scanner.source()).await?;
        let (command, length) = if self.scanner.is_inactive() {
            self.inactive_command(&line, variables)
        } else if restricted && !line.starts_with("unrestrict") {
            return Err(Error::failed("after \\restrict only \\unrestrict is allowed").with_hint(
                "the file was made by pg_dump and changed afterwards, or may contain injected \
                 commands",
            ));
        } else {
            meta_command::parse(&line, variables)?
        };
        self.scanner.source().take(length.min(line.len()));
        Ok(command)
    }

    fn inactive_command(&self, line: &str, variables: &Variables) -> (Command, usize) {
        let (command, length) = meta_command::parse_inactive(line);
        if matches!(command, Command::Elif(_)) && self.conditions.evaluates_elif() {
            return meta_command::parse(line, variables).unwrap_or((command, length));
        }
        (command, length)
    }

    /// `\if` and related commands; `decide` evaluates an expression.
    pub fn branch(&mut self, command: &Command, decide: impl Fn(&str) -> bool) -> Result<()> {
        self.conditions.run(command, &mut self.scanner, decide)
    }

    /// For `\g` without a statement.
    pub fn keep(&mut self, statement: &Statement) {
        self.previous = if statement.text().len() < LONGEST_KEPT {
            Previous::Statement(statement.clone())
        } else {
            Previous::Long
        };
    }

    /// What `\g` runs: the statement read so far, or the last one again.
    pub fn buffered_or_previous(&mut self) -> Result<Option<Statement>> {
        if let Some(buffer) = self.scanner.take_buffer()? {
            return Ok(Some(buffer));
        }
        match &self.previous {
            Previous::None => Ok(None),
            Previous::Statement(statement) => Ok(Some(statement.clone())),
            Previous::Long => {
                Err(Error::failed("the previous statement is too long to be sent again"))
            }
        }
    }

    /// `\q`: the file ends here. Returns an unfinished statement, which is sent as at its end.
    pub fn quit(&mut self) -> Result<Option<Statement>> {
        self.conditions.clear();
        self.scanner.take_buffer()
    }

    /// Closes the file; returns how many bytes were read.
    ///
    /// Errors: an `\if` is open; the file has changed since it was opened.
    pub fn close(mut self) -> Result<u64> {
        let source = self.scanner.source();
        if !self.conditions.is_empty() {
            let error = Error::failed("the file ends within an \\if; \\endif is missing");
            return Err(error.with_location(source.name().at(source.position())));
        }
        source.check_unchanged()?;
        Ok(source.bytes())
    }
}

/// The text of the command that begins here.
async fn command_text(source: &mut Source) -> Result<String> {
    loop {
        let (window, complete) = source.window();
        match meta_command::extent(window) {
            Some(length) => return Ok(String::from_utf8_lossy(&window[..length]).into_owned()),
            None if complete => return Ok(String::from_utf8_lossy(window).into_owned()),
            None => source.fill().await?,
        }
    }
}
