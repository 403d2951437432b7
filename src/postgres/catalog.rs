//! Catalog queries behind the backslash commands. Their results are displayed unchanged.

use std::fmt::Display;

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

    /// The query with the pattern, and more, in it.
    fn put_in(&self, query: &str, more: &[(&str, &dyn Display)]) -> String {
        let constant = |value: &Option<String>| {
            value.as_ref().map_or("NULL".to_owned(), |value| Literal(value).to_string())
        };
        let (schema, name) = (constant(&self.schema), constant(&self.name));
        let own: [(&str, &dyn Display); 2] = [("schema", &schema), ("name", &name)];
        fill(query, &[&own, more].concat())
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

/// The table of an index, which `\di` lists.
const TABLE_OF_INDEX: &str = ", (SELECT t.relname FROM pg_catalog.pg_index i \
                              JOIN pg_catalog.pg_class t ON t.oid = i.indrelid \
                              WHERE i.indexrelid = c.oid) AS \"Table\"";

/// Relations of these kinds, by `pg_class.relkind`.
pub fn relations(kinds: &[char], pattern: &Pattern) -> String {
    let table = if kinds.contains(&'i') { TABLE_OF_INDEX } else { "" };
    let kinds: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    let more: [(&str, &dyn Display); 2] = [("kinds", &kinds.join(", ")), ("table", &table)];
    pattern.put_in(include_str!("queries/list_relations.sql"), &more)
}

/// What else is listed by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    Schemas,
    Functions,
    Roles,
    Extensions,
}

/// Everything of this sort.
pub fn list(what: Listed, pattern: &Pattern) -> String {
    let query = match what {
        Listed::Schemas => include_str!("queries/list_schemas.sql"),
        Listed::Functions => include_str!("queries/list_functions.sql"),
        Listed::Roles => include_str!("queries/list_roles.sql"),
        Listed::Extensions => include_str!("queries/list_extensions.sql"),
    };
    pattern.put_in(query, &[])
}

/// All databases of the server.
pub fn databases() -> &'static str {
    include_str!("queries/list_databases.sql")
}

/// The names of the databases that one can connect to, for completion.
pub fn database_names() -> &'static str {
    "SELECT d.datname FROM pg_catalog.pg_database d \
     WHERE d.datallowconn AND pg_catalog.has_database_privilege(d.datname, 'CONNECT') ORDER BY 1"
}

/// What a pattern finds: OID, schema, name, `pg_class.relkind` and psql's title.
pub fn find(pattern: &Pattern) -> String {
    pattern.put_in(include_str!("queries/describe_relations.sql"), &[])
}

/// The columns of a relation, by its `pg_class.relkind`; of a sequence, what it is.
pub fn columns(oid: u32, kind: &str) -> String {
    let table = include_str!("queries/describe_columns_table.sql");
    let more = match kind {
        "S" => return fill(include_str!("queries/describe_sequence.sql"), &[("oid", &oid)]),
        "i" | "I" => include_str!("queries/describe_columns_index.sql").to_owned(),
        "f" => format!("{table}{}", include_str!("queries/describe_columns_foreign.sql")),
        "t" => String::new(),
        _ => table.to_owned(),
    };
    let query = include_str!("queries/describe_columns.sql");
    fill(query, &[("oid", &oid), ("more", &more)])
}

/// Headings, which may be NULL, and lines about a relation's indexes, constraints and triggers.
pub fn notes(oid: u32) -> String {
    fill(include_str!("queries/describe_notes.sql"), &[("oid", &oid)])
}

/// How a function or a view is defined. The name is looked up by the server's rules; that of a
/// function may have its arguments' types.
pub fn definition(view: bool, name: &str) -> String {
    let name_given = Literal(name);
    match (view, name.contains('(')) {
        (true, _) => format!(
            "SELECT 'CREATE OR REPLACE VIEW ' || v || ' AS' || E'\\n' \
             || pg_catalog.pg_get_viewdef(v, true) \
             FROM (SELECT {name_given}::pg_catalog.regclass AS v) AS view"
        ),
        (false, true) => {
            format!("SELECT pg_catalog.pg_get_functiondef({name_given}::pg_catalog.regprocedure)")
        }
        (false, false) => {
            format!("SELECT pg_catalog.pg_get_functiondef({name_given}::pg_catalog.regproc)")
        }
    }
}

/// The names for completion: schema, relation, column, `t` when found without its schema.
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
