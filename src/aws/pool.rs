//! What an update of a user pool has to include, and how two descriptions of it differ.

use aws_sdk_cognitoidentityprovider::operation::get_user_pool_mfa_config::GetUserPoolMfaConfigOutput;
use aws_sdk_cognitoidentityprovider::types::{
    AdminCreateUserConfigType, LambdaConfigType, UserPoolMfaType, UserPoolType,
};

/// A pool's settings, as described by Cognito.
pub struct Pool {
    pub(super) id: String,
    pub(super) arn: String,
    pub(super) settings: UserPoolType,
    pub(super) mfa: GetUserPoolMfaConfigOutput,
}

impl Pool {
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// The account of the pool, from its ARN.
    pub fn account(&self) -> &str {
        self.arn.split(':').nth(4).unwrap_or_default()
    }

    /// The ARN of the post-confirmation function.
    pub fn post_confirmation(&self) -> Option<&str> {
        self.settings.lambda_config()?.post_confirmation()
    }

    /// An update rejects MFA other than SMS (`SMS configuration and Auto
    /// verification for phone_number are required`), so it is omitted.
    pub(super) fn mfa_to_send(&self) -> Option<UserPoolMfaType> {
        let mfa = self.settings.mfa_configuration.clone();
        mfa.filter(|mfa| *mfa == UserPoolMfaType::Off || self.settings.sms_configuration.is_some())
    }

    /// Of two settings for the same days, the described one is older than what an update takes
    /// (`Please use TemporaryPasswordValidityDays in PasswordPolicy`).
    pub(super) fn invitations_to_send(&self) -> Option<AdminCreateUserConfigType> {
        let mut config = self.settings.admin_create_user_config.clone()?;
        let policy = self.settings.policies().and_then(|policies| policies.password_policy());
        if policy.is_some_and(|policy| policy.temporary_password_validity_days() != 0) {
            config.unused_account_validity_days = 0;
        }
        Some(config)
    }

    /// The names of the settings, except the trigger, that differ in another description of the
    /// pool.
    pub(super) fn other_settings_than(&self, other: &Self) -> Vec<&'static str> {
        macro_rules! differing {
            ($a:expr, $b:expr, $($name:ident),*) => {
                [$(($a.$name != $b.$name).then_some(stringify!($name))),*]
            };
        }
        let comparable = |pool: &Self| {
            let mut settings = pool.settings.clone();
            let mut triggers =
                settings.lambda_config.unwrap_or_else(|| LambdaConfigType::builder().build());
            triggers.post_confirmation = None;
            settings.lambda_config = Some(triggers);
            settings.admin_create_user_config = pool.invitations_to_send();
            settings
        };
        let (a, b) = (comparable(self), comparable(other));
        let names = differing!(
            a,
            b,
            name,
            policies,
            deletion_protection,
            lambda_config,
            auto_verified_attributes,
            sms_verification_message,
            email_verification_message,
            email_verification_subject,
            verification_message_template,
            sms_authentication_message,
            user_attribute_update_settings,
            mfa_configuration,
            device_configuration,
            email_configuration,
            sms_configuration,
            user_pool_tags,
            admin_create_user_config,
            user_pool_add_ons,
            account_recovery_setting,
            user_pool_tier,
            key_configuration,
            issuer_configuration,
            acr_configuration
        );
        let factors = (!same_factors(&self.mfa, &other.mfa)).then_some("second factors");
        names.into_iter().chain([factors]).flatten().collect()
    }
}

/// Whether two replies are equal except for their request IDs.
pub(super) fn same_factors(a: &GetUserPoolMfaConfigOutput, b: &GetUserPoolMfaConfigOutput) -> bool {
    a.mfa_configuration == b.mfa_configuration
        && a.sms_mfa_configuration == b.sms_mfa_configuration
        && a.software_token_mfa_configuration == b.software_token_mfa_configuration
        && a.email_mfa_configuration == b.email_mfa_configuration
        && a.web_authn_configuration == b.web_authn_configuration
}
