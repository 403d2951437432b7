//! What to do about errors that servers and poolers report.

use super::server_message::ServerMessage;
use super::{Identifier, sqlstate};
use crate::error::Error;
use crate::hint;
use crate::model::{Host, Origin, Target, Way, is_rds_host};

/// The server's host and port, as messages name it.
pub(super) fn server_name(target: &Target) -> String {
    let server = target.server();
    format!("{}:{}", server.host, server.port)
}

/// The hint for a statement's error, if the server has none.
pub(super) fn server_hint(error: &ServerMessage, target: &Target) -> Option<String> {
    pool_hint(error, target)
        .or_else(|| public_hint(error, target))
        .or_else(|| read_only_hint(error, target))
        .or_else(|| timeout_hint(error))
        .or_else(|| nowhere_hint(error, target))
        .or_else(|| hidden_hint(error))
        .or_else(|| ended_hint(error))
}

/// The hint when no schema of the search_path exists, or the role may use none of them.
fn nowhere_hint(error: &ServerMessage, target: &Target) -> Option<String> {
    let is_it = error.code == sqlstate::UNDEFINED_SCHEMA
        && error.message.starts_with("no schema has been selected");
    is_it.then(|| {
        let (role, database) = (Identifier(&target.user), Identifier(target.database().as_str()));
        format!(
            "no schema of the search_path is there, or the role may use none: CREATE SCHEMA public; \
             GRANT USAGE, CREATE ON SCHEMA public TO {role}; or ALTER DATABASE {database} RESET \
             search_path"
        )
    })
}

/// The hint when row security would hide rows of which all are needed.
fn hidden_hint(error: &ServerMessage) -> Option<String> {
    let is_it = error.code == sqlstate::INSUFFICIENT_PRIVILEGE
        && error.message.starts_with("query would be affected by row-level security");
    is_it.then(|| "log in as the table's owner, or as a role with BYPASSRLS".to_owned())
}

/// The hint when the session was ended from outside.
fn ended_hint(error: &ServerMessage) -> Option<String> {
    (error.code == sqlstate::ADMIN_SHUTDOWN).then(|| {
        "the server was stopped, or someone ended this session, as setup, restore and drop of the \
         same database do; run it again"
            .to_owned()
    })
}

/// The hint when a statement ran for too long.
fn timeout_hint(error: &ServerMessage) -> Option<String> {
    let is_it = error.code == sqlstate::CANCELLED
        && error.message == "canceling statement due to statement timeout";
    is_it.then(|| {
        "statement_timeout is set, perhaps for the role or the database; SET statement_timeout = 0 \
         lifts it in a session or a file"
            .to_owned()
    })
}

/// Whether this is the server's message about a missing database, as pgbouncer passes it on.
pub(super) fn is_missing_behind_pooler(message: &str) -> bool {
    message.starts_with("database ") && message.ends_with(" does not exist")
}

/// The work that uses the direct URL if there is one.
const DIRECT: &str = "migrations, create, drop, setup, restore and dump";

/// The hint when a pooler had no free session within its client timeout.
pub(super) fn pool_hint(error: &ServerMessage, target: &Target) -> Option<String> {
    let is_full =
        error.code == sqlstate::PROTOCOL_VIOLATION && error.message == "query_wait_timeout";
    is_full.then(|| {
        let past = match target.origin {
            Origin::Variable(_) if matches!(target.way, Way::Only) => {
                format!(", or a direct URL, which {DIRECT} use")
            }
            _ => String::new(),
        };
        format!(
            "the pooler at {} has no free session: setup, restore and drop need two at a time; \
             use a larger pool{past}",
            server_name(target)
        )
    })
}

/// Whether this is the message of a pooler in statement mode.
pub fn is_statement_pooling(words: &str) -> bool {
    words.contains("not allowed in statement pooling mode")
}

