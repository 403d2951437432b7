//! Cognito user pools. One call per method, except the update, which needs several.

use aws_config::SdkConfig;
use aws_sdk_cognitoidentityprovider::Client;
use aws_sdk_cognitoidentityprovider::types::{LambdaConfigType, UserStatusType, UserType};

use super::errors::Service;
use super::pages;
pub use super::pool::Pool;
use super::pool::same_factors;
use crate::error::{Error, Result};
use crate::model::CognitoUser;

/// The most that Cognito lists at once. Source: Amazon Cognito API reference, ListUsers.
const PAGE: i32 = 60;

/// Cognito in one region.
pub struct Cognito {
    client: Client,
    service: Service,
}

impl Cognito {
    pub(super) fn new(config: &SdkConfig, service: Service) -> Self {
        Self { client: Client::new(config), service }
    }

    /// All users of a pool, page by page.
    pub async fn users(&self, pool: &str) -> Result<Vec<CognitoUser>> {
        // Requesting only some attributes would fail if a user lacks one of them.
        pages::all(&format!("users of {pool}"), pages::USERS, async |token| {
            let asked = self.client.list_users().user_pool_id(pool).limit(PAGE);
            let page = asked.set_pagination_token(token).send().await;
            let page =
                page.map_err(|error| self.service.explain("cognito-idp:ListUsers", error))?;
            Ok((page.users().iter().filter_map(user).collect(), page.pagination_token))
        })
        .await
    }

    /// The settings of a pool.
    pub async fn pool(&self, id: &str) -> Result<Pool> {
        let asked = self.client.describe_user_pool().user_pool_id(id);
        let reply = asked.send().await;
        let reply =
            reply.map_err(|error| self.service.explain("cognito-idp:DescribeUserPool", error))?;
        let asked = self.client.get_user_pool_mfa_config().user_pool_id(id);
        let mfa = asked.send().await;
        let mfa =
            mfa.map_err(|error| self.service.explain("cognito-idp:GetUserPoolMfaConfig", error))?;
        let settings = reply.user_pool;
        let arn = settings.as_ref().and_then(|pool| pool.arn().map(str::to_owned));
        match (settings, arn) {
            (Some(settings), Some(arn)) => Ok(Pool { id: id.to_owned(), arn, settings, mfa }),
            _ => Err(Error::failed(format!("Cognito does not describe pool {id}"))),
        }
    }

    /// Sets the pool's post-confirmation trigger, and nothing else: Cognito resets what an update
    /// omits, so the update includes everything that was described, and the result is compared.
    ///
    /// Errors: another setting changed; it is named.
    pub async fn set_post_confirmation(&self, before: &Pool, function: &str) -> Result<()> {
        self.update(before, function).await?;
        let mut after = self.pool(&before.id).await?;
        if !same_factors(&before.mfa, &after.mfa) {
            self.restore_mfa(before).await?;
            after = self.pool(&before.id).await?;
        }
        if after.post_confirmation() != Some(function) {
            return Err(Error::failed(format!("pool {} did not accept the trigger", before.id)));
        }
        let differing = before.other_settings_than(&after);
        if differing.is_empty() {
            return Ok(());
        }
        Err(Error::failed(format!(
            "the trigger of pool {} is set, but other settings changed with it: {}",
            before.id,
            differing.join(", ")
        ))
        .with_hint("check them with: aws cognito-idp describe-user-pool"))
    }

    async fn update(&self, before: &Pool, function: &str) -> Result<()> {
        let pool = before.settings.clone();
        let mut triggers =
            pool.lambda_config.clone().unwrap_or_else(|| LambdaConfigType::builder().build());
        triggers.post_confirmation = Some(function.to_owned());
        let asked = self
            .client
            .update_user_pool()
            .user_pool_id(&before.id)
            .lambda_config(triggers)
            .set_mfa_configuration(before.mfa_to_send())
            .set_admin_create_user_config(before.invitations_to_send())
            .set_pool_name(pool.name)
            .set_policies(pool.policies)
            .set_deletion_protection(pool.deletion_protection)
            .set_auto_verified_attributes(pool.auto_verified_attributes)
            .set_sms_verification_message(pool.sms_verification_message)
            .set_email_verification_message(pool.email_verification_message)
            .set_email_verification_subject(pool.email_verification_subject)
            .set_verification_message_template(pool.verification_message_template)
            .set_sms_authentication_message(pool.sms_authentication_message)
            .set_user_attribute_update_settings(pool.user_attribute_update_settings)
            .set_device_configuration(pool.device_configuration)
            .set_email_configuration(pool.email_configuration)
            .set_sms_configuration(pool.sms_configuration)
            .set_user_pool_tags(pool.user_pool_tags)
            .set_user_pool_add_ons(pool.user_pool_add_ons)
            .set_account_recovery_setting(pool.account_recovery_setting)
            .set_user_pool_tier(pool.user_pool_tier)
            .set_key_configuration(pool.key_configuration)
            .set_issuer_configuration(pool.issuer_configuration)
            .set_acr_configuration(pool.acr_configuration);
        let sent = asked.send().await;
        sent.map_err(|error| self.service.explain("cognito-idp:UpdateUserPool", error)).map(drop)
    }

    /// MFA settings have a separate call.
    async fn restore_mfa(&self, before: &Pool) -> Result<()> {
        let mfa = before.mfa.clone();
        let asked = self
            .client
            .set_user_pool_mfa_config()
            .user_pool_id(&before.id)
            .set_mfa_configuration(mfa.mfa_configuration)
            .set_sms_mfa_configuration(mfa.sms_mfa_configuration)
            .set_software_token_mfa_configuration(mfa.software_token_mfa_configuration)
            .set_email_mfa_configuration(mfa.email_mfa_configuration)
            .set_web_authn_configuration(mfa.web_authn_configuration);
        let sent = asked.send().await;
        sent.map_err(|error| self.service.explain("cognito-idp:SetUserPoolMfaConfig", error))
            .map(drop)
    }
}

/// A listed user; `None` without a `sub`, which every user has.
fn user(listed: &UserType) -> Option<CognitoUser> {
    let attribute = |name: &str| {
        let found = listed.attributes().iter().find(|attribute| attribute.name() == name);
        found.and_then(|attribute| attribute.value()).map(str::trim)
    };
    let text = |name| attribute(name).filter(|text| !text.is_empty()).map(str::to_owned);
    Some(CognitoUser {
        username: listed.username().unwrap_or_default().to_owned(),
        sub: attribute("sub")?.to_owned(),
        handle: text("preferred_username"),
        email: text("email"),
        display_name: text("name"),
        confirmed: listed.user_status() != Some(&UserStatusType::Unconfirmed),
        signed_up: listed.user_status().is_some_and(|status| {
            matches!(status, UserStatusType::Confirmed | UserStatusType::ExternalProvider)
        }),
    })
}
