//! Passwords in AWS Secrets Manager.

use aws_config::SdkConfig;
use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::error::ProvideErrorMetadata;
use serde::Deserialize;

use super::errors::Service;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Secret, SecretArn};

const GET: &str = "secretsmanager:GetSecretValue";

/// Secrets Manager in one region.
pub struct Secrets {
    client: Client,
    service: Service,
}

/// The contents of a secret.
#[derive(Debug)]
pub struct StoredLogin {
    pub user: Option<String>,
    pub password: Secret,
}

impl Secrets {
    pub(super) fn new(config: &SdkConfig, service: Service) -> Self {
        Self { client: Client::new(config), service }
    }

    /// Whether the secret is rotated.
    pub async fn rotates(&self, arn: &str) -> Result<bool> {
        let asked = self.client.describe_secret().secret_id(arn).send().await;
        let call = "secretsmanager:DescribeSecret";
        let reply = asked.map_err(|error| self.service.explain(call, error))?;
        // AWS leaves it out for a secret that never was.
        if reply.arn().is_none() {
            return Err(Error::failed(format!("the answer of {call} has no ARN")));
        }
        Ok(reply.rotation_enabled() == Some(true))
    }

    /// Fetches the current password. Errors: AWS's; a secret of another form.
    pub async fn login(&self, arn: &SecretArn) -> Result<StoredLogin> {
        let asked = self.client.get_secret_value().secret_id(arn.as_str()).send().await;
        let reply = asked.map_err(|error| match error.code() {
            Some("ResourceNotFoundException") => Error::failed(format!("there is no secret {arn}"))
                .with_hint(format!(
                    "it may be deleted or in another account; {} shows an instance's secret",
                    hint::command("rds-status --format json")
                )),
            _ => self.service.explain(GET, error),
        })?;
        let text = reply.secret_string().unwrap_or_default();
        read(text).map_err(|error| error.prefixed(&format!("the secret {arn} cannot be used")))
    }
}

/// As written by RDS, JSON with `username` and `password`; or only the password. The
/// text is never quoted.
fn read(text: &str) -> Result<StoredLogin> {
    #[derive(Deserialize)]
    struct Contents {
        username: Option<String>,
        password: Option<String>,
    }
    let whole = text.trim();
    if whole.is_empty() {
        return Err(Error::failed("it contains no text"));
    }
    if !whole.starts_with('{') {
        return Ok(StoredLogin { user: None, password: Secret::new(whole) });
    }
    let contents: Contents = serde_json::from_str(whole)
        .map_err(|_| Error::failed("it is not the JSON that RDS writes").with_hint(EXPECTED))?;
    let user = contents.username.filter(|user| !user.is_empty());
    match contents.password.filter(|password| !password.is_empty()) {
        Some(password) => Ok(StoredLogin { user, password: Secret::new(password) }),
        None => Err(Error::failed("it contains no password").with_hint(EXPECTED)),
    }
}

const EXPECTED: &str =
    "it must be {\"username\": \"...\", \"password\": \"...\"} or the password alone";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_rds_writes_and_a_password_alone() {
        let login = read(r#"{"username":"root","password":"p\"w","engine":"postgres"}"#).unwrap();
        assert_eq!((login.user.as_deref(), login.password.expose()), (Some("root"), "p\"w"));
        let login = read("pass word\n").unwrap();
        assert_eq!((login.user, login.password.expose()), (None, "pass word"));
    }

    #[test]
    fn quotes_nothing_of_what_it_cannot_use() {
        for text in ["", "{canary", r#"{"password":1234567}"#, r#"{"username":"canary"}"#, "{}"] {
            let error = read(text).unwrap_err().to_string();
            assert!(!error.contains("canary") && !error.contains("1234567"), "{error}");
        }
    }
}
