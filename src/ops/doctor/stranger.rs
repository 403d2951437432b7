//! What answers at the port and is no Postgres.

use std::time::Duration;

use crate::error::Error;
use crate::model::Target;
use crate::postgres::identify::{Service, identify};

/// Asks it what it is, for so long. `error` is what it did when it was taken for a Postgres; none
/// where it was silent.
pub async fn explain(target: &Target, limit: Duration, error: Option<Error>) -> Error {
    let url = &target.url;
    let (server, origin) = (format!("{}:{}", url.host, url.port), &target.origin);
    match (identify(target, limit).await, error) {
        (Service::Speaks(protocol), _) => {
            Error::unreachable(format!("{server} speaks {protocol}, not Postgres"))
                .with_hint(format!("check host and port in {origin}; Postgres' own port is 5432"))
        }
        (_, Some(error)) => error,
        (_, None) => Error::unreachable(format!("{server} accepts connections and says nothing"))
            .with_hint(format!(
                "a server that hangs, a proxy or firewall with nothing behind it, or another \
                 service: check host and port in {origin}; --timeout waits longer"
            )),
    }
}
