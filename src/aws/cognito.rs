//! Cognito user pools. One call per method, except the update, which needs several.

use serde_json::{Value, json};

use super::pages;
pub use super::pool::Pool;
use super::signed::{Api, Failure, Signed};
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::CognitoUser;

pub(super) const COGNITO: Api =
    Api::new("Cognito Identity Provider", "cognito-idp", "AWSCognitoIdentityProviderService");

/// The most that Cognito lists at once. Source: Amazon Cognito API reference, ListUsers.
const PAGE: u32 = 60;

pub struct Cognito {
    service: Signed,
}

impl Cognito {
    pub(super) fn new(service: Signed) -> Self {
        Self { service }
    }

    /// All users of a pool, page by page.
    pub async fn users(&self, pool: &str) -> Result<Vec<CognitoUser>> {
        // Requesting only some attributes would fail if a user lacks one of them.
        let which = json!({ "UserPoolId": pool, "Limit": PAGE });
        let what = format!("users of {pool}");
        let (items, token) = ("Users", "PaginationToken");
        let listed =
            self.service.list_within(pages::USERS, &what, "ListUsers", &which, items, token);
        Ok(listed.await?.iter().filter_map(user).collect())
    }

    pub async fn pool(&self, id: &str) -> Result<Pool> {
        let which = json!({ "UserPoolId": id });
        let mut reply = self.service.call("DescribeUserPool", &which).await?;
        let factors = self.service.call("GetUserPoolMfaConfig", &which).await?;
        Pool::new(id, reply["UserPool"].take(), factors)
            .ok_or_else(|| Error::failed(format!("Cognito does not describe pool {id}")))
    }

    /// Sets the pool's post-confirmation trigger, and nothing else: Cognito resets what an update
    /// omits, so the update includes everything that was described, and the result is compared.
    ///
    /// Errors: another setting changed, or may have; it is named.
    pub async fn set_post_confirmation(&self, before: &Pool, function: &str) -> Result<()> {
        let updated = self.service.call("UpdateUserPool", &before.update(function)).await;
        if let Err(failure) = &updated
            && failure.error.kind() != Kind::Unreachable
        {
            return Err(failure.error.same());
        }
        let mut after = self.pool(&before.id).await;
        if !after.as_ref().is_ok_and(|after| after.factors == before.factors) {
            // They have a separate call.
            let restored = self.service.call("SetUserPoolMfaConfig", &before.mfa_update()).await;
            restored.map_err(|failure| self.unrestored(before, &updated, &failure.error))?;
            after = self.pool(&before.id).await;
        }
        let after = after.map_err(|error| unchecked(before, &error))?;
        if after.post_confirmation() != Some(function) {
            updated?;
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

    /// The pool may be left without its second factors, which nothing else knows any more.
    fn unrestored(&self, before: &Pool, updated: &Result<Value, Failure>, error: &Error) -> Error {
        let (was, kind) = match updated {
            Ok(_) => ("was", Kind::Failed),
            Err(_) => ("may have been", error.kind()),
        };
        let message = format!(
            "pool {} {was} updated, and its multi-factor authentication may be off since",
            before.id
        );
        let (region, input) = (self.service.region(), before.mfa_update());
        Error::new(kind, message).with_detail(error.message()).with_hint(format!(
            "put it back with: aws cognito-idp set-user-pool-mfa-config --region {region} \
             --cli-input-json {}",
            hint::quoted(&input.to_string())
        ))
    }
}

fn unchecked(before: &Pool, error: &Error) -> Error {
    let message = format!("pool {} may have the trigger now; its settings are unknown", before.id);
    Error::new(error.kind(), message)
        .with_detail(error.message())
        .with_hint("check them with: aws cognito-idp describe-user-pool")
}

/// A listed user; `None` without a `sub`, which every user has.
fn user(listed: &Value) -> Option<CognitoUser> {
    let attributes = listed["Attributes"].as_array();
    let attribute = |name: &str| {
        let found = attributes?.iter().find(|attribute| attribute["Name"] == name);
        found.and_then(|attribute| attribute["Value"].as_str()).map(str::trim)
    };
    let text = |name| attribute(name).filter(|text| !text.is_empty()).map(str::to_owned);
    let status = listed["UserStatus"].as_str();
    Some(CognitoUser {
        username: listed["Username"].as_str().unwrap_or_default().to_owned(),
        sub: attribute("sub")?.to_owned(),
        handle: text("preferred_username"),
        email: text("email"),
        display_name: text("name"),
        confirmed: status != Some("UNCONFIRMED"),
        signed_up: matches!(status, Some("CONFIRMED" | "EXTERNAL_PROVIDER")),
    })
}
