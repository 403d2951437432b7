use serde::Serialize;

/// One client's session on the server, under the names that the old scripts gave its columns.
#[derive(Debug, Clone, Serialize)]
pub struct Session {
    pub process_id: i32,
    pub user: Option<String>,
    pub db: Option<String>,
    /// Absent for a Unix socket, and where the role may not see it.
    pub client_addr: Option<String>,
    pub app: Option<String>,
    pub state: Option<String>,
    /// How long it has been in this state; absent where the role may not see it.
    pub seconds: Option<f64>,
    /// The session that asks.
    pub own: bool,
}
