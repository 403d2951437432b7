//! Errors with their location: the line of the file, and a caret under the error.

use std::io::Read;
use std::path::Path;

use crate::error::Error;
use crate::model::{Target, masked, mentions_secret, secrets, starred};
use crate::postgres::client::{At, Fault};
use crate::postgres::{explain_fault, sqlstate};
use crate::script::input::cache::InputCache;
use crate::script::input::position::{FileName, Position};
use crate::script::input::reader::{Reader, is_pipe};
use crate::script::load::excerpt::Line;

/// How many bytes of a file are searched for a query in the server's message.
const LONGEST_SEARCH: u64 = 16 << 20;

/// The length of the longest prefix of a string constant: `U&'`.
const LONGEST_PREFIX: usize = 3;

/// The server's position information about an error.
#[derive(Debug, Default, Clone)]
pub struct ErrorPosition {
    position: Option<At>,
    /// The line of COPY data, from 1.
    pub copy_line: Option<u64>,
    context: Option<String>,
}

impl ErrorPosition {
    pub fn of(fault: &Fault) -> Self {
        let Fault::Server(error) = fault else { return Self::default() };
        let copy_line = error.context.as_deref().and_then(copy_line);
        Self { position: error.position.clone(), copy_line, context: error.context.clone() }
    }

    /// The byte of the statement that the error is about, also if it is in a query of a
    /// function whose body is in the statement.
    pub fn offset_in(&self, text: &str, counts_bytes: bool) -> Option<usize> {
        match self.position.as_ref()? {
            At::Sent(character) => Some(byte_of(text, *character, counts_bytes)),
            At::Inner { query, character } => {
                Some(find_once(text, query)? + byte_of(query, *character, counts_bytes))
            }
        }
    }
}

/// The fault without what the server quotes of a statement, or of its data, that has to do with a
/// secret.
pub fn without_secret(mut fault: Fault, text: &str, counts_bytes: bool) -> Fault {
    let offset = ErrorPosition::of(&fault).offset_in(text, counts_bytes);
    let Fault::Server(error) = &mut fault else { return fault };
    if !mentions_secret(text) {
        return fault;
    }
    let is_quoted = |offset| {
        let may_begin = offset..=offset + LONGEST_PREFIX;
        secrets(text).iter().any(|it| may_begin.contains(&it.start) || it.contains(&offset))
    };
    if let Some(length) = error.message.find(" at or near ")
        && offset.is_some_and(is_quoted)
    {
        error.message.truncate(length);
    }
    // The row.
    if matches!(&*error.code, sqlstate::NOT_NULL_VIOLATION | sqlstate::CHECK_VIOLATION) {
        error.detail = None;
    }
    if let Some(context) = &mut error.context {
        let without_data = |line: &str| match line.split_once(": \"") {
            Some((copy, _)) if copy.starts_with("COPY ") => copy.to_owned(),
            _ => line.to_owned(),
        };
        *context = context.lines().map(without_data).collect::<Vec<_>>().join("\n");
    }
    fault
}

/// The byte that a character, counted from 1, begins with.
fn byte_of(text: &str, character: usize, counts_bytes: bool) -> usize {
    let before = character.saturating_sub(1);
    if counts_bytes {
        return before.min(text.len());
    }
    text.char_indices().nth(before).map_or(text.len(), |(offset, _)| offset)
}

