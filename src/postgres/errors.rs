//! What the server's and the driver's errors mean to a person.

use std::io::ErrorKind;

use sqlx::postgres::PgDatabaseError;

use crate::error::{Error, Kind};
use crate::model::Target;

/// SQLSTATE codes that decisions hang on. Source: PostgreSQL documentation, appendix A.
pub mod sqlstate {
    pub const DUPLICATE_DATABASE: &str = "42P04";
    pub const UNDEFINED_TABLE: &str = "42P01";
    pub const UNIQUE_VIOLATION: &str = "23505";
    pub const UNKNOWN_DATABASE: &str = "3D000";
    pub const WRONG_PASSWORD: &str = "28P01";
    pub const LOGIN_REFUSED: &str = "28000";
    pub const STARTING_UP: &str = "57P03";
    pub const TOO_MANY_CONNECTIONS: &str = "53300";
    pub const INSUFFICIENT_PRIVILEGE: &str = "42501";
}

/// The error of a query, in our terms, without anything secret. The driver's own text is not
/// used for what the server said: it ends in a line number of the server's C source.
pub fn explain(error: sqlx::Error, target: &Target) -> Error {
    match server_error(error) {
        Ok(error) => in_our_terms(&error, Kind::Failed, error.hint().map(str::to_owned)),
        Err(error) => explain_connection(error, target),
    }
}

/// The error of logging in.
pub(super) fn explain_login(error: sqlx::Error, target: &Target) -> Error {
    match server_error(error) {
        Ok(error) => {
            let kind = match error.code() {
                sqlstate::STARTING_UP | sqlstate::TOO_MANY_CONNECTIONS => Kind::Unreachable,
                _ => Kind::Login,
            };
            let hint = error.hint().map(str::to_owned).or_else(|| own_hint(error.code(), target));
            in_our_terms(&error, kind, hint)
        }
        Err(error) => explain_connection(error, target),
    }
}

/// What the server said, if it was the server who spoke.
fn server_error(error: sqlx::Error) -> Result<Box<PgDatabaseError>, sqlx::Error> {
    match error {
        sqlx::Error::Database(error) => {
            error.try_downcast::<PgDatabaseError>().map_err(sqlx::Error::Database)
        }
        other => Err(other),
    }
}

fn explain_connection(error: sqlx::Error, target: &Target) -> Error {
    let server = format!("{}:{}", target.url.host, target.url.port);
    match error {
        sqlx::Error::Io(error) => {
            let message = match error.kind() {
                ErrorKind::ConnectionRefused => format!("nothing listens on {server}"),
                ErrorKind::NotFound => format!("there is no server socket at {server}"),
                ErrorKind::TimedOut => format!("{server} did not answer in time"),
                ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => {
                    format!("{server} closed the connection")
                }
                _ => {
                    return Error::unreachable(format!("{server} cannot be reached"))
                        .because(error);
                }
            };
            Error::unreachable(message)
        }
        sqlx::Error::Tls(error) => {
            Error::unreachable(format!("no encrypted connection to {server}: {error}"))
        }
        other => Error::failed(format!("the connection to {server} failed")).because(other),
    }
}

fn in_our_terms(error: &PgDatabaseError, kind: Kind, hint: Option<String>) -> Error {
    let mut explained = Error::new(kind, error.message()).sqlstate(error.code());
    if let Some(detail) = error.detail() {
        explained = explained.detail(detail);
    }
    match hint {
        Some(hint) => explained.hint(hint),
        None => explained,
    }
}

fn own_hint(code: &str, target: &Target) -> Option<String> {
    let environment = &target.environment;
    Some(match code {
        sqlstate::WRONG_PASSWORD if target.url.password.is_none() => {
            "no password was given: put it into the URL, PGPASSWORD or ~/.pgpass".to_owned()
        }
        sqlstate::WRONG_PASSWORD => format!("check the user and password of {}", target.origin),
        sqlstate::UNKNOWN_DATABASE => {
            format!("make it with: cruddur-db create --env {environment}")
        }
        sqlstate::TOO_MANY_CONNECTIONS => {
            "all connections are taken; --wait retries until one is free".to_owned()
        }
        _ => return None,
    })
}
