//! Brings the post-confirmation function to Lambda, and the user pool to call it.

mod apply;
mod differences;
mod plan;
mod zip;

use crate::aws::cognito::Pool;
use crate::aws::lambda::{Function, FunctionSpec};
use crate::model::DatabaseUrl;

pub use apply::apply;
pub use differences::redacted;
pub use plan::plan;
pub use zip::check_zip;

/// The variable that the function reads.
pub const URL: &str = "CONNECTION_URL";
const RUNTIME: &str = "provided.al2023";
const HANDLER: &str = "bootstrap";

/// What is wished for; `None` and empty leave an existing function as it is.
#[derive(Debug, Clone)]
pub struct DeploySpec {
    pub function: String,
    pub pool: String,
    pub zip: Vec<u8>,
    pub architecture: Option<String>,
    pub role: Option<String>,
    pub subnets: Vec<String>,
    pub security_groups: Vec<String>,
    /// With its password, or without one for IAM authentication.
    pub url: DatabaseUrl,
}

/// What the plan was made from.
pub struct Found {
    function: Option<Function>,
    pool: Pool,
    spec: FunctionSpec,
}
