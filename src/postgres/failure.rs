use super::errors::{explain_login, explain_refusal};
use super::server_message::ServerMessage;
use crate::error::Error;
use crate::model::Target;

/// Why there is no connection: in the driver's or the server's terms, which are explained later
/// and may heal, or in ours, which do not.
#[derive(Debug)]
pub enum Failure {
    Driver(sqlx::Error),
    Server(Box<ServerMessage>),
    Final(Error),
    /// A server that lets us in, and is of another kind than was asked for.
    Unsuitable(Error),
}

impl Failure {
    /// What it means to a person.
    pub fn explain(self, target: &Target) -> Error {
        match self {
            Self::Driver(error) => explain_login(error, target),
            Self::Server(error) => explain_refusal(&error, target),
            Self::Final(error) | Self::Unsuitable(error) => error,
        }
    }

    /// The SQLSTATE, if it was the server who refused.
    pub fn code(&self) -> Option<String> {
        match self {
            Self::Server(error) => Some(error.code.clone()),
            Self::Driver(error) => {
                error.as_database_error()?.code().map(std::borrow::Cow::into_owned)
            }
            Self::Unsuitable(_) | Self::Final(_) => None,
        }
    }

    /// Whether the network failed, and not what goes over it.
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
