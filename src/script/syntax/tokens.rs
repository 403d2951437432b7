//! The tokens of one statement, read lazily. Decisions depend on a statement's
//! first words; the lexer only finds where it ends.

use crate::script::syntax::characters::{continues_word, is_space, starts_word};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// An unquoted word, as written.
    Word(&'a str),
    /// A quoted identifier, with its quotes, and `U&` before them where it has escapes.
    Quoted(&'a str),
    /// A string constant of any form, with its quotes.
    Text(&'a str),
    /// Any other character.
    Symbol(char),
}

impl Token<'_> {
    /// Whether this is the keyword, which is given in lower case.
    pub fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    /// The name as the server knows it: its ASCII letters folded unless it is quoted. Escapes of
    /// `U&".."` stay.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Word(word) => Some(word.to_ascii_lowercase()),
            Self::Quoted(name) => {
                let name = name.trim_start_matches(['u', 'U', '&']);
                // An unterminated one does not count.
                Some(name.strip_prefix('"')?.strip_suffix('"')?.replace("\"\"", "\""))
            }
            _ => None,
        }
    }

    /// The value of a plain string constant, or the word.
    pub fn value(&self) -> Option<String> {
        match self {
            Self::Text(text) => {
                let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
                Some(inner.replace("''", "'"))
            }
            other => other.name(),
        }
    }
}

