//! Python's tokens, as far as Cruddur's migrations need them: names, strings, symbols, in logical
//! lines. Source: the Python Language Reference, chapter 2.

use std::iter::Peekable;
use std::str::CharIndices;

use super::refusal::Refusal;
use super::strings::{self, Text};

/// One token, and the line it begins in, from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub kind: TokenKind,
    pub line: u64,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TokenKind {
    /// A name, a keyword or a number.
    Word(String),
    Text(Text),
    Symbol(char),
}

/// A logical line of Python: it continues within brackets and strings.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub indent: usize,
    /// Its first line, as written.
    pub source: String,
    /// At least one.
    pub tokens: Vec<Token>,
}

impl Line {
    pub fn number(&self) -> u64 {
        self.tokens.first().map_or(1, |token| token.line)
    }
}

/// Splits a text into logical lines, without comments and empty lines.
pub fn lines(text: &str) -> Result<Vec<Line>, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader {
        text,
        characters: text.char_indices().peekable(),
        line: 1,
        line_start: 0,
        depth: 0,
        tokens: Vec::new(),
        indent: 0,
        start: 0,
        lines: Vec::new(),
    };
    while reader.token()? {}
    reader.end_line();
    Ok(reader.lines)
}

struct Reader<'a> {
    text: &'a str,
    characters: Peekable<CharIndices<'a>>,
    line: u64,
    /// The offset of the line's first byte.
    line_start: usize,
    /// The open brackets.
    depth: usize,
    tokens: Vec<Token>,
    indent: usize,
    /// The offset of the logical line's first byte.
    start: usize,
    lines: Vec<Line>,
}

impl Reader<'_> {
    fn end_line(&mut self) {
        if !self.tokens.is_empty() {
            let tokens = std::mem::take(&mut self.tokens);
            let source = self.text[self.start..].lines().next().unwrap_or_default().to_owned();
            self.lines.push(Line { indent: self.indent, source, tokens });
        }
    }

    fn push(&mut self, kind: TokenKind, at: usize, line: u64) {
        if self.tokens.is_empty() {
            self.indent = at - self.line_start;
            self.start = self.line_start;
        }
        self.tokens.push(Token { kind, line });
    }

    fn newline(&mut self, after: usize) {
        self.line += 1;
        self.line_start = after;
    }

    /// Reads one token; false at the end.
    fn token(&mut self) -> Result<bool, Refusal> {
        let Some((at, character)) = self.characters.next() else { return Ok(false) };
        match character {
            '\r' if matches!(self.characters.peek(), Some((_, '\n'))) => {}
            '\n' | '\r' => {
                if self.depth == 0 {
                    self.end_line();
                }
                self.newline(at + 1);
            }
            '\\' => self.joined_line()?,
            '#' => while self.characters.next_if(|(_, c)| !matches!(c, '\n' | '\r')).is_some() {},
            ' ' | '\t' | '\x0c' => {}
            '\'' | '"' => self.text(at, at)?,
            first if first.is_alphanumeric() || first == '_' => self.word(at)?,
            symbol => {
                match symbol {
                    '(' | '[' | '{' => self.depth += 1,
                    ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                self.push(TokenKind::Symbol(symbol), at, self.line);
            }
        }
        Ok(true)
    }

    /// A backslash at the end of a line joins it with the next one.
    fn joined_line(&mut self) -> Result<(), Refusal> {
        self.characters.next_if(|(_, c)| *c == '\r');
        match self.characters.next() {
            Some((at, '\n')) => {
                self.newline(at + 1);
                Ok(())
            }
            _ => Err(Refusal::new(self.line, "unexpected backslash")),
        }
    }

    fn word(&mut self, at: usize) -> Result<(), Refusal> {
        let mut end = self.text.len();
        while let Some((next, character)) = self.characters.peek() {
            if !(character.is_alphanumeric() || *character == '_') {
                end = *next;
                break;
            }
            self.characters.next();
        }
        let word = &self.text[at..end];
        let quoted = matches!(self.characters.peek(), Some((_, '\'' | '"')));
        if quoted && word.len() <= 2 && word.chars().all(|c| "rRbBuUfFtT".contains(c)) {
            self.characters.next();
            return self.text(at, end);
        }
        self.push(TokenKind::Word(word.to_owned()), at, self.line);
        Ok(())
    }

    /// A string whose prefix begins at `at`, and its quotes at `quotes`.
    fn text(&mut self, at: usize, quotes: usize) -> Result<(), Refusal> {
        let (line, column) = (self.line, self.text[self.line_start..quotes].chars().count() + 1);
        let prefix = self.text[at..quotes].to_ascii_lowercase();
        let (text, length) = strings::read(&self.text[quotes..], &prefix, line, column as u64)?;
        let end = quotes + length;
        let inside = &self.text[quotes..end];
        self.push(TokenKind::Text(text), at, line);
        while self.characters.next_if(|(next, _)| *next < end).is_some() {}
        if let Some(last) = inside.rfind('\n') {
            self.line += inside.matches('\n').count() as u64;
            self.line_start = quotes + last + 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_on_in_brackets_and_strings() {
        let text = "# c\n\nx = (1,\n  2) # d\r\n  y \\\n z\n\ns = '''a\nb''' ; t\n";
        let lines = lines(text).unwrap();
        let shape: Vec<_> =
            lines.iter().map(|line| (line.indent, line.number(), line.tokens.len())).collect();
        assert_eq!(shape, [(0, 3, 7), (2, 5, 2), (0, 8, 5)]);
        assert_eq!(lines[2].tokens[4].line, 9);
    }

    #[test]
    fn what_is_not_closed_is_refused() {
        assert_eq!(lines("\nx = '''abc\n").unwrap_err().line, 2);
        assert_eq!(lines("x = 'abc\n'").unwrap_err().line, 1);
        assert!(lines("x \\ y").is_err());
    }
}
