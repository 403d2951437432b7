//! What an update of a user pool has to include, and how two descriptions of it differ.

use serde_json::{Map, Value};

/// What Cognito describes of a pool and no update takes. All else is sent back as it was, settings
/// that are newer than this program included. Source: Amazon Cognito API reference, UserPoolType
/// and UpdateUserPool.
const NOT_UPDATED: [&str; 17] = [
    "AliasAttributes",
    "Arn",
    "CreationDate",
    "CustomDomain",
    "Domain",
    "EmailConfigurationFailure",
    "EstimatedNumberOfUsers",
    "Id",
    "LastModifiedDate",
    // It is called PoolName there.
    "Name",
    "SchemaAttributes",
    "SmsConfigurationFailure",
    "Status",
    "UsernameAttributes",
    "UsernameConfiguration",
    // These two are sent when an update takes them.
    "AdminCreateUserConfig",
    "MfaConfiguration",
];

/// What changes by itself.
const VOLATILE: [&str; 5] = [
    "EmailConfigurationFailure",
    "EstimatedNumberOfUsers",
    "LastModifiedDate",
    "SmsConfigurationFailure",
    "Status",
];

/// A pool's settings, as described by Cognito.
pub struct Pool {
    pub(super) id: String,
    settings: Map<String, Value>,
    pub(super) factors: Value,
}

impl Pool {
    /// `None` if the description has no ARN. `factors` is what GetUserPoolMfaConfig answers.
    pub(super) fn new(id: &str, settings: Value, factors: Value) -> Option<Self> {
        let Value::Object(mut settings) = settings else { return None };
        settings.retain(|_, value| !value.is_null());
        settings.get("Arn")?.as_str()?;
        Some(Self { id: id.to_owned(), settings, factors })
    }

    fn setting(&self, path: &str) -> Option<&Value> {
        let (name, rest) = path.split_once('.').unwrap_or((path, ""));
        let names = rest.split('.').filter(|name| !name.is_empty());
        names.into_iter().try_fold(self.settings.get(name)?, |value, name| value.get(name))
    }

    pub fn arn(&self) -> &str {
        self.setting("Arn").and_then(Value::as_str).unwrap_or_default()
    }

    /// The account of the pool, from its ARN.
    pub fn account(&self) -> &str {
        self.arn().split(':').nth(4).unwrap_or_default()
    }

    /// The ARN of the post-confirmation function.
    pub fn post_confirmation(&self) -> Option<&str> {
        self.setting("LambdaConfig.PostConfirmation")?.as_str()
    }

    /// The update that sets the function and nothing else.
    pub(super) fn update(&self, function: &str) -> Value {
        let mut update = self.settings.clone();
        update.retain(|name, _| !NOT_UPDATED.contains(&name.as_str()));
        update.insert("UserPoolId".into(), self.id.as_str().into());
        let also = [
            ("PoolName", self.setting("Name").cloned()),
            ("MfaConfiguration", self.mfa_to_send()),
            ("AdminCreateUserConfig", self.invitations_to_send()),
        ];
        update.extend(also.into_iter().filter_map(|(name, value)| Some((name.into(), value?))));
        let mut update = Value::Object(update);
        update["LambdaConfig"]["PostConfirmation"] = function.into();
        update
    }

    /// The call that sets the second factors as they are.
    pub(super) fn mfa_update(&self) -> Value {
        let mut update = self.factors.clone();
        update["UserPoolId"] = self.id.as_str().into();
        update
    }

    /// An update rejects MFA other than SMS (`SMS configuration and Auto
    /// verification for phone_number are required`), so it is omitted.
    fn mfa_to_send(&self) -> Option<Value> {
        let mfa = self.setting("MfaConfiguration")?;
        (mfa == "OFF" || self.setting("SmsConfiguration").is_some()).then(|| mfa.clone())
    }

    /// Of two settings for the same days, the described one is older than what an update takes
    /// (`Please use TemporaryPasswordValidityDays in PasswordPolicy`).
    fn invitations_to_send(&self) -> Option<Value> {
        let mut config = self.setting("AdminCreateUserConfig")?.clone();
        let days = self.setting("Policies.PasswordPolicy.TemporaryPasswordValidityDays");
        if days.and_then(Value::as_u64).is_some_and(|days| days != 0) {
            config.as_object_mut()?.remove("UnusedAccountValidityDays");
        }
        Some(config)
    }

    /// The names of the settings, except the trigger, that differ in another description of the
    /// pool.
    pub(super) fn other_settings_than(&self, other: &Self) -> Vec<String> {
        let (mine, others) = (self.comparable(), other.comparable());
        let of_mine = mine.iter().filter(|(name, value)| others.get(*name) != Some(value));
        let of_others = others.iter().filter(|(name, _)| !mine.contains_key(*name));
        let mut names: Vec<_> = of_mine.chain(of_others).map(|(name, _)| name.clone()).collect();
        if self.factors != other.factors {
            names.push("second factors".to_owned());
        }
        names
    }

    fn comparable(&self) -> Map<String, Value> {
        let mut settings = self.settings.clone();
        settings.retain(|name, _| !VOLATILE.contains(&name.as_str()));
        settings.extend(self.invitations_to_send().map(|it| ("AdminCreateUserConfig".into(), it)));
        if let Some(Value::Object(triggers)) = settings.get_mut("LambdaConfig") {
            triggers.remove("PostConfirmation");
        }
        // A pool may have none.
        settings
            .retain(|name, value| name != "LambdaConfig" || *value != Value::Object(Map::new()));
        settings
    }
}
