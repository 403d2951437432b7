use super::errors::{explain_login, explain_refusal};
use super::server_message::ServerMessage;
use crate::error::Error;
use crate::model::Target;

/// Why a connection failed: a driver's or server's error, which is explained later
/// and may be transient, or one of ours, which is not.
#[derive(Debug)]
pub enum Failure {
    Driver(sqlx::Error),
    Server(Box<ServerMessage>),
    Final(Error),
    /// A server that accepts the login, but is not of the requested kind.
    Unsuitable(Error),
}

impl Failure {
    /// Turns it into an error for users.
    pub fn explain(self, target: &Target) -> Error {
        match self {
            Self::Driver(error) => explain_login(error, target),
            Self::Server(error) => explain_refusal(&error, target),
            Self::Final(error) | Self::Unsuitable(error) => error,
        }
    }

    /// The SQLSTATE, if the server refused.
    pub fn code(&self) -> Option<String> {
        match self {
            Self::Server(error) => Some(error.code.clone()),
            Self::Driver(error) => {
                error.as_database_error()?.code().map(std::borrow::Cow::into_owned)
            }
            Self::Unsuitable(_) | Self::Final(_) => None,
        }
    }

    /// What the server said when it refused.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Server(error) => Some(&error.message),
            Self::Driver(error) => Some(error.as_database_error()?.message()),
            Self::Unsuitable(_) | Self::Final(_) => None,
        }
    }

    /// Whether the network failed, not the protocol on it.
    pub fn is_broken(&self) -> bool {
        matches!(self, Self::Driver(sqlx::Error::Io(error))
            if error.kind() != std::io::ErrorKind::InvalidData)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Driver(error.into())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Final(error)
    }
}
