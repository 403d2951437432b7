use std::time::Duration;

use serde::Serialize;

/// One client's session on the server, under the names that the old scripts gave its columns.
#[derive(Debug, Clone, Serialize)]
pub struct ClientSession {
    pub process_id: i32,
    pub user: Option<String>,
    pub db: Option<String>,
    /// Absent for a Unix socket, and where the role may not see it.
    pub client_addr: Option<String>,
    pub app: Option<String>,
    pub state: Option<String>,
    /// How long it has been in this state; absent where the role may not see it.
    pub seconds: Option<f64>,
    /// What an active session waits for: `Lock/transactionid`.
    pub wait: Option<String>,
    /// The table whose lock, or a lock on whose row, it waits for.
    pub relation: Option<String>,
    /// What it runs, or ran last; absent for our own, which is this list.
    pub query: Option<String>,
    /// Whom it waits for; 0 is a prepared transaction, -1 a session of another node.
    pub blocked_by: Vec<i32>,
    /// The role may not see more of it than that it is there.
    pub hidden: bool,
    /// It is a superuser's: on managed servers, the provider's own.
    #[serde(skip)]
    pub superuser: bool,
    /// The session that asks.
    pub own: bool,
}

impl ClientSession {
    /// Whether it does nothing, in a transaction or not.
    pub fn is_idle(&self) -> bool {
        self.state.as_deref().is_some_and(|state| state.starts_with("idle"))
    }

    /// Whether it has been in its state for at least this long. Unknown is no.
    pub fn lasts(&self, least: Duration) -> bool {
        self.seconds.is_some_and(|seconds| seconds >= least.as_secs_f64())
    }
}