/// The remaining tokens. Comments and white space are skipped.
#[derive(Debug, Clone)]
pub struct Tokens<'a>(&'a str);

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a str {
        self.0
    }

    /// Whether the next words are these; if so they are read.
    pub fn accept(&mut self, keywords: &[&str]) -> bool {
        let mut ahead = self.clone();
        let found = keywords.iter().all(|keyword| ahead.next().is_some_and(|t| t.is(keyword)));
        if found {
            *self = ahead;
        }
        found
    }

    /// Whether the next token is this symbol; if so it is read.
    pub fn accept_symbol(&mut self, symbol: char) -> bool {
        let mut ahead = self.clone();
        let found = ahead.next() == Some(Token::Symbol(symbol));
        if found {
            *self = ahead;
        }
        found
    }

    /// Whether nothing but semicolons follows.
    pub fn is_over(&self) -> bool {
        self.clone().all(|token| token == Token::Symbol(';'))
    }

    /// Reads an optionally qualified name: `a`, `a.b`, `"A".b`.
    pub fn qualified_name(&mut self) -> Option<Vec<String>> {
        let mut parts = vec![self.part_of_name()?];
        loop {
            let mut ahead = self.clone();
            if ahead.next() != Some(Token::Symbol('.')) {
                return Some(parts);
            }
            parts.push(ahead.part_of_name()?);
            *self = ahead;
        }
    }

    fn part_of_name(&mut self) -> Option<String> {
        let mut ahead = self.clone();
        let name = ahead.next()?.name()?;
        if ahead.accept(&["uescape"]) {
            ahead.next();
        }
        *self = ahead;
        Some(name)
    }

    /// Reads a parenthesised list if one comes next.
    pub fn skip_parentheses(&mut self) {
        let mut ahead = self.clone();
        if ahead.next() != Some(Token::Symbol('(')) {
            return;
        }
        let mut depth = 1;
        while depth > 0 {
            match ahead.next() {
                Some(Token::Symbol('(')) => depth += 1,
                Some(Token::Symbol(')')) => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
        *self = ahead;
    }

    fn cut(&mut self, length: usize) -> &'a str {
        // Every length here ends at an ASCII character or at the end.
        let (head, tail) = self.0.split_at_checked(length).unwrap_or((self.0, ""));
        self.0 = tail;
        head
    }

    fn skip_blank(&mut self) {
        loop {
            let bytes = self.0.as_bytes();
            let spaces = bytes.iter().take_while(|byte| is_space(**byte)).count();
            self.cut(spaces);
            if self.0.starts_with("--") {
                let end = self.0.find(['\n', '\r']).unwrap_or(self.0.len());
                self.cut(end);
            } else if self.0.starts_with("/*")
                && let Some(length) = comment_length(self.0.as_bytes())
            {
                self.cut(length);
            } else if spaces == 0 {
                return;
            }
        }
    }

    fn quoted(&mut self, prefix: usize, quote: u8, escapes: bool) -> &'a str {
        let bytes = self.0.as_bytes();
        let mut at = prefix + 1;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' if escapes => at += 2,
                byte if byte == quote && bytes.get(at + 1) == Some(&quote) => at += 2,
                byte if byte == quote => return self.cut(at + 1),
                _ => at += 1,
            }
        }
        self.cut(self.0.len())
    }

    fn dollar(&mut self) -> Option<&'a str> {
        let end = self.0[1..].find('$')? + 2;
        let tag = self.0.get(..end)?;
        let name = &tag[1..end - 1];
        let starts = name.bytes().next().is_none_or(starts_word);
        if !starts || !name.bytes().all(crate::script::syntax::characters::is_variable_byte) {
            return None;
        }
        // What is unterminated extends to the end, as for the server.
        let length = self.0[end..].find(tag).map_or(self.0.len(), |close| end + close + end);
        Some(self.cut(length))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_blank();
        let bytes = self.0.as_bytes();
        let first = *bytes.first()?;
        let prefixed = |quote: u8| bytes.get(1) == Some(&quote);
        Some(match first {
            b'"' => Token::Quoted(self.quoted(0, b'"', false)),
            b'\'' => Token::Text(self.quoted(0, b'\'', false)),
            b'u' | b'U' if bytes.starts_with(b"u&\"") || bytes.starts_with(b"U&\"") => {
                Token::Quoted(self.quoted(2, b'"', false))
            }
            b'u' | b'U' if bytes.starts_with(b"u&'") || bytes.starts_with(b"U&'") => {
                Token::Text(self.quoted(2, b'\'', false))
            }
            b'e' | b'E' if prefixed(b'\'') => Token::Text(self.quoted(1, b'\'', true)),
            b'b' | b'B' | b'x' | b'X' | b'n' | b'N' if prefixed(b'\'') => {
                Token::Text(self.quoted(1, b'\'', false))
            }
            b'/' if bytes.starts_with(b"/*") => {
                // An unterminated comment is not white space: the server refuses it.
                self.cut(self.0.len());
                Token::Symbol('/')
            }
            b'$' => match self.dollar() {
                Some(text) => Token::Text(text),
                None => Token::Symbol(self.cut(1).chars().next().unwrap_or('$')),
            },
            byte if starts_word(byte) => {
                let length = bytes.iter().take_while(|byte| continues_word(**byte)).count();
                Token::Word(self.cut(length))
            }
            _ => {
                let character = self.0.chars().next()?;
                self.cut(character.len_utf8());
                Token::Symbol(character)
            }
        })
    }
}

/// The length of a comment with those nested in it; `None` if unterminated.
fn comment_length(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_quotes_are_seen_through() {
        let text = "/* a /* b */ */ Copy -- x\n\"A\"\"b\" . c ('it''s', E'\\'', $q$;$q$) ;é";
        let tokens: Vec<_> = Tokens::new(text).collect();
        assert_eq!(tokens[0], Token::Word("Copy"));
        assert_eq!(tokens[1].name().unwrap(), "A\"b");
        assert_eq!(tokens[5], Token::Text("'it''s'"));
        assert_eq!(tokens[5].value().unwrap(), "it's");
        assert_eq!(tokens[7], Token::Text("E'\\''"));
        assert_eq!(tokens[9], Token::Text("$q$;$q$"));
        assert_eq!(tokens.last(), Some(&Token::Word("é")));
        let mut tokens = Tokens::new(text);
        assert!(tokens.accept(&["copy"]));
        assert_eq!(tokens.qualified_name().unwrap(), ["A\"b", "c"]);
        tokens.skip_parentheses();
        assert_eq!(tokens.next(), Some(Token::Symbol(';')));
    }
}
