//! Whether the input is complete, or continues on the next line.

use crate::script::reading::{Inside, Lexer, Step};

/// Words that are commands on their own, as in psql.
const WORDS: [(&str, &str); 3] = [("help", "\\?"), ("quit", "\\q"), ("exit", "\\q")];

/// The command for such a word.
pub fn command_word(text: &str) -> Option<&'static str> {
    let word = text.trim().trim_end_matches(';');
    WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, command)| *command)
}

/// Whether the text ends with a semicolon outside quotes, comments and parentheses, or with a
/// line that has a command.
pub fn is_finished(text: &str, standard_strings: bool) -> bool {
    if command_word(text).is_some() {
        return true;
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
    let open = matches!(
        lexer.inside(),
        Inside::Quote
            | Inside::Escape
            | Inside::Identifier
            | Inside::Dollar(_)
            | Inside::BlockComment(_)
    );
    !open && (command || !started)
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
            assert!(is_finished(text, true), "{text}");
        }
        for text in [
            "select 1",
            "select ';",
            "select (1;",
            "select $$;",
            "/* ;",
            "select \";",
            "quit now",
            "\\x\nselect",
            "select 1; select",
            "create function f() returns int begin atomic select 1;",
        ] {
            assert!(!is_finished(text, true), "{text}");
        }
        assert!(is_finished("select '\\';", true));
        assert!(!is_finished("select '\\';", false));
    }
}
