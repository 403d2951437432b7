//! Turns the server's and the driver's errors into messages for users.

use std::io::ErrorKind;

use sqlx::postgres::PgDatabaseError;

use super::hints::{
    is_missing_behind_pooler, password_hint, pool_hint, role_hint, server_hint, server_name,
    statement_pooling,
};
use super::server_message::{Fault, ServerMessage};
use super::sqlstate;
use super::unresolved::Unresolved;
use crate::error::{Error, Kind};
use crate::hint;
use crate::model::{Method, Origin, Target};

/// RDS's message when it rejects a token.
const PAM_FAILED: &str = "PAM authentication failed";

/// The error of a query, without secrets. The driver's text is not used for server errors: it ends
/// in a line number of the server's C source.
pub fn explain(error: sqlx::Error, target: &Target) -> Error {
    match server_error(error) {
        Ok(error) => explain_server(&error, target),
        Err(error) => explain_connection(error, target),
    }
}

/// The same for our own client.
pub fn explain_fault(fault: Fault, target: &Target) -> Error {
    match fault {
        Fault::Server(error) => explain_server(&error, target),
        Fault::Lost(error) => explain_broken(error, target),
    }
}

fn explain_server(error: &ServerMessage, target: &Target) -> Error {
    if error.code == sqlstate::PROTOCOL_VIOLATION
        && let Some(refused) = statement_pooling(&error.message, target)
    {
        return refused;
    }
    let hint = error.hint.clone();
    let hint = hint.or_else(|| server_hint(error, target));
    to_error(error, Kind::Failed, hint)
}

/// Whether the connection is lost: broken, or terminated by the server (SQLSTATE class 57P).
pub fn is_lost(error: &Error) -> bool {
    error.kind() == Kind::Unreachable || error.code().is_some_and(|code| code.starts_with("57P"))
}

pub(super) fn explain_login(error: sqlx::Error, target: &Target) -> Error {
    match server_error(error) {
        Ok(error) => explain_refusal(&error, target),
        Err(error @ sqlx::Error::Protocol(_)) => no_postgres(error, target),
        Err(error) => explain_connection(error, target),
    }
}

/// The server's refusal of a login.
pub(super) fn explain_refusal(error: &ServerMessage, target: &Target) -> Error {
    let kind = match error.code.as_str() {
        sqlstate::STARTING_UP | sqlstate::TOO_MANY_CONNECTIONS => Kind::Unreachable,
        _ => Kind::Login,
    };
    let hint = error.hint.clone().or_else(|| own_hint(error, target));
    let explained = to_error(error, kind, hint);
    if target.access.method == Method::Iam && kind == Kind::Login && is_refusal(error) {
        return explained.with_detail(usual_causes(target));
    }
    explained
}

/// The server's message, if the error is the server's.
pub(super) fn server_error(error: sqlx::Error) -> Result<ServerMessage, sqlx::Error> {
    let said = error.as_database_error().and_then(|error| error.try_downcast_ref());
    let said = said.map(|error: &PgDatabaseError| error.into());
    said.ok_or(error)
}

fn no_postgres(error: impl Into<anyhow::Error>, target: &Target) -> Error {
    Error::unreachable(format!("{} does not speak Postgres's protocol", server_name(target)))
        .because(error)
        .with_hint("check host and port; something in between may alter the traffic")
}

fn explain_connection(error: sqlx::Error, target: &Target) -> Error {
    let server = server_name(target);
    match error {
        sqlx::Error::Io(error) => explain_broken(error, target),
        sqlx::Error::Tls(error) => {
            Error::unreachable(format!("no encrypted connection to {server}: {error}"))
        }
        other => Error::failed(format!("the connection to {server} failed")).because(other),
    }
}

