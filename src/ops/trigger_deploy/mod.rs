//! Deploys the post-confirmation function to Lambda, and sets the user pool's trigger.

mod apply;
mod differences;
mod elf;
mod network;
mod plan;
mod trial;
mod zip;

use std::fmt;

use serde::Serialize;

use crate::approval::{Confirmable, Confirmation};
use crate::aws::cognito::Pool;
use crate::aws::lambda::{Function, FunctionSpec};
use crate::model::DatabaseUrl;
use crate::report::trigger::TriggerChange;

pub use apply::apply;
pub use differences::redacted;
pub use plan::plan;
pub use zip::check_zip;

pub const URL: &str = "CONNECTION_URL";
const RUNTIME: &str = "provided.al2023";
const HANDLER: &str = "bootstrap";

/// The request; `None` and empty keep an existing function's values.
#[derive(Debug, Clone)]
pub struct DeploySpec {
    pub function: String,
    pub pool: String,
    pub zip: Vec<u8>,
    /// That of the program in the zip.
    pub built_for: &'static str,
    pub architecture: Option<String>,
    pub role: Option<String>,
    pub subnets: Vec<String>,
    pub security_groups: Vec<String>,
    /// With its password, or without one for IAM authentication.
    pub url: DatabaseUrl,
    /// Whether to call the function once, before the pool does.
    pub test: bool,
}

/// What would be changed.
#[derive(Serialize)]
pub struct DeployPlan {
    pub region: String,
    pub function: String,
    pub pool: String,
    /// In order.
    pub changes: Vec<TriggerChange>,
    /// What was not set by us and would be replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes_over: Option<String>,
    /// Whether the function is called once, and rolls back what it did.
    pub test: bool,
    #[serde(skip)]
    found: Found,
    #[serde(skip)]
    zip: Vec<u8>,
}

struct Found {
    function: Option<Function>,
    pool: Pool,
    spec: FunctionSpec,
}

impl Confirmable for DeployPlan {
    fn question(&self) -> Confirmation {
        match &self.takes_over {
            Some(ask) => Confirmation::YesNo { ask: ask.clone() },
            None => Confirmation::None,
        }
    }
}

impl fmt::Display for DeployPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { region, function, pool, changes, .. } = self;
        if changes.is_empty() {
            write!(f, "{function} in {region} and pool {pool} are up to date")?;
        } else {
            write!(f, "would set for {function} in {region} and pool {pool}:")?;
            changes.iter().try_for_each(|change| write!(f, "\n  {change}"))?;
        }
        match self.test {
            true => write!(f, "\nwould test it with a user that is rolled back"),
            false => Ok(()),
        }
    }
}
