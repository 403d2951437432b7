//! One statement: its text as it is sent, and where each part of it stands in which file.

use std::ops::Range;

use super::position::{FileName, Position};
use super::tokens::Tokens;
use crate::error::{Error, Location, Result};

/// See the module.
#[derive(Debug, Clone)]
pub struct Statement {
    pub text: String,
    pub origin: Origin,
}

/// Where the text of a statement stands.
#[derive(Debug, Clone)]
pub struct Origin {
    pub file: FileName,
    marks: Vec<Mark>,
    /// psql and the server may count the statements in it differently.
    pub odd: bool,
    /// Where in the text a `\;` ends one of several statements that psql sends together.
    breaks: Vec<usize>,
}

/// From this offset of the text on, the file is at this position.
#[derive(Debug, Clone, Copy)]
struct Mark {
    offset: usize,
    position: Position,
    /// What follows is a variable's value: all of it stands where the variable does.
    fixed: bool,
}

impl Statement {
    /// A statement that stands for something else in the file.
    pub fn made(text: impl Into<String>, file: FileName, position: Position) -> Self {
        let marks = vec![Mark { offset: 0, position, fixed: true }];
        Self { text: text.into(), origin: Origin { file, marks, odd: false, breaks: Vec::new() } }
    }

    pub fn tokens(&self) -> Tokens<'_> {
        Tokens::new(&self.text)
    }

    /// Whether there is nothing but semicolons and comments in it.
    pub fn is_empty(&self) -> bool {
        self.tokens().is_over()
    }

    /// Where in the text each of its statements ends: more than one where `\;` joins them.
    pub fn ends(&self) -> Vec<usize> {
        let inner = self.origin.breaks.iter().filter(|end| **end < self.text.len());
        inner.copied().chain([self.text.len()]).collect()
    }

    /// The statements that `\;` joins, each by itself.
    pub fn parts(&self) -> Vec<Self> {
        let ends = self.ends();
        let starts = [0].into_iter().chain(ends.iter().copied());
        starts.zip(ends.iter()).map(|(start, end)| self.part(start..*end)).collect()
    }

    /// A part of the text as a statement, without white space before it.
    pub fn part(&self, range: Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let range = range.start + (text.len() - text.trim_ascii_start().len())..range.end;
        let Origin { file, marks, odd, breaks } = &self.origin;
        let within = |offset: &usize| range.start < *offset && *offset <= range.end;
        let first = Mark {
            offset: 0,
            position: self.origin.position_at(&self.text, range.start),
            fixed: marks
                .iter()
                .rfind(|mark| mark.offset <= range.start)
                .is_some_and(|mark| mark.fixed),
        };
        let rest = marks.iter().filter(|mark| within(&mark.offset));
        let rest = rest.map(|mark| Mark { offset: mark.offset - range.start, ..*mark });
        let breaks = breaks.iter().filter(|offset| within(offset));
        let origin = Origin {
            file: file.clone(),
            marks: [first].into_iter().chain(rest).collect(),
            odd: *odd,
            breaks: breaks.map(|offset| offset - range.start).collect(),
        };
        Self { text: self.text.get(range).unwrap_or_default().to_owned(), origin }
    }
}

/// The beginning of a statement on one line, to say which one is meant.
pub fn summary(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    let line = words.join(" ");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}...", &line[..at]),
        None => line,
    }
}

impl Origin {
    /// Where the statement begins.
    pub fn start(&self) -> Position {
        self.marks.first().map_or(Position::START, |mark| mark.position)
    }

    pub fn location(&self) -> Location {
        self.file.at(self.start())
    }

    /// Where the byte at this offset of the statement's text stands.
    pub fn position_at(&self, text: &str, offset: usize) -> Position {
        position_at(&self.marks, text.as_bytes(), offset)
    }
}

fn position_at(marks: &[Mark], text: &[u8], offset: usize) -> Position {
    let last = marks.partition_point(|mark| mark.offset <= offset);
    match marks.get(last.saturating_sub(1)) {
        None => Position::START,
        Some(mark) if mark.fixed => mark.position,
        Some(mark) => {
            let end = offset.min(text.len());
            mark.position.after(text.get(mark.offset..end).unwrap_or_default())
        }
    }
}

/// A statement in the making.
#[derive(Debug, Default)]
pub struct Draft {
    text: Vec<u8>,
    marks: Vec<Mark>,
    /// The next bytes do not follow the last ones in the file.
    moved: bool,
    breaks: Vec<usize>,
}

impl Draft {
    /// Whether it has a token yet.
    pub fn is_started(&self) -> bool {
        !self.text.is_empty()
    }

    /// The next bytes come from elsewhere than right behind the last.
    pub fn moved(&mut self) {
        self.moved = true;
    }

    pub fn push(&mut self, bytes: &[u8], position: Position, fixed: bool) {
        if self.moved || self.marks.is_empty() {
            self.marks.push(Mark { offset: self.text.len(), position, fixed });
            self.moved = false;
        }
        self.text.extend_from_slice(bytes);
    }

    /// The text so far is a statement of its own.
    pub fn break_here(&mut self) {
        self.breaks.push(self.text.len());
    }

    /// psql sends no newlines at the end of what a file's end ends.
    pub fn trim_newlines(&mut self) {
        while self.text.last() == Some(&b'\n') {
            self.text.pop();
        }
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The finished statement; the draft is empty again.
    ///
    /// Errors: bytes that are not UTF-8, or zero bytes.
    pub fn finish(&mut self, file: &FileName, odd: bool) -> Result<Statement> {
        let Self { text, marks, breaks, .. } = std::mem::take(self);
        if let Some(at) = memchr::memchr(0, &text) {
            let place = file.at(position_at(&marks, &text, at));
            return Err(Error::failed("a zero byte, which no SQL text may hold").at(place));
        }
        let text = String::from_utf8(text).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let place = file.at(position_at(&marks, error.as_bytes(), at));
            Error::failed(format!("the byte {byte:#04x} is not UTF-8"))
                .hint(
                    "a file in another encoding says so at its top: \
                     SET client_encoding = 'LATIN1'; or it is converted with iconv",
                )
                .at(place)
        })?;
        Ok(Statement { text, origin: Origin { file: file.clone(), marks, odd, breaks } })
    }
}
