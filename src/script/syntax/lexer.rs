//! Where statements end, by psql's rules.
//!
//! The rules are those of psql's lexer as the PostgreSQL documentation describes them in
//! chapter 4.1 and under psql's "Variables": a semicolon ends a statement outside quotes,
//! comments, parentheses and `BEGIN ATOMIC` bodies; a backslash outside quotes begins a command
//! of psql; `:name` outside quotes is a variable. Where psql and the server differ, psql is
//! right here: it is psql that these files were written for.

use super::characters::{continues_word, is_space, is_variable_byte, starts_word};
use super::words::Words;
use memchr::{memchr, memchr2, memmem};

/// What the lexer found, and how many bytes of its window it has dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// White space or a comment, before the first token of a statement.
    Blank(usize),
    /// So many bytes belong to the statement, as they are.
    Text(usize),
    /// So many bytes, the last of which is a semicolon that ends the statement.
    End(usize),
    /// A backslash (one byte) that begins a command of psql.
    Backslash,
    /// `\;` or `\:` (two bytes): the second belongs to the statement.
    Escaped(u8),
    /// A reference to a variable.
    Variable(Reference),
    /// The window ends within a token; more of the input is needed.
    NeedMore,
}

/// `:name`, `:'name'`, `:"name"` or `:{?name}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub form: Form,
    pub name: String,
    /// The bytes of the whole reference.
    pub length: usize,
}

/// How a variable is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `:name`, put in as it is and read again.
    Plain,
    /// `:'name'`, as a string constant.
    Literal,
    /// `:"name"`, as a quoted identifier.
    Identifier,
    /// `:{?name}`, TRUE or FALSE.
    Test,
}

/// What the lexer is inside of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inside {
    Nothing,
    /// `'..'` without backslash escapes.
    Quote,
    /// `E'..'`, or any string while standard_conforming_strings is off.
    Escape,
    /// Just after the closing quote of an escape string: another quote goes on with it.
    EscapeEnd,
    /// `".."`.
    Identifier,
    /// `$tag$..$tag$`, with the whole delimiter.
    Dollar(Vec<u8>),
    /// `-- ..` to the end of the line.
    LineComment,
    /// `/* .. */`, with how many more are open.
    BlockComment(u32),
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Lexer {
    pub inside: Inside,
    /// Whether `'..'` takes backslashes as they are.
    pub standard_strings: bool,
    /// What that becomes with the next line: psql asks at the beginning of each.
    next_strings: Option<bool>,
    /// Where in the last window the quote or comment began that the lexer is inside of, if it
    /// began there.
    pub opened: Option<usize>,
    parentheses: u32,
    words: Words,
}

impl Lexer {
    pub fn new(standard_strings: bool) -> Self {
        Self {
            inside: Inside::Nothing,
            standard_strings,
            next_strings: None,
            opened: None,
            parentheses: 0,
            words: Words::default(),
        }
    }

    /// Forgets parentheses and words, as psql does after `\g` and `\r`.
    pub fn reset(&mut self) {
        *self = Self { next_strings: self.next_strings, ..Self::new(self.standard_strings) };
    }

    /// From the next line on, `'..'` is read like this.
    pub fn change_strings(&mut self, standard: bool) {
        self.next_strings = Some(standard);
    }

    /// Whether psql and the server may disagree about where the statement ends that was just
    /// read. Asking forgets it.
    pub fn take_odd(&mut self) -> bool {
        std::mem::take(&mut self.words.odd)
    }

    /// Looks at the window, which begins where the last step ended. `complete` says that nothing
    /// comes after the window; `started` that the statement has a token already.
    pub fn step(&mut self, window: &[u8], complete: bool, started: bool) -> Step {
        let mut at = 0;
        let mut started = started;
        self.opened = None;
        while at < window.len() {
            let rest = &window[at..];
            let blank = self.is_blank(rest[0]);
            if !started && !blank && !self.begins_comment(rest) {
                if at > 0 {
                    return Step::Blank(at);
                }
                started = true;
            }
            let was_ended = self.inside == Inside::EscapeEnd;
            let outside = was_ended || self.inside == Inside::Nothing;
            match self.token(rest, complete) {
                Token::Bytes(length) => {
                    let goes_on = was_ended && self.inside == Inside::Escape;
                    if outside && !goes_on && self.inside != Inside::Nothing {
                        self.opened = Some(at);
                    }
                    if self.next_strings.is_some() && memchr(b'\n', &rest[..length]).is_some() {
                        self.standard_strings =
                            self.next_strings.take().unwrap_or(self.standard_strings);
                    }
                    at += length;
                }
                Token::NeedMore => break,
                Token::Step(Step::End(_)) => return Step::End(at + 1),
                Token::Step(step) if at == 0 => return step,
                Token::Step(_) => break,
            }
        }
        match (at, started) {
            (0, _) => Step::NeedMore,
            (at, true) => Step::Text(at),
            (at, false) => Step::Blank(at),
        }
    }

