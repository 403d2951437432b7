//! The AWS SDK: one configuration for all clients, RDS, security groups, Cognito, Lambda, and
//! our public address.

pub mod alias;
mod audit;
mod causes;
mod clock;
pub mod cognito;
mod credential_source;
mod credentials;
mod denied;
pub mod ec2;
mod endpoint;
mod errors;
mod function_policy;
mod http;
pub mod iam;
pub mod lambda;
pub mod net;
mod new_instance;
mod pages;
mod partition;
mod pool;
mod process;
mod profile;
pub mod rds;
pub mod secrets;
mod signed;
pub mod sts;
mod throttling;
mod whole;

use std::time::Duration;

use aws_config::imds::region::ImdsRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileFileRegionProvider};
use aws_config::provider_config::ProviderConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::proxy::ProxyConfig;
use tokio::sync::Mutex;

use self::credential_source::Explained;
pub use credentials::Credentials;
pub use endpoint::Endpoint;
pub use errors::is_throttled;
use throttling::{OnNotice, Throttling};

use crate::error::{Error, Result};

/// What the caller knows about the account; the SDK finds the rest.
#[derive(Clone)]
pub struct Settings {
    /// From a flag or the environment; `None`: the profile's.
    pub region: Option<String>,
    pub profile: Option<String>,
    /// The profile was named for this call: its credentials are used even if the environment
    /// has others, as with the AWS CLI.
    pub profile_only: bool,
    /// The region to use if neither names one.
    pub fallback_region: Option<String>,
    /// The timeout of one request; a retry is a separate request.
    pub request_timeout: Option<Duration>,
    /// Told why it takes long.
    pub on_notice: OnNotice,
}

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

/// A call may take as long as so many attempts, whatever `AWS_MAX_ATTEMPTS` is.
const ATTEMPTS: u32 = 4;

/// An account in a region, as far as known without requests.
pub struct Aws {
    config: SdkConfig,
    region: String,
    /// Set if requests go to something other than AWS.
    foreign: Vec<Endpoint>,
    ec2: Option<Endpoint>,
    rds: Option<Endpoint>,
    sts: Option<Endpoint>,
    clients: signed::Clients,
    throttling: Throttling,
}

impl Aws {
    /// Reads the SDK's configuration. Nothing is contacted but what the SDK needs to find a
    /// region and credentials.
    ///
    /// Errors (usage): no region, an invalid region, an unencrypted endpoint that
    /// is not on this machine.
    pub async fn load(settings: Settings) -> Result<Self> {
        let attempt = settings.request_timeout.unwrap_or(REQUEST_TIMEOUT);
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .operation_attempt_timeout(attempt)
            .operation_timeout(attempt * ATTEMPTS)
            .build();
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(http::client(ProxyConfig::from_env()))
            .timeout_config(timeouts)
            .region(region_chain(&settings));
        if let Some(profile) = &settings.profile {
            loader = loader.profile_name(profile);
        }
        let mut config = loader.load().await;
        let region = region_of(&config)?;
        if let Some(credentials) = credentials(&settings, &config, attempt) {
            config = config.into_builder().credentials_provider(credentials).build();
        }
        let ec2 = Endpoint::configured(&config, "EC2")?;
        let rds = Endpoint::configured(&config, "RDS")?;
        let secrets = Endpoint::configured(&config, secrets::SECRETS.id)?;
        let cognito = Endpoint::configured(&config, cognito::COGNITO.id)?;
        let lambda = Endpoint::configured(&config, lambda::LAMBDA.id)?;
        let sts = Endpoint::configured(&config, "STS")?;
        // Credentials may be fetched over these.
        for service in ["SSO", "SSO OIDC"] {
            Endpoint::configured(&config, service)?;
        }
        let all = [&ec2, &rds, &secrets, &cognito, &lambda, &sts];
        let mut foreign: Vec<_> = all.into_iter().flatten().cloned().collect();
        foreign.retain(|endpoint| !endpoint.is_aws());
        foreign.dedup();
        if foreign.iter().any(|endpoint| !endpoint.is_encrypted()) {
            // A proxy of `HTTP_PROXY` would get requests to this machine unencrypted.
            config =
                config.into_builder().http_client(http::client(ProxyConfig::disabled())).build();
        }
        let clients = signed::Clients::default();
        let throttling = Throttling::new(attempt, settings.on_notice);
        Ok(Self { config, region, foreign, ec2, rds, sts, clients, throttling })
    }

    pub fn region(&self) -> &str {
        &self.region
    }

    /// Where requests go, if not to AWS: it receives everything, including passwords.
    pub fn foreign_endpoints(&self) -> &[Endpoint] {
        &self.foreign
    }

