//! Which of several servers to log in to. Source of the rules: PostgreSQL documentation,
//! "Specifying Multiple Hosts", `target_session_attrs` and `load_balance_hosts` of libpq.

use std::time::Duration;

use super::failure::Failure;
use super::sqlstate;
use crate::error::Error;
use crate::model::{Secret, SessionAttrs, Target};
use crate::random;

/// How long one attempt to log in may take unless `connect_timeout` says otherwise.
pub(super) const ATTEMPT: Duration = Duration::from_secs(10);

/// Servers, and why each was rejected. There is at least one.
pub type Failures = Vec<(Target, Failure)>;

/// Tries one server after the other, and takes the first that accepts the login and is of the
/// requested kind. A refused login ends the search, as does a failed TLS check.
pub async fn first<T>(
    target: &Target,
    attempt: impl AsyncFn(&Target, Option<&Secret>, SessionAttrs) -> Result<T, Failure>,
) -> Result<T, Failures> {
    let config = &target.url.config;
    let limit = config.connect_timeout.unwrap_or(ATTEMPT);
    let mut candidates = target.candidates();
    if config.balances {
        shuffle(&mut candidates);
    }
    let mut failures = Failures::new();
    for wanted in passes(config.session_attrs, candidates.len()) {
        for index in &candidates {
            let server = target.at(*index);
            let late = |_| Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into());
            // Fetching a password takes additional time.
            let password = match server.password().await {
                Ok(password) => password,
                Err(error) => return Err(vec![(server, error.into())]),
            };
            let log_in = async |password: Option<&Secret>| {
                let attempt = attempt(&server, password, wanted);
                tokio::time::timeout(limit, attempt).await.unwrap_or_else(late)
            };
            let mut answer = log_in(password.as_ref()).await;
            if let (Err(failure), Some(refused)) = (&answer, &password)
                && failure.code().as_deref() == Some(sqlstate::WRONG_PASSWORD)
                && let Some(other) = server.password_other_than(refused).await
            {
                answer = log_in(Some(&other)).await;
            }
            let failure = match answer {
                Ok(connection) => {
                    target.access.server.choose(*index);
                    return Ok(connection);
                }
                Err(failure) => failure,
            };
            if !another_may_do(&failure) {
                return Err(vec![(server, failure)]);
            }
            failures.push((server, failure));
        }
        // Report the failures of the last pass.
        if wanted == SessionAttrs::Standby && config.session_attrs == SessionAttrs::PreferStandby {
            failures.clear();
        }
    }
    Err(failures)
}

/// The kinds to look for, one after the other.
fn passes(wanted: SessionAttrs, servers: usize) -> Vec<SessionAttrs> {
    match wanted {
        SessionAttrs::PreferStandby if servers > 1 => {
            vec![SessionAttrs::Standby, SessionAttrs::Any]
        }
        SessionAttrs::PreferStandby => vec![SessionAttrs::Any],
        one => vec![one],
    }
}

fn another_may_do(failure: &Failure) -> bool {
    matches!(failure, Failure::Unsuitable(_))
        || failure.is_broken()
        || failure.code().as_deref() == Some(sqlstate::STARTING_UP)
}

/// The error for users; with several servers, for each of them.
pub fn explain(failures: Failures) -> Error {
    let count = failures.len();
    let mut errors = failures.into_iter().map(|(server, failure)| failure.explain(&server));
    if count == 1
        && let Some(error) = errors.next()
    {
        return error;
    }
    let lines: Vec<String> = errors.map(|error| format!("  {}", error.message())).collect();
    Error::unreachable(format!("none of {count} servers can be used:\n{}", lines.join("\n")))
}

/// In random order, including the addresses of one name.
pub fn shuffle<T>(items: &mut [T]) {
    for index in (1..items.len()).rev() {
        items.swap(index, (random::number() % (index as u64 + 1)) as usize);
    }
}
