use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{ConnectOptions, Connection, Row};
use tokio::time::Instant;

use super::client::{Client, Who, attempt, log_in};
use super::failure::Failure;
use super::relay::{self, Relay};
use super::servers;
use super::session::Session;
use super::session_attrs;
use super::sqlstate;
use super::transport::{self, Encryption};
use crate::error::{Kind, Result};
use crate::model::{
    CertificateMode, ChannelBinding, Engine, Origin, Secret, SessionAttrs, SslMode, Target,
};

/// The pauses between attempts grow from the first value to the second.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));

/// Our own server accepts no logins for a moment after one of its processes has crashed.
const RECOVERY: Duration = Duration::from_secs(60);

/// How long to retry transient failures: refused, reset, no such host yet, starting up,
/// too many connections. Zero is one attempt; so is `None`, except while our own server recovers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RetryTimeout(pub Option<Duration>);

impl RetryTimeout {
    /// How long a terminated session may still occupy a connection slot.
    pub const A_MOMENT: Self = Self(Some(Duration::from_secs(2)));

    /// Whether a time to wait was asked for.
    pub fn waits(self) -> bool {
        self.0.is_some_and(|time| !time.is_zero())
    }

    /// The same for an attempt that is the first of two.
    pub fn at_once(self) -> Self {
        Self(self.0.map(|_| Duration::ZERO))
    }
}

/// Logs in with the driver, for typed queries. `application` becomes the session's
/// application_name unless the URL has one.
///
/// Errors: usage, for an unsupported parameter; unreachable, or login when the server
/// refuses it, which is never retried.
pub async fn connect(
    target: &Target,
    application: &str,
    retry_timeout: RetryTimeout,
) -> Result<Session> {
    let (connection, engine) =
        with_retries(target, retry_timeout, async |server, password, wanted| {
            let who = Who { target: server, application, password };
            let (mut connection, engine) =
                by_mode(server, async |encryption| drive(who, encryption).await).await?;
            if wanted != SessionAttrs::Any {
                // Poolers can forward unnamed statements.
                let row = sqlx::raw_sql(session_attrs::KIND).fetch_one(&mut connection).await;
                let kind =
                    row.and_then(|row| row.try_get::<String, _>(0)).map_err(Failure::Driver)?;
                session_attrs::check(wanted, &kind, server)?;
            }
            Ok((connection, engine))
        })
        .await?;
    Ok(Session { connection, target: target.clone(), engine })
}

/// The same with our own client.
pub async fn connect_client(
    target: &Target,
    application: &str,
    retry_timeout: RetryTimeout,
) -> Result<Client> {
    with_retries(target, retry_timeout, async |server, password, wanted| {
        let who = Who { target: server, application, password };
        let mut client = by_mode(server, async |encryption| log_in(who, encryption).await).await?;
        if wanted != SessionAttrs::Any {
            let kind = client.ask(session_attrs::KIND).await?;
            session_attrs::check(wanted, &kind.unwrap_or_default(), server)?;
        }
        Ok(client)
    })
    .await
}

async fn with_retries<T>(
    target: &Target,
    retry_timeout: RetryTimeout,
    attempt: impl AsyncFn(&Target, Option<&Secret>, SessionAttrs) -> Result<T, Failure>,
) -> Result<T> {
    transport::check_negotiation(target)?;
    let begun = Instant::now();
    let mut pause = PAUSES.0;
    loop {
        let failures = match servers::first(target, &attempt).await {
            Ok(connection) => return Ok(connection),
            Err(failures) => failures,
        };
        let is_transient = failures.iter().any(|(_, failure)| is_transient(failure));
        let recovers = target.origin == Origin::Managed
            && failures.iter().any(|(_, failure)| is_starting(failure));
        // A time that was asked for stays as it is, and be it none.
        let timeout = retry_timeout.0.unwrap_or(if recovers { RECOVERY } else { Duration::ZERO });
        if !is_transient || begun.elapsed() + pause > timeout {
            let error = servers::explain(failures);
            return Err(if is_transient && !timeout.is_zero() {
                error.prefixed(&format!("waited {} s", timeout.as_secs()))
            } else {
                error
            });
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSES.1);
    }
}