/// The position of a function's query in a text, if it occurs exactly once. The server puts
/// blanks in place of an INTO.
fn find_once(text: &str, query: &str) -> Option<usize> {
    let first = query.split("  ").next().filter(|part| part.trim().len() > 3)?;
    let fits = |at: &usize| {
        let candidate = text.as_bytes().get(*at..*at + query.len());
        candidate.is_some_and(|bytes| {
            bytes.iter().zip(query.bytes()).all(|(theirs, ours)| *theirs == ours || ours == b' ')
        })
    };
    let mut found = memchr::memmem::find_iter(text.as_bytes(), first).filter(fits);
    let at = found.next()?;
    found.next().is_none().then_some(at)
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

/// The server's error as ours, with its location.
pub fn with_location(
    fault: Fault,
    error_position: &ErrorPosition,
    target: &Target,
    file: &FileName,
    position: Position,
    again: &InputCache,
) -> Error {
    let mut place = file.at(position);
    if error_position.copy_line.is_some() {
        place.column = None;
    }
    described(fault, error_position, target, Some((file.path(), again))).with_location(place)
}

/// The server's error as ours, with its context. A query that is in none of
/// our statements is shown, and searched for in the file.
pub fn described(
    fault: Fault,
    error_position: &ErrorPosition,
    target: &Target,
    file: Option<(&Path, &InputCache)>,
) -> Error {
    let detail = match &fault {
        Fault::Server(error) => error.detail.clone(),
        Fault::Lost(_) => None,
    };
    let mut explained = explain_fault(fault, target);
    // An unterminated quote would be shown in full, up to the end of the file.
    if let Some((what, _)) = explained.message().split_once(" at or near ")
        && what.starts_with("unterminated ")
        && matches!(error_position.position, Some(At::Sent(_)))
    {
        let short = Error::failed(what).with_sqlstate(explained.code().unwrap_or_default());
        explained = short.with_hint("it begins here and is not closed before the end of the file");
    }
    let said = detail.as_deref().into_iter().chain(error_position.context.as_deref());
    let mut lines: Vec<String> = said.map(|text| masked(text).into_owned()).collect();
    if let Some(At::Inner { query, character }) = &error_position.position {
        let offset = byte_of(query, *character, false);
        let found = file.and_then(|(path, again)| found_in(path, again, query, offset));
        lines.push(match found {
            Some((path, position)) => {
                format!("in the query at {}:{}:{}:", path.display(), position.line, position.column)
            }
            None => "in the query:".to_owned(),
        });
        lines.push(excerpt_at(query, offset, found.map(|(_, position)| position.line)));
    }
    if !lines.is_empty() {
        explained = explained.with_detail(lines.join("\n"));
    }
    explained
}

/// The position of a query's byte in the file of a statement.
fn found_in<'p>(
    path: &'p Path,
    again: &InputCache,
    query: &str,
    offset: usize,
) -> Option<(&'p Path, Position)> {
    let mut text = String::new();
    contents(path, again)?.take(LONGEST_SEARCH).read_to_string(&mut text).ok()?;
    let at = find_once(&text, query)? + offset;
    Some((path, Position::START.after(text.as_bytes().get(..at)?)))
}

/// The line of a statement that contains this byte offset, with a caret under it. The
/// line number is the given one, else the one within the statement.
pub fn excerpt_at(text: &str, offset: usize, number: Option<u64>) -> String {
    let offset = offset.min(text.len());
    let before = Position::START.after(text.as_bytes().get(..offset).unwrap_or_default());
    let line = Line::read(starred(text).as_bytes(), before.line, Some(before.column));
    line.unwrap_or_default().excerpt(number.unwrap_or(before.line))
}

/// Adds the line at the error's location, read again from the file, unless it has one.
pub fn with_excerpt(error: Error, again: &InputCache) -> Error {
    let Some(location) = error.location() else { return error };
    let Some(number) = location.line else { return error };
    let column = location.column;
    match contents(&location.file, again).and_then(|bytes| Line::read(bytes, number, column)) {
        Some(line) => error.with_excerpt(line.excerpt(number)),
        None => error,
    }
}

/// The bytes of the file, from the cache or read again.
fn contents<'a>(path: &'a Path, again: &'a InputCache) -> Option<Box<dyn Read + Send + 'a>> {
    if let Some(text) = again.texts.get(path) {
        return Some(Box::new(text.as_bytes()));
    }
    if let Some(bytes) = again.pipes.again(path) {
        return Some(Box::new(bytes));
    }
    if is_pipe(path) {
        return None;
    }
    match Reader::regular(path).ok()?.0 {
        Reader::Ready { bytes, .. } => Some(bytes),
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
