use std::time::SystemTime;

use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;

use super::Aws;
use super::errors::no_credentials;
use crate::error::Result;

impl Aws {
    /// Finds credentials as a request would. Returns when they expire, if they do.
    ///
    /// Errors: there are none, or their source refuses.
    pub async fn credentials(&self) -> Result<Option<SystemTime>> {
        let missing = || CredentialsError::not_loaded_no_source();
        let provider =
            self.config.credentials_provider().ok_or_else(|| no_credentials(&missing()))?;
        let found = provider.provide_credentials().await;
        found.map(|found| found.expiry()).map_err(|error| no_credentials(&error))
    }
}
