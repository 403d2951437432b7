use std::time::SystemTime;

use aws_config::SdkConfig;
use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;

use super::Aws;
use super::errors::no_credentials;
use crate::error::{Error, Result};

/// What became of a search for credentials.
#[derive(Debug)]
pub enum Credentials {
    /// When they expire, if they do.
    Until(Option<SystemTime>),
    /// No source has any, and none is set up in a wrong way.
    None(Error),
}

pub(super) async fn find(
    config: &SdkConfig,
) -> Result<aws_credential_types::Credentials, CredentialsError> {
    match config.credentials_provider() {
        Some(provider) => provider.provide_credentials().await,
        None => Err(CredentialsError::not_loaded_no_source()),
    }
}

impl Aws {
    /// Finds credentials as a request would.
    ///
    /// Errors: a source is set up in a wrong way, refuses or does not answer.
    pub async fn credentials(&self) -> Result<Credentials> {
        match find(&self.config).await {
            Ok(found) => Ok(Credentials::Until(found.expiry())),
            Err(error @ CredentialsError::CredentialsNotLoaded(_)) => {
                Ok(Credentials::None(no_credentials(&error)))
            }
            Err(error) => Err(no_credentials(&error)),
        }
    }
}
