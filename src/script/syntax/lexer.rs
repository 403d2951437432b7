//! Where statements end, by psql's rules.
//!
//! The rules are those of psql's lexer as the PostgreSQL documentation describes them in
//! chapter 4.1 and under psql's "Variables": a semicolon ends a statement outside quotes,
//! comments, parentheses and `BEGIN ATOMIC` bodies; a backslash outside quotes begins a command
//! of psql; `:name` outside quotes is a variable. Where psql and the server differ, psql is
//! right here: these files were written for psql.

use memchr::{memchr, memchr2, memmem};

use super::characters::{continues_word, is_space, is_variable_byte, starts_word};
use super::reference::{self, Colon};
use super::step::{Inside, Step};
use super::words::Words;

/// Reads a text step by step, tracking the enclosing quote or comment.
#[derive(Debug, Clone)]
pub struct Lexer {
    inside: Inside,
    /// Whether backslashes in `'..'` are literal.
    standard_strings: bool,
    /// Its value from the next line on: psql checks at the beginning of each.
    next_strings: Option<bool>,
    /// See [`Lexer::opened`].
    opened: Option<usize>,
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

    pub fn inside(&self) -> &Inside {
        &self.inside
    }

    /// Where the current quote or comment began, if it began in the last window.
    pub fn opened(&self) -> Option<usize> {
        self.opened
    }

    /// Forgets parentheses and words, as psql does after `\g` and `\r`.
    pub fn reset(&mut self) {
        *self = Self { next_strings: self.next_strings, ..Self::new(self.standard_strings) };
    }

    /// From the next line on, `'..'` is read like this.
    pub fn change_strings(&mut self, standard: bool) {
        self.next_strings = Some(standard);
    }

    /// Whether psql and the server may disagree about the end of the statement just
    /// read. Resets the flag.
    pub fn take_odd(&mut self) -> bool {
        self.words.take_odd()
    }

    /// Reads from the window, which begins where the last step ended. `complete` means that nothing
    /// follows the window; `started` that the statement already has a token.
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

    /// Skips a quote up to its end, or the window's.
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
            b';' if self.parentheses == 0 && !self.words.are_in_body() => {
                self.words.end_statement();
                Token::Step(Step::End(1))
            }
            b'\\' => match second {
                Some(b';') => {
                    self.words.end_for_server();
                    Token::Step(Step::Escaped(b';'))
                }
                Some(b':') => Token::Step(Step::Escaped(b':')),
                _ => Token::Step(Step::Backslash),
            },
            b':' => match reference::read(rest, complete) {
                Colon::Reference(reference) => Token::Step(Step::Variable(reference)),
                Colon::Plain(length) => Token::Bytes(length),
                Colon::NeedMore => Token::NeedMore,
            },
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
