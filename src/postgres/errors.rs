//! What the server's and the driver's errors mean to a person.

use std::io::ErrorKind;

use sqlx::postgres::PgDatabaseError;

use crate::error::{Error, Kind};
use crate::model::{Method, Target};

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
    pub const INTERNAL: &str = "XX000";
    pub const OBJECT_IN_USE: &str = "55006";
    pub const NOT_ACCEPTING: &str = "55000";
    pub const INSUFFICIENT_PRIVILEGE: &str = "42501";
}

/// What RDS says when it does not take a token.
const PAM_FAILED: &str = "PAM authentication failed";

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
            let hint = error.hint().map(str::to_owned).or_else(|| own_hint(&error, target));
            let explained = in_our_terms(&error, kind, hint);
            if target.access.method == Method::Iam && kind == Kind::Login && is_refusal(&error) {
                return explained.detail(usual_causes(target));
            }
            explained
        }
        Err(error @ sqlx::Error::Protocol(_)) => {
            let server = format!("{}:{}", target.url.host, target.url.port);
            Error::unreachable(format!("{server} does not answer as Postgres does"))
                .because(error)
                .hint("check host and port; something in between may change what is sent")
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

fn is_refusal(error: &PgDatabaseError) -> bool {
    matches!(error.code(), sqlstate::WRONG_PASSWORD | sqlstate::LOGIN_REFUSED)
}

/// Why RDS refuses a token; it says no more than that it does.
/// Source: AWS documentation, "Troubleshooting for IAM DB authentication".
fn usual_causes(target: &Target) -> String {
    let (user, host) = (&target.user, &target.url.host);
    format!(
        "the usual causes:\n  \
         the role is not marked: GRANT rds_iam TO {user}\n  \
         the instance has IAM authentication turned off\n  \
         no policy allows rds-db:connect for {user} on this instance\n  \
         the AWS credentials have expired, or are of another account\n  \
         {host} is not the endpoint's own name, or belongs to another region\n  \
         this machine's clock is off by minutes"
    )
}

fn own_hint(error: &PgDatabaseError, target: &Target) -> Option<String> {
    let environment = &target.environment;
    let (code, message) = (error.code(), error.message());
    Some(match code {
        _ if target.access.method == Method::Iam && is_refusal(error) => {
            "check whose credentials these are: aws sts get-caller-identity".to_owned()
        }
        sqlstate::LOGIN_REFUSED if message.starts_with(PAM_FAILED) => {
            "a role with rds_iam logs in by token only: --iam".to_owned()
        }
        sqlstate::LOGIN_REFUSED if message.contains("no encryption") => {
            "the server wants encryption: leave sslmode out, or set sslmode=verify-full with \
             --ca-file"
                .to_owned()
        }
        sqlstate::LOGIN_REFUSED if message.contains("valid client certificate") => {
            "name its files as sslcert and sslkey, or PGSSLCERT and PGSSLKEY".to_owned()
        }
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
