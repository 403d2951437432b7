//! Passwords for RDS signed by AWS credentials. Nothing is contacted, except what the SDK
//! needs to find the credentials.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use aws_config::{Region, SdkConfig};
use aws_credential_types::provider::ProvideCredentials;
use aws_sdk_rds::auth_token::{AuthTokenGenerator, Config};

use super::{Aws, errors};
use crate::error::{Error, Result};
use crate::model::{PasswordSource, Secret};

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
    /// Errors (usage): a user name that cannot be signed unchanged.
    pub fn tokens(&self, host: &str, port: u16, user: &str) -> Result<IamTokens> {
        // The SDK puts the name into a URL without encoding it.
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
        let Some(provider) = self.config.credentials_provider() else { return false };
        let found = tokio::time::timeout(LOOK, provider.provide_credentials()).await;
        found.is_ok_and(|credentials| credentials.is_ok())
    }

    async fn token(&self) -> Result<Secret> {
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| errors::no_token(&*error);
        let config = Config::builder()
            .hostname(&self.host)
            .port(self.port.into())
            .username(&self.user)
            .region(Region::new(self.region.clone()))
            .build()
            .map_err(failed)?;
        let token = AuthTokenGenerator::new(config).auth_token(&self.config).await;
        Ok(Secret::new(token.map_err(failed)?.as_str()))
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
