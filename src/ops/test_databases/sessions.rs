//! Several sessions for work on many databases.

use futures_util::future::join_all;

use crate::ops::exclusive::Look;
use crate::postgres::ConnectRequest;
use crate::postgres::client::Client;

/// A further session is opened only if each has so many databases to make or to drop.
const EACH: usize = 2;

/// Further sessions beside this one for so much work, with it `at_once` at most. Where the server
/// has no room for them, there are fewer. A pooler may let them wait for each other: there are none.
pub async fn more_sessions(
    look: Look<'_>,
    client: &Client,
    databases: usize,
    at_once: usize,
) -> Vec<Client> {
    if client.has_made_up_pid() {
        return Vec::new();
    }
    let login = ConnectRequest { retry_timeout: look.login.retry_timeout.at_once(), ..look.login };
    let more = databases.div_ceil(EACH).clamp(1, at_once) - 1;
    let more = (0..more).map(|_| login.connect_client_maintenance(look.maintenance));
    join_all(more).await.into_iter().flatten().collect()
}