    fn is_blank(&self, byte: u8) -> bool {
        match self.inside {
            Inside::Nothing | Inside::EscapeEnd => is_space(byte),
            Inside::LineComment | Inside::BlockComment(_) => true,
            _ => false,
        }
    }

    fn begins_comment(&self, rest: &[u8]) -> bool {
        matches!(self.inside, Inside::Nothing | Inside::EscapeEnd)
            && (rest.starts_with(b"--") || rest.starts_with(b"/*"))
    }

    fn token(&mut self, rest: &[u8], complete: bool) -> Token {
        match &mut self.inside {
            Inside::Nothing => self.plain_token(rest, complete),
            Inside::Quote => {
                let end = memchr(b'\'', rest);
                self.leave(end, rest)
            }
            Inside::Identifier => {
                let end = memchr(b'"', rest);
                self.leave(end, rest)
            }
            Inside::Escape => match memchr2(b'\'', b'\\', rest) {
                None => Token::Bytes(rest.len()),
                Some(at) if rest[at] == b'\'' => {
                    self.inside = Inside::EscapeEnd;
                    Token::Bytes(at + 1)
                }
                Some(0) if rest.len() == 1 && !complete => Token::NeedMore,
                Some(0) => Token::Bytes(rest.len().min(2)),
                Some(at) => Token::Bytes(at),
            },
            Inside::EscapeEnd => {
                let again = rest[0] == b'\'';
                self.inside = if again { Inside::Escape } else { Inside::Nothing };
                if again { Token::Bytes(1) } else { self.plain_token(rest, complete) }
            }
            Inside::Dollar(delimiter) => match memmem::find(rest, delimiter) {
                Some(at) => {
                    let length = at + delimiter.len();
                    self.inside = Inside::Nothing;
                    Token::Bytes(length)
                }
                None if complete => Token::Bytes(rest.len()),
                // The delimiter may have begun at the window's end.
                None if rest.len() < delimiter.len() => Token::NeedMore,
                None => Token::Bytes(rest.len() + 1 - delimiter.len()),
            },
            Inside::LineComment => match memchr2(b'\n', b'\r', rest) {
                Some(at) => {
                    self.inside = Inside::Nothing;
                    // The newline itself is white space.
                    Token::Bytes(at + 1)
                }
                None => Token::Bytes(rest.len()),
            },
            Inside::BlockComment(_) => self.comment_token(rest, complete),
        }
    }

    /// Goes through a quote to its end, or to the window's.
    fn leave(&mut self, end: Option<usize>, rest: &[u8]) -> Token {
        match end {
            Some(at) => {
                self.inside = Inside::Nothing;
                Token::Bytes(at + 1)
            }
            None => Token::Bytes(rest.len()),
        }
    }

    fn comment_token(&mut self, rest: &[u8], complete: bool) -> Token {
        let Inside::BlockComment(open) = &mut self.inside else { return Token::Bytes(1) };
        match memchr2(b'*', b'/', rest) {
            None => Token::Bytes(rest.len()),
            Some(0) if rest.len() == 1 && !complete => Token::NeedMore,
            Some(0) if rest.starts_with(b"/*") => {
                *open += 1;
                Token::Bytes(2)
            }
            Some(0) if rest.starts_with(b"*/") => {
                match open.checked_sub(1) {
                    Some(less) => *open = less,
                    None => self.inside = Inside::Nothing,
                }
                Token::Bytes(2)
            }
            Some(0) => Token::Bytes(1),
            Some(at) => Token::Bytes(at),
        }
    }

