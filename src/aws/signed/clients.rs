//! The HTTP clients of signed requests.

use std::sync::OnceLock;

use aws_config::SdkConfig;
use aws_config::timeout::TimeoutConfig;
use reqwest::Client;
use reqwest::redirect::Policy;

use crate::aws::endpoint::Endpoint;
use crate::error::{Error, Result};

/// The clients of all services: each reads the machine's CA certificates once.
#[derive(Debug, Default)]
pub struct Clients {
    encrypted: OnceLock<Client>,
    unencrypted: OnceLock<Client>,
}

impl Clients {
    /// Errors (failed): there is no TLS.
    pub(super) fn get(&self, config: &SdkConfig, endpoint: Option<&Endpoint>) -> Result<Client> {
        let is_encrypted = endpoint.is_none_or(Endpoint::is_encrypted);
        let place = if is_encrypted { &self.encrypted } else { &self.unencrypted };
        if let Some(client) = place.get() {
            return Ok(client.clone());
        }
        let timeouts = config.timeout_config();
        let timeout = timeouts.and_then(TimeoutConfig::operation_attempt_timeout);
        let mut client = Client::builder()
            .redirect(Policy::none())
            .timeout(timeout.unwrap_or(crate::aws::REQUEST_TIMEOUT))
            .connect_timeout(crate::aws::CONNECT_TIMEOUT);
        if !is_encrypted {
            client = client.no_proxy();
        }
        let client =
            client.build().map_err(|error| Error::failed("there is no TLS").because(error))?;
        Ok(place.get_or_init(|| client).clone())
    }
}
