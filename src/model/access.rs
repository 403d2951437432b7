use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::{Nearby, Secret, SecretArn, Tls};
use crate::error::Result;

/// How to get into a server: what the connection must prove, and where the password is from.
#[derive(Debug, Clone, Default)]
pub struct Access {
    pub tls: Tls,
    pub method: Method,
    /// Absent: the password is the URL's.
    pub source: Option<Arc<dyn PasswordSource>>,
    pub server: ChosenServer,
    /// Where the password stands, if not in the URL: a variable or a file.
    pub password_from: Option<String>,
    /// What should be known about all this.
    pub warnings: Vec<String>,
    pub nearby: Nearby,
}

/// Which of several servers let us in first. All that follows stays there, so that nothing is
/// asked of one server and done on another. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct ChosenServer(Arc<OnceLock<usize>>);

impl ChosenServer {
    pub fn choose(&self, index: usize) {
        self.0.get_or_init(|| index);
    }

    pub fn index(&self) -> Option<usize> {
        self.0.get().copied()
    }
}

/// How the role logs in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// With what the URL, PGPASSWORD, the password file or a client certificate give.
    #[default]
    Password,
    /// The same, and never by a token, even where that is all there is.
    PasswordOnly,
    /// By a token that AWS credentials sign.
    Iam,
    /// With the password in this secret of AWS Secrets Manager.
    Secret(SecretArn),
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Password | Self::PasswordOnly => f.write_str("password"),
            Self::Iam => f.write_str("IAM token, made for each login"),
            Self::Secret(arn) => write!(f, "the password in {arn}"),
        }
    }
}

/// Makes or fetches the password when a login needs it, since it does not stay good.
pub trait PasswordSource: fmt::Debug + Send + Sync {
    fn password(&self) -> Pin<Box<dyn Future<Output = Result<Secret>> + Send + '_>>;
}