    fn plain_token(&mut self, rest: &[u8], complete: bool) -> Token {
        let second = rest.get(1).copied();
        let starved = second.is_none() && !complete;
        match rest[0] {
            b'-' | b'/' | b'\\' if starved => Token::NeedMore,
            b'-' if second == Some(b'-') => self.enter(Inside::LineComment, 2),
            b'/' if second == Some(b'*') => self.enter(Inside::BlockComment(0), 2),
            b'\'' => self.enter(self.quote(), 1),
            b'"' => self.enter(Inside::Identifier, 1),
            b'$' => self.dollar(rest, complete),
            b'(' => {
                self.parentheses += 1;
                Token::Bytes(1)
            }
            b')' => {
                self.parentheses = self.parentheses.saturating_sub(1);
                Token::Bytes(1)
            }
            b';' if self.parentheses == 0 && self.words.depth == 0 => {
                self.words = Words { odd: self.words.odd, ..Words::default() };
                Token::Step(Step::End(1))
            }
            b'\\' => match second {
                Some(b';') => {
                    self.words = Words { odd: true, depth: self.words.depth, ..Words::default() };
                    Token::Step(Step::Escaped(b';'))
                }
                Some(b':') => Token::Step(Step::Escaped(b':')),
                _ => Token::Step(Step::Backslash),
            },
            b':' => variable(rest, complete),
            byte if is_space(byte) => {
                Token::Bytes(rest.iter().take_while(|byte| is_space(**byte)).count())
            }
            byte if starts_word(byte) => self.word(rest, complete),
            _ => Token::Bytes(1),
        }
    }

    fn enter(&mut self, inside: Inside, length: usize) -> Token {
        self.inside = inside;
        Token::Bytes(length)
    }

    fn quote(&self) -> Inside {
        if self.standard_strings { Inside::Quote } else { Inside::Escape }
    }

    fn word(&mut self, rest: &[u8], complete: bool) -> Token {
        let length = rest.iter().take_while(|byte| continues_word(**byte)).count();
        // A quote may follow, and belong to the word: E'..', U&"..".
        if rest.len() < length + 2 && !complete {
            return Token::NeedMore;
        }
        let after = &rest[length..];
        if length == 1 {
            match (rest[0].to_ascii_lowercase(), after) {
                (b'e', [b'\'', ..]) => return self.enter(Inside::Escape, 2),
                (b'b' | b'x', [b'\'', ..]) => return self.enter(Inside::Quote, 2),
                (b'n', [b'\'', ..]) => return self.enter(self.quote(), 2),
                (b'u', [b'&', b'\'', ..]) => return self.enter(Inside::Quote, 3),
                (b'u', [b'&', b'"', ..]) => return self.enter(Inside::Identifier, 3),
                _ => {}
            }
        }
        self.words.see(&rest[..length], self.parentheses);
        Token::Bytes(length)
    }

    fn dollar(&mut self, rest: &[u8], complete: bool) -> Token {
        let name = rest[1..].iter().take_while(|byte| is_variable_byte(**byte)).count();
        let numbered = rest.get(1).is_some_and(u8::is_ascii_digit);
        match rest.get(1 + name) {
            _ if numbered => Token::Bytes(1),
            Some(b'$') => {
                let delimiter = rest[..name + 2].to_vec();
                self.enter(Inside::Dollar(delimiter), name + 2)
            }
            None if !complete => Token::NeedMore,
            _ => Token::Bytes(1),
        }
    }
}

enum Token {
    Bytes(usize),
    Step(Step),
    NeedMore,
}

/// A colon and what it may begin.
fn variable(rest: &[u8], complete: bool) -> Token {
    let (form, skip, close): (_, usize, &[u8]) = match rest.get(1) {
        None if !complete => return Token::NeedMore,
        Some(b':' | b'=') => return Token::Bytes(2),
        Some(b'\'') => (Form::Literal, 2, b"'"),
        Some(b'"') => (Form::Identifier, 2, b"\""),
        Some(b'{') if rest.len() == 2 && !complete => return Token::NeedMore,
        Some(b'{') if rest.get(2) == Some(&b'?') => (Form::Test, 3, b"}"),
        Some(byte) if is_variable_byte(*byte) => (Form::Plain, 1, b""),
        _ => return Token::Bytes(1),
    };
    let length = rest[skip..].iter().take_while(|byte| is_variable_byte(**byte)).count();
    let after = &rest[skip + length..];
    if after.is_empty() && !complete {
        return Token::NeedMore;
    }
    if length == 0 || !after.starts_with(close) {
        return Token::Bytes(1);
    }
    // Not UTF-8 is no name that anybody set.
    let name = String::from_utf8_lossy(&rest[skip..skip + length]).into_owned();
    let length = skip + length + close.len();
    Token::Step(Step::Variable(Reference { form, name, length }))
}
