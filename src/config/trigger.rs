//! The configuration of the post-confirmation function, from its environment.

use super::Environ;
use crate::error::{Error, Result};
use crate::model::{
    Access, AwsKeys, DatabaseUrl, Environment, Origin, Secret, Target, Tls, TlsPlaces, Way,
};

const URL: &str = "CONNECTION_URL";

impl Environ {
    /// The database of the function, from `CONNECTION_URL`.
    ///
    /// Errors (usage): it is not set, cannot be read, or names no user.
    pub fn trigger_target(&self) -> Result<Target> {
        let value = self.get(URL)?.ok_or_else(|| {
            Error::usage(format!("{URL} is not set"))
                .with_hint("set it in the function's configuration; trigger-deploy does")
        })?;
        let url = DatabaseUrl::parse(value.text.trim_end())
            .map_err(|error| error.prefixed(&format!("the URL in {URL} cannot be used")))?;
        let user = url.user.clone();
        let user = user.ok_or_else(|| Error::usage(format!("the URL in {URL} names no user")))?;
        let environment: Environment = "prod".parse()?;
        let origin = Origin::Variable(URL.to_owned());
        // A function has none of libpq's files.
        let nowhere = TlsPlaces::default();
        let access = Access { tls: Tls::decide(&url, &nowhere)?, ..Access::default() };
        Ok(Target {
            environment,
            url,
            user,
            origin,
            project: None,
            protected: true,
            access,
            way: Way::Only,
        })
    }

    /// The credentials that Lambda sets in the environment, if any.
    pub fn aws_keys(&self) -> Result<Option<AwsKeys>> {
        let text = |name| Ok::<_, Error>(self.get(name)?.map(|value| value.text));
        let (Some(access_key_id), Some(secret)) =
            (text("AWS_ACCESS_KEY_ID")?, text("AWS_SECRET_ACCESS_KEY")?)
        else {
            return Ok(None);
        };
        let session_token = text("AWS_SESSION_TOKEN")?.map(Secret::new);
        Ok(Some(AwsKeys { access_key_id, secret_access_key: Secret::new(secret), session_token }))
    }

    pub fn is_lambda(&self) -> Result<bool> {
        Ok(self.get("AWS_LAMBDA_RUNTIME_API")?.is_some())
    }
}
