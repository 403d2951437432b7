use std::fmt;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::{Nearby, Secret, SecretArn, Tls, Tunnel};
use crate::error::Result;

/// How to log in to a server: what TLS must verify, and the source of the password.
#[derive(Debug, Clone, Default)]
pub struct Access {
    pub tls: Tls,
    pub method: Method,
    /// `None`: the password is in the URL.
    pub source: Option<Arc<dyn PasswordSource>>,
    pub server: ChosenServer,
    /// The source of the password, if not the URL: a variable or a file.
    pub password_from: Option<String>,
    /// Notes to show about this.
    pub warnings: Vec<String>,
    /// A password file that is ignored because others may read it.
    pub exposed_passfile: Option<PathBuf>,
    pub nearby: Nearby,
    /// The open tunnel to the server; `None` if it is reached directly.
    pub tunnel: Option<Tunnel>,
}

/// Which of several servers accepted the first login. All later logins use it, so that nothing is
/// queried on one server and done on another. Shared by clones.
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
    /// With the credentials of the URL, PGPASSWORD, the password file or a client certificate.
    #[default]
    Password,
    /// The same, but never with a token, even without other credentials.
    PasswordOnly,
    /// With a token signed by AWS credentials.
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

/// Creates or fetches the password when a login needs it, since it expires.
pub trait PasswordSource: fmt::Debug + Send + Sync {
    fn password(&self) -> Pin<Box<dyn Future<Output = Result<Secret>> + Send + '_>>;

    /// Another than the one that the server has refused, which may have been replaced meanwhile.
    fn other_than<'a>(
        &'a self,
        _refused: &'a Secret,
    ) -> Pin<Box<dyn Future<Output = Option<Secret>> + Send + 'a>> {
        Box::pin(std::future::ready(None))
    }
}
