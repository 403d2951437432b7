use super::client::Client;
use super::connect::{RetryTimeout, connect, connect_client};
use super::hints::is_missing_behind_pooler;
use super::session::Session;
use super::sqlstate;
use crate::error::{Error, Kind, Result};
use crate::model::{DatabaseName, Target};

/// The databases that exist on every server, in the order in which they are tried for work
/// that cannot be done from inside the target.
const MAINTENANCE: [&str; 2] = ["postgres", "template1"];

/// How a command logs in: where, under which application_name, and for how long it tries.
#[derive(Debug, Clone, Copy)]
pub struct ConnectRequest<'a> {
    pub target: &'a Target,
    /// `cruddur-db <command>`
    pub application: &'a str,
    pub retry_timeout: RetryTimeout,
}

impl<'a> ConnectRequest<'a> {
    /// A login that is tried once.
    pub fn new(target: &'a Target, application: &'a str) -> Self {
        Self { target, application, retry_timeout: RetryTimeout::default() }
    }

    /// Logs in to the target database.
    pub async fn connect(&self) -> Result<Session> {
        connect(self.target, self.application, self.retry_timeout).await
    }

    /// The same with our own client, for loading files and the console.
    pub async fn connect_client(&self) -> Result<Client> {
        connect_client(self.target, self.application, self.retry_timeout).await
    }

    /// Logs in to a maintenance database, to create or drop the target: to `named`, else to
    /// `postgres`, else to `template1`.
    pub async fn connect_maintenance(&self, named: Option<&DatabaseName>) -> Result<Session> {
        let to =
            async |target: &Target| connect(target, self.application, self.retry_timeout).await;
        Ok(Session { target: self.target.clone(), ..self.maintenance(named, to).await? })
    }

    /// The same with our own client, which may send several statements at once.
    pub async fn connect_client_maintenance(&self, named: Option<&DatabaseName>) -> Result<Client> {
        let to = async |target: &Target| {
            connect_client(target, self.application, self.retry_timeout).await
        };
        self.maintenance(named, to).await
    }

    async fn maintenance<T>(
        &self,
        named: Option<&DatabaseName>,
        connect: impl AsyncFn(&Target) -> Result<T>,
    ) -> Result<T> {
        if let Some(name) = named {
            return connect(&self.target.with_database(name.clone())).await;
        }
        let target = self.target.database().as_str();
        let mut first_error = None;
        for name in MAINTENANCE.into_iter().filter(|name| *name != target) {
            match connect(&self.target.with_database(DatabaseName::new(name)?)).await {
                Ok(connection) => return Ok(connection),
                // Another database helps only if this one is missing or refuses the role.
                Err(error) if may_work_elsewhere(&error) => {
                    first_error.get_or_insert(error);
                }
                Err(error) => return Err(error),
            }
        }
        Err(first_error
            .unwrap_or_else(|| Error::failed("there is no maintenance database to connect to")))
    }
}

fn may_work_elsewhere(error: &Error) -> bool {
    is_unknown_database(error) || error.code() == Some(sqlstate::INSUFFICIENT_PRIVILEGE)
}

/// Whether a login failed because there is no such database.
pub fn is_unknown_database(error: &Error) -> bool {
    match (error.kind(), error.code()) {
        (Kind::Login, Some(sqlstate::UNKNOWN_DATABASE)) => true,
        (Kind::Login, Some(sqlstate::PROTOCOL_VIOLATION)) => {
            let message = error.message();
            // pgbouncer's own, about one that it does not list.
            message.starts_with("no such database") || is_missing_behind_pooler(&message)
        }
        _ => false,
    }
}
