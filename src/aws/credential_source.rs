//! Where the credentials come from. A source that does not answer is waited for so long and no
//! longer, and errors name the profile and what to do about it.

use std::fmt;
use std::time::{Duration, SystemTime};

use aws_config::SdkConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_types::os_shim_internal::Env;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout_at};

use super::errors::no_credentials;
use super::process;
use super::profile::{ByProcess, Profile};
use crate::error::Error;
use crate::model::HumanDuration;

/// A source of credentials whose errors contain ours.
pub struct Explained {
    pub provider: SharedCredentialsProvider,
    /// Roles are assumed by it.
    pub config: SdkConfig,
    /// The profile that was named for this call or by `AWS_PROFILE`.
    pub profile: Option<String>,
    /// Whether the variables with keys are not consulted.
    pub profile_only: bool,
    pub limit: Duration,
    /// What was found, until it ends: a process or a role may be asked only once.
    pub found: Mutex<Option<Credentials>>,
}

/// Credentials are renewed so long before they end.
const BEFORE_END: Duration = Duration::from_secs(60);

impl Explained {
    async fn provide(&self) -> Result<Credentials, CredentialsError> {
        // Whoever comes meanwhile waits for the same answer.
        let mut kept = self.found.lock().await;
        let soon = SystemTime::now() + BEFORE_END;
        if let Some(found) = &*kept
            && found.expiry().is_none_or(|end| end > soon)
        {
            return Ok(found.clone());
        }
        let found = self.look().await?;
        *kept = Some(found.clone());
        Ok(found)
    }

    async fn look(&self) -> Result<Credentials, CredentialsError> {
        if let Some(error) = half_a_key().filter(|_| !self.profile_only) {
            return Err(CredentialsError::invalid_configuration(error));
        }
        let profile = Profile::load(self.profile.as_deref()).await;
        // The SDK would leave a process that hangs running.
        let process = profile.as_ref().ok().and_then(Profile::process);
        let found = match process.filter(|_| self.profile_only || !has_key()) {
            Some(source) => self.by_process(source).await,
            None => self.ask(&self.provider).await,
        };
        let error = match found {
            Ok(found) => return Ok(found),
            Err(error) => error,
        };
        let explained = match profile {
            Ok(profile) => match self.by_cli(&profile).await {
                Some(Ok(found)) => return Ok(found),
                Some(Err(explained)) => explained,
                None => profile.explain(&error),
            },
            Err(unreadable) => Some(unreadable),
        };
        let explained = match (explained, error) {
            (Some(explained), _) => explained,
            (None, CredentialsError::ProviderTimedOut(_)) => self.late(),
            // That there are none is known by its kind.
            (None, error @ CredentialsError::CredentialsNotLoaded(_)) => return Err(error),
            (None, error) => no_credentials(&error),
        };
        Err(CredentialsError::provider_error(explained))
    }

    /// The credentials of a process, or of the roles that it leads to.
    async fn by_process(&self, source: ByProcess<'_>) -> Result<Credentials, CredentialsError> {
        let deadline = Instant::now() + self.limit;
        let mut found = process::credentials(source.command, self.limit).await?;
        for role in source.roles {
            let mut provider = AssumeRoleProvider::builder(role.arn).configure(&self.config);
            if let Some(name) = role.name {
                provider = provider.session_name(name);
            }
            if let Some(id) = role.external_id {
                provider = provider.external_id(id);
            }
            let provider = provider.build_from_provider(found).await;
            let assumed = timeout_at(deadline, provider.provide_credentials()).await;
            // Not late itself: that would be the process.
            found =
                assumed.unwrap_or_else(|_| Err(CredentialsError::provider_error(self.late())))?;
        }
        Ok(found)
    }

    /// The credentials of `aws login`, or why there are none. `None`: the profile is no such one.
    async fn by_cli(&self, profile: &Profile) -> Option<Result<Credentials, Option<Error>>> {
        let command = profile.by_cli()?;
        let error = match process::credentials(&command, self.limit).await {
            Ok(found) => return Some(Ok(found)),
            Err(error) => error,
        };
        let version = process::cli_version(self.limit).await;
        Some(Err(profile.outdated(version).or_else(|| profile.explain(&error))))
    }

    async fn ask(
        &self,
        provider: &impl ProvideCredentials,
    ) -> Result<Credentials, CredentialsError> {
        let found = tokio::time::timeout(self.limit, provider.provide_credentials()).await;
        found.unwrap_or_else(|_| Err(CredentialsError::provider_timed_out(self.limit)))
    }

    fn late(&self) -> Error {
        let limit = HumanDuration::from(self.limit);
        Error::unreachable(format!("no source of AWS credentials answered within {limit}"))
            .with_hint("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE")
    }
}

impl ProvideCredentials for Explained {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.provide())
    }
}

impl fmt::Debug for Explained {
    /// Without the source, which may contain keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Explained({:?})", self.profile)
    }
}

/// Whether a variable has a key, which is used then.
fn has_key() -> bool {
    Env::real().get("AWS_ACCESS_KEY_ID").is_ok_and(|value| !value.trim().is_empty())
}

/// The SDK goes on to a profile then, which may be another account's.
fn half_a_key() -> Option<Error> {
    let env = Env::real();
    let is_set = |name: &str| env.get(name).is_ok_and(|value| !value.trim().is_empty());
    let (there, missing) = match (is_set("AWS_ACCESS_KEY_ID"), is_set("AWS_SECRET_ACCESS_KEY")) {
        (true, false) => ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        (false, true) => ("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
        _ => return None,
    };
    let error = Error::usage(format!("{there} is set, but {missing} is not"));
    Some(error.with_hint("set both, or neither and use a profile"))
}