/// A connection that failed or broke.
fn explain_broken(error: std::io::Error, target: &Target) -> Error {
    let server = server_name(target);
    if let Some(error) = super::tls::explain(&error, target, None) {
        return error;
    }
    let nearby = &target.access.nearby;
    if error.get_ref().and_then(|inner| inner.downcast_ref::<Unresolved>()).is_some() {
        let explained = Error::unreachable(format!("{} does not resolve", target.url.host));
        return hinted(explained.because(error), nearby.when_unresolved.as_ref());
    }
    let is_absent = match error.kind() {
        ErrorKind::ConnectionRefused => Some(format!("nothing listens on {server}")),
        ErrorKind::NotFound => Some(format!("no server socket at {server}")),
        _ => None,
    };
    if let Some(is_absent) = is_absent {
        return hinted(Error::unreachable(is_absent), nearby.when_refused.as_ref());
    }
    Error::unreachable(match error.kind() {
        ErrorKind::TimedOut => format!("{server} did not answer in time"),
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => {
            format!("{server} closed the connection")
        }
        ErrorKind::InvalidData => return no_postgres(error, target),
        _ => return Error::unreachable(format!("{server} cannot be reached")).because(error),
    })
}

fn hinted(error: Error, hint: Option<&String>) -> Error {
    match hint {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}

fn to_error(error: &ServerMessage, kind: Kind, hint: Option<String>) -> Error {
    let mut explained = Error::new(kind, &error.message).with_sqlstate(&error.code);
    if let Some(detail) = &error.detail {
        explained = explained.with_detail(detail);
    }
    hinted(explained, hint.as_ref())
}

fn is_refusal(error: &ServerMessage) -> bool {
    matches!(error.code.as_str(), sqlstate::WRONG_PASSWORD | sqlstate::LOGIN_REFUSED)
}

/// Why RDS rejects a token, which its message does not say.
/// Source: AWS documentation, "Troubleshooting for IAM DB authentication".
fn usual_causes(target: &Target) -> String {
    let (user, host) = (&target.user, &target.url.host);
    format!(
        "the usual causes:\n  \
         the role lacks rds_iam: GRANT rds_iam TO {user}\n  \
         the instance has IAM authentication turned off\n  \
         no policy allows rds-db:connect for {user} on this instance\n  \
         the AWS credentials have expired or belong to another account\n  \
         {host} is not the endpoint's name, or is in another region\n  \
         this machine's clock is wrong by minutes"
    )
}

fn own_hint(error: &ServerMessage, target: &Target) -> Option<String> {
    let environment = &target.environment;
    let (code, message) = (error.code.as_str(), &error.message);
    if let Some(hint) = role_hint(error, target).or_else(|| pool_hint(error, target)) {
        return Some(hint);
    }
    let create = || format!("create it with: {}", hint::command("create").of(environment));
    Some(match code {
        _ if target.access.method == Method::Iam && is_refusal(error) => {
            "check which account the credentials belong to: aws sts get-caller-identity".to_owned()
        }
        sqlstate::LOGIN_REFUSED if message.starts_with(PAM_FAILED) => {
            "a role with rds_iam can only log in with a token: --iam".to_owned()
        }
        sqlstate::LOGIN_REFUSED if message.contains("no encryption") => {
            "the server requires encryption: remove sslmode, or set sslmode=verify-full with \
             --ca-file"
                .to_owned()
        }
        sqlstate::LOGIN_REFUSED if message.contains("valid client certificate") => {
            "set sslcert and sslkey, or PGSSLCERT and PGSSLKEY, to its files".to_owned()
        }
        sqlstate::PROTOCOL_VIOLATION if message.starts_with("unsupported startup parameter") => {
            "a pooler refuses it; remove it from the URL and PGOPTIONS, or add it to the \
             pooler's ignore_startup_parameters"
                .to_owned()
        }
        sqlstate::WRONG_PASSWORD if target.origin == Origin::Managed => {
            format!("set it again with: {}", hint::command("server start"))
        }
        sqlstate::WRONG_PASSWORD => password_hint(target),
        sqlstate::UNKNOWN_DATABASE => create(),
        sqlstate::PROTOCOL_VIOLATION if is_missing_behind_pooler(message) => create(),
        sqlstate::STARTING_UP if target.origin == Origin::Managed => {
            format!("{} may say why", hint::command("server logs"))
        }
        sqlstate::STARTING_UP => {
            "it starts, stops or recovers; --wait retries until it accepts logins".to_owned()
        }
        sqlstate::TOO_MANY_CONNECTIONS => {
            format!("all connections are in use; {} retries until one is free", hint::retry())
        }
        _ => return None,
    })
}
