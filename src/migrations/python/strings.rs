//! String literals of Python. Source: the Python Language Reference, 2.4.1.

use super::refusal::Refusal;
use crate::script::Position;

/// A string literal.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub value: String,
    /// The position of its first character in the file.
    pub start: Position,
    /// It has no escapes: its lines are the file's.
    pub verbatim: bool,
    /// `f"..."`: its value is only known when it runs.
    pub formatted: bool,
    /// `b"..."`.
    pub bytes: bool,
}

/// Reads the literal at the beginning of `text`, which is a quote, and returns its length.
pub fn read(text: &str, prefix: &str, line: u64, column: u64) -> Result<(Text, usize), Refusal> {
    let quote = text.get(..1).unwrap_or("\"");
    let triple = quote.repeat(3);
    let quotes = if text.starts_with(&triple) { triple.as_str() } else { quote };
    let raw = prefix.contains('r');
    let never_closed = || Refusal::new(line, "this string is never closed");
    let mut value = String::new();
    let mut verbatim = true;
    let mut at = quotes.len();
    loop {
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with(quotes) {
            break;
        }
        let character = rest.chars().next().ok_or_else(never_closed)?;
        at += character.len_utf8();
        match character {
            '\n' | '\r' if quotes.len() == 1 => return Err(never_closed()),
            // Python normalizes all line ends.
            '\r' if rest.starts_with("\r\n") => {}
            '\r' => value.push('\n'),
            '\\' if raw => {
                // It escapes a quote, and is kept.
                value.push('\\');
                let next = rest[1..].chars().next().ok_or_else(never_closed)?;
                if !matches!(next, '\n' | '\r') {
                    value.push(next);
                    at += next.len_utf8();
                }
            }
            '\\' => {
                let (length, kept) = escape(&rest[1..], &mut value).ok_or_else(|| {
                    let down = text[..at].matches('\n').count() as u64;
                    Refusal::new(line + down, "this string escape is not supported")
                })?;
                verbatim &= kept;
                at += length;
            }
            character => value.push(character),
        }
    }
    let start = Position { line, column: column + quotes.len() as u64 };
    let (formatted, bytes) = (prefix.contains(['f', 't']), prefix.contains('b'));
    Ok((Text { value, start, verbatim, formatted, bytes }, at + quotes.len()))
}

/// Decodes what follows a backslash. Returns its length, and whether the backslash is kept;
/// `None` for names of characters and invalid escapes.
fn escape(rest: &str, value: &mut String) -> Option<(usize, bool)> {
    let next = rest.chars().next()?;
    let simple = match next {
        '\n' => return Some((1, false)),
        '\r' => return Some((if rest.starts_with("\r\n") { 2 } else { 1 }, false)),
        '\\' | '\'' | '"' => next,
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        '0'..='7' => {
            let digits: String =
                rest.chars().take(3).take_while(|c| ('0'..='7').contains(c)).collect();
            value.push(char::from_u32(u32::from_str_radix(&digits, 8).ok()?)?);
            return Some((digits.len(), false));
        }
        'x' => return hexadecimal(rest, 2, value),
        'u' => return hexadecimal(rest, 4, value),
        'U' => return hexadecimal(rest, 8, value),
        'N' => return None,
        // Unknown ones are kept.
        other => {
            value.extend(['\\', other]);
            return Some((other.len_utf8(), true));
        }
    };
    value.push(simple);
    Some((1, false))
}

fn hexadecimal(rest: &str, digits: usize, value: &mut String) -> Option<(usize, bool)> {
    let text = rest.get(1..=digits)?;
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    value.push(char::from_u32(u32::from_str_radix(text, 16).ok()?)?);
    Some((1 + digits, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, prefix: &str) -> Option<(String, bool)> {
        let (read, length) = read(text, prefix, 1, 1).ok()?;
        assert_eq!(length, text.len(), "{text}");
        Some((read.value, read.verbatim))
    }

    #[test]
    fn escapes_are_pythons() {
        let read = |text| value(text, "").unwrap();
        assert_eq!(read("'a\\'b'"), ("a'b".into(), false));
        assert_eq!(read("\"\"\"a\"\"b\nc\"\"\""), ("a\"\"b\nc".into(), true));
        assert_eq!(read("'\\n\\x41\\u00e9\\101\\d'"), ("\nAéA\\d".into(), false));
        assert_eq!(read("'''a\\\nb\r\nc'''"), ("ab\nc".into(), false));
        assert_eq!(value("'\\n\\''", "r").unwrap(), ("\\n\\'".into(), true));
        for text in ["'\\N{DASH}'", "'\\xg1'", "'\\ud800'", "'abc", "'a\nb'"] {
            assert_eq!(value(text, ""), None, "{text}");
        }
    }
}
