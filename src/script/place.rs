//! Errors with their place: the line of the file, and a caret under what is wrong.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

use super::pipes::Pipes;
use super::position::{FileName, Position};
use super::reader::{Reader, is_pipe};
use crate::error::Error;
use crate::model::Target;
use crate::postgres::explain;

/// So many characters of a long line are shown.
const WIDTH: usize = 120;

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
    let index = usize::try_from(before.line).unwrap_or(1).saturating_sub(1);
    let line = text.split('\n').nth(index).unwrap_or_default().trim_end_matches('\r');
    excerpt(line, number.unwrap_or(before.line), Some(before.column))
}

/// Adds the line that the error's place names, read again from the file.
pub fn with_excerpt(error: Error, again: &Again) -> Error {
    let Some(location) = error.location() else { return error };
    let Some(number) = location.line else { return error };
    let column = location.column;
    let file = &location.file;
    let line = if let Some(text) = again.texts.get(file) {
        line_of(text.as_bytes(), number)
    } else if let Some(bytes) = again.pipes.again(file) {
        line_of(bytes, number)
    } else {
        line_of_file(file, number)
    };
    match line {
        Some(line) => error.excerpt(excerpt(&line, number, column)),
        None => error,
    }
}

fn line_of_file(path: &Path, number: u64) -> Option<String> {
    if is_pipe(path) {
        return None;
    }
    match Reader::regular(path).ok()?.0 {
        Reader::Ready { bytes, .. } => line_of(bytes, number),
        Reader::Waiting(_) => None,
    }
}

fn line_of(bytes: impl Read, number: u64) -> Option<String> {
    let mut lines = BufReader::new(bytes);
    for _ in 1..number {
        lines.skip_until(b'\n').ok()?;
    }
    let mut line = Vec::new();
    lines.take(1 << 20).read_until(b'\n', &mut line).ok()?;
    let line = String::from_utf8_lossy(&line).into_owned();
    let line = if number == 1 { line.trim_start_matches('\u{feff}') } else { &line };
    Some(line.trim_end_matches(['\n', '\r']).to_owned())
}

/// The line with its number, and under it a caret at the column, in characters.
fn excerpt(line: &str, number: u64, column: Option<u64>) -> String {
    let characters: Vec<char> =
        line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let caret = column.map(|column| usize::try_from(column).unwrap_or(1).saturating_sub(1));
    let from = match caret {
        Some(at) if characters.len() > WIDTH && at > WIDTH / 2 => {
            (at - WIDTH / 2).min(characters.len() - WIDTH)
        }
        _ => 0,
    };
    let shown: String = characters.iter().skip(from).take(WIDTH).collect();
    let before = if from > 0 { "..." } else { "" };
    let after = if characters.len() > from + WIDTH { "..." } else { "" };
    let margin = number.to_string();
    let mut text = format!("{margin} | {before}{}{after}", shown.trim_end());
    if let Some(at) = caret {
        let indent = " ".repeat(at.saturating_sub(from) + before.len());
        text.push_str(&format!("\n{} | {indent}^", " ".repeat(margin.len())));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_counts_characters() {
        assert_eq!(excerpt("sélect\tx", 7, Some(8)), "7 | sélect x\n  |        ^");
        let long = format!("{}x{}", "é".repeat(300), "b".repeat(300));
        let shown = excerpt(&long, 12, Some(301));
        let lines: Vec<&str> = shown.lines().collect();
        let caret = lines[1].chars().position(|c| c == '^').unwrap();
        assert_eq!(lines[0].chars().nth(caret), Some('x'));
        assert!(lines[0].len() < 400);
    }

    #[test]
    fn copy_contexts_name_a_line() {
        assert_eq!(copy_line("COPY t, line 3, column c: \", line 9\""), Some(3));
        assert_eq!(copy_line("SQL function\nCOPY a, line 12"), Some(12));
        assert_eq!(copy_line("PL/pgSQL function f() line 3 at RAISE"), None);
    }
}
