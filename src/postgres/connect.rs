use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{ConnectOptions, Connection};
use tokio::time::Instant;

use super::clients::ATTEMPT;
use super::errors::sqlstate;
use super::relay::{self, Relay};
use super::session;
use super::startup;
use super::wire::{self, Encryption, Failure};
use crate::error::{Kind, Result};
use crate::model::{SslMode, Target};

/// The pauses between attempts grow from the first to the second.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));

/// How long to retry what may heal by itself: refused, reset, no such host yet, starting up,
/// too many connections. Zero is one attempt.
#[derive(Debug, Clone, Copy, Default)]
pub struct Patience(pub Duration);

/// Logs in. `application` becomes the session's application_name unless the URL has one.
///
/// Errors: usage, for a parameter that cannot be kept; unreachable, or login when the server
/// refuses it, which is never retried.
pub async fn connect(
    target: &Target,
    application: &str,
    patience: Patience,
) -> Result<PgConnection> {
    wire::check_parameters(target)?;
    let deadline = Instant::now() + patience.0;
    let mut pause = PAUSES.0;
    loop {
        let failure = match attempt(target, application).await {
            Ok(connection) => return Ok(connection),
            Err(failure) => failure,
        };
        if !may_heal(&failure) || Instant::now() + pause > deadline {
            let waited = !patience.0.is_zero() && may_heal(&failure);
            let error = failure.explain(target);
            return Err(if waited {
                error.prefixed(&format!("waited {} s", patience.0.as_secs()))
            } else {
                error
            });
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSES.1);
    }
}

async fn attempt(target: &Target, application: &str) -> Result<PgConnection, Failure> {
    let options = options(target).await?;
    let startup = startup::message(target, application)?;
    let seconds = target.url.parameter("connect_timeout").and_then(|text| text.parse().ok());
    let limit = seconds.filter(|seconds| *seconds > 0).map_or(ATTEMPT, Duration::from_secs);
    let log_in = async {
        let mut connection = by_mode(&options, &startup, target).await?;
        session::check(&mut connection, target).await?;
        Ok(connection)
    };
    tokio::time::timeout(limit, log_in)
        .await
        .unwrap_or_else(|_| Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()))
}

/// One attempt, or two where the mode leaves a choice.
/// Source: PostgreSQL documentation, "Protection Provided in Different Modes" of libpq.
async fn by_mode(
    options: &PgConnectOptions,
    startup: &[u8],
    target: &Target,
) -> Result<PgConnection, Failure> {
    let (first, second) = match target.access.tls.mode {
        SslMode::Disable => (Encryption::Off, None),
        SslMode::Allow => (Encryption::Off, Some(Encryption::Required)),
        SslMode::Prefer => (Encryption::IfOffered, Some(Encryption::Off)),
        _ => (Encryption::Required, None),
    };
    let failure = match log_in(options, startup, target, first).await {
        Ok(connection) => return Ok(connection),
        Err(failure) => failure,
    };
    let Some(second) = second.filter(|_| depends_on_encryption(&failure)) else {
        return Err(failure);
    };
    match log_in(options, startup, target, second).await {
        // The other door is closed, too: the first says why.
        Err(other) if depends_on_encryption(&other) => Err(failure),
        result => result,
    }
}

/// Whether the failure may be different with or without TLS.
fn depends_on_encryption(failure: &Failure) -> bool {
    match failure {
        Failure::Final(error) => error.kind() == Kind::Unreachable,
        Failure::Driver(error) => code(error).is_some_and(|it| it == sqlstate::LOGIN_REFUSED),
    }
}

async fn log_in(
    options: &PgConnectOptions,
    startup: &[u8],
    target: &Target,
    encryption: Encryption,
) -> Result<PgConnection, Failure> {
    let relay = Relay::start(wire::open(target, encryption).await?, startup)?;
    let options = options.clone().socket(relay.directory());
    match PgConnection::connect_with(&options).await {
        Ok(connection) => {
            relay.keep();
            Ok(connection)
        }
        Err(error) => {
            let reason = relay.broken().and_then(|it| super::tls::explain(it, target, None));
            Err(reason.map_or(Failure::Driver(error), Failure::Final))
        }
    }
}

fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(std::borrow::Cow::into_owned)
}

/// Whether waiting can help. A TLS failure or a refused login stays what it is.
fn may_heal(failure: &Failure) -> bool {
    match failure {
        Failure::Driver(sqlx::Error::Io(_)) => true,
        Failure::Driver(error) => code(error).is_some_and(|code| {
            matches!(code.as_str(), sqlstate::STARTING_UP | sqlstate::TOO_MANY_CONNECTIONS)
        }),
        Failure::Final(_) => false,
    }
}

/// What the driver needs to know to log in. All the rest is done here: the connection, TLS, and
/// the first message, so that the driver's own reading of PG* variables has no say.
async fn options(target: &Target) -> Result<PgConnectOptions> {
    let password = target.password().await?;
    Ok(PgConnectOptions::new_without_pgpass()
        .port(relay::PORT)
        .username(&target.user)
        .password(password.as_ref().map_or("", |password| password.expose()))
        .database(target.url.database.as_str())
        .ssl_mode(PgSslMode::Disable)
        .disable_statement_logging())
}