/// One login, or two if the mode allows both.
/// Source: PostgreSQL documentation, "Protection Provided in Different Modes" of libpq.
async fn by_mode<T>(
    target: &Target,
    log_in: impl AsyncFn(Encryption) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let (first, second) = match target.access.tls.mode {
        _ if target.url.host.name().is_none() => (Encryption::Off, None),
        // Channel binding needs TLS.
        SslMode::Allow | SslMode::Prefer if needs_tls(target) => (Encryption::Required, None),
        SslMode::Disable => (Encryption::Off, None),
        SslMode::Allow => (Encryption::Off, Some(Encryption::Required)),
        SslMode::Prefer => (Encryption::IfOffered, Some(Encryption::Off)),
        _ => (Encryption::Required, None),
    };
    let failure = match log_in(first).await {
        Ok(connection) => return Ok(connection),
        Err(failure) => failure,
    };
    let Some(second) = second.filter(|_| depends_on_encryption(&failure)) else {
        return Err(failure);
    };
    match log_in(second).await {
        // Both failed: report the first.
        Err(other) if depends_on_encryption(&other) => Err(failure),
        result => result,
    }
}

fn needs_tls(target: &Target) -> bool {
    let config = &target.url.config;
    config.channel_binding == ChannelBinding::Require
        || config.tls.certificate_mode == CertificateMode::Require
}

/// Whether the failure may be different with or without TLS.
fn depends_on_encryption(failure: &Failure) -> bool {
    match failure {
        Failure::Final(error) => error.kind() == Kind::Unreachable,
        failure => failure.code().as_deref() == Some(sqlstate::LOGIN_REFUSED),
    }
}

/// Logs in and hands the session over to the driver.
async fn drive(who: Who<'_>, encryption: Encryption) -> Result<(PgConnection, Engine), Failure> {
    let options = Some(who.target.url.config.options.as_str()).filter(|text| !text.is_empty());
    let client = attempt(who, encryption, options).await?;
    let engine = client.engine();
    let (stream, greeting) = client.into_parts();
    let relay = Relay::start(stream, greeting).map_err(Failure::Final)?;
    let options = PgConnectOptions::new_without_pgpass()
        .port(relay::PORT)
        .socket(relay.directory())
        .username(&who.target.user)
        .database(who.target.url.database.as_str())
        .ssl_mode(PgSslMode::Disable)
        .disable_statement_logging();
    let connection = PgConnection::connect_with(&options).await.map_err(Failure::Driver)?;
    relay.keep();
    Ok((connection, engine))
}

/// A server that shuts down refuses with the same code. Ours is never translated: its locale is C.
fn is_starting(failure: &Failure) -> bool {
    failure.code().as_deref() == Some(sqlstate::STARTING_UP)
        && !failure.message().is_some_and(|message| message.contains("shutting down"))
}

/// Whether waiting can help. A TLS failure or a refused login is permanent; a standby may
/// be promoted.
fn is_transient(failure: &Failure) -> bool {
    let code = failure.code();
    matches!(failure, Failure::Unsuitable(_))
        || failure.is_broken()
        || matches!(code.as_deref(), Some(sqlstate::STARTING_UP | sqlstate::TOO_MANY_CONNECTIONS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postgres::server_message::ServerMessage;

    #[test]
    fn a_server_that_shuts_down_is_not_starting() {
        let refusal = |code: &str, message: &str| {
            let (code, message) = (code.to_owned(), message.to_owned());
            Failure::Server(Box::new(ServerMessage { code, message, ..ServerMessage::default() }))
        };
        for message in ["starting up", "in recovery mode", "not yet accepting connections"] {
            assert!(is_starting(&refusal("57P03", &format!("the database system is {message}"))));
        }
        assert!(!is_starting(&refusal("57P03", "the database system is shutting down")));
        assert!(!is_starting(&refusal("53300", "sorry, too many clients already")));
        assert!(!is_starting(&Failure::Driver(sqlx::Error::PoolClosed)));
    }
}
