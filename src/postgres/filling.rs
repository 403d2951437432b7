//! The note that a database is not filled completely: a comment on the migration table, whose name
//! is given as written in SQL.

use super::Literal;

/// The comment, followed by the database's OID: a copy of the database is none that is being filled.
pub(super) const FILLING: &str = "cruddur-db prepare has not filled this database completely: OID ";

/// The statement that makes the note.
pub fn begin(table: &str) -> String {
    let body = format!(
        "BEGIN EXECUTE (SELECT format('COMMENT ON TABLE %s IS %L', {}, {} || oid) \
         FROM pg_catalog.pg_database WHERE datname = current_database()); END",
        Literal(table),
        Literal(FILLING)
    );
    format!("DO {}", Literal(&body))
}

/// The statements with which a transaction waits for another that completes the database; an error
/// if that has.
pub fn claim(table: &str) -> String {
    format!(
        "LOCK TABLE {table} IN EXCLUSIVE MODE; SELECT 1 / count(*) FROM pg_catalog.pg_description \
         WHERE objoid = {}::regclass AND objsubid = 0 AND description LIKE {}",
        Literal(table),
        Literal(&format!("{FILLING}%"))
    )
}

/// The statement that takes the note back.
pub fn end(table: &str) -> String {
    format!("COMMENT ON TABLE {table} IS NULL")
}
