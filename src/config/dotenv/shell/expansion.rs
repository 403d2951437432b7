//! Quotes and references.

use super::{Part, Shell, name_length};

impl Shell<'_> {
    pub(super) fn tilde(&self, parts: &mut Vec<Part>) {
        if self.rest().starts_with('~') {
            parts.push(Part::Unknown);
        }
    }

    pub(super) fn double_quoted(&mut self, parts: &mut Vec<Part>) -> Option<()> {
        self.at += 1;
        // Even if empty, it makes a word.
        parts.push(Part::Text(String::new()));
        loop {
            match self.rest().chars().next()? {
                '"' => {
                    self.at += 1;
                    return Some(());
                }
                '\\' => {
                    let escaped = self.rest().chars().nth(1)?;
                    self.at += 1 + escaped.len_utf8();
                    parts.push(Part::Text(match escaped {
                        '$' | '`' | '"' | '\\' => escaped.into(),
                        '\n' => String::new(),
                        other => format!("\\{other}"),
                    }));
                }
                '$' | '`' => self.reference(parts)?,
                c => {
                    self.at += c.len_utf8();
                    parts.push(Part::Text(c.into()));
                }
            }
        }
    }

    /// An expansion that begins with `$` or a backquote.
    pub(super) fn reference(&mut self, parts: &mut Vec<Part>) -> Option<()> {
        if self.accept("`") {
            self.at += self.rest().find('`')? + 1;
            parts.push(Part::Unknown);
            return Some(());
        }
        self.at += 1;
        let length = name_length(self.rest());
        if length > 0 {
            let name = self.rest()[..length].to_owned();
            self.at += length;
            parts.push(Part::Variable { name, default: None });
        } else if self.accept("{") {
            self.in_braces(parts)?;
        } else if self.accept("(") {
            self.skip_to(b'(', b')')?;
            parts.push(Part::Unknown);
        } else if self.rest().starts_with(|c: char| c.is_ascii_digit() || "@*#?-$!".contains(c)) {
            self.at += 1;
            parts.push(Part::Unknown);
        } else {
            // Before a quote, shells differ.
            let quoted = self.rest().starts_with(['\'', '"']);
            parts.push(if quoted { Part::Unknown } else { Part::Text("$".to_owned()) });
        }
        Some(())
    }

    /// `${NAME}`, `${NAME-default}` and `${NAME:-default}` with a plain default.
    pub(super) fn in_braces(&mut self, parts: &mut Vec<Part>) -> Option<()> {
        let length = name_length(self.rest());
        let (name, after) = self.rest().split_at(length);
        let inside = after.split('}').next().unwrap_or_default();
        let rule = match inside.strip_prefix(":-") {
            Some(default) => Some((true, default)),
            None => inside.strip_prefix('-').map(|default| (false, default)),
        };
        let plain = |text: &str| !text.contains(['$', '`', '\\', '"', '\'', '~', '{']);
        let default = rule.map(|(empty, default)| (empty, default.to_owned()));
        let known = length > 0
            && inside.len() < after.len()
            && (inside.is_empty() || rule.is_some_and(|(_, default)| plain(default)));
        if known {
            self.at += length + inside.len() + 1;
            parts.push(Part::Variable { name: name.to_owned(), default });
            return Some(());
        }
        parts.push(Part::Unknown);
        self.skip_to(b'{', b'}')
    }

    /// Skips past the closing bracket, and quotes in between.
    pub(super) fn skip_to(&mut self, open: u8, close: u8) -> Option<()> {
        let mut depth = 1;
        let mut quote = None;
        for (at, byte) in self.rest().bytes().enumerate() {
            match (byte, quote) {
                (byte, Some(open)) if byte == open => quote = None,
                (b'\'' | b'"', None) => quote = Some(byte),
                (byte, None) if byte == open => depth += 1,
                (byte, None) if byte == close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at += at + 1;
                return Some(());
            }
        }
        None
    }
}
