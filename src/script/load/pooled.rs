//! Files with their own commits, through a pooler: it may give the next transaction another
//! session, so that the file's settings are lost, and leak to the next client of the first one.

use crate::error::{Error, Location, Result};
use crate::model::Target;
use crate::postgres::client::Client;
use crate::postgres::past_pooler;
use crate::script::syntax::statement::Statement;

/// Settings that poolers track per client. Source: pgbouncer's documentation,
/// `track_extra_parameters`.
const KEPT: [&str; 6] = [
    "application_name",
    "client_encoding",
    "DateStyle",
    "IntervalStyle",
    "TimeZone",
    "standard_conforming_strings",
];

/// The functions that lock for the session. Source: PostgreSQL documentation, "Advisory Lock
/// Functions".
const LOCKS: [&str; 4] = [
    "pg_advisory_lock",
    "pg_advisory_lock_shared",
    "pg_try_advisory_lock",
    "pg_try_advisory_lock_shared",
];

/// The session's process ID, its settings, and its other state. Poolers prepare statements
/// of their own, though not by SQL.
pub const SESSION: &str = "SELECT pg_catalog.pg_backend_pid() || ' ' || pg_catalog.concat_ws(', ', \
     (SELECT pg_catalog.string_agg(name, ', ') FROM pg_catalog.pg_settings \
      WHERE source = 'session'), \
     CASE WHEN current_user <> session_user THEN 'role' END) || ';' || \
     pg_catalog.concat_ws(', ', \
     CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_prepared_statements WHERE from_sql) \
     THEN 'a prepared statement' END, \
     CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_cursors WHERE is_holdable) \
     THEN 'a cursor' END, \
     CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_class \
     WHERE relnamespace = pg_catalog.pg_my_temp_schema()) THEN 'a temporary table' END)";

/// What is known about a pooler in between.
#[derive(Debug, Default)]
pub struct Pooling {
    /// Whether there is one, once determined.
    is_pooled: Option<bool>,
    /// There was a LISTEN, which takes effect at COMMIT.
    listens: bool,
}

impl Pooling {
    pub fn is_unknown(&self) -> bool {
        self.is_pooled.is_none()
    }

    /// Whether it is known that there is none.
    pub fn is_direct(&self) -> bool {
        self.is_pooled == Some(false)
    }

    /// Inspects a statement before it is sent.
    pub fn look_at(&mut self, statement: &Statement) {
        self.listens |= statement.tokens().accept(&["listen"]);
    }

    /// Inspects the result of `SESSION` before a COMMIT midway through a file.
    ///
    /// Errors: the file has changed settings, and there is a pooler.
    pub fn look_at_session(
        &mut self,
        answer: &str,
        client: &Client,
        place: &Location,
        target: &Target,
    ) -> Result<()> {
        let (pid, state) = answer.split_once(' ').unwrap_or_default();
        let (names, mut kept) = state.split_once(';').unwrap_or_default();
        if kept.is_empty() && self.listens {
            kept = "LISTEN";
        }
        // Poolers report their own process IDs to clients.
        let reported = client.process_id().map(|pid| pid.to_string());
        let is_pooled = reported.is_some_and(|it| !pid.is_empty() && it != pid);
        self.is_pooled = Some(is_pooled);
        let own = client.unasked_settings().iter().map(|(name, _)| name.as_str());
        let own: Vec<&str> = own.chain(KEPT).collect();
        let is_own = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
        let names: Vec<&str> =
            names.split(", ").filter(|name| !name.is_empty() && !is_own(name)).collect();
        if is_pooled && !(names.is_empty() && kept.is_empty()) {
            return Err(refused(&names.join(", "), kept, place, target));
        }
        Ok(())
    }

    /// Errors: state that lasts as long as the session, if the pooler may give the next statement
    /// another one.
    pub fn refuse_lasting(&self, statement: &Statement, target: &Target) -> Result<()> {
        if self.is_pooled != Some(true) {
            return Ok(());
        }
        let place = statement.origin.location();
        if let Some(name) = set_for_session(statement) {
            return Err(refused(&name, "", &place, target));
        }
        left_in_session(statement).map_or(Ok(()), |kept| Err(refused("", kept, &place, target)))
    }
}

/// The setting changed by a SET that outlasts its transaction and that a pooler does not track.
fn set_for_session(statement: &Statement) -> Option<String> {
    let mut tokens = statement.tokens();
    let sets = tokens.next().is_some_and(|token| token.is("set"));
    let next = tokens.next().filter(|_| sets)?;
    if ["local", "constraints", "transaction"].iter().any(|word| next.is(word)) {
        return None;
    }
    let name = match next.is("session") {
        true => tokens.next()?.name()?,
        false => next.name()?,
    };
    let is_kept = KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(&name));
    (!is_kept).then_some(name)
}

/// What else of a statement outlasts its transaction, judging by its words.
fn left_in_session(statement: &Statement) -> Option<&'static str> {
    let begins = |words: &[&str]| statement.tokens().accept(words);
    let makes_temporary = || {
        let mut tokens = statement.tokens();
        let creates = tokens.accept(&["create"]);
        let _ = tokens.accept(&["local"]) || tokens.accept(&["global"]);
        creates && (tokens.accept(&["temp"]) || tokens.accept(&["temporary"]))
    };
    let is =
        |words: &[&str]| statement.tokens().any(|token| words.iter().any(|word| token.is(word)));
    match () {
        () if begins(&["listen"]) => Some("LISTEN"),
        () if begins(&["prepare", "transaction"]) => None,
        () if begins(&["prepare"]) => Some("a prepared statement"),
        () if makes_temporary() => Some("a temporary table"),
        () if is(&LOCKS) => Some("an advisory lock"),
        () if begins(&["declare"]) && is(&["hold"]) => Some("a cursor"),
        () => None,
    }
}

/// `names` are set, and `kept` is there.
fn refused(names: &str, kept: &str, place: &Location, target: &Target) -> Error {
    let what = match (names, kept) {
        (names, "") => format!("sets {names}"),
        ("", kept) => format!("leaves {kept} in its session"),
        (names, kept) => format!("sets {names} and leaves {kept} in its session"),
    };
    Error::failed(format!(
        "the file commits and {what}, which a pooler may lose or pass to other clients"
    ))
    .with_location(place.clone())
    .with_hint(format!("{}, or set it in each transaction: SET LOCAL", past_pooler(target)))
}
