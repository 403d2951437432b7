//! Resets a session by statements that can run in a transaction: DISCARD ALL cannot.

use crate::postgres::Literal;
use crate::postgres::client::Client;

/// The statements. The settings are then those of the login.
pub fn statements() -> String {
    let statements = [
        "CLOSE ALL",
        "SET SESSION AUTHORIZATION DEFAULT",
        "RESET ALL",
        "DEALLOCATE ALL",
        "UNLISTEN *",
        "DISCARD TEMP",
        "DISCARD SEQUENCES",
        "SELECT pg_catalog.pg_advisory_unlock_all()",
    ];
    statements.join(";\n")
}

/// Applies the URL's settings that the login could not; `local` for one transaction only.
pub fn unasked(client: &Client, local: bool) -> Vec<String> {
    let settings = client.unasked_settings().iter();
    let set = settings.map(|(name, value)| {
        let (name, value) = (Literal(name), Literal(value));
        format!("SELECT pg_catalog.set_config({name}, {value}, {local})")
    });
    set.collect()
}
