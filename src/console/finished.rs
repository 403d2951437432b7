//! Whether the input is complete, or continues on the next line.

use crate::script::reading::{Inside, Lexer, Step};

/// Words that are commands on their own, as in psql.
const WORDS: [(&str, &str); 3] = [("help", "\\?"), ("quit", "\\q"), ("exit", "\\q")];

/// The command for such a word.
pub fn command_word(text: &str) -> Option<&'static str> {
    let word = text.trim().trim_end_matches(';');
    WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, command)| *command)
}

/// What is still open at the end of a text, as psql's prompt shows it: a quote, a comment, a
/// parenthesis, or `-` for a statement without its semicolon. Nothing when it can be sent: it ends
/// with a semicolon outside all of these, or with a line that has a command.
pub fn open_at_end(text: &str, standard_strings: bool) -> Option<char> {
    if command_word(text).is_some() {
        return None;
    }
    let mut lexer = Lexer::new(standard_strings);
    let (mut at, mut started, mut command) = (0, false, false);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        match lexer.step(rest, true, started) {
            Step::Blank(length) => at += length,
            Step::Text(length) => {
                at += length;
                (started, command) = (true, false);
            }
            Step::End(length) => {
                at += length;
                (started, command) = (false, false);
            }
            Step::Escaped(_) => {
                at += 2;
                started = true;
            }
            Step::Variable(reference) => {
                at += reference.length;
                started = true;
            }
            Step::Backslash => {
                at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                command = true;
            }
            Step::NeedMore => break,
        }
    }
    match lexer.inside() {
        Inside::Quote | Inside::Escape => Some('\''),
        Inside::Identifier => Some('"'),
        Inside::Dollar(_) => Some('$'),
        Inside::BlockComment(_) => Some('*'),
        _ if command || !started => None,
        _ if lexer.in_parentheses() => Some('('),
        _ => Some('-'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semicolon_or_a_command_ends_it() {
        for text in [
            "",
            " ",
            "select 1;",
            "select 1; -- so",
            "\\d",
            "\\d users",
            "select 1 \\g",
            "quit",
            "HELP",
            "select ';'; ",
            "select 1\n\\x",
            "begin; select 1;",
            "-- a thought",
        ] {
            assert_eq!(open_at_end(text, true), None, "{text}");
        }
        for (text, open) in [
            ("select 1", '-'),
            ("select ';", '\''),
            ("select (1;", '('),
            ("select $$;", '$'),
            ("/* ;", '*'),
            ("select \";", '"'),
            ("quit now", '-'),
            ("\\x\nselect", '-'),
            ("select 1; select", '-'),
            ("create function f() returns int begin atomic select 1;", '-'),
        ] {
            assert_eq!(open_at_end(text, true), Some(open), "{text}");
        }
        assert!(open_at_end("select '\\';", true).is_none());
        assert!(open_at_end("select '\\';", false).is_some());
    }
}
