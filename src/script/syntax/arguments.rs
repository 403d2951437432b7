//! The arguments of psql's commands, by the rules of the documentation of psql under
//! "Meta-Commands": words at spaces, '..' with C-like escapes, ".." kept with its quotes,
//! variables, and a backslash that ends the command.

use crate::error::{Error, Result};
use crate::script::syntax::characters::is_space;
use crate::script::syntax::reference::{self, Colon};
use crate::script::syntax::variables::{LONGEST, Variables};

/// The rest of a line after a backslash.
#[derive(Clone)]
pub struct Arguments<'a> {
    line: &'a str,
    at: usize,
    /// `None` in a branch of `\if` that is not taken: nothing is expanded or refused there.
    variables: Option<&'a Variables>,
    /// Bytes inserted by variables.
    put_in: usize,
    /// The user types it, and no file has it.
    in_console: bool,
}

impl<'a> Arguments<'a> {
    pub fn new(line: &'a str, variables: Option<&'a Variables>) -> Self {
        Self { line, at: 0, variables, put_in: 0, in_console: false }
    }

    /// The same, of a command in a console: what is refused there has other reasons.
    pub fn in_console(self) -> Self {
        Self { in_console: true, ..self }
    }

    /// The command's name: up to white space or a backslash.
    pub fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.bytes().position(|byte| is_space(byte) || byte == b'\\');
        let end = end.unwrap_or(rest.len());
        self.at += end;
        as_known(&rest[..end])
    }

    /// The next argument, without the semicolons at its end.
    ///
    /// Errors: a quote that the line does not close; a shell command in backquotes.
    pub fn next_argument(&mut self) -> Result<Option<String>> {
        self.skip_spaces();
        let mut word = String::new();
        let mut quoted = false;
        // How much of the word's end is unquoted.
        let mut bare = 0;
        while let Some(first) = self.peek() {
            if first == b':'
                && let Some(value) = self.variable()?
            {
                word.push_str(&value);
                (quoted, bare) = (true, 0);
                continue;
            }
            match first {
                b'\\' => break,
                byte if is_space(byte) => break,
                b'\'' => {
                    word.push_str(&self.single_quoted()?);
                    (quoted, bare) = (true, 0);
                }
                b'"' => {
                    let end = self.close(b'"')?;
                    word.push_str(&self.line[self.at..end]);
                    self.at = end;
                    (quoted, bare) = (true, 0);
                }
                b'`' => {
                    self.backquoted()?;
                    (quoted, bare) = (true, 0);
                }
                _ => {
                    let character = self.rest().chars().next().unwrap_or(' ');
                    word.push(character);
                    self.at += character.len_utf8();
                    bare += 1;
                }
            }
        }
        while bare > 0 && word.ends_with(';') {
            word.pop();
            bare -= 1;
        }
        Ok(if word.is_empty() && !quoted { None } else { Some(word) })
    }

    /// All remaining arguments.
    pub fn all(&mut self) -> Result<Vec<String>> {
        let mut all = Vec::new();
        while let Some(argument) = self.next_argument()? {
            all.push(argument);
        }
        Ok(all)
    }

    /// The rest of the line unchanged, without leading white space.
    pub fn whole_line(&mut self) -> &'a str {
        self.skip_spaces();
        let rest = self.rest();
        self.at = self.line.len();
        rest.trim_end_matches(['\r', '\n'])
    }

    /// Drops the rest of the command and returns how much of the line it took. Two
    /// backslashes separate it from SQL on the same line.
    pub fn finish(mut self) -> usize {
        self.variables = None;
        while matches!(self.next_argument(), Ok(Some(_))) {}
        if self.rest().starts_with("\\\\") {
            self.at += 2;
        }
        self.at
    }

    fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.line.as_bytes().get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().bytes().take_while(|byte| is_space(*byte)).count();
    }

    /// The offset after the closing quote.
    fn close(&mut self, quote: u8) -> Result<usize> {
        let inner = &self.line.as_bytes()[self.at + 1..];
        match memchr::memchr(quote, inner) {
            Some(length) => Ok(self.at + length + 2),
            None => {
                self.at = self.line.len();
                Err(Error::failed("a quoted string in a command is not closed on its line"))
            }
        }
    }

    fn backquoted(&mut self) -> Result<()> {
        self.at = self.close(b'`')?;
        if self.variables.is_none() {
            return Ok(());
        }
        if self.in_console {
            return Err(Error::failed("this console runs no shell commands in backquotes"));
        }
        Err(Error::failed("a shell command in backquotes: files may not run programs")
            .with_hint("pass the value with --set NAME=VALUE"))
    }

    fn single_quoted(&mut self) -> Result<String> {
        let mut value = Vec::new();
        self.at += 1;
        loop {
            let bytes = &self.line.as_bytes()[self.at..];
            match bytes {
                [] => {
                    return Err(Error::failed(
                        "a quoted string in a command is not closed on its line",
                    ));
                }
                [b'\'', b'\'', ..] => {
                    value.push(b'\'');
                    self.at += 2;
                }
                [b'\'', ..] => {
                    self.at += 1;
                    return Ok(String::from_utf8_lossy(&value).into_owned());
                }
                [b'\\', rest @ ..] => self.at += 1 + escape(rest, &mut value),
                [byte, ..] => {
                    value.push(*byte);
                    self.at += 1;
                }
            }
        }
    }

    /// The value of the variable referenced here, if any.
    fn variable(&mut self) -> Result<Option<String>> {
        let Some(variables) = self.variables else { return Ok(None) };
        let Colon::Reference(found) = reference::read(self.rest().as_bytes(), true) else {
            return Ok(None);
        };
        let Some(value) = variables.substitute(found.form, &found.name) else { return Ok(None) };
        self.put_in += value.len();
        if self.put_in > LONGEST {
            return Err(Error::failed("variables make the command longer than 16 MiB"));
        }
        self.at += found.length;
        Ok(Some(value))
    }
}

