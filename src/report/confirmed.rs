use std::fmt;

use serde::Serialize;

use super::rows::question;
use crate::approval::{Confirmable, Confirmation};
use crate::model::Target;

/// What `post-confirmation` would do.
#[derive(Debug, Serialize)]
pub struct ConfirmPlan {
    pub target: Target,
}

impl Confirmable for ConfirmPlan {
    fn question(&self) -> Confirmation {
        question(&self.target, "the user of the event would be added")
    }
}

impl fmt::Display for ConfirmPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the user of the event would be added to {}", self.target.database())
    }
}

/// The outcome of a post-confirmation event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmed {
    pub outcome: Outcome,
    /// The user's ID in Cognito; `None` if the event was not about a new user.
    pub sub: Option<String>,
    /// The trigger source: `PostConfirmation_ConfirmSignUp`.
    pub trigger: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Added,
    /// A user of the seeds got the ID.
    Adopted,
    /// The event was a test: the user was added, and that was rolled back.
    RolledBack,
    /// The user already existed.
    Present,
    /// Not a sign-up: a new password was confirmed.
    Ignored,
}

impl fmt::Display for Confirmed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.outcome {
            Outcome::Added => "user added",
            Outcome::Adopted => "user of the seeds got the ID",
            Outcome::RolledBack => "user added, and rolled back as a test",
            Outcome::Present => "user already exists",
            Outcome::Ignored => "ignored, since it is not a sign-up",
        };
        write!(f, "{what}: {}", self.sub.as_deref().unwrap_or(&self.trigger))
    }
}
