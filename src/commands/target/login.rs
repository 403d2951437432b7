//! How the target's role logs in: the CA certificates for psql, and passwords from AWS.

use crate::commands::Context;
use crate::error::{Error, Result};
use crate::model::{Host, Method, SslMode, Target, TrustAnchors, Way, is_rds_host};
use crate::postgres::tls;

impl Context {
    /// Adds to the target what its login needs, and prints warnings about it.
    ///
    /// Errors (usage): the method lacks a setting; (login, unreachable): AWS provides no password.
    pub(super) async fn with_access(&self, target: Target) -> Result<Target> {
        for warning in &target.access.warnings {
            self.ui.warn(warning);
        }
        if let Some(weakness) = target.access.tls.weakness(&target.url.host) {
            self.ui.warn(&weakness);
        }
        if let TrustAnchors::Amazon(Some(directory)) = &target.access.tls.roots
            && let Err(error) = tls::keep_amazon(directory)
        {
            // Our own connections do not need the file.
            self.ui.detail(&format!("{error}; psql and pg_dump will not find it"));
        }
        let given = target.access.method.clone();
        let target = self.with_password(target).await?;
        if given != Method::Iam && target.access.method == Method::Iam {
            self.ui.status(&format!(
                "no password is set for {}: logging in with an IAM token, since there are AWS \
                 credentials",
                target.user
            ));
        }
        Ok(target)
    }

    /// Adds what the login of the other URL needs, if there is one. Errors: as above.
    pub(super) async fn with_other_access(&self, mut target: Target) -> Result<Target> {
        if let Way::Pooled(other) | Way::Direct(other) = &mut target.way {
            **other = self.with_password((**other).clone()).await?;
        }
        Ok(target)
    }

    /// Adds the password from AWS, or what makes one for each login. Errors: as above.
    pub(in crate::commands) async fn with_password(&self, target: Target) -> Result<Target> {
        match target.access.method.clone() {
            Method::Iam => {
                // Else it is the default for a host that is not an RDS host, which says more.
                if target.access.tls.chosen {
                    refuse_weak(&target)?;
                }
                let target = self.with_token(target).await?;
                refuse_weak(&target)?;
                Ok(target)
            }
            Method::Secret(arn) => self.with_secret(target, &arn).await,
            Method::Password if may_take_token(&target) => self.with_token_at_hand(target).await,
            Method::Password | Method::PasswordOnly => Ok(target),
        }
    }
}

/// Whoever gets hold of a token can log in with it for 15 minutes.
fn refuse_weak(target: &Target) -> Result<()> {
    let mode = target.access.tls.mode;
    if mode == SslMode::VerifyFull {
        return Ok(());
    }
    Err(Error::usage(format!("IAM authentication needs sslmode=verify-full, and it is {mode}"))
        .with_hint("remove sslmode: for RDS, verify-full is the default"))
}

/// Whether the login has no other credentials than a token could be.
fn may_take_token(target: &Target) -> bool {
    let Target { url, access, .. } = target;
    url.password.is_none()
        && url.others.is_empty()
        && url.config.tls.certificate.is_none()
        && access.tls.mode == SslMode::VerifyFull
        && matches!(&url.host, Host::Tcp(host) if is_rds_host(host))
}

#[cfg(feature = "aws")]
mod by_aws {
    use std::sync::Arc;

    use crate::aws::iam::IamTokens;
    use crate::aws::secrets::StoredPassword;
    use crate::aws::{Aws, Settings, alias};
    use crate::commands::Context;
    use crate::commands::aws::request_timeout;
    use crate::error::{Error, Result};
    use crate::hint;
    use crate::model::{Host, Method, RdsHost, Secret, SecretArn, Target};

    /// A token is signed for the endpoint's own name.
    async fn not_rds(host: &str) -> Error {
        let (is, endpoint) = match alias::resolve(host).await {
            Some(endpoint) => (format!("points to {}", endpoint.host), endpoint.host),
            None => ("is not an RDS host".to_owned(), "the endpoint".to_owned()),
        };
        Error::usage(format!("IAM authentication needs the endpoint's own name, and {host} {is}"))
            .with_hint(format!(
                "put {endpoint} into the URL, as {} prints it; if it is reached by another \
                 address, add hostaddr=ADDRESS to its parameters",
                hint::command("rds-url")
            ))
    }

