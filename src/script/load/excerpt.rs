//! The line that an error is about, with a caret: of a long line no more than a screen is wide.

use std::io::{BufRead, BufReader, Read};

use unicode_width::UnicodeWidthChar;

use crate::model::secrets;

/// How many columns of a long line are shown.
const WIDTH: usize = 100;

/// How many characters around the error are kept of a line: no screen shows more, even if many of
/// them take no room.
const KEPT: usize = 4 * WIDTH;

/// Up to here a line is read from its beginning.
const FAR: u64 = 1 << 14;

/// An excerpt of a line.
#[derive(Debug, Default)]
pub struct Line {
    /// Characters around the error.
    text: Vec<char>,
    /// Characters before them are omitted.
    is_cut: bool,
    /// The offset of the error in the text.
    caret: Option<usize>,
}

impl Line {
    /// Reads the line of this number, from 1, around the column, in characters from 1. However
    /// long the line is, little of it is kept. `None` if there is no such line.
    pub fn read(bytes: impl Read, number: u64, column: Option<u64>) -> Option<Self> {
        let mut lines = BufReader::with_capacity(1 << 16, bytes);
        for _ in 1..number {
            lines.skip_until(b'\n').ok()?;
        }
        let before = column.unwrap_or(1).saturating_sub(1);
        let left_out = before.saturating_sub(KEPT as u64);
        // What is a password is told by what stands before it.
        let unshown = if left_out > FAR { 0 } else { left_out };
        skip_characters(&mut lines, left_out - unshown)?;
        let mut bytes = Vec::new();
        // A character has four bytes at most.
        lines.take(4 * unshown + 8 * KEPT as u64).read_until(b'\n', &mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_end_matches(['\n', '\r']);
        let text = if number == 1 { text.trim_start_matches('\u{feff}') } else { text };
        let secrets = secrets(text);
        let shown = |(at, character): (usize, char)| {
            if secrets.iter().any(|it| it.contains(&at)) { '*' } else { shown(character) }
        };
        let mut characters = text.char_indices();
        if let Some(last) = unshown.checked_sub(1) {
            characters.nth(usize::try_from(last).ok()?)?;
        }
        let text: Vec<char> = characters.take(2 * KEPT).map(shown).collect();
        let caret = column.map(|_| usize::try_from(before - left_out).unwrap_or(KEPT));
        Some(Self { text, is_cut: left_out > 0, caret })
    }

    /// The line with its number, and a caret under the error.
    pub fn excerpt(&self, number: u64) -> String {
        let (from, to) = self.window();
        let before = if self.is_cut || from > 0 { "..." } else { "" };
        let after = if to < self.text.len() { "..." } else { "" };
        let shown: String = self.text[from..to].iter().collect();
        let margin = number.to_string();
        let mut text = format!("{margin} | {before}{}{after}", shown.trim_end());
        if let Some(caret) = self.caret {
            let column = columns(&self.text[from..caret.clamp(from, to)]) + before.len();
            text.push_str(&format!("\n{} | {}^", " ".repeat(margin.len()), " ".repeat(column)));
        }
        text
    }

    /// What is shown: half a screen before the error and the rest after it, or more before it
    /// if the line ends.
    fn window(&self) -> (usize, usize) {
        let caret = self.caret.unwrap_or(0).min(self.text.len());
        let all = columns(&self.text);
        let mut from = caret;
        if all <= WIDTH && !self.is_cut {
            from = 0;
        }
        let behind = columns(&self.text[caret..]);
        let room = WIDTH - (WIDTH / 2).min(behind.max(1));
        while from > 0 && columns(&self.text[from - 1..caret]) <= room {
            from -= 1;
        }
        let mut to = from;
        while to < self.text.len() && columns(&self.text[from..=to]) <= WIDTH {
            to += 1;
        }
        (from, to)
    }
}

/// A tab and other control characters as one space.
fn shown(character: char) -> char {
    if character.is_control() { ' ' } else { character }
}

/// How many columns of a terminal the characters take.
fn columns(characters: &[char]) -> usize {
    characters.iter().map(|character| character.width().unwrap_or(0)).sum()
}

/// Skips this many characters of a line, which must have them. Returns how many.
fn skip_characters(lines: &mut impl BufRead, count: u64) -> Option<u64> {
    let mut left = count;
    loop {
        let buffer = lines.fill_buf().ok()?;
        // The continuation bytes of a character are skipped with it.
        let mut length = 0;
        for byte in buffer {
            if byte & 0xc0 != 0x80 {
                if left == 0 || *byte == b'\n' {
                    lines.consume(length);
                    return (left == 0).then_some(count);
                }
                left -= 1;
            }
            length += 1;
        }
        if length == 0 {
            return (left == 0).then_some(count);
        }
        lines.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, number: u64, column: Option<u64>) -> String {
        Line::read(text.as_bytes(), number, column).unwrap().excerpt(number)
    }

    /// The character over the caret, and the longest line.
    #[track_caller]
    fn over_caret(shown: &str) -> (char, usize) {
        let lines: Vec<Vec<char>> = shown.lines().map(|line| line.chars().collect()).collect();
        let caret = lines[1].iter().position(|c| *c == '^').unwrap();
        let mut column = 0;
        let over = lines[0].iter().find(|c| {
            column += c.width().unwrap_or(0);
            column > caret
        });
        (*over.unwrap(), lines.iter().map(|line| columns(line)).max().unwrap())
    }

    #[test]
    fn the_caret_is_under_the_place() {
        assert_eq!(excerpt("a\n\nsélect\tx", 3, Some(8)), "3 | sélect x\n  |        ^");
        assert_eq!(excerpt("'日本語', nope", 1, Some(8)), "1 | '日本語', nope\n  |           ^");
        // A combining accent takes no column.
        assert_eq!(excerpt("e\u{301} x", 1, Some(4)), "1 | e\u{301} x\n  |   ^");
        assert_eq!(excerpt("ab", 1, Some(3)), "1 | ab\n  |   ^");
        let masked = "1 | role u password '****' nope\n  |                        ^";
        assert_eq!(excerpt("role u password 'ü x\t' nope", 1, Some(24)), masked);
        let far = format!("insert into users (password) values ('{}') nope", "p".repeat(2000));
        assert!(excerpt(&far, 1, Some(2041)).starts_with("1 | ...***"), "{far}");
        assert_eq!(excerpt("ab", 1, None), "1 | ab");
        assert_eq!(excerpt("", 1, Some(1)), "1 | \n  | ^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        for filler in ["a", "é", "日", "\t", "e\u{301}"] {
            for before in [0, 30, 99, 100, 101, 300, 5_000, 1_500_000] {
                for after in [0, 30, 99, 100, 101, 300, 100_000] {
                    let text =
                        format!("{}x{}\nselect", filler.repeat(before), filler.repeat(after));
                    let column = filler.chars().count() * before + 1;
                    let shown = excerpt(&text, 1, Some(column as u64));
                    let (over, width) = over_caret(&shown);
                    assert_eq!(over, 'x', "{before} times {filler:?}, {after} times: {shown}");
                    assert!(width <= WIDTH + 12, "{width} columns: {shown}");
                }
            }
        }
        let shown = excerpt(&"a".repeat(1_000_000), 1, None);
        assert_eq!(shown, format!("1 | {}...", "a".repeat(WIDTH)));
    }
}
