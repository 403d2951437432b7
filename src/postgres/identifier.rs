use std::fmt;

/// A name as SQL writes it: always quoted, so that capitals, spaces and quotes survive.
/// With [`Literal`], the only way that a value gets into an SQL string.
pub struct Identifier<'a>(pub &'a str);

impl fmt::Display for Identifier<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('"', "\"\""))
    }
}

/// A string constant that reads the same whatever `standard_conforming_strings` says.
pub struct Literal<'a>(pub &'a str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if self.0.contains('\\') { "E" } else { "" };
        write!(f, "{prefix}'{}'", self.0.replace('\\', "\\\\").replace('\'', "''"))
    }
}

/// A template with `$1`, `$2` and so on filled in, once: what a value holds is not looked at.
pub(super) fn fill(template: &str, values: &[&dyn fmt::Display]) -> String {
    let mut parts = template.split('$');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = part.get(..1).and_then(|digit| digit.parse::<usize>().ok());
        match number.and_then(|number| values.get(number.checked_sub(1)?)) {
            Some(value) => filled.push_str(&format!("{value}{}", &part[1..])),
            None => filled.extend(["$", part]),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_doubled() {
        assert_eq!(Identifier("a\"b C").to_string(), "\"a\"\"b C\"");
        assert_eq!(Literal("it's").to_string(), "'it''s'");
        assert_eq!(Literal("a\\'b").to_string(), "E'a\\\\''b'");
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(fill("$2, $1: $3 $$", &[&"$2", &"ä$1"]), "ä$1, $2: $3 $$");
    }
}
