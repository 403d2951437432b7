//! Types with meaning and no I/O. What a value here promises is checked where it is made.

mod activity;
mod database_url;
mod environment;
#[cfg(feature = "lambda")]
mod iam_token;
pub mod instance;
mod instance_spec;
mod instance_status;
mod public_ip;
mod rule;
mod secret;
mod session;
mod span;
mod target;
mod timestamp;
mod user;

pub use activity::{Activity, ActivityId, Author, Message, Ttl};
pub use database_url::{DatabaseName, DatabaseUrl, Host};
pub use environment::Environment;
#[cfg(feature = "lambda")]
pub use iam_token::{AwsKeys, IamLogin};
pub use instance::{Instance, InstanceEndpoint};
pub use instance_spec::{Difference, Finding, InstanceSpec, MasterPassword, Problem, Severity};
pub use instance_status::{Goal, Verdict, judge};
pub use public_ip::{Cidr, PublicIp};
pub use rule::{Description, Owner, Rule, RuleTags, Source};
pub use secret::Secret;
pub use session::Session;
pub use span::Span;
pub use target::{Locality, Origin, Target};
pub use timestamp::Timestamp;
pub use user::{CognitoUser, MOCK, NewUser, User};
