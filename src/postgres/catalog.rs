//! Catalog queries behind the backslash commands. Their results are displayed unchanged.

use std::fmt::Display;

use super::Literal;
use super::identifier::fill;
pub use super::pattern::{Parts, Pattern};

/// The table of an index, which `\di` lists.
const TABLE_OF_INDEX: &str = ", (SELECT t.relname FROM pg_catalog.pg_index i \
                              JOIN pg_catalog.pg_class t ON t.oid = i.indrelid \
                              WHERE i.indexrelid = c.oid) AS \"Table\"";

/// What is listed by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// Of these kinds, by `pg_class.relkind`.
    Relations(Vec<char>),
    Schemas,
    /// Of these sorts: `n`ormal, `a`ggregates, `p`rocedures, `t`riggers', `w`indow functions. None
    /// is all.
    Functions(String),
    Roles,
    Extensions,
    Databases,
}

impl Listed {
    /// The parts of a name.
    pub fn parts(&self) -> Parts {
        match self {
            Self::Relations(_) | Self::Functions(_) => Parts::InSchema,
            Self::Schemas => Parts::Schema,
            Self::Roles | Self::Extensions | Self::Databases => Parts::Name,
        }
    }
}

/// How much is listed, on a server of the major version.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// The server's own things are listed too.
    pub system: bool,
    pub details: bool,
    pub major: u32,
}

/// Everything of this sort that the pattern names. `types` are the patterns of a function's
/// arguments.
pub fn list(what: &Listed, pattern: &Pattern, scope: Scope, types: &[Pattern]) -> String {
    let details = list_details(what, scope);
    let system = scope.system;
    let query = match what {
        Listed::Relations(kinds) => return relations(kinds, pattern, system, &details),
        Listed::Functions(sorts) => {
            let sorts = sorts.chars().map(sort_of_function).collect::<Vec<_>>().join(" OR ");
            let sorts = if sorts.is_empty() { "TRUE".to_owned() } else { sorts };
            let types = types.iter().enumerate().map(|(index, it)| argument(index, it));
            let types = types.collect::<String>();
            let more: [(&str, &dyn Display); 3] =
                [("sorts", &sorts), ("types", &types), ("details", &details)];
            return pattern.put_in(include_str!("queries/list_functions.sql"), system, &more);
        }
        Listed::Schemas => include_str!("queries/list_schemas.sql"),
        Listed::Roles => include_str!("queries/list_roles.sql"),
        Listed::Extensions => include_str!("queries/list_extensions.sql"),
        Listed::Databases => include_str!("queries/list_databases.sql"),
    };
    pattern.put_in(query, system, &[("details", &details)])
}

fn relations(kinds: &[char], pattern: &Pattern, system: bool, details: &str) -> String {
    let table = if kinds.contains(&'i') { TABLE_OF_INDEX } else { "" };
    // TOAST tables are the system's.
    let toast = kinds.contains(&'r') && (system || pattern.name.is_some());
    let kinds = kinds.iter().chain(toast.then_some(&'t')).map(|kind| format!("'{kind}'"));
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    let more: [(&str, &dyn Display); 3] =
        [("kinds", &kinds), ("table", &table), ("details", &details)];
    pattern.put_in(include_str!("queries/list_relations.sql"), system, &more)
}

/// More columns of a list, if they are asked for.
fn list_details(what: &Listed, scope: Scope) -> String {
    match what {
        _ if !scope.details => String::new(),
        Listed::Relations(kinds) => {
            let stored = kinds.iter().any(|kind| "rpmiI".contains(*kind));
            let method = if stored { "m.amname AS \"Access method\"," } else { "" };
            fill(include_str!("queries/details_relations.sql"), &[("method", &method)])
        }
        Listed::Functions(_) => {
            // Before, the server parsed no bodies.
            let body = match scope.major {
                14.. => "pg_catalog.pg_get_function_sqlbody(p.oid)",
                _ => "NULL",
            };
            fill(include_str!("queries/details_functions.sql"), &[("body", &body)])
        }
        Listed::Schemas => include_str!("queries/details_schemas.sql").to_owned(),
        Listed::Roles => include_str!("queries/details_roles.sql").to_owned(),
        Listed::Databases => include_str!("queries/details_databases.sql").to_owned(),
        // What belongs to each is listed instead.
        Listed::Extensions => String::new(),
    }
}

/// More about the columns of a relation of this `pg_class.relkind`, if it is asked for.
fn column_details(kind: &str, scope: Scope) -> String {
    let compression = scope.major >= 14 && "rpm".contains(kind);
    let columns = [
        (true, include_str!("queries/details_storage.sql")),
        (compression, include_str!("queries/details_compression.sql")),
        ("rpmfiI".contains(kind), include_str!("queries/details_statistics.sql")),
        ("rpmfvc".contains(kind), include_str!("queries/details_comment.sql")),
    ];
    let shown = columns.iter().filter(|(has, _)| scope.details && *has);
    shown.map(|(_, column)| *column).collect()
}

