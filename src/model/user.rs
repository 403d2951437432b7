use serde::{Deserialize, Serialize};

/// The Cognito ID of users who never signed up: the placeholder in the seeds.
pub const MOCK: &str = "MOCK";

/// A user of the database. Cruddur's schema allows no NULL; other tables may.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct User {
    pub uuid: Option<String>,
    pub handle: Option<String>,
    pub display_name: Option<String>,
    pub email: Option<String>,
    pub cognito_user_id: Option<String>,
    /// As Postgres writes it in JSON.
    pub created_at: Option<String>,
}

impl User {
    /// The handle, or its placeholder.
    pub fn name(&self) -> &str {
        self.handle.as_deref().unwrap_or("a user without a handle")
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewUser {
    pub display_name: String,
    pub handle: String,
    pub email: String,
    pub cognito_user_id: String,
}

/// A user of a Cognito pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CognitoUser {
    /// The username; a UUID in pools with login by e-mail.
    pub username: String,
    /// The permanent ID.
    pub sub: String,
    /// `preferred_username`, if it is set.
    pub handle: Option<String>,
    pub email: Option<String>,
    /// `name`, which is shown to others.
    pub display_name: Option<String>,
    /// Whether the e-mail address was confirmed, without which anyone could claim any handle.
    pub confirmed: bool,
    /// Whether the sign-up was confirmed, or came from an external provider: the trigger ran, or
    /// should have. It does not for users that an administrator made.
    pub signed_up: bool,
}
