//! A session as it was at its beginning, by statements that a transaction may hold: DISCARD ALL
//! may not be in one.

use super::session::Facts;
use crate::postgres::Literal;

/// The statements. With the facts, the settings are those that the server gives to clients that
/// ask for none; without, those that the driver asked for.
pub fn statements(facts: Option<&Facts>) -> Vec<String> {
    let mut statements: Vec<String> = [
        "CLOSE ALL;",
        "SET SESSION AUTHORIZATION DEFAULT;",
        "RESET ALL;",
        "DEALLOCATE ALL;",
        "UNLISTEN *;",
        "DISCARD TEMP;",
        "DISCARD SEQUENCES;",
        "SELECT pg_catalog.pg_advisory_unlock_all();",
    ]
    .map(str::to_owned)
    .to_vec();
    if let Some(facts) = facts {
        statements.push(format!(
            "SELECT pg_catalog.set_config('TimeZone', {}, false), \
             pg_catalog.set_config('DateStyle', {}, false);",
            Literal(&facts.zone),
            Literal(&facts.dates)
        ));
    }
    statements
}
