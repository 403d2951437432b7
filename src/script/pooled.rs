//! Files that commit by themselves, through a pooler: it may give the next transaction another
//! session, so that what the file has set is lost, and found by whoever gets the first one.

use super::loader::{Block, Loader, Stop};
use super::statement::Statement;
use crate::error::{Error, Location, Result};

/// Settings that poolers keep for each client by themselves. Source: pgbouncer's documentation,
/// `track_extra_parameters`.
const KEPT: [&str; 6] = [
    "application_name",
    "client_encoding",
    "DateStyle",
    "IntervalStyle",
    "TimeZone",
    "standard_conforming_strings",
];

/// The session's process ID, and what is set in it.
const SESSION: &str = "SELECT pg_catalog.pg_backend_pid() || ' ' || pg_catalog.concat_ws(', ', \
     (SELECT pg_catalog.string_agg(name, ', ') FROM pg_catalog.pg_settings \
      WHERE source = 'session'), \
     CASE WHEN current_user <> session_user THEN 'role' END)";

impl Loader<'_> {
    /// Commits in the middle of a file.
    ///
    /// Errors: it has changed settings, and there is a pooler.
    pub async fn commit_here(&mut self, place: &Location) -> Result<(), Stop> {
        if self.is_pooled == Some(false) || !self.session.client.engine().has_catalog() {
            return self.commit_ours("").await;
        }
        let answer = self.ask(SESSION).await?;
        let answer = answer.unwrap_or_default();
        let (pid, names) = answer.split_once(' ').unwrap_or_default();
        // Poolers give their clients numbers of their own.
        let told = self.session.client.process_id().map(|pid| pid.to_string());
        let is_pooled = told.is_some_and(|told| !pid.is_empty() && told != pid);
        self.is_pooled = Some(is_pooled);
        let own = self.session.client.unasked_settings();
        let own = own.iter().map(|(name, _)| name.as_str());
        let own: Vec<&str> = own.chain(KEPT).collect();
        let is_own = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
        let names: Vec<&str> =
            names.split(", ").filter(|name| !name.is_empty() && !is_own(name)).collect();
        if is_pooled && !names.is_empty() {
            return Err(refused(&names.join(", "), place));
        }
        self.commit_ours("").await
    }

    /// Errors: a setting for the session, where a pooler may give the next statement another one.
    pub fn refuse_setting(&self, statement: &Statement) -> Result<(), Stop> {
        if self.is_pooled != Some(true) || !matches!(self.block, Block::Auto | Block::Theirs) {
            return Ok(());
        }
        let mut tokens = statement.tokens();
        let sets = tokens.next().is_some_and(|token| token.is("set"));
        let Some(next) = tokens.next().filter(|_| sets) else { return Ok(()) };
        let name = next.name().unwrap_or_default();
        let is_kept = KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(&name));
        if is_kept || ["local", "constraints", "transaction"].iter().any(|word| next.is(word)) {
            return Ok(());
        }
        Err(refused(&name, &statement.origin.location()))
    }
}

fn refused(names: &str, place: &Location) -> Error {
    Error::failed(format!(
        "the file commits by itself and sets {names}, which a pooler may lose and give to others"
    ))
    .at(place.clone())
    .hint("connect to the server itself, or set it for each transaction: SET LOCAL")
}