    pub fn ec2(&self) -> ec2::Ec2 {
        let service = errors::Service::new("EC2", &self.region, self.ec2.as_ref());
        ec2::Ec2::new(&self.config, service, self.throttling.clone())
    }

    /// Errors (failed): there is no TLS.
    pub fn cognito(&self) -> Result<cognito::Cognito> {
        Ok(cognito::Cognito::new(self.signed(&cognito::COGNITO, &self.region)?))
    }

    /// Errors (failed): there is no TLS.
    pub fn lambda(&self) -> Result<lambda::Lambda> {
        Ok(lambda::Lambda::new(self.signed(&lambda::LAMBDA, &self.region)?))
    }

    pub fn rds(&self) -> rds::Rds {
        let service = errors::Service::new("RDS", &self.region, self.rds.as_ref());
        rds::Rds::new(&self.config, service, self.throttling.clone())
    }

    /// A service without a crate, in a region. Errors (usage): its configured endpoint is not
    /// acceptable.
    fn signed(&self, api: &'static signed::Api, region: &str) -> Result<signed::Signed> {
        signed::Signed::new(
            api,
            &self.config,
            checked_region(region)?,
            &self.clients,
            self.throttling.clone(),
        )
    }

    pub fn sts(&self) -> sts::Sts {
        let service = errors::Service::new("STS", &self.region, self.sts.as_ref());
        sts::Sts::new(&self.config, service, self.throttling.clone())
    }

    /// Errors (failed): there is no TLS.
    pub fn secrets(&self) -> Result<secrets::Secrets> {
        Ok(secrets::Secrets::new(self.signed(&secrets::SECRETS, &self.region)?))
    }
}

/// The caller's, the profile's, the database's region; that of the machine comes last, since
/// querying it takes seconds outside of AWS.
fn region_chain(settings: &Settings) -> RegionProviderChain {
    let named = |region: &Option<String>| region.clone().map(Region::new);
    let mut profile = ProfileFileRegionProvider::builder();
    if let Some(name) = &settings.profile {
        profile = profile.profile_name(name);
    }
    RegionProviderChain::first_try(named(&settings.region))
        .or_else(profile.build())
        .or_else(named(&settings.fallback_region))
        .or_else(ImdsRegionProvider::builder().build())
}

/// The source of credentials. It must answer while the first attempt of a request waits for it.
fn credentials(
    settings: &Settings,
    config: &SdkConfig,
    attempt: Duration,
) -> Option<SharedCredentialsProvider> {
    let only = settings.profile.clone().filter(|_| settings.profile_only);
    let provider = match &only {
        Some(profile) => of_profile(profile.clone(), config),
        None => config.credentials_provider()?,
    };
    Some(SharedCredentialsProvider::new(Explained {
        provider,
        config: config.clone(),
        profile: settings.profile.clone(),
        profile_only: only.is_some(),
        limit: attempt * 3 / 4,
        found: Mutex::default(),
    }))
}

fn of_profile(name: String, config: &SdkConfig) -> SharedCredentialsProvider {
    let mut provider = ProviderConfig::without_region().with_region(config.region().cloned());
    if let Some(client) = config.http_client() {
        provider = provider.with_http_client(client);
    }
    let files = ProfileFileCredentialsProvider::builder().profile_name(name);
    SharedCredentialsProvider::new(files.configure(&provider).build())
}

fn region_of(config: &SdkConfig) -> Result<String> {
    let region = config.region().map(ToString::to_string).unwrap_or_default();
    checked_region(&region).map(str::to_owned)
}

/// The region becomes part of a host name, so it is checked first.
pub fn checked_region(region: &str) -> Result<&str> {
    if region.is_empty() {
        return Err(Error::usage("no AWS region is configured")
            .with_hint("pass --region, or set AWS_REGION, for example to ca-central-1"));
    }
    let parts: Vec<&str> = region.split('-').collect();
    let is_word = |part: &&str| part.len() > 1 && part.chars().all(|c| c.is_ascii_lowercase());
    if let [words @ .., number] = parts.as_slice()
        && words.len() > 1
        && words.iter().all(is_word)
    {
        let digits = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let has_number = digits.len() < number.len();
        match digits.as_bytes() {
            [] => return Ok(region),
            [zone] if has_number && zone.is_ascii_lowercase() => {
                return Err(Error::usage(format!(
                    "{region} is an availability zone, not a region"
                ))
                .with_hint(format!("the region is {}", &region[..region.len() - 1])));
            }
            _ => {}
        }
    }
    Err(Error::usage(format!("{region:?} is not the name of a region"))
        .with_hint("regions look like ca-central-1"))
}
