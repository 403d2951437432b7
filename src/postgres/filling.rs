//! The note on the migration table that a database is not filled completely.

use super::Literal;
use super::migration_table::MigrationTable;

/// The comment on the table while a database is being filled, with its OID: a copy of it is not.
pub(super) const FILLING: &str = "cruddur-db prepare has not filled this database completely: OID ";

impl MigrationTable {
    /// The statement that notes that the database is not filled completely.
    pub fn begin_filling(&self) -> String {
        let body = format!(
            "BEGIN EXECUTE (SELECT format('COMMENT ON TABLE %s IS %L', {}, {} || oid) \
             FROM pg_catalog.pg_database WHERE datname = current_database()); END",
            Literal(self.name()),
            Literal(FILLING)
        );
        format!("DO {}", Literal(&body))
    }

    /// The statements with which a transaction waits for another that completes the database; an
    /// error if that has.
    pub fn claim_filling(&self) -> String {
        format!(
            "LOCK TABLE {0} IN EXCLUSIVE MODE; SELECT 1 / count(*) FROM pg_catalog.pg_description \
             WHERE objoid = {1}::regclass AND objsubid = 0 AND description LIKE {2}",
            self.name(),
            Literal(self.name()),
            Literal(&format!("{FILLING}%"))
        )
    }

    /// The statement that takes the note back.
    pub fn end_filling(&self) -> String {
        format!("COMMENT ON TABLE {} IS NULL", self.name())
    }
}
