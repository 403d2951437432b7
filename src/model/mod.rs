//! Types with meaning and no I/O. What a value here promises is checked where it is made.

mod database_url;
mod environment;
pub mod instance;
mod instance_spec;
mod instance_status;
mod public_ip;
mod row_set;
mod rule;
mod secret;
mod session;
mod span;
mod target;
mod timestamp;

pub use database_url::{DatabaseName, DatabaseUrl, Host};
pub use environment::Environment;
pub use instance::{Instance, InstanceEndpoint};
pub use instance_spec::{Difference, Finding, InstanceSpec, MasterPassword, Problem, Severity};
pub use instance_status::{Goal, Verdict, judge};
pub use public_ip::{Cidr, PublicIp};
pub use row_set::{Column, RowSet, ValueKind};
pub use rule::{Description, Owner, Rule, RuleTags, Source};
pub use secret::Secret;
pub use session::Session;
pub use span::Span;
pub use target::{Locality, Origin, Target};
pub use timestamp::Timestamp;