fn sort_of_function(letter: char) -> &'static str {
    match letter {
        'a' => "p.prokind = 'a'",
        'p' => "p.prokind = 'p'",
        'w' => "p.prokind = 'w'",
        't' => "p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype",
        _ => {
            "p.prokind NOT IN ('a', 'p', 'w') \
             AND p.prorettype <> 'pg_catalog.trigger'::pg_catalog.regtype"
        }
    }
}

/// The condition for the type of an argument; the pattern `-` is for none.
fn argument(index: usize, pattern: &Pattern) -> String {
    if pattern.name.as_deref() == Some("^(-)$") && pattern.schema.is_none() {
        return format!(" AND p.pronargs <= {index}");
    }
    let query = include_str!("queries/argument_type.sql");
    pattern.put_in(query, true, &[("index", &index)])
}

/// The name in the catalogue of a type that SQL knows by another one. Source: psql,
/// `map_typename_pattern`.
pub fn type_name(name: &str) -> &str {
    const NAMES: [(&str, &str); 18] = [
        ("decimal", "numeric"),
        ("float", "double precision"),
        ("int", "integer"),
        ("bool[]", "boolean[]"),
        ("decimal[]", "numeric[]"),
        ("float[]", "double precision[]"),
        ("float4[]", "real[]"),
        ("float8[]", "double precision[]"),
        ("int[]", "integer[]"),
        ("int2[]", "smallint[]"),
        ("int4[]", "integer[]"),
        ("int8[]", "bigint[]"),
        ("time[]", "time without time zone[]"),
        ("timetz[]", "time with time zone[]"),
        ("timestamp[]", "timestamp without time zone[]"),
        ("timestamptz[]", "timestamp with time zone[]"),
        ("varbit[]", "bit varying[]"),
        ("varchar[]", "character varying[]"),
    ];
    let known = NAMES.iter().find(|(typed, _)| typed.eq_ignore_ascii_case(name));
    known.map_or(name, |(_, full)| full)
}

pub fn extension_objects(name: &str) -> String {
    fill(include_str!("queries/extension_objects.sql"), &[("name", &Literal(name))])
}

/// The publications that publish all tables of a schema, for servers that have such ones.
pub fn schema_publications(schema: &str) -> String {
    fill(include_str!("queries/schema_publications.sql"), &[("schema", &Literal(schema))])
}

/// The names of the databases that one can connect to, for completion.
pub fn database_names() -> &'static str {
    "SELECT d.datname FROM pg_catalog.pg_database d \
     WHERE d.datallowconn AND pg_catalog.has_database_privilege(d.datname, 'CONNECT') ORDER BY 1"
}

/// What a pattern finds: OID, schema, name, `pg_class.relkind` and psql's title.
pub fn find(pattern: &Pattern) -> String {
    pattern.put_in(include_str!("queries/describe_relations.sql"), true, &[])
}

/// The columns of a relation, by its `pg_class.relkind`; of a sequence, what it is.
pub fn columns(oid: u32, kind: &str, scope: Scope) -> String {
    let table = include_str!("queries/describe_columns_table.sql");
    let more = match kind {
        "S" => return fill(include_str!("queries/describe_sequence.sql"), &[("oid", &oid)]),
        "i" | "I" => include_str!("queries/describe_columns_index.sql").to_owned(),
        "f" => format!("{table}{}", include_str!("queries/describe_columns_foreign.sql")),
        "t" => String::new(),
        _ => table.to_owned(),
    };
    let more = more + &column_details(kind, scope);
    fill(include_str!("queries/describe_columns.sql"), &[("oid", &oid), ("more", &more)])
}

/// Headings, which may be NULL, and lines about a relation's indexes, constraints and triggers.
pub fn notes(oid: u32, scope: Scope) -> String {
    // Before, publications have no schemas.
    let in_schema = if scope.major >= 15 {
        "EXISTS (SELECT FROM pg_catalog.pg_publication_namespace s \
         WHERE s.pnpubid = p.oid AND s.pnnspid = c.relnamespace \
         AND pg_catalog.pg_relation_is_publishable(c.oid))"
    } else {
        "FALSE"
    };
    let values: [(&str, &dyn Display); 3] =
        [("oid", &oid), ("in_schema", &in_schema), ("details", &scope.details)];
    fill(include_str!("queries/describe_notes.sql"), &values)
}

/// How a view is defined: schema, name, `pg_class.relkind`, and the statement for a view. The name
/// is looked up by the server's rules.
pub fn view_definition(name: &str) -> String {
    fill(include_str!("queries/view_definition.sql"), &[("name", &Literal(name))])
}

/// How a function is defined. The name is looked up by the server's rules, and may have the types
/// of the arguments.
pub fn function_definition(name: &str) -> String {
    let kind = if name.contains('(') { "regprocedure" } else { "regproc" };
    let name = Literal(name);
    format!("SELECT pg_catalog.pg_get_functiondef({name}::pg_catalog.{kind}) AS definition")
}

/// The names for completion: schema, relation, column, `t` when found without its schema.
pub fn names() -> &'static str {
    include_str!("queries/names.sql")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_a_constant_in_the_query() {
        let sql = find(&Pattern::parse("it's", Parts::InSchema, "").unwrap());
        assert!(sql.contains("'^(it''s)$'"), "{sql}");
    }
}
