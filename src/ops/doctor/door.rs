//! Whether the database lets the role in, and whether it can be written.

use super::finding::Finding;
use crate::error::Error;
use crate::hint;
use crate::model::{SessionAttrs, Target};
use crate::postgres::health::{self, Limits};
use crate::postgres::{ConnectRequest, Identifier, Session, is_unknown_database, sqlstate};

/// How Postgres words that a database's own limit of connections is reached, which is no matter
/// of the server's.
const LIMIT_OF_DATABASE: &str = "too many connections for database";

/// Whether a login was refused for the database's sake: the server looks at the password before.
pub fn is_about_database(error: &Error) -> bool {
    match error.code() {
        Some(sqlstate::PROTOCOL_VIOLATION) => is_unknown_database(error),
        Some(
            sqlstate::UNKNOWN_DATABASE | sqlstate::INSUFFICIENT_PRIVILEGE | sqlstate::NOT_ACCEPTING,
        ) => true,
        Some(sqlstate::TOO_MANY_CONNECTIONS) => error.message().starts_with(LIMIT_OF_DATABASE),
        _ => false,
    }
}

/// What to do about a database that is closed. Its limit is looked up from another database, where
/// the role gets into one.
pub async fn closed(error: Error, target: &Target) -> Error {
    let name = Identifier(target.database().as_str());
    match error.code() {
        Some(sqlstate::PROTOCOL_VIOLATION) => error.with_hint(format!(
            "check the name; on the server, by its direct URL, {} makes it, and the section \
             [databases] of pgbouncer.ini has to let it through",
            hint::command("create").of(&target.environment)
        )),
        Some(sqlstate::NOT_ACCEPTING) => {
            error.with_hint(format!("its owner can: ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
        }
        Some(sqlstate::INSUFFICIENT_PRIVILEGE) => {
            let user = Identifier(&target.user);
            error.with_hint(format!("its owner can: GRANT CONNECT ON DATABASE {name} TO {user}"))
        }
        Some(sqlstate::TOO_MANY_CONNECTIONS) => {
            let limit = limit(target).await;
            let detail = match limit {
                Some(0) => "its connection limit is 0: only superusers get in".to_owned(),
                Some(limit) => format!("its connection limit is {limit}"),
                None => "its connection limit is reached".to_owned(),
            };
            let who = hint::command("sessions").of(&target.environment);
            let more = match limit {
                Some(0) => String::new(),
                _ => format!("; {who} shows who is in"),
            };
            error.with_detail(detail).with_hint(format!(
                "its owner can: ALTER DATABASE {name} CONNECTION LIMIT -1{more}"
            ))
        }
        _ => error,
    }
}

async fn limit(target: &Target) -> Option<i32> {
    let login = ConnectRequest::new(target, "cruddur-db doctor");
    let mut session = login.connect_maintenance(None).await.ok()?;
    let Limits { connections, .. } = health::limits(&mut session).await.ok()??;
    session.close().await;
    connections
}

/// Adds to what the role may do what the session may not: on a standby it only reads.
pub async fn writable(privileges: Finding, session: &mut Session) -> Finding {
    // Another engine may know nothing of standbys.
    let (standby, read_only) = health::standing(session).await.unwrap_or_default();
    let wanted = session.target.url.config.session_attrs;
    let wants_to_read = matches!(
        wanted,
        SessionAttrs::Standby | SessionAttrs::PreferStandby | SessionAttrs::ReadOnly
    );
    let (what, fix) = match (standby, read_only) {
        (true, _) if wants_to_read => {
            let found = format!("{}; on a standby, as was asked for", privileges.found);
            return Finding { found, ..privileges };
        }
        (true, _) => (
            "the server is a standby, which can only be read",
            "to write, name the primary in the URL, or all servers and \
             target_session_attrs=read-write"
                .to_owned(),
        ),
        (false, true) if !wants_to_read => (
            "its transactions are read-only unless they say otherwise",
            read_only_fix(session).await,
        ),
        _ => return privileges,
    };
    Finding::warn(format!("{}\n{what}", privileges.found), fix)
}

/// What makes transactions read-only, and how it ends, by where the setting comes from. Source:
/// PostgreSQL, `GucSource_Names`.
async fn read_only_fix(session: &mut Session) -> String {
    let source = health::read_only_source(session).await.unwrap_or_default();
    let (setting, target) = ("default_transaction_read_only", &session.target);
    // What changes it is refused in such a transaction, too.
    let first = format!("SET {setting} = off");
    let (database, user) = (Identifier(target.database().as_str()), Identifier(&target.user));
    match source.as_str() {
        "database" => {
            format!("the database's owner can: {first}; ALTER DATABASE {database} RESET {setting}")
        }
        "user" => format!("the role can: {first}; ALTER ROLE {user} RESET {setting}"),
        "database user" => {
            format!(
                "the role can: {first}; ALTER ROLE {user} IN DATABASE {database} RESET {setting}"
            )
        }
        "global" => format!("a superuser can: {first}; ALTER ROLE ALL RESET {setting}"),
        "configuration file" => format!(
            "a superuser can: ALTER SYSTEM SET {setting} = off; SELECT pg_reload_conf(); on RDS, \
             set it in the parameter group"
        ),
        "session" => format!(
            "an earlier client has set {setting} on this connection of the pooler: let it end, or \
             reset connections between clients (server_reset_query_always = 1 in pgbouncer)"
        ),
        "client" => format!("take {setting} out of the URL's options, or of PGOPTIONS"),
        "command line" | "environment variable" => {
            format!("{setting} is on in the server's command line or environment: change it there")
        }
        _ => {
            format!("see where it is set: SELECT source FROM pg_settings WHERE name = '{setting}'")
        }
    }
}
