use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{ConnectOptions, Connection};
use tokio::time::Instant;

use super::errors::{explain_login, sqlstate};
use crate::error::{Error, Result};
use crate::model::{Host, Target};

/// How long one attempt may take unless the URL's `connect_timeout` says otherwise.
const ATTEMPT: Duration = Duration::from_secs(10);

/// The pauses between attempts grow from the first to the second.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));

/// How long to retry what may heal by itself: refused, reset, no such host yet, starting up,
/// too many connections. Zero is one attempt.
#[derive(Debug, Clone, Copy, Default)]
pub struct Patience(pub Duration);

/// Logs in. `application` becomes the session's application_name.
///
/// Errors: unreachable, or login when the server refuses it, which is never retried.
pub async fn connect(
    target: &Target,
    application: &str,
    patience: Patience,
) -> Result<PgConnection> {
    let options = options(target, application)?;
    let deadline = Instant::now() + patience.0;
    let mut pause = PAUSES.0;
    loop {
        let error = match attempt(&options, target).await {
            Ok(connection) => return Ok(connection),
            Err(error) => error,
        };
        if !may_heal(&error) || Instant::now() + pause > deadline {
            return Err(if patience.0.is_zero() || !may_heal(&error) {
                explain_login(error, target)
            } else {
                explain_login(error, target).prefixed(&format!("waited {} s", patience.0.as_secs()))
            });
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSES.1);
    }
}

async fn attempt(options: &PgConnectOptions, target: &Target) -> sqlx::Result<PgConnection> {
    let seconds = target.url.parameters.get("connect_timeout").and_then(|text| text.parse().ok());
    let limit = seconds.filter(|seconds| *seconds > 0).map_or(ATTEMPT, Duration::from_secs);
    tokio::time::timeout(limit, PgConnection::connect_with(options))
        .await
        .unwrap_or_else(|_| Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()))
}

/// Whether waiting can help. A TLS failure or a refused login stays what it is.
fn may_heal(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            matches!(&*code, sqlstate::STARTING_UP | sqlstate::TOO_MANY_CONNECTIONS)
        }),
        _ => false,
    }
}

fn options(target: &Target, application: &str) -> Result<PgConnectOptions> {
    // Everything is set here, so that the driver's own reading of PG* variables has no say.
    let mut options = PgConnectOptions::new_without_pgpass()
        .port(target.url.port)
        .username(&target.user)
        .password(target.url.password.as_ref().map_or("", |password| password.expose()))
        .database(target.url.database.as_str())
        .application_name(application)
        .ssl_mode(ssl_mode(target)?)
        .disable_statement_logging();
    options = match &target.url.host {
        Host::Tcp(name) => options.host(name),
        Host::Socket(folder) => options.socket(folder),
    };
    if let Some(file) = target.url.parameters.get("sslrootcert") {
        options = options.ssl_root_cert(file);
    }
    Ok(options)
}

fn ssl_mode(target: &Target) -> Result<PgSslMode> {
    let Some(word) = target.url.parameters.get("sslmode") else {
        return Ok(if target.url.host.is_loopback() {
            PgSslMode::Disable
        } else {
            PgSslMode::Prefer
        });
    };
    word.parse().map_err(|_| {
        Error::usage(format!("sslmode {word:?} is none of libpq's"))
            .hint("one of disable, allow, prefer, require, verify-ca, verify-full")
    })
}
