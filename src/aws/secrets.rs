//! Passwords in AWS Secrets Manager.

use std::fmt;
use std::pin::Pin;

use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;

use super::errors::code;
use super::signed::{Api, Failure, Signed};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{PasswordSource, Secret, SecretArn};

pub(super) const SECRETS: Api = Api::new("Secrets Manager", "secretsmanager", "secretsmanager");

/// Secrets Manager in one region.
pub struct Secrets {
    service: Signed,
}

/// The password in a secret. It may be rotated while a command runs, and is read again when the
/// server refuses it.
pub struct StoredPassword {
    secrets: Secrets,
    arn: SecretArn,
    last: Mutex<Secret>,
}

impl StoredPassword {
    pub fn new(secrets: Secrets, arn: SecretArn, password: Secret) -> Self {
        Self { secrets, arn, last: Mutex::new(password) }
    }

    async fn replacing(&self, refused: &Secret) -> Option<Secret> {
        let mut last = self.last.lock().await;
        if *last == *refused {
            // The refusal says more than that the secret cannot be read, either.
            *last = self.secrets.login(&self.arn).await.ok()?.password;
        }
        (*last != *refused).then(|| last.clone())
    }
}

impl PasswordSource for StoredPassword {
    fn password(&self) -> Pin<Box<dyn Future<Output = Result<Secret>> + Send + '_>> {
        Box::pin(async { Ok(self.last.lock().await.clone()) })
    }

    fn other_than<'a>(
        &'a self,
        refused: &'a Secret,
    ) -> Pin<Box<dyn Future<Output = Option<Secret>> + Send + 'a>> {
        Box::pin(self.replacing(refused))
    }
}

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredPassword({})", self.arn)
    }
}

/// The contents of a secret.
#[derive(Debug)]
pub struct StoredLogin {
    pub user: Option<String>,
    pub password: Secret,
}

impl Secrets {
    pub(super) fn new(service: Signed) -> Self {
        Self { service }
    }

    /// Whether the secret is rotated.
    pub async fn rotates(&self, arn: &str) -> Result<bool> {
        let call = "DescribeSecret";
        let reply = self.service.call(call, &json!({ "SecretId": arn })).await?;
        if !reply["ARN"].is_string() {
            return Err(self.service.unreadable(call, "ARN").into());
        }
        // AWS leaves it out for a secret that never was.
        Ok(reply["RotationEnabled"] == true)
    }

    /// Fetches the current password. Errors: AWS's; a secret of another form.
    pub async fn login(&self, arn: &SecretArn) -> Result<StoredLogin> {
        let which = json!({ "SecretId": arn.as_str() });
        let reply =
            self.service.call("GetSecretValue", &which).await.map_err(|failure: Failure| {
                match failure {
                    _ if failure.is(code::NO_SUCH_RESOURCE) => Error::failed(format!(
                        "there is no secret {arn}"
                    ))
                    .with_hint(format!(
                        "it may be deleted or in another account; {} shows an instance's secret",
                        hint::command("rds-status --format json")
                    )),
                    _ => failure.into(),
                }
            })?;
        let text = reply["SecretString"].as_str().unwrap_or_default();
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
