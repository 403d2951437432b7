use std::borrow::Cow;

/// The text without what a terminal would execute: values come from anywhere. As in psql, control
/// characters are shown by their number, and tabs fill up to eight columns.
pub fn printable<'a>(text: impl Into<Cow<'a, str>>) -> String {
    let text = text.into();
    if !text.chars().any(|c| c.is_control() && c != '\n') {
        return text.into_owned();
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut column = 0;
    for character in text.chars() {
        let before = shown.len();
        match character {
            '\n' => {
                shown.push('\n');
                column = 0;
                continue;
            }
            '\t' => shown.push_str(&" ".repeat(8 - column % 8)),
            '\r' => shown.push_str("\\r"),
            c if c.is_control() => shown.push_str(&format!("\\x{:02X}", u32::from(c))),
            c => shown.push(c),
        }
        column += console::measure_text_width(&shown[before..]);
    }
    shown
}

/// The same for text in a line of its own: a newline in it begins none.
pub fn printable_line(text: &str) -> String {
    printable(text.replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_steer_the_terminal() {
        assert_eq!(printable("a\x1b[31mb\tc\r\n\u{9b}d"), "a\\x1B[31mb      c\\r\n\\x9Bd");
        assert_eq!(printable("plain\nlines"), "plain\nlines");
        assert_eq!(printable_line("a\n\x1bc"), "a\\n\\x1Bc");
    }
}
