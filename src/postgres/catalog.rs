//! Catalog queries behind the backslash commands. Their results are displayed unchanged.

use super::Literal;
use super::identifier::fill;

/// Selects relations by regular expressions for schema and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// `None`: those visible without a schema.
    pub schema: Option<String>,
    /// `None`: all but system relations.
    pub name: Option<String>,
}

impl Pattern {
    /// Parses a pattern by psql's rules (its documentation, "Patterns"): names are folded outside
    /// quotes, a dot separates schema and name, `*` and `?` are wildcards.
    pub fn parse(text: &str) -> Self {
        let mut parts = vec![String::new()];
        let mut quoted = false;
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' if quoted && characters.peek() == Some(&'"') => {
                    characters.next();
                    parts.last_mut().into_iter().for_each(|part| part.push('"'));
                }
                '"' => quoted = !quoted,
                '.' if !quoted => parts.push(String::new()),
                other => parts.last_mut().into_iter().for_each(|part| expand(part, other, quoted)),
            }
        }
        let anchored = |part: &String| format!("^({part})$");
        match parts.as_slice() {
            [name] if name.is_empty() => Self::default(),
            [name] => Self { schema: None, name: Some(anchored(name)) },
            // A database name before the schema could only be the current one.
            [.., schema, name] => {
                let name = (!name.is_empty()).then(|| anchored(name));
                Self { schema: Some(anchored(schema)), name: name.or(Some("^(.*)$".to_owned())) }
            }
            [] => Self::default(),
        }
    }

    /// The query with the pattern and the kinds of relations filled in.
    fn put_in(&self, query: &str, kinds: &str) -> String {
        let constant = |value: &Option<String>| {
            value.as_ref().map_or("NULL".to_owned(), |value| Literal(value).to_string())
        };
        let (schema, name) = (constant(&self.schema), constant(&self.name));
        fill(query, &[("schema", &schema), ("name", &name), ("kinds", &kinds)])
    }
}

/// Appends a character to a regular expression.
fn expand(part: &mut String, character: char, quoted: bool) {
    match character {
        '*' if !quoted => part.push_str(".*"),
        '?' if !quoted => part.push('.'),
        c if c.is_alphanumeric() || c == '_' || c == ' ' => {
            if quoted {
                part.push(c);
            } else {
                part.extend(c.to_lowercase());
            }
        }
        c => part.extend(['\\', c]),
    }
}

/// Relations of these kinds, by `pg_class.relkind`.
pub fn relations(kinds: &[char], pattern: &Pattern) -> String {
    let kinds: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    pattern.put_in(include_str!("queries/list_relations.sql"), &kinds.join(", "))
}

/// All databases of the server.
pub fn databases() -> &'static str {
    include_str!("queries/list_databases.sql")
}

/// The relations that match a pattern: OID, schema, name and kind.
pub fn find(pattern: &Pattern) -> String {
    pattern.put_in(include_str!("queries/describe_relations.sql"), "")
}

/// The columns of a relation.
pub fn columns(oid: u32) -> String {
    fill(include_str!("queries/describe_columns.sql"), &[("oid", &oid)])
}

/// Headings and lines about a relation's indexes, constraints and triggers.
pub fn notes(oid: u32) -> String {
    fill(include_str!("queries/describe_notes.sql"), &[("oid", &oid)])
}

/// The names for completion: schema, relation, column, `t` if visible without its schema.
pub fn names() -> &'static str {
    include_str!("queries/names.sql")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_by_the_rules_of_psql() {
        for (text, schema, name) in [
            ("", None, None),
            ("Users", None, Some("^(users)$")),
            ("\"Users\"", None, Some("^(Users)$")),
            ("us*", None, Some("^(us.*)$")),
            ("public.u?ers", Some("^(public)$"), Some("^(u.ers)$")),
            ("\"a.b\"\"c\".*", Some("^(a\\.b\"c)$"), Some("^(.*)$")),
            ("public.", Some("^(public)$"), Some("^(.*)$")),
            ("a$", None, Some("^(a\\$)$")),
        ] {
            let pattern = Pattern::parse(text);
            assert_eq!(pattern.schema.as_deref(), schema, "{text}");
            assert_eq!(pattern.name.as_deref(), name, "{text}");
        }
        let sql = find(&Pattern::parse("it's"));
        assert!(sql.contains("E'^(it\\\\''s)$'"), "{sql}");
    }
}
