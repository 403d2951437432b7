use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{ConnectOptions, Connection, Row};
use tokio::time::Instant;

use super::client::{Client, Who, log_in};
use super::errors::sqlstate;
use super::relay::{self, Relay};
use super::servers;
use super::session;
use super::startup;
use super::wire::{self, Encryption, Failure};
use crate::error::{Kind, Result};
use crate::model::{Secret, SessionAttrs, SslMode, Target};

/// The pauses between attempts grow from the first to the second.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));

/// How long to retry what may heal by itself: refused, reset, no such host yet, starting up,
/// too many connections. Zero is one attempt.
#[derive(Debug, Clone, Copy, Default)]
pub struct Patience(pub Duration);

/// Logs in with the driver, for typed queries. `application` becomes the session's
/// application_name unless the URL has one.
///
/// Errors: usage, for a parameter that cannot be kept; unreachable, or login when the server
/// refuses it, which is never retried.
pub async fn connect(
    target: &Target,
    application: &str,
    patience: Patience,
) -> Result<PgConnection> {
    patiently(target, patience, async |server, password, wanted| {
        let (options, startup) = (options(server, password), startup::message(server, application));
        let by_driver = async |encryption| drive(&options, &startup, server, encryption).await;
        let mut connection = by_mode(server, by_driver).await?;
        if wanted != SessionAttrs::Any {
            // A statement without a name, in one message, is what a pooler can pass on.
            let row = sqlx::raw_sql(session::KIND).fetch_one(&mut connection).await;
            let kind = row.and_then(|row| row.try_get::<String, _>(0)).map_err(Failure::Driver)?;
            session::check(wanted, &kind, server)?;
        }
        Ok(connection)
    })
    .await
}

/// The same with a client of our own, for conversations.
pub async fn connect_client(
    target: &Target,
    application: &str,
    patience: Patience,
) -> Result<Client> {
    patiently(target, patience, async |server, password, wanted| {
        let who = Who { target: server, application, password };
        let mut client = by_mode(server, async |encryption| log_in(who, encryption).await).await?;
        if wanted != SessionAttrs::Any {
            let kind = client.ask(session::KIND).await?;
            session::check(wanted, &kind.unwrap_or_default(), server)?;
        }
        Ok(client)
    })
    .await
}

async fn patiently<T>(
    target: &Target,
    patience: Patience,
    attempt: impl AsyncFn(&Target, Option<&Secret>, SessionAttrs) -> Result<T, Failure>,
) -> Result<T> {
    wire::check_negotiation(target)?;
    let deadline = Instant::now() + patience.0;
    let mut pause = PAUSES.0;
    loop {
        let failures = match servers::first(target, &attempt).await {
            Ok(connection) => return Ok(connection),
            Err(failures) => failures,
        };
        let may_heal = failures.iter().any(|(_, failure)| may_heal(failure));
        if !may_heal || Instant::now() + pause > deadline {
            let error = servers::explain(failures);
            return Err(if may_heal && !patience.0.is_zero() {
                error.prefixed(&format!("waited {} s", patience.0.as_secs()))
            } else {
                error
            });
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSES.1);
    }
}

/// One login, or two where the mode leaves a choice.
/// Source: PostgreSQL documentation, "Protection Provided in Different Modes" of libpq.
async fn by_mode<T>(
    target: &Target,
    log_in: impl AsyncFn(Encryption) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let (first, second) = match target.access.tls.mode {
        _ if target.url.host.name().is_none() => (Encryption::Off, None),
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
        // The other door is closed, too: the first says why.
        Err(other) if depends_on_encryption(&other) => Err(failure),
        result => result,
    }
}

/// Whether the failure may be different with or without TLS.
fn depends_on_encryption(failure: &Failure) -> bool {
    match failure {
        Failure::Final(error) => error.kind() == Kind::Unreachable,
        failure => code(failure).as_deref() == Some(sqlstate::LOGIN_REFUSED),
    }
}

async fn drive(
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

pub(super) fn code(failure: &Failure) -> Option<String> {
    match failure {
        Failure::Server(error) => Some(error.code.clone()),
        Failure::Unsuitable(_) => None,
        Failure::Driver(error) => {
            error.as_database_error()?.code().map(std::borrow::Cow::into_owned)
        }
        Failure::Final(_) => None,
    }
}

/// Whether waiting can help. A TLS failure or a refused login stays what it is; a standby may
/// be promoted.
fn may_heal(failure: &Failure) -> bool {
    let code = code(failure);
    matches!(failure, Failure::Unsuitable(_))
        || is_broken(failure)
        || matches!(code.as_deref(), Some(sqlstate::STARTING_UP | sqlstate::TOO_MANY_CONNECTIONS))
}

/// Whether the network failed, and not what goes over it.
pub(super) fn is_broken(failure: &Failure) -> bool {
    matches!(failure, Failure::Driver(sqlx::Error::Io(error))
        if error.kind() != std::io::ErrorKind::InvalidData)
}

/// What the driver needs to know to log in. All the rest is done here: the connection, TLS, and
/// the first message, so that the driver's own reading of PG* variables has no say.
fn options(target: &Target, password: Option<&Secret>) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .port(relay::PORT)
        .username(&target.user)
        .password(password.map_or("", |password| password.expose()))
        .database(target.url.database.as_str())
        .ssl_mode(PgSslMode::Disable)
        .disable_statement_logging()
}
