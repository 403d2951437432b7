//! Errors with their place: the line of the file, and a caret under what is wrong.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

use super::excerpt::Line;
use super::pipes::Pipes;
use super::position::{FileName, Position};
use super::reader::{Reader, is_pipe};
use crate::error::Error;
use crate::model::Target;
use crate::postgres::explain;

/// What is no file on disk but has lines to show.
#[derive(Default)]
pub struct Again {
    pub texts: HashMap<PathBuf, &'static str>,
    pub pipes: Pipes,
}

/// What the server says about where an error is.
#[derive(Debug, Default, Clone)]
pub struct Clues {
    /// The character of the message, from 1.
    pub character: Option<usize>,
    /// The line of COPY data, from 1.
    pub copy_line: Option<u64>,
    pub sqlstate: String,
    context: Option<String>,
}

impl Clues {
    pub fn of(error: &sqlx::Error) -> Self {
        let Some(error) = error.as_database_error() else { return Self::default() };
        let Some(error) = error.try_downcast_ref::<PgDatabaseError>() else {
            return Self::default();
        };
        let character = match error.position() {
            Some(PgErrorPosition::Original(character)) => Some(character),
            _ => None,
        };
        let context = error.r#where().map(str::to_owned);
        let copy_line = context.as_deref().and_then(copy_line);
        Self { character, copy_line, sqlstate: error.code().to_owned(), context }
    }
}

/// `COPY t, line 3, column c: "x"` says 3.
fn copy_line(context: &str) -> Option<u64> {
    let copy = context.lines().find(|line| line.starts_with("COPY "))?;
    let rest = copy
        .match_indices(", line ")
        .map(|(at, word)| &copy[at + word.len()..])
        .find(|rest| starts_with_digit(rest))?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest[..digits].parse().ok()
}

fn starts_with_digit(text: &str) -> bool {
    text.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
}

/// The server's error in our terms, with its place.
pub fn placed(
    error: sqlx::Error,
    clues: &Clues,
    target: &Target,
    file: &FileName,
    position: Position,
) -> Error {
    described(error, clues, target).at(if clues.copy_line.is_some() {
        file.at_line(position.line)
    } else {
        file.at(position)
    })
}

/// The server's error in our terms, with the context that it gives.
pub fn described(error: sqlx::Error, clues: &Clues, target: &Target) -> Error {
    let detail = error
        .as_database_error()
        .and_then(|error| error.try_downcast_ref::<PgDatabaseError>())
        .and_then(|error| error.detail().map(str::to_owned));
    let mut explained = explain(error, target);
    // What is never closed would be quoted in full, up to the end of the file.
    if let Some((what, _)) = explained.message().split_once(" at or near ")
        && what.starts_with("unterminated ")
        && clues.character.is_some()
    {
        let short = Error::failed(what).sqlstate(&clues.sqlstate);
        explained = short.hint("it begins here, and the file ends within it");
    }
    let lines: Vec<String> = detail.into_iter().chain(clues.context.clone()).collect();
    if !lines.is_empty() {
        explained = explained.detail(lines.join("\n"));
    }
    explained
}

/// The line of a statement that the byte at this offset stands in, with a caret under it. The
/// line has the number given, else that which it has in the statement.
pub fn excerpt_at(text: &str, offset: usize, number: Option<u64>) -> String {
    let offset = offset.min(text.len());
    let before = Position::START.after(text.as_bytes().get(..offset).unwrap_or_default());
    let line = Line::read(text.as_bytes(), before.line, Some(before.column));
    line.unwrap_or_default().excerpt(number.unwrap_or(before.line))
}

/// Adds the line that the error's place names, read again from the file.
pub fn with_excerpt(error: Error, again: &Again) -> Error {
    let Some(location) = error.location() else { return error };
    let Some(number) = location.line else { return error };
    let column = location.column;
    let file = &location.file;
    let line = if let Some(text) = again.texts.get(file) {
        Line::read(text.as_bytes(), number, column)
    } else if let Some(bytes) = again.pipes.again(file) {
        Line::read(bytes, number, column)
    } else {
        line_of_file(file, number, column)
    };
    match line {
        Some(line) => error.excerpt(line.excerpt(number)),
        None => error,
    }
}

fn line_of_file(path: &Path, number: u64, column: Option<u64>) -> Option<Line> {
    if is_pipe(path) {
        return None;
    }
    match Reader::regular(path).ok()?.0 {
        Reader::Ready { bytes, .. } => Line::read(bytes, number, column),
        Reader::Waiting(_) => None,
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_contexts_name_a_line() {
        assert_eq!(copy_line("COPY t, line 3, column c: \", line 9\""), Some(3));
        assert_eq!(copy_line("SQL function\nCOPY a, line 12"), Some(12));
        assert_eq!(copy_line("PL/pgSQL function f() line 3 at RAISE"), None);
    }
}
