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

/// A column of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: ValueKind,
}

/// The kind of a value, as far as displaying it depends on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    Boolean,
    Integer,
    Float,
    /// A number that JSON parsers would round: `numeric`, `money`.
    Exact,
    Json,
    Text,
}

impl ValueKind {
    /// By the type's OID. Source: PostgreSQL, `src/include/catalog/pg_type.dat`.
    pub fn of_oid(oid: u32) -> Self {
        match oid {
            16 => Self::Boolean,
            // int8, int2, int4, oid, xid, cid, xid8
            20 | 21 | 23 | 26 | 28 | 29 | 5069 => Self::Integer,
            700 | 701 => Self::Float,
            // money, numeric
            790 | 1700 => Self::Exact,
            114 | 3802 => Self::Json,
            _ => Self::Text,
        }
    }

    /// Whether its values are right-aligned, as in psql.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Float | Self::Exact)
    }
}
