use std::fmt;
use std::net::IpAddr;

use aws_config::SdkConfig;
use aws_types::service_config::ServiceConfigKey;
use reqwest::Url;

use super::partition;
use crate::error::{Error, Result};
use crate::model::AWS_DOMAINS;

/// A configured endpoint of a service, instead of AWS's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(Url);

impl Endpoint {
    /// The configured endpoint of a service, found in the order of the SDK's
    /// clients: for the service (`AWS_ENDPOINT_URL_EC2`), then for all.
    ///
    /// Errors (usage): an invalid URL, or plain http to another machine.
    pub(super) fn configured(config: &SdkConfig, service: &str) -> Result<Option<Self>> {
        let key = ServiceConfigKey::builder()
            .service_id(service)
            .env("AWS_ENDPOINT_URL")
            .profile("endpoint_url")
            .build()
            .map_err(|error| Error::failed("the endpoint cannot be resolved").because(error))?;
        let own = config.service_config().and_then(|configured| configured.load_config(key));
        let url = own.or_else(|| config.endpoint_url().map(str::to_owned));
        url.map(|url| Self::checked(&url)).transpose()
    }

    fn checked(text: &str) -> Result<Self> {
        let url = Url::parse(text).map_err(|_| match text {
            "" => Error::usage("the configured AWS endpoint is empty")
                .with_hint("AWS itself is asked when AWS_ENDPOINT_URL is not set at all"),
            _ => Error::usage("the configured AWS endpoint is not a URL"),
        })?;
        if is_encrypted_or_local(&url) {
            return Ok(Self(url));
        }
        let host = url.host_str().unwrap_or_default();
        Err(Error::usage(format!(
            "the configured AWS endpoint {}://{host} is not encrypted and not on this machine",
            url.scheme()
        ))
        .with_hint("credentials and passwords would travel unencrypted; use https, or unset it"))
    }

    /// What the path of a request follows.
    pub(super) fn base(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    pub fn is_aws(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        let mut domains = AWS_DOMAINS.iter().copied().chain(partition::dual_stack_domains());
        domains.any(|end| host.strip_suffix(end).is_some_and(|names| names.ends_with('.')))
    }
}

impl fmt::Display for Endpoint {
    /// Without user and password, if any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.0.scheme(), self.0.host_str().unwrap_or_default())?;
        self.0.port().map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

/// Whether the traffic cannot be read in transit.
pub(super) fn is_encrypted_or_local(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    let local = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    !host.is_empty() && (url.scheme() == "https" || url.scheme() == "http" && local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for good in
            ["https://x.example", "http://127.0.0.1:5000", "http://[::1]:1", "http://localhost"]
        {
            assert!(Endpoint::checked(good).is_ok(), "{good}");
        }
        for bad in [
            "http://x.example",
            "http://localhost.example",
            "http://10.0.0.1",
            "ftp://localhost",
            "file:///x",
            "127.0.0.1:5000",
            "",
        ] {
            assert!(Endpoint::checked(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn aws_is_known_by_its_names() {
        let is_aws = |url| Endpoint::checked(url).unwrap().is_aws();
        assert!(is_aws("https://rds.ca-central-1.amazonaws.com"));
        assert!(is_aws("https://rds.eusc-de-east-1.amazonaws.eu"));
        assert!(is_aws("https://rds.us-isob-east-1.sc2s.sgov.gov"));
        assert!(is_aws("https://rds.eusc-de-east-1.api.amazonwebservices.eu"));
        assert!(!is_aws("https://amazonaws.com.example"));
        assert!(!is_aws("https://evilamazonaws.com"));
        assert_eq!(
            Endpoint::checked("https://u:p@h.example:8/x").unwrap().to_string(),
            "https://h.example:8"
        );
    }
}
