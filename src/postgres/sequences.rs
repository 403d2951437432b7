//! Sequences behind columns whose values were loaded: the next row must not get a number that is
//! taken.

use super::Literal;
use super::identifier::fill;

/// The query for the statements that move the sequences of these columns behind the greatest value,
/// as far as the role may. They do not take part in a rollback.
pub fn catch_up(table: &str, columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|name| Literal(name).to_string()).collect();
    let columns = columns.join(", ");
    let query = include_str!("queries/sequences_catch_up.sql");
    let values: [(&str, &dyn std::fmt::Display); 2] =
        [("table", &Literal(table)), ("columns", &columns)];
    fill(query, &values)
}
