//! Whose credentials they are.

use aws_config::SdkConfig;
use aws_sdk_sts::Client;

use super::errors::Service;
use crate::error::Result;
use crate::model::Caller;

/// STS in one region.
pub struct Sts {
    client: Client,
    service: Service,
}

impl Sts {
    pub(super) fn new(config: &SdkConfig, service: Service) -> Self {
        Self { client: Client::new(config), service }
    }

    /// Needs no permission. Source: AWS STS API reference, GetCallerIdentity.
    pub async fn caller(&self) -> Result<Caller> {
        let reply = self.client.get_caller_identity().send().await;
        let reply = reply.map_err(|error| self.service.explain("sts:GetCallerIdentity", error))?;
        Ok(Caller {
            account: reply.account().unwrap_or("unknown").to_owned(),
            arn: reply.arn().unwrap_or_default().to_owned(),
        })
    }
}