    impl Context {
        pub(super) async fn with_token(&self, target: Target) -> Result<Target> {
            let tokens = self.tokens(&target).await?;
            taking_tokens(target, tokens).await
        }

        /// Takes a token if there are AWS credentials, else leaves the target as it is.
        pub(super) async fn with_token_at_hand(&self, target: Target) -> Result<Target> {
            let Ok(tokens) = self.tokens(&target).await else { return Ok(target) };
            if !tokens.are_credentials_at_hand().await {
                return Ok(target);
            }
            taking_tokens(target, tokens).await
        }

        async fn tokens(&self, target: &Target) -> Result<IamTokens> {
            if !target.url.others.is_empty() {
                return Err(Error::usage(
                    "an IAM token is for one server, and the URL names several",
                )
                .with_hint("use the cluster endpoint, which follows the writer"));
            }
            let Host::Tcp(host) = &target.url.host else {
                return Err(Error::usage(
                    "IAM authentication is for servers of RDS, by their name",
                ));
            };
            let Some(endpoint) = RdsHost::parse(host) else { return Err(not_rds(host).await) };
            self.aws_in(&endpoint.region).await?.tokens(
                &endpoint.host,
                target.url.port,
                &target.user,
            )
        }

        pub(super) async fn with_secret(
            &self,
            mut target: Target,
            arn: &SecretArn,
        ) -> Result<Target> {
            let aws = self.aws_in(arn.region()).await?;
            for endpoint in aws.foreign_endpoints() {
                self.ui.status(&format!("not AWS: requests go to {endpoint}"));
            }
            let secrets = aws.secrets()?;
            let stored = secrets.login(arn).await?;
            match (&target.url.user, stored.user) {
                (Some(named), Some(stored)) if *named != stored => {
                    return Err(Error::usage(format!(
                        "the secret is the password of {stored}, but {} names {named}",
                        target.origin
                    ))
                    .with_hint(format!(
                        "put {stored} or no user into the URL, or use {named}'s secret"
                    )));
                }
                (None, Some(stored)) => target.user = stored,
                (None, None) if target.user.is_empty() => {
                    return Err(Error::usage("neither the URL nor the secret names a user"));
                }
                _ => {}
            }
            // From now on it is known.
            target.url.user = Some(target.user.clone());
            target.url.set_password(Some(stored.password.clone()));
            let source = StoredPassword::new(secrets, arn.clone(), stored.password);
            target.access.source = Some(Arc::new(source));
            target.access.password_from = Some("the secret".to_owned());
            Ok(target)
        }

        async fn aws_in(&self, region: &str) -> Result<Aws> {
            self.config.check_aws_settings()?;
            Aws::load(Settings {
                region: Some(region.to_owned()),
                profile: self.config.var("AWS_PROFILE")?,
                profile_only: false,
                fallback_region: None,
                request_timeout: request_timeout(self)?,
                on_notice: self.ui.on_notice(),
            })
            .await
        }
    }

    async fn taking_tokens(mut target: Target, tokens: IamTokens) -> Result<Target> {
        target.access.method = Method::Iam;
        target.access.source = Some(Arc::new(tokens));
        let first: Option<Secret> = target.password().await?;
        target.url.password = first;
        Ok(target)
    }
}

#[cfg(not(feature = "aws"))]
mod without_aws {
    use crate::commands::Context;
    use crate::error::{Error, Result};
    use crate::model::{SecretArn, Target};

    impl Context {
        pub(super) async fn with_token(&self, _: Target) -> Result<Target> {
            Err(built_without("IAM tokens"))
        }

        pub(super) async fn with_token_at_hand(&self, target: Target) -> Result<Target> {
            Ok(target)
        }

        pub(super) async fn with_secret(&self, _: Target, _: &SecretArn) -> Result<Target> {
            Err(built_without("managed secrets"))
        }
    }

    fn built_without(what: &str) -> Error {
        Error::usage(format!("{what} need AWS, but this cruddur-db was built without it"))
            .with_hint("build it with the feature aws, which is enabled by default")
    }
}
