//! What the types of a result are made of, for `to_json`.

use std::collections::BTreeMap;

use super::identifier::fill;
use crate::model::{RowSet, TypeParts};

/// The server's own types with parts: of these it is known what they are made of, whatever becomes
/// of the transaction in which they come.
pub const OWN: &str = "SELECT oid FROM pg_catalog.pg_type \
     WHERE oid < 10000 AND (typcategory = 'A' OR typtype = 'c')";

/// The question for these types.
pub fn query(types: &[u32]) -> String {
    let list: Vec<String> = types.iter().map(|oid| format!("({oid}::oid)")).collect();
    query_of(&format!("VALUES {}", list.join(", ")))
}

/// The question for the types that a query names.
pub fn query_of(types: &str) -> String {
    fill(include_str!("queries/json_types.sql"), &[("types", &types)])
}

/// Reads the answer.
pub fn read(answer: &RowSet) -> BTreeMap<u32, TypeParts> {
    let mut parts: BTreeMap<u32, TypeParts> = BTreeMap::new();
    for row in &answer.rows {
        let [Some(oid), Some(kind), Some(part), name] = row.as_slice() else { continue };
        let (Ok(oid), Ok(part)) = (oid.parse(), part.parse()) else { continue };
        let name = name.clone().unwrap_or_default();
        match kind.as_str() {
            "array" => {
                let delimiter = name.chars().next().unwrap_or(',');
                parts.insert(oid, TypeParts::Array { element: part, delimiter });
            }
            "hstore" => _ = parts.insert(oid, TypeParts::Hstore),
            "domain" => _ = parts.insert(oid, TypeParts::Domain { base: part }),
            _ => {
                let fields = parts.entry(oid).or_insert_with(|| TypeParts::Composite(Vec::new()));
                if let TypeParts::Composite(fields) = fields {
                    fields.push((name, part));
                }
            }
        }
    }
    parts
}
