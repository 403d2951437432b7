//! Requests to services for which there is no crate here: JSON, signed.
//!
//! The crates of these services have 1.5 million lines for the thirty calls that are made. A
//! request may arrive twice, so that none is made here that does harm then.

mod clients;
mod request;

use aws_config::SdkConfig;
use reqwest::{Client, Method};
use serde_json::{Map, Value};

pub use self::clients::Clients;
pub use self::request::Request;
use super::endpoint::Endpoint;
use super::errors::Service;
use super::pages::Bounds;
use super::throttling::Throttling;
use super::{pages, partition};
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
    /// In front of the action, in the header that names it; empty in the REST protocol.
    pub target: &'static str,
    /// It is in one region of each partition, for all of them.
    pub is_global: bool,
}

impl Api {
    pub const fn new(id: &'static str, host: &'static str, target: &'static str) -> Self {
        Self { id, host, permission: host, target, is_global: false }
    }
}

/// A request that AWS has refused, or that has not reached it.
#[derive(Debug)]
pub struct Failure {
    /// AWS's name of the error; none if there is no answer of AWS.
    pub code: Option<String>,
    pub error: Error,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { code: None, error }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        failure.error
    }
}

impl Failure {
    /// Whether AWS named this error.
    pub fn is(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code)
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
    throttling: Throttling,
}

impl Signed {
    /// Errors (usage): the configured endpoint is not acceptable; failed: there is no TLS.
    pub(super) fn new(
        api: &'static Api,
        config: &SdkConfig,
        region: &str,
        clients: &Clients,
        throttling: Throttling,
    ) -> Result<Self> {
        let endpoint = Endpoint::configured(config, api.id)?;
        let at = if api.is_global { partition::global_region(region) } else { region };
        let url = match &endpoint {
            Some(endpoint) => endpoint.base().to_owned(),
            None => {
                let wants = |choice: Option<bool>| choice.unwrap_or_default();
                let (fips, dual) = (wants(config.use_fips()), wants(config.use_dual_stack()));
                format!("https://{}", partition::host(api.host, at, fips, dual))
            }
        };
        let http = clients.get(config, endpoint.as_ref())?;
        let service = Service::new(api.id, at, endpoint.as_ref());
        let (region, config) = (at.to_owned(), config.clone());
        Ok(Self { api, service, url, region, http, config, throttling })
    }

    pub fn region(&self) -> &str {
        &self.region
    }

    /// Makes a call of the JSON protocol and returns its answer, which is an object.
    pub async fn call(&self, action: &str, body: &Value) -> Result<Value, Failure> {
        let target = format!("{}.{action}", self.api.target);
        let headers = [("content-type", "application/x-amz-json-1.1"), ("x-amz-target", &target)];
        let (method, body) = (Method::POST, body.to_string());
        self.object(Request { action, method, path: "/", headers: &headers, body }).await
    }

    /// Makes a call of the REST protocol that only reads. `path` has to be encoded.
    pub async fn get(&self, action: &str, path: &str) -> Result<Value, Failure> {
        let (method, body) = (Method::GET, String::new());
        self.object(Request { action, method, path, headers: &[], body }).await
    }

    /// Makes a call of the REST protocol. `path` has to be encoded.
    pub async fn put(
        &self,
        action: &str,
        method: Method,
        path: &str,
        body: &Value,
    ) -> Result<Value, Failure> {
        let headers = [("content-type", "application/json")];
        self.object(Request { action, method, path, headers: &headers, body: body.to_string() })
            .await
    }

    async fn object(&self, request: Request<'_>) -> Result<Value, Failure> {
        let reply = self.send(request).await?;
        // As the SDKs do where a call returns nothing.
        if reply.body.is_empty() {
            return Ok(Value::Object(Map::new()));
        }
        match serde_json::from_slice(&reply.body) {
            Ok(answer @ Value::Object(_)) => Ok(answer),
            _ => Err(self.service.not_aws(reply.status).into()),
        }
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
        self.list_within(pages::AUDITED, &what, action, body, items, token).await
    }

    /// The same within other bounds. `what` is listed, for messages.
    pub async fn list_within(
        &self,
        bounds: Bounds,
        what: &str,
        action: &str,
        body: &Value,
        items: &str,
        token: &str,
    ) -> Result<Vec<Value>, Failure> {
        pages::all(what, bounds, async |next| {
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
}
