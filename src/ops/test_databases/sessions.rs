//! Several sessions for work on many databases.

use futures_util::future::join_all;

use crate::ops::exclusive::Look;
use crate::postgres::client::Client;

/// A further session is opened only if each has so many databases to make or to drop.
const EACH: usize = 2;

/// Further sessions for so much work, with the one that is there `at_once` at most. Where the
/// server has no room for them, there are fewer.
pub async fn more_sessions(look: Look<'_>, databases: usize, at_once: usize) -> Vec<Client> {
    let more = databases.div_ceil(EACH).clamp(1, at_once) - 1;
    let more = (0..more).map(|_| look.login.connect_client_maintenance(look.maintenance));
    join_all(more).await.into_iter().flatten().collect()
}
