//! Requests to services for which there is no crate here: JSON, signed, and read-only.
//!
//! The crates of these services have 700,000 lines for the dozen calls that are made.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use serde_json::Value;

use super::endpoint::Endpoint;
use super::errors::{Service, is_throttling, no_credentials};
use super::{clock, pages, partition};
use crate::error::{Error, Result};

/// What a service is called.
#[derive(Debug)]
pub struct Api {
    /// By its service ID, which is part of the variable of its endpoint.
    pub id: &'static str,
    /// In host names and signatures.
    pub host: &'static str,
    /// In names of permissions.
    pub permission: &'static str,
    /// In front of the action, in the header that names it.
    pub target: &'static str,
    /// It is in one region of each partition, for all of them.
    pub is_global: bool,
}

/// A request that AWS has refused, or that has not reached it.
#[derive(Debug)]
pub struct Failure {
    /// AWS's name of the error; none if there is no answer of AWS.
    pub code: Option<String>,
    pub error: Error,
}

/// No answer is longer: a page has 100 entries.
const LONGEST_ANSWER: usize = 4 << 20;

/// Before the second attempt; doubled before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { code: None, error }
    }
}

/// A service in one region.
pub struct Signed {
    api: &'static Api,
    service: Service,
    url: String,
    /// The region that requests are signed for.
    region: String,
    http: Client,
    config: SdkConfig,
}

/// The clients of all services: each reads the machine's CA certificates once.
#[derive(Debug, Default)]
pub struct Clients {
    encrypted: OnceLock<Client>,
    unencrypted: OnceLock<Client>,
}

impl Clients {
    /// Errors (failed): there is no TLS.
    fn get(&self, config: &SdkConfig, endpoint: Option<&Endpoint>) -> Result<Client> {
        let is_encrypted = endpoint.is_none_or(Endpoint::is_encrypted);
        let place = if is_encrypted { &self.encrypted } else { &self.unencrypted };
        if let Some(client) = place.get() {
            return Ok(client.clone());
        }
        let timeouts = config.timeout_config();
        let timeout = timeouts.and_then(TimeoutConfig::operation_attempt_timeout);
        let mut client = Client::builder()
            .redirect(Policy::none())
            .timeout(timeout.unwrap_or(super::REQUEST_TIMEOUT))
            .connect_timeout(super::CONNECT_TIMEOUT);
        if !is_encrypted {
            client = client.no_proxy();
        }
        let client =
            client.build().map_err(|error| Error::failed("there is no TLS").because(error))?;
        Ok(place.get_or_init(|| client).clone())
    }
}

/// A failed attempt, and whether another one may succeed.
struct Attempt {
    failure: Failure,
    may_pass: bool,
}

impl Signed {
    /// Errors (usage): the configured endpoint is not acceptable; failed: there is no TLS.
    pub(super) fn new(
        api: &'static Api,
        config: &SdkConfig,
        region: &str,
        clients: &Clients,
    ) -> Result<Self> {
        let endpoint = Endpoint::configured(config, api.id)?;
        let at = if api.is_global { partition::global_region(region) } else { region };
        let url = match &endpoint {
            Some(endpoint) => endpoint.base().to_owned(),
            None => format!("https://{}.{at}.{}", api.host, partition::dns_suffix(region)),
        };
        let http = clients.get(config, endpoint.as_ref())?;
        let service = Service::new(api.id, at, endpoint.as_ref());
        Ok(Self { api, service, url, region: at.to_owned(), http, config: config.clone() })
    }

    /// Makes a call of the JSON protocol and returns its answer, which is an object.
    pub async fn call(&self, action: &str, body: &Value) -> Result<Value, Failure> {
        let target = format!("{}.{action}", self.api.target);
        let headers = [("content-type", "application/x-amz-json-1.1"), ("x-amz-target", &target)];
        self.send(action, Method::POST, "/", &headers, body.to_string()).await
    }

    /// Makes a call of the REST protocol that only reads. `path` has to be encoded.
    pub async fn get(&self, action: &str, path: &str) -> Result<Value, Failure> {
        self.send(action, Method::GET, path, &[], String::new()).await
    }

    /// What a listing of the JSON protocol has in `items`, from all its pages. `token` is the
    /// field that leads from page to page.
    pub async fn list(
        &self,
        action: &str,
        body: &Value,
        items: &str,
        token: &str,
    ) -> Result<Vec<Value>, Failure> {
        let what = format!("{}:{action}", self.api.permission);
        pages::all(&what, pages::AUDITED, async |next| {
            let mut body = body.clone();
            if let Some(next) = next {
                body[token] = next.into();
            }
            let mut page = self.call(action, &body).await?;
            match (page[items].take(), page[token].take()) {
                (Value::Array(more), Value::Null) => Ok((more, None)),
                (Value::Array(more), Value::String(next)) => Ok((more, Some(next))),
                (Value::Array(_), _) => Err(self.unreadable(action, token)),
                _ => Err(self.unreadable(action, items)),
            }
        })
        .await
    }

