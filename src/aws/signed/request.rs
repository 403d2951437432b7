//! Sending a request: signed, and several times if need be.

use std::time::{Duration, SystemTime};

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use reqwest::header::HeaderMap;
use reqwest::{Method, Response};
use serde_json::Value;
use tokio::time::{Instant, timeout};

use super::{Failure, Signed};
use crate::aws::errors::{is_throttling, no_credentials};
use crate::aws::throttling::part_of;
use crate::aws::{clock, credentials};
use crate::error::{Error, Result};

/// No answer is longer: a page has 100 entries.
const LONGEST_ANSWER: usize = 4 << 20;

/// Before the second attempt; doubled before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// A call, without its signature.
pub struct Request<'a> {
    pub action: &'a str,
    pub method: Method,
    /// Encoded.
    pub path: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: String,
}

/// The answer to a call that succeeded.
pub struct Reply {
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    pub(super) status: u16,
}

/// A failed attempt, and whether another one may succeed.
struct Attempt {
    failure: Failure,
    may_pass: bool,
    is_throttled: bool,
}

impl Signed {
    /// Makes a call, several times if need be, within the bound of all calls.
    pub async fn send(&self, request: Request<'_>) -> Result<Reply, Failure> {
        let bound = self.config.timeout_config().and_then(TimeoutConfig::operation_timeout);
        let bound = bound.unwrap_or(crate::aws::REQUEST_TIMEOUT * crate::aws::ATTEMPTS);
        let late = || self.service.unreachable("did not answer in time").into();
        timeout(bound, self.attempts(request)).await.unwrap_or_else(|_| Err(late()))
    }

    async fn attempts(&self, request: Request<'_>) -> Result<Reply, Failure> {
        let attempts = self.config.retry_config().map_or(3, RetryConfig::max_attempts);
        let attempts = attempts.min(crate::aws::ATTEMPTS);
        let (mut attempt, mut pause, mut refused) = (1, FIRST_PAUSE, None);
        loop {
            let failed = match self.attempt(&request).await {
                Ok(reply) => return Ok(reply),
                Err(failed) => failed,
            };
            let next = if failed.is_throttled && attempts > 1 {
                let since = *refused.get_or_insert_with(Instant::now);
                self.throttling
                    .longest_pause(since)
                    .map(|most| part_of(most.min(pause.saturating_mul(4))))
            } else {
                attempt += 1;
                (failed.may_pass && attempt <= attempts).then_some(pause)
            };
            let Some(next) = next else { return Err(failed.failure) };
            tokio::time::sleep(next).await;
            pause = pause.saturating_mul(2);
        }
    }

    async fn attempt(&self, asked: &Request<'_>) -> Result<Reply, Attempt> {
        let permission = format!("{}:{}", self.api.permission, asked.action);
        let given_up =
            |error: Error| Attempt { failure: error.into(), may_pass: false, is_throttled: false };
        let url = format!("{}{}", self.url, asked.path);
        let found = credentials::find(&self.config).await;
        let found = found.map_err(|error| given_up(no_credentials(&error)))?;
        let signature = self
            .signature(found, &url, asked)
            .ok_or_else(|| given_up(Error::failed(format!("{permission} cannot be signed"))))?;
        let mut request = self.http.request(asked.method.clone(), url).body(asked.body.clone());
        for (name, value) in asked.headers {
            request = request.header(*name, *value);
        }
        for (name, value) in signature {
            request = request.header(name, value);
        }
        let lost = |error: reqwest::Error| {
            let error = match error.is_timeout() {
                true => self.service.unreachable("did not answer in time"),
                false => self.service.out_of_reach(&error),
            };
            Attempt { failure: error.into(), may_pass: true, is_throttled: false }
        };
        let mut response = request.send().await.map_err(lost)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(lost)? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST_ANSWER {
                return Err(given_up(Error::failed(format!(
                    "the answer of {permission} does not end"
                ))));
            }
        }
        if response.status().is_success() {
            let status = response.status().as_u16();
            return Ok(Reply { headers: response.headers().clone(), body, status });
        }
        match serde_json::from_slice(&body) {
            Ok(error @ Value::Object(_)) => Err(self.refused(&permission, &response, &error)),
            _ => {
                let error = self.service.not_aws(response.status().as_u16());
                let may_pass = response.status().is_server_error();
                Err(Attempt { failure: error.into(), may_pass, is_throttled: false })
            }
        }
    }

    fn refused(&self, permission: &str, response: &Response, error: &Value) -> Attempt {
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let named = error["__type"].as_str().or(header("x-amzn-errortype"));
        // com.amazonaws.kms#NotFoundException, with the URL of a page behind a colon.
        let code = named.and_then(|name| name.split(':').next()?.rsplit('#').next());
        let status = response.status();
        let Some(code) = code.filter(|code| !code.is_empty()) else {
            let error = self.service.not_aws(status.as_u16());
            return Attempt { failure: error.into(), may_pass: false, is_throttled: false };
        };
        let message = error["message"].as_str().or(error["Message"].as_str());
        let off = clock::may_be_meant(code) && clock::is_off_by_header(header("date"));
        let said = match off {
            true => clock::wrong(),
            false => self.service.said(permission, code, message.unwrap_or("no reason given")),
        };
        let failure = Failure { code: Some(code.to_owned()), error: said };
        let may_pass = status.is_server_error();
        Attempt { failure, may_pass, is_throttled: is_throttling(code) }
    }

    /// The headers that sign the request.
    fn signature(
        &self,
        credentials: Credentials,
        url: &str,
        asked: &Request<'_>,
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
        let body = SignableBody::Bytes(asked.body.as_bytes());
        let headers = asked.headers.iter().copied();
        let request = SignableRequest::new(asked.method.as_str(), url, headers, body).ok()?;
        let (instructions, _) = sign(request, &params).ok()?.into_parts();
        let headers = instructions.headers();
        Some(headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}
