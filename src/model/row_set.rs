//! The result of a statement, in text format.

/// The rows of one statement. Values are in text format; `None` is NULL.
#[derive(Debug, Clone, Default)]
pub struct RowSet {
    /// Whether the statement returns rows, even if empty.
    pub returns: bool,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Option<String>>>,
    /// How many rows the server counted: returned, changed or copied. More than there are in
    /// `rows` where not all were kept.
    pub count: u64,
    /// The command tag: `UPDATE 3`.
    pub tag: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// The OID of its type; of a domain, that of its base type.
    pub type_oid: u32,
}

impl Column {
    /// Whether its values are right-aligned, as in psql. Source: PostgreSQL,
    /// `src/include/catalog/pg_type.dat`.
    pub fn is_number(&self) -> bool {
        // int8, int2, int4, oid, xid, cid, float4, float8, money, numeric, xid8
        matches!(self.type_oid, 20 | 21 | 23 | 26 | 28 | 29 | 700 | 701 | 790 | 1700 | 5069)
    }
}
