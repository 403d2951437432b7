use std::time::Duration;

use serde::Serialize;

/// A client session on the server, with the column names of the old scripts.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ClientSession {
    pub process_id: i32,
    pub user: Option<String>,
    pub db: Option<String>,
    /// `None` for a Unix socket, or without permission.
    pub client_addr: Option<String>,
    pub app: Option<String>,
    pub state: Option<String>,
    /// How long it has been in this state; `None` without permission.
    pub seconds: Option<f64>,
    /// What an active session waits for: `Lock/transactionid`.
    pub wait: Option<String>,
    /// The table whose lock, or a lock on whose row, it waits for.
    pub relation: Option<String>,
    /// Its current or last query, without passwords; `None` for our own, which is this list.
    pub query: Option<String>,
    /// The sessions it waits for; 0 is a prepared transaction, -1 a session on another node.
    pub blocked_by: Vec<i32>,
    /// The role may see only that it exists.
    pub hidden: bool,
    /// It is a superuser's: on managed servers, the provider's own.
    #[serde(skip)]
    pub superuser: bool,
    /// Our own session.
    pub own: bool,
    /// When it began: the server gives process IDs to others later. `None` without permission.
    #[serde(skip)]
    pub started: Option<String>,
    /// When its state last changed.
    #[serde(skip)]
    pub changed: Option<String>,
}

impl ClientSession {
    /// Whether it is idle, in a transaction or not.
    pub fn is_idle(&self) -> bool {
        self.state.as_deref().is_some_and(|state| state.starts_with("idle"))
    }

    /// Whether it has been in its state for at least this long; false if unknown.
    pub fn lasts(&self, least: Duration) -> bool {
        self.seconds.is_some_and(|seconds| seconds >= least.as_secs_f64())
    }
}
