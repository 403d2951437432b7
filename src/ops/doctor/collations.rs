//! Whether the system sorts as it did when the database was made: after an upgrade of the C library
//! or of ICU, indexes on text may be in another order than the server looks for.

use crate::error::Result;
use crate::postgres::health::{self, StaleCollation};
use crate::postgres::{Identifier, Session};

/// So many collations are named.
const SHOWN: usize = 3;

/// What is stale, in a line, and the statements that put it right.
pub async fn look(session: &mut Session) -> Result<Option<(String, String)>> {
    let stale = health::stale_collations(session).await?;
    if stale.is_empty() {
        return Ok(None);
    }
    let name = Identifier(session.target.database().as_str());
    let shown: Vec<String> = stale.iter().take(SHOWN).map(described).collect();
    let more = if stale.len() > SHOWN { ", ..." } else { "" };
    let found = format!(
        "the system's collations have changed since: {}{more}; indexes on text may be out of order",
        shown.join(", ")
    );
    let refresh = stale.iter().map(|it| match &it.name {
        None => format!("ALTER DATABASE {name} REFRESH COLLATION VERSION;"),
        Some(name) => format!("ALTER COLLATION {name} REFRESH VERSION;"),
    });
    let refresh: Vec<String> = refresh.collect();
    Ok(Some((found, format!("REINDEX DATABASE {name}; {}", refresh.join(" ")))))
}

fn described(stale: &StaleCollation) -> String {
    let text = |version: &Option<String>| version.clone().unwrap_or_else(|| "none".to_owned());
    let name = stale.name.as_deref().unwrap_or("the database's own");
    format!("{name} ({}, now {})", text(&stale.noted), text(&stale.present))
}
