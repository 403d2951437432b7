//! psql's patterns, which select things by name.

use std::fmt::Display;

use super::Literal;
use super::identifier::fill;
use crate::error::{Error, Result};

/// Selects by regular expressions for schema and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// `None`: those visible without a schema.
    pub schema: Option<String>,
    /// `None`: all, except those of the system.
    pub name: Option<String>,
}

/// The parts that a pattern may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    Name,
    /// `DATABASE.NAME`, of schemas.
    Schema,
    /// `DATABASE.SCHEMA.NAME`.
    InSchema,
}

/// A part as a regular expression, and as it is.
#[derive(Default)]
struct Part {
    regex: String,
    literal: String,
}

impl Pattern {
    /// Parses a pattern by psql's rules (its documentation, "Patterns"): names are folded outside
    /// quotes, a dot separates schema and name, `*` and `?` are wildcards, and the rest outside
    /// quotes is a regular expression.
    ///
    /// Errors: too many parts; a database other than this one.
    pub fn parse(text: &str, parts: Parts, database: &str) -> Result<Self> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let anchored = |part: &Part| format!("^({})$", part.regex);
        let split = if parts == Parts::Name { vec![whole(text)] } else { split(text) };
        let is_here = |part: &Part| part.literal == database;
        match (parts, split.as_slice()) {
            (_, [name]) => Ok(Self { schema: None, name: Some(anchored(name)) }),
            (Parts::Schema, [here, name]) if is_here(here) => {
                Ok(Self { schema: None, name: Some(anchored(name)) })
            }
            (Parts::InSchema, [schema, name]) => {
                Ok(Self { schema: Some(anchored(schema)), name: Some(anchored(name)) })
            }
            (Parts::InSchema, [here, schema, name]) if is_here(here) => {
                Ok(Self { schema: Some(anchored(schema)), name: Some(anchored(name)) })
            }
            (Parts::Schema, [_, _]) | (Parts::InSchema, [_, _, _]) => {
                Err(Error::failed(format!("cross-database references are not implemented: {text}"))
                    .with_hint("\\c DATABASE goes to another database"))
            }
            _ => Err(Error::failed(format!(
                "improper qualified name (too many dotted names): {text}"
            ))),
        }
    }

    /// The query with the pattern, and more, in it. `system`: without a pattern, what belongs to
    /// the system is selected too.
    pub(super) fn put_in(
        &self,
        query: &str,
        system: bool,
        more: &[(&str, &dyn Display)],
    ) -> String {
        let constant = |value: &Option<String>| {
            value.as_ref().map_or("NULL".to_owned(), |value| Literal(value).to_string())
        };
        let (schema, name) = (constant(&self.schema), constant(&self.name));
        let system = system || self.name.is_some();
        let own: [(&str, &dyn Display); 3] =
            [("schema", &schema), ("name", &name), ("system", &system)];
        fill(query, &[&own, more].concat())
    }
}

/// The parts of a name, at its dots.
fn split(text: &str) -> Vec<Part> {
    read(text, true)
}

/// A name that has no parts.
fn whole(text: &str) -> Part {
    read(text, false).pop().unwrap_or_default()
}

fn read(text: &str, at_dots: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut part = Part::default();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        match character {
            '"' if quoted && next == Some('"') => {
                characters.next();
                part.regex.push('"');
                part.literal.push('"');
            }
            '"' => quoted = !quoted,
            '.' if !quoted && at_dots => parts.push(std::mem::take(&mut part)),
            other if quoted => {
                part.literal.push(other);
                if "|*+?()[]{}.^$\\".contains(other) {
                    part.regex.push('\\');
                }
                part.regex.push(other);
            }
            other => expand(&mut part, other, next),
        }
    }
    parts.push(part);
    parts
}

/// Appends a character outside quotes. `[]` is more likely an array's than a set of characters.
fn expand(part: &mut Part, character: char, next: Option<char>) {
    part.literal.extend(character.to_lowercase());
    match character {
        '*' => part.regex.push_str(".*"),
        '?' => part.regex.push('.'),
        '$' => part.regex.push_str("\\$"),
        '[' if next == Some(']') => part.regex.push_str("\\["),
        other => part.regex.extend(other.to_lowercase()),
    }
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
            ("public.", Some("^(public)$"), Some("^()$")),
            ("a$", None, Some("^(a\\$)$")),
            ("app.(users|posts)", Some("^(app)$"), Some("^((users|posts))$")),
            ("u[a-z]+", None, Some("^(u[a-z]+)$")),
            ("int[]", None, Some("^(int\\[])$")),
            ("here.app.t", Some("^(app)$"), Some("^(t)$")),
        ] {
            let pattern = Pattern::parse(text, Parts::InSchema, "here").unwrap();
            assert_eq!(pattern.schema.as_deref(), schema, "{text}");
            assert_eq!(pattern.name.as_deref(), name, "{text}");
        }
        for text in ["there.app.t", "a.b.c.d"] {
            assert!(Pattern::parse(text, Parts::InSchema, "here").is_err(), "{text}");
        }
    }
}
