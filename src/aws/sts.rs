//! Whose credentials they are.

use aws_config::SdkConfig;
use aws_sdk_sts::Client;
use aws_sdk_sts::config::Builder;

use super::errors::Service;
use super::throttling::Throttling;
use crate::error::Result;
use crate::model::Caller;

pub struct Sts {
    client: Client,
    service: Service,
}

impl Sts {
    pub(super) fn new(config: &SdkConfig, service: Service, throttling: Throttling) -> Self {
        let config = Builder::from(config).interceptor(throttling).build();
        Self { client: Client::from_conf(config), service }
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
