//! One statement: its text as sent, and the file position of each of its parts.

use std::borrow::Cow;

use crate::error::{Error, Location, Result};
use crate::model::masked;
use crate::script::input::position::{FileName, Position};
use crate::script::syntax::lexer::Lexer;
use crate::script::syntax::statement_kind::Kind;
use crate::script::syntax::step::Step;
use crate::script::syntax::tokens::Tokens;

/// A statement as sent. Its kind is determined once, when it is built.
#[derive(Debug, Clone)]
pub struct Statement {
    text: String,
    kind: Kind,
    pub origin: Origin,
}

/// The file positions of a statement's text.
#[derive(Debug, Clone)]
pub struct Origin {
    pub file: FileName,
    marks: Vec<Mark>,
    /// psql and the server may count the statements in it differently.
    pub odd: bool,
}

/// The file position from this offset of the text on.
#[derive(Debug, Clone, Copy)]
struct Mark {
    offset: usize,
    position: Position,
    /// What follows is a variable's value: all of it is at the reference's position.
    fixed: bool,
}

impl Statement {
    fn new(text: String, origin: Origin) -> Self {
        Self { kind: Kind::of(&text), text, origin }
    }

    /// A statement generated from something else in the file.
    pub fn made(text: impl Into<String>, file: FileName, position: Position) -> Self {
        let marks = vec![Mark { offset: 0, position, fixed: true }];
        Self::new(text.into(), Origin { file, marks, odd: false })
    }

    /// A statement that is not in a file.
    pub fn ours(text: impl Into<String>) -> Self {
        Self::made(text, FileName::ours(), Position::START)
    }

    /// The same with this range replaced, which is within a line.
    pub fn with_replaced(mut self, place: std::ops::Range<usize>, text: &str) -> Self {
        self.text.replace_range(place, text);
        Self::new(self.text, self.origin)
    }

    /// The text as it is sent.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its kind; for several statements in one, that of the first.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The table that it inserts into, if it is known to be a single statement.
    pub fn table(&self) -> Option<&str> {
        match &self.kind {
            _ if self.origin.odd => None,
            Kind::Plain { table } => table.as_deref(),
            Kind::CopyIn { table } => Some(table),
            _ => None,
        }
    }

    pub fn tokens(&self) -> Tokens<'_> {
        Tokens::new(&self.text)
    }

    /// The statements that the server finds in it, with their positions.
    pub fn pieces(&self, standard_strings: bool) -> Vec<Self> {
        let mut end = 0;
        let at = |piece: &str| {
            let start = end + piece.len() - piece.trim_ascii_start().len();
            end += piece.len();
            let position = self.origin.position_at(&self.text, start);
            Self::made(piece, self.origin.file.clone(), position)
        };
        pieces(&self.text, standard_strings).into_iter().map(at).collect()
    }

    /// Whether there is nothing but semicolons and comments in it.
    pub fn is_empty(&self) -> bool {
        self.tokens().is_over()
    }
}

/// The beginning of a statement on one line, to identify it, without passwords.
pub fn summary(text: &str) -> String {
    let text = masked(&text[..text.floor_char_boundary(1000)]);
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

    /// The file position of the byte at this offset of the text.
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

/// A statement being built.
#[derive(Debug, Default)]
pub struct StatementBuffer {
    text: Vec<u8>,
    marks: Vec<Mark>,
    /// The next bytes do not follow the last ones in the file.
    moved: bool,
}

impl StatementBuffer {
    /// Whether it has a token yet.
    pub fn is_started(&self) -> bool {
        !self.text.is_empty()
    }

    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.text)
    }

    /// The next bytes do not directly follow the last.
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

    /// psql strips newlines at the end of a statement ended by the end of the file.
    pub fn trim_newlines(&mut self) {
        while self.text.last() == Some(&b'\n') {
            self.text.pop();
        }
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The finished statement; the builder is empty again.
    ///
    /// Errors: bytes that are not UTF-8, or zero bytes.
    pub fn finish(&mut self, file: &FileName, odd: bool) -> Result<Statement> {
        let Self { text, marks, .. } = std::mem::take(self);
        if let Some(at) = memchr::memchr(0, &text) {
            let place = file.at(position_at(&marks, &text, at));
            return Err(Error::failed("a zero byte, which SQL cannot contain").with_location(place));
        }
        let text = String::from_utf8(text).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let place = file.at(position_at(&marks, error.as_bytes(), at));
            Error::failed(format!("the byte {byte:#04x} is not UTF-8"))
                .with_hint(
                    "declare another encoding at the top of the file: SET client_encoding = \
                     'LATIN1'; or convert it with iconv",
                )
                .with_location(place)
        })?;
        Ok(Statement::new(text, Origin { file: file.clone(), marks, odd }))
    }
}

/// The statements of one message.
fn pieces(text: &str, standard_strings: bool) -> Vec<&str> {
    let mut lexer = Lexer::new(standard_strings);
    let (mut at, mut from) = (0, 0);
    let mut pieces = Vec::new();
    while at < text.len() {
        match lexer.step(&text.as_bytes()[at..], true, true) {
            Step::Blank(length) | Step::Text(length) => at += length,
            Step::End(length) => {
                at += length;
                pieces.extend(text.get(from..at));
                from = at;
            }
            Step::Backslash => at += 1,
            Step::Escaped(_) => at += 2,
            Step::Variable(reference) => at += reference.length,
            Step::NeedMore => break,
        }
    }
    let rest = text.get(from..).filter(|rest| !rest.trim().is_empty());
    pieces.into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_cut_where_the_server_cuts_it() {
        assert_eq!(pieces("select ';'; update t", true), ["select ';';", " update t"]);
        assert_eq!(pieces("select 1;\n-- over\n", true), ["select 1;", "\n-- over\n"]);
        assert_eq!(pieces("", true), [""; 0]);
    }
}
