//! Passwords for RDS signed by AWS credentials. Nothing is contacted, except what the SDK
//! needs to find the credentials.

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use aws_config::SdkConfig;

use super::errors::no_credentials;
use super::{Aws, credentials};
use crate::error::{Error, Result};
use crate::model::{AwsKeys, IamLogin, PasswordSource, Secret};

/// How long to look for credentials that are not configured.
const LOOK: Duration = Duration::from_secs(3);

/// Creates a token for each login, valid for 15 minutes.
pub struct IamTokens {
    config: SdkConfig,
    host: String,
    port: u16,
    user: String,
    region: String,
}

impl Aws {
    /// Tokens for this role and endpoint. The host is the instance's own, as AWS writes it.
    ///
    /// Errors (usage): a user name that RDS does not take.
    pub fn tokens(&self, host: &str, port: u16, user: &str) -> Result<IamTokens> {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_.@-".contains(c);
        if user.is_empty() || !user.chars().all(fits) {
            return Err(Error::usage(format!("there is no IAM token for the user {user:?}"))
                .with_hint("RDS takes letters, digits and _ . @ - in the names of such users"));
        }
        Ok(IamTokens {
            config: self.config.clone(),
            host: host.to_owned(),
            port,
            user: user.to_owned(),
            region: self.region.clone(),
        })
    }
}

impl IamTokens {
    /// Whether the SDK finds credentials, within seconds.
    pub async fn are_credentials_at_hand(&self) -> bool {
        let found = tokio::time::timeout(LOOK, credentials::find(&self.config)).await;
        found.is_ok_and(|credentials| credentials.is_ok())
    }

    async fn token(&self) -> Result<Secret> {
        let found = credentials::find(&self.config).await;
        let found = found.map_err(|error| no_credentials(&error))?;
        let keys = AwsKeys {
            access_key_id: found.access_key_id().to_owned(),
            secret_access_key: Secret::new(found.secret_access_key()),
            session_token: found.session_token().map(Secret::new),
        };
        let Self { host, port, user, region, .. } = self;
        Ok(keys.token(IamLogin { host, port: *port, user, region }, SystemTime::now()))
    }
}

impl PasswordSource for IamTokens {
    fn password(&self) -> Pin<Box<dyn Future<Output = Result<Secret>> + Send + '_>> {
        Box::pin(self.token())
    }
}

impl fmt::Debug for IamTokens {
    /// Without the configuration, which contains credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IamTokens({}@{}:{})", self.user, self.host, self.port)
    }
}
