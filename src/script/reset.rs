//! A session as it was at its beginning, by statements that a transaction may hold: DISCARD ALL
//! may not be in one.

use crate::postgres::Literal;
use crate::postgres::client::Client;

/// The statements. The settings are then those of the login.
pub fn statements(client: &Client) -> Vec<String> {
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
    statements.map(str::to_owned).into_iter().chain(unasked(client, false)).collect()
}

/// Settings of the URL that could not come with the login; `local` for one transaction only, which
/// leaves nothing behind on a connection that a pooler hands on.
pub fn unasked(client: &Client, local: bool) -> Vec<String> {
    let settings = client.unasked_settings().iter();
    let set = settings.map(|(name, value)| {
        let (name, value) = (Literal(name), Literal(value));
        format!("SELECT pg_catalog.set_config({name}, {value}, {local})")
    });
    set.collect()
}
