//! The AWS SDK: one configuration for all clients, RDS, security groups, and the address that
//! the internet sees us under.

mod credentials;
pub mod ec2;
mod endpoint;
mod errors;
pub mod net;
pub mod rds;

use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};

pub use endpoint::Endpoint;

use crate::error::{Error, Result};

/// What the caller knows about the account; the rest is the SDK's to find: credentials, and
/// region and profile where these are absent.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub region: Option<String>,
    pub profile: Option<String>,
    /// Where to look when neither the caller nor the SDK's own configuration names a region.
    pub fallback_region: Option<String>,
    /// How long one request may take; a retry is a request of its own.
    pub request_timeout: Option<Duration>,
}

const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

/// An account in a region, as far as it is known without asking.
pub struct Aws {
    config: SdkConfig,
    region: String,
    /// Set when requests go to something that is not AWS.
    foreign: Vec<Endpoint>,
    ec2: Option<Endpoint>,
    rds: Option<Endpoint>,
}

impl Aws {
    /// Reads the SDK's configuration. Nothing is contacted but what the SDK needs to find a
    /// region and credentials.
    ///
    /// Errors (usage): no region, an odd region, an endpoint that would be spoken to in the
    /// clear and is not on this machine.
    pub async fn load(settings: Settings) -> Result<Self> {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(5))
            .operation_attempt_timeout(settings.request_timeout.unwrap_or(REQUEST_TIMEOUT))
            .build();
        let mut loader = aws_config::defaults(BehaviorVersion::latest()).timeout_config(timeouts);
        if let Some(region) = settings.region {
            loader = loader.region(Region::new(region));
        }
        if let Some(profile) = settings.profile {
            loader = loader.profile_name(profile);
        }
        let mut config = loader.load().await;
        // A region that is set to nothing is not set.
        if config.region().is_none_or(|region| region.as_ref().is_empty()) {
            let fallback = settings.fallback_region.map(Region::new);
            config = config.into_builder().region(fallback).build();
        }
        let region = checked_region(&config)?;
        let ec2 = Endpoint::configured(&config, "EC2")?;
        let rds = Endpoint::configured(&config, "RDS")?;
        let mut foreign: Vec<_> = [&ec2, &rds].into_iter().flatten().cloned().collect();
        foreign.retain(|endpoint| !endpoint.is_aws());
        foreign.dedup();
        Ok(Self { config, region, foreign, ec2, rds })
    }

    pub fn region(&self) -> &str {
        &self.region
    }

    /// Where requests go, when that is not AWS: it gets what AWS would get, passwords included.
    pub fn foreign_endpoints(&self) -> &[Endpoint] {
        &self.foreign
    }

    pub fn ec2(&self) -> ec2::Ec2 {
        ec2::Ec2::new(&self.config, errors::Service::new("EC2", &self.region, &self.ec2))
    }

    pub fn rds(&self) -> rds::Rds {
        rds::Rds::new(&self.config, errors::Service::new("RDS", &self.region, &self.rds))
    }
}

/// The region becomes part of a host name, so it is looked at first.
fn checked_region(config: &SdkConfig) -> Result<String> {
    let region = config.region().map(ToString::to_string).unwrap_or_default();
    if region.is_empty() {
        return Err(Error::usage("no AWS region is configured")
            .hint("give --region, or set AWS_REGION, for example to ca-central-1"));
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if region.chars().all(fits) && region.contains('-') {
        if region.ends_with(|c: char| c.is_ascii_lowercase()) {
            return Err(Error::usage(format!("{region} is an availability zone, not a region"))
                .hint(format!("the region is {}", &region[..region.len() - 1])));
        }
        return Ok(region);
    }
    Err(Error::usage(format!("{region:?} is not the name of a region"))
        .hint("regions look like ca-central-1"))
}