/// Reads what follows a backslash in single quotes; returns how many bytes it took.
fn escape(rest: &[u8], value: &mut Vec<u8>) -> usize {
    let digits = |from: usize, most: usize, radix: u32| {
        let digits = rest[from.min(rest.len())..].iter().take(most);
        digits.take_while(|byte| char::from(**byte).is_digit(radix)).count()
    };
    let number = |from: usize, length: usize, radix| {
        let text = std::str::from_utf8(&rest[from..from + length]).unwrap_or_default();
        // As in C, only the low eight bits are used.
        u32::from_str_radix(text, radix).unwrap_or_default() as u8
    };
    match rest.first() {
        None => 0,
        Some(b'n') => push(value, b'\n'),
        Some(b't') => push(value, b'\t'),
        Some(b'b') => push(value, 8),
        Some(b'r') => push(value, b'\r'),
        Some(b'f') => push(value, 12),
        Some(b'0'..=b'7') => {
            let length = digits(0, 3, 8);
            value.push(number(0, length, 8));
            length
        }
        Some(b'x') if digits(1, 2, 16) > 0 => {
            let length = digits(1, 2, 16);
            value.push(number(1, length, 16));
            1 + length
        }
        Some(byte) => push(value, *byte),
    }
}

fn push(value: &mut Vec<u8>, byte: u8) -> usize {
    value.push(byte);
    1
}

/// psql ignores the case of this command alone. Source: PostgreSQL, `exec_command`.
pub fn as_known(name: &str) -> &str {
    if name.eq_ignore_ascii_case("copy") { "copy" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<String> {
        let mut variables = Variables::default();
        variables.set("v", "a 'b'").unwrap();
        let mut arguments = Arguments::new(line, Some(&variables));
        assert_eq!(arguments.name(), "c");
        arguments.all().unwrap()
    }

    #[test]
    fn words_quotes_escapes_and_variables() {
        assert_eq!(arguments(r"c a  'b c' "), ["a", "b c"]);
        assert_eq!(arguments(r#"c 'it''s\n\x41\101\q' "x y"z;;"#), ["it's\nAAq", "\"x y\"z"]);
        assert_eq!(
            arguments(r"c :v :'v' :{?v} :w ';';"),
            ["a 'b'", "'a ''b'''", "TRUE", ":w", ";"]
        );
        assert_eq!(arguments(r"c ''"), [""]);
        assert_eq!(arguments(r"c a\d b"), ["a"]);
    }

    #[test]
    fn the_command_ends_at_the_next_backslash() {
        let mut arguments = Arguments::new(r"c a b\\ select", None);
        arguments.name();
        assert_eq!(arguments.finish(), 7);
        let mut arguments = Arguments::new(r"c a \d", None);
        arguments.name();
        assert_eq!(arguments.finish(), 4);
        assert!(Arguments::new("'a", None).next_argument().is_err());
        assert!(Arguments::new("`date`", Some(&Variables::default())).next_argument().is_err());
    }
}