    /// An answer that lacks what it should have.
    pub fn unreadable(&self, action: &str, field: &str) -> Failure {
        self.failed(format!("the answer of {}:{action} has no {field}", self.api.permission))
    }

    fn failed(&self, message: String) -> Failure {
        Error::failed(message).into()
    }

    async fn send(
        &self,
        action: &str,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Result<Value, Failure> {
        let attempts = self.config.retry_config().map_or(3, RetryConfig::max_attempts);
        let mut pause = FIRST_PAUSE;
        for attempt in 1.. {
            match self.attempt(action, method.clone(), path, headers, &body).await {
                Ok(answer) => return Ok(answer),
                Err(failed) if !failed.may_pass || attempt >= attempts => {
                    return Err(failed.failure);
                }
                Err(_) => tokio::time::sleep(pause).await,
            }
            pause *= 2;
        }
        Err(self.failed("no attempt was made".to_owned()))
    }

    async fn attempt(
        &self,
        action: &str,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Value, Attempt> {
        let permission = format!("{}:{action}", self.api.permission);
        let given_up = |error: Error| Attempt { failure: error.into(), may_pass: false };
        let url = format!("{}{path}", self.url);
        let credentials = self.credentials().await.map_err(given_up)?;
        let signature = self
            .signature(credentials, &method, &url, headers, body)
            .ok_or_else(|| given_up(Error::failed(format!("{permission} cannot be signed"))))?;
        let mut request = self.http.request(method, url).body(body.to_owned());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        for (name, value) in signature {
            request = request.header(name, value);
        }
        let lost = |error: reqwest::Error| {
            let how =
                if error.is_timeout() { "did not answer in time" } else { "cannot be reached" };
            let error = self.service.unreachable(how);
            Attempt { failure: error.into(), may_pass: true }
        };
        let mut response = request.send().await.map_err(lost)?;
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(lost)? {
            answer.extend_from_slice(&chunk);
            if answer.len() > LONGEST_ANSWER {
                return Err(given_up(Error::failed(format!(
                    "the answer of {permission} is endless"
                ))));
            }
        }
        match serde_json::from_slice(&answer) {
            Ok(answer @ Value::Object(_)) if response.status().is_success() => Ok(answer),
            Ok(error @ Value::Object(_)) => Err(self.refused(&permission, &response, &error)),
            _ => {
                let error = self.service.not_aws(response.status().as_u16());
                let may_pass = response.status().is_server_error();
                Err(Attempt { failure: error.into(), may_pass })
            }
        }
    }

    fn refused(&self, permission: &str, response: &reqwest::Response, error: &Value) -> Attempt {
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let named = error["__type"].as_str().or(header("x-amzn-errortype"));
        // com.amazonaws.kms#NotFoundException, with the URL of a page behind a colon.
        let code = named.and_then(|name| name.split(':').next()?.rsplit('#').next());
        let status = response.status();
        let Some(code) = code.filter(|code| !code.is_empty() && !status.is_success()) else {
            let error = self.service.not_aws(status.as_u16());
            return Attempt { failure: error.into(), may_pass: false };
        };
        let message = error["message"].as_str().or(error["Message"].as_str());
        let off = clock::may_be_meant(code) && clock::is_off_by_header(header("date"));
        let said = match off {
            true => clock::wrong(),
            false => self.service.said(permission, code, message.unwrap_or("no reason given")),
        };
        let may_pass = is_throttling(code) || status.is_server_error();
        Attempt { failure: Failure { code: Some(code.to_owned()), error: said }, may_pass }
    }

    async fn credentials(&self) -> Result<Credentials> {
        let provider = self.config.credentials_provider();
        let missing = || no_credentials(&CredentialsError::not_loaded_no_source());
        let found = provider.ok_or_else(missing)?.provide_credentials().await;
        found.map_err(|error| no_credentials(&error))
    }

    /// The headers that sign the request.
    fn signature(
        &self,
        credentials: Credentials,
        method: &Method,
        url: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<Vec<(String, String)>> {
        let identity = credentials.into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(self.api.host)
            .time(SystemTime::now())
            .settings(SigningSettings::default())
            .build()
            .ok()?
            .into();
        let body = SignableBody::Bytes(body.as_bytes());
        let request =
            SignableRequest::new(method.as_str(), url, headers.iter().copied(), body).ok()?;
        let (instructions, _) = sign(request, &params).ok()?.into_parts();
        let headers = instructions.headers();
        Some(headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}
