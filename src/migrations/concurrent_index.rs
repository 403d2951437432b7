//! Indexes that are created without a transaction: a failure leaves them behind, INVALID.

use crate::script::reading::Statement;

/// The index of a CREATE INDEX CONCURRENTLY, in SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcurrentIndex {
    name: String,
    table: Vec<String>,
}

/// The index that the statement creates, if named.
pub fn index_made_concurrently(statement: &Statement) -> Option<ConcurrentIndex> {
    let (name, table) = parse(statement)?;
    Some(ConcurrentIndex { name: name?, table })
}

/// The query for the INVALID indexes of the table of a named index, besides that one: its name may
/// have been another one when an earlier run created it. It returns statements that drop them, or no
/// value.
pub fn invalid_query(statement: &Statement) -> Option<String> {
    let (Some(name), table) = parse(statement)? else { return None };
    Some(format!(
        "SELECT string_agg('DROP INDEX CONCURRENTLY ' || indexrelid::regclass, ', ') \
         FROM pg_catalog.pg_index JOIN pg_catalog.pg_class c ON c.oid = indexrelid \
         WHERE indrelid = pg_catalog.to_regclass({}) AND NOT indisvalid AND relkind = 'i' \
         AND relname <> {}",
        literal(&qualified(&table)),
        literal(&name)
    ))
}

/// The query for the indexes that are the same as the one that the statement has just created, if
/// that one is not named in it: the server then makes a second one under another name. It returns
/// statements that drop them, or no value.
pub fn twins_query(statement: &Statement) -> Option<String> {
    let (None, table) = parse(statement)? else { return None };
    Some(TWINS.replace("$table", &literal(&qualified(&table))))
}

const TWINS: &str = "SELECT string_agg('DROP INDEX CONCURRENTLY ' || o.indexrelid::regclass || \
     CASE WHEN o.indisvalid THEN '' ELSE ' (INVALID)' END, ', ') \
     FROM pg_catalog.pg_index n \
     JOIN pg_catalog.pg_index o USING (indrelid, indisunique, indnatts) \
     JOIN pg_catalog.pg_class nc ON nc.oid = n.indexrelid \
     JOIN pg_catalog.pg_class oc ON oc.oid = o.indexrelid AND oc.relam = nc.relam \
     WHERE n.indexrelid = (SELECT max(indexrelid) FROM pg_catalog.pg_index \
     WHERE indrelid = pg_catalog.to_regclass($table)) AND o.indexrelid <> n.indexrelid \
     AND ROW(o.indkey::text, o.indclass::text, o.indcollation::text, o.indoption::text, \
     pg_get_expr(o.indexprs, o.indrelid), pg_get_expr(o.indpred, o.indrelid)) \
     IS NOT DISTINCT FROM \
     ROW(n.indkey::text, n.indclass::text, n.indcollation::text, n.indoption::text, \
     pg_get_expr(n.indexprs, n.indrelid), pg_get_expr(n.indpred, n.indrelid))";

/// The index's name, if it has one, and its table.
fn parse(statement: &Statement) -> Option<(Option<String>, Vec<String>)> {
    let mut tokens = statement.tokens();
    if !tokens.accept(&["create"]) {
        return None;
    }
    tokens.accept(&["unique"]);
    if !tokens.accept(&["index", "concurrently"]) {
        return None;
    }
    tokens.accept(&["if", "not", "exists"]);
    let first = tokens.next()?;
    let name = if first.is("on") { None } else { Some(first.name()?) };
    if name.is_some() && !tokens.accept(&["on"]) {
        return None;
    }
    tokens.accept(&["only"]);
    Some((name, tokens.qualified_name()?))
}

fn qualified(name: &[String]) -> String {
    name.iter().map(|part| quoted(part)).collect::<Vec<_>>().join(".")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn literal(text: &str) -> String {
    let prefix = if text.contains('\\') { "E" } else { "" };
    format!("{prefix}'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

impl ConcurrentIndex {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A query that returns `valid` or `invalid`, or no row without such an index.
    pub fn state_query(&self) -> String {
        format!(
            "SELECT CASE WHEN i.indisvalid THEN 'valid' ELSE 'invalid' END \
             FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
             WHERE i.indrelid = pg_catalog.to_regclass({}) AND c.relname = {}",
            literal(&qualified(&self.table)),
            literal(&self.name)
        )
    }

    /// The statement that drops it: it is in its table's schema.
    pub fn drop_statement(&self) -> String {
        let schema = self.table.split_last().map_or(&[][..], |(_, schema)| schema);
        let name = schema.iter().chain([&self.name]).map(|part| quoted(part));
        format!("DROP INDEX CONCURRENTLY IF EXISTS {}", name.collect::<Vec<_>>().join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{SqlText, content};
    use super::*;

    fn of(text: &str) -> Option<ConcurrentIndex> {
        let text = format!("-- no-transaction\n{text}");
        let content = content(&SqlText::of_file("1_a.sql".into(), text)).unwrap();
        index_made_concurrently(&content.statements()[0])
    }

    #[test]
    fn the_index_is_named_with_its_tables_schema() {
        let index = of("create unique index concurrently if not exists I on only a.\"T\" (x)");
        let index = index.unwrap();
        assert_eq!(index.name(), "i");
        assert_eq!(index.drop_statement(), "DROP INDEX CONCURRENTLY IF EXISTS \"a\".\"i\"");
        assert!(index.state_query().contains("to_regclass('\"a\".\"T\"') AND c.relname = 'i'"));
        let index = of("CREATE INDEX CONCURRENTLY \"o'x\" ON t (x)").unwrap();
        assert!(index.state_query().contains("c.relname = 'o''x'"));
        for text in ["create index i on t (x)", "create index concurrently on t (x)", "vacuum t"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
