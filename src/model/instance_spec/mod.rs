//! The specification of an RDS instance, AWS's rules for it, and the notes about
//! it before it is created.

mod compare;
mod difference;
mod judge;
mod properties;
mod reserved;
mod rules;
mod types;

use std::fmt;

use serde::{Serialize, Serializer};

use super::Secret;

pub use difference::Difference;
pub use judge::{Finding, Severity};
#[cfg(feature = "aws")]
pub(crate) use properties::instance_properties;
pub use rules::Problem;
pub use types::{Instance, InstanceSpec};

/// How the master user will log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MasterPassword {
    /// AWS creates it, keeps it in Secrets Manager and rotates it every 7 days.
    Managed,
    /// The user gave it.
    Given(Secret),
}

impl Serialize for MasterPassword {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for MasterPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Managed => "managed by Secrets Manager",
            Self::Given(_) => "given",
        })
    }
}

impl InstanceSpec {
    pub const DEFAULT_IDENTIFIER: &str = "cruddur-db-instance";

    /// The properties in the bootcamp's command, except what AWS no longer supports.
    /// The second value names each change.
    pub fn bootcamp(region: &str) -> (Self, Vec<String>) {
        let mut changes = vec![
            "engine version 14, the newest minor that AWS has (14.6 can no longer be created)"
                .to_owned(),
            "the password is not on the command line".to_owned(),
            "no Extended Support, which is billed now: AWS upgrades an old version instead"
                .to_owned(),
        ];
        let zone = format!("{region}a");
        if zone != "ca-central-1a" {
            changes.push(format!("availability zone {zone} (ca-central-1a is not in {region})"));
        }
        let spec = Self {
            class: "db.t3.micro".to_owned(),
            engine_version: "14".to_owned(),
            master_username: "root".to_owned(),
            storage_type: "gp2".to_owned(),
            availability_zone: Some(zone),
            backup_retention: 0,
            publicly_accessible: true,
            performance_insights: Some(7),
            deletion_protection: false,
            iam_auth: false,
            copy_tags_to_snapshots: false,
            cloudwatch_logs: Vec::new(),
            ..Self::default()
        };
        (spec, changes)
    }
}
