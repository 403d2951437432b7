//! Whether the system sorts as it did when the database was made: after an upgrade of the C library
//! or of ICU, indexes on text may be in another order than the server looks for.

use crate::error::Result;
use crate::hint;
use crate::model::Target;
use crate::postgres::health::{self, StaleCollation};
use crate::postgres::{Identifier, Literal, Session};

const SHOWN: usize = 3;

/// What is stale, in a line, and the statements that put it right.
pub async fn look(session: &mut Session) -> Result<Option<(String, String)>> {
    let stale = health::stale_collations(session).await?;
    if stale.is_empty() {
        return Ok(None);
    }
    let shown: Vec<String> = stale.iter().take(SHOWN).map(described).collect();
    let more = if stale.len() > SHOWN { ", ..." } else { "" };
    let found = format!(
        "the system's collations have changed since: {}{more}; indexes on text may be out of order",
        shown.join(", ")
    );
    let owner = health::owner(session).await?;
    Ok(Some((found, fix(&session.target, &owner, &stale))))
}

/// The statements, as those who may run them type them. `owner` is the database's, and whether the
/// role may act as it.
fn fix(target: &Target, owner: &(String, bool), stale: &[StaleCollation]) -> String {
    let name = Identifier(target.database().as_str());
    let sort = (format!("REINDEX DATABASE {name}"), owner.0.clone(), owner.1);
    let note = |it: &StaleCollation| (refresh(&name, it), it.owner.clone(), it.owned);
    let (known, gone): (Vec<_>, Vec<_>) = stale.iter().partition(|it| it.present.is_some());
    let steps = || [sort.clone()].into_iter().chain(known.iter().map(|it| note(it)));
    let own: Vec<String> = steps()
        .filter(|(_, _, owned)| *owned)
        .map(|(sql, ..)| format!(" -c {}", hint::quoted(&sql)))
        .collect();
    let mut parts = Vec::new();
    if !own.is_empty() {
        let line = hint::command(format!("connect{}", own.concat())).of(&target.environment);
        parts.push(line.to_string());
    }
    let others = steps().filter(|(_, _, owned)| !*owned);
    parts.extend(others.map(|(sql, owner, _)| format!("{owner} can: {sql}")));
    parts.extend(gone.iter().map(|it| format!("a superuser can: {}", forget(target, it))));
    parts.join("; ")
}

/// Notes the present version.
fn refresh(database: &Identifier<'_>, stale: &StaleCollation) -> String {
    match &stale.name {
        None => format!("ALTER DATABASE {database} REFRESH COLLATION VERSION"),
        Some(name) => format!("ALTER COLLATION {name} REFRESH VERSION"),
    }
}

/// Forgets the version of what has none any more, which REFRESH refuses.
fn forget(target: &Target, stale: &StaleCollation) -> String {
    match &stale.name {
        None => format!(
            "UPDATE pg_database SET datcollversion = NULL WHERE datname = {}",
            Literal(target.database().as_str())
        ),
        Some(name) => format!(
            "UPDATE pg_collation SET collversion = NULL WHERE oid = {}::regcollation",
            Literal(name)
        ),
    }
}

fn described(stale: &StaleCollation) -> String {
    let text = |version: &Option<String>| version.clone().unwrap_or_else(|| "none".to_owned());
    let name = stale.name.as_deref().unwrap_or("the database's own");
    format!("{name} ({}, now {})", text(&stale.noted), text(&stale.present))
}
