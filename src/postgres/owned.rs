//! What a role owns in a database, and the statements that drop it.

use sqlx::Row;
use sqlx::postgres::PgRow;

use super::session::Session;
use crate::error::Result;

/// The object types whose names in DROP differ from the catalog's.
/// Source: `getObjectTypeDescription` in PostgreSQL's `src/backend/catalog/objectaddress.c`.
const WORDS: [(&str, &str); 4] = [
    ("statistics object", "STATISTICS"),
    ("foreign-data wrapper", "FOREIGN DATA WRAPPER"),
    ("composite type", "TYPE"),
    ("trigger", "EVENT TRIGGER"),
];

/// The statements that drop what the role owns in the connection's database. The schema
/// `public` is kept but emptied; default privileges are kept.
pub async fn drop_statements(session: &mut Session) -> Result<Vec<String>> {
    let dropped = |row: &PgRow| {
        let (kind, identity): (String, String) = (row.try_get("type")?, row.try_get("identity")?);
        Ok(drop_statement(&kind, &identity))
    };
    let dropped = session.rows(include_str!("queries/owned_objects.sql"), dropped).await?;
    let mut statements = vec!["SET LOCAL client_min_messages = warning;".to_owned()];
    statements.extend(dropped.into_iter().flatten());
    statements.push("SET LOCAL client_min_messages TO DEFAULT;".to_owned());
    Ok(statements)
}

/// `identity` is quoted by the server.
fn drop_statement(kind: &str, identity: &str) -> Option<String> {
    match (kind, identity) {
        ("schema", "public") | ("default acl", _) => None,
        ("large object", number) => Some(format!("SELECT pg_catalog.lo_unlink({number});")),
        _ => {
            let other = WORDS.iter().find(|(name, _)| *name == kind).map(|(_, word)| *word);
            let word = other.map_or_else(|| kind.to_uppercase(), str::to_owned);
            Some(format!("DROP {word} IF EXISTS {identity} CASCADE;"))
        }
    }
}

/// Tables, views and sequences of other roles, and functions that would go with what is dropped.
pub async fn foreign_tables(session: &mut Session) -> Result<Option<String>> {
    session.row(include_str!("queries/foreign_tables.sql"), |row| row.try_get("names")).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_word() {
        let of = |kind, identity| drop_statement(kind, identity);
        assert_eq!(of("schema", "public"), None);
        assert_eq!(of("default acl", "for role x on tables"), None);
        for (kind, identity, sql) in [
            ("schema", "\"S x\"", "DROP SCHEMA IF EXISTS \"S x\" CASCADE;"),
            ("materialized view", "a.m", "DROP MATERIALIZED VIEW IF EXISTS a.m CASCADE;"),
            ("statistics object", "a.s", "DROP STATISTICS IF EXISTS a.s CASCADE;"),
            ("function", "a.f(integer)", "DROP FUNCTION IF EXISTS a.f(integer) CASCADE;"),
            ("large object", "17", "SELECT pg_catalog.lo_unlink(17);"),
        ] {
            assert_eq!(of(kind, identity).as_deref(), Some(sql));
        }
    }
}