/// The error when pgbouncer refuses a transaction and disconnects; `None` for other messages.
pub(super) fn statement_pooling(words: &str, target: &Target) -> Option<Error> {
    if !is_statement_pooling(words) {
        return None;
    }
    let (server, origin) = (server_name(target), &target.origin);
    let past = match (&target.way, origin) {
        (Way::Only, Origin::Variable(_)) => format!(
            "name the server itself in {origin} or, for {DIRECT}, in a direct URL next to it"
        ),
        _ => past_pooler(target),
    };
    let message = format!(
        "the pooler at {server} pools statements (pool_mode=statement), but this needs a \
         transaction"
    );
    Some(
        Error::failed(message)
            .with_sqlstate(sqlstate::PROTOCOL_VIOLATION)
            .with_hint(format!("{past}; or set pool_mode to transaction or session")),
    )
}

/// How to get past the pooler that the target's URL leads through.
pub fn past_pooler(target: &Target) -> String {
    let origin = &target.origin;
    match &target.way {
        Way::Pooled(direct) => format!("set {origin} to the URL of {}", direct.origin),
        _ => format!("name the server itself in {origin}"),
    }
}

/// What to do about a write on a standby, or where transactions are read-only.
fn read_only_hint(error: &ServerMessage, target: &Target) -> Option<String> {
    (error.code == sqlstate::READ_ONLY).then(|| {
        format!(
            "a standby can only be read: name the primary in {}, or all servers and \
             target_session_attrs=read-write; on a primary, default_transaction_read_only is on",
            target.origin
        )
    })
}

/// Where to put a password that was not given, or what may be wrong with the given one.
pub(super) fn password_hint(target: &Target) -> String {
    let access = &target.access;
    let check = match (&target.url.password, &access.exposed_passfile, &access.password_from) {
        (None, Some(file), _) => {
            return format!(
                "the password file is ignored while others may read it: chmod 600 {}",
                hint::quoted(&file.display().to_string())
            );
        }
        (None, None, _) => {
            return "no password was given: put it into the URL, PGPASSWORD or ~/.pgpass"
                .to_owned();
        }
        (Some(_), _, Some(place)) => {
            format!("check the password in {place}, and the user of {}", target.origin)
        }
        (Some(_), _, None) => format!("check the user and password of {}", target.origin),
    };
    match &target.url.host {
        Host::Tcp(host) if access.source.is_none() && is_rds_host(host) => format!(
            "{check}; AWS replaces a password that it manages: --secret fetches it, by the ARN that \
             {} shows",
            hint::command("rds-status")
        ),
        _ => check,
    }
}

/// What to do about a role that may not log in, or not as often.
pub(super) fn role_hint(error: &ServerMessage, target: &Target) -> Option<String> {
    let role = Identifier(&target.user);
    match error.code.as_str() {
        sqlstate::TOO_MANY_CONNECTIONS
            if error.message.starts_with("too many connections for role") =>
        {
            Some(format!(
                "the role has a connection limit, which may be 0; an administrator can: ALTER ROLE \
                 {role} CONNECTION LIMIT -1; else {} retries until one is free",
                hint::retry()
            ))
        }
        sqlstate::TOO_MANY_CONNECTIONS
            if error.message.starts_with("too many connections for database") =>
        {
            Some(format!(
                "the database has a connection limit, which may be 0; its owner can: ALTER DATABASE \
                 {} CONNECTION LIMIT -1; else {} retries until one is free",
                Identifier(target.database().as_str()),
                hint::retry()
            ))
        }
        sqlstate::LOGIN_REFUSED if error.message.ends_with("is not permitted to log in") => {
            Some(format!("an administrator can: ALTER ROLE {role} LOGIN"))
        }
        _ => None,
    }
}

/// What to do about the schema `public`, in which since Postgres 15 only the database's owner may
/// create anything.
fn public_hint(error: &ServerMessage, target: &Target) -> Option<String> {
    let closed = error.code == sqlstate::INSUFFICIENT_PRIVILEGE
        && error.message == "permission denied for schema public";
    closed.then(|| {
        // A function may run as its owner.
        if error.as_another || error.context.is_some() {
            return "since Postgres 15 only the database's owner may create in public, who can \
                    grant USAGE and CREATE on it to the role in force"
                .to_owned();
        }
        let role = Identifier(&target.user);
        format!(
            "since Postgres 15 only the database's owner may create in public, who can: GRANT \
             USAGE, CREATE ON SCHEMA public TO {role}"
        )
    })
}
