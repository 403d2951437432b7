use std::fmt;

/// A name in SQL: always quoted, so that capitals, spaces and quotes are preserved.
/// With [`Literal`], the only way that a value gets into an SQL string.
pub struct Identifier<'a>(pub &'a str);

impl fmt::Display for Identifier<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('"', "\"\""))
    }
}

/// A string constant that does not depend on `standard_conforming_strings`.
pub struct Literal<'a>(pub &'a str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if self.0.contains('\\') { "E" } else { "" };
        write!(f, "{prefix}'{}'", self.0.replace('\\', "\\\\").replace('\'', "''"))
    }
}

/// Substitutes values for parameters such as `$name` in a query. Values are not
/// substituted again; comment lines are removed, since a value could end the comment.
pub(super) fn fill(query: &str, values: &[(&str, &dyn fmt::Display)]) -> String {
    let lines = query.lines().filter(|line| !line.trim_start().starts_with("--"));
    let query = lines.collect::<Vec<_>>().join("\n");
    let mut parts = query.split('$');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let (name, rest) = part.split_at(end.unwrap_or(part.len()));
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(&format!("{value}{rest}")),
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
        let query = "-- $a\nSELECT $b, $a: $ab $$ 'x$'\n  -- $b\n$a";
        let filled = fill(query, &[("a", &"$b"), ("b", &"ä\n$a")]);
        assert_eq!(filled, "SELECT ä\n$a, $b: $ab $$ 'x$'\n$b");
    }
}
