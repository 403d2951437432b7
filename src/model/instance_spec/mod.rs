//! What an RDS instance is to be, the rules that AWS has for it, and what is to be said about
//! it before it is made.

mod compare;
mod judge;
mod reserved;
mod rules;

use std::fmt;

use serde::{Serialize, Serializer};

use super::Secret;

pub use compare::Difference;
pub use judge::{Finding, Severity};
pub use rules::Problem;

/// What an RDS instance for Postgres is to be.
#[derive(Debug, Clone, Serialize)]
pub struct InstanceSpec {
    pub identifier: String,
    pub class: String,
    pub engine_version: String,
    pub master_username: String,
    pub password: MasterPassword,
    /// GiB.
    pub storage: i32,
    pub storage_type: String,
    /// Absent: AWS picks one.
    pub availability_zone: Option<String>,
    pub multi_az: bool,
    /// Days; 0 is no backups.
    pub backup_retention: i32,
    pub port: u16,
    pub db_name: String,
    pub publicly_accessible: bool,
    pub storage_encrypted: bool,
    /// Days that Performance Insights keeps; absent: it is off.
    pub performance_insights: Option<i32>,
    pub deletion_protection: bool,
    pub iam_auth: bool,
    /// Whether a version that AWS no longer supports goes on for money.
    pub extended_support: bool,
    pub subnet_group: Option<String>,
    pub security_groups: Vec<String>,
    pub parameter_group: Option<String>,
    pub certificate_authority: Option<String>,
    pub tags: Vec<(String, String)>,
    /// Whether its snapshots get its tags.
    pub copy_tags_to_snapshots: bool,
}

/// How the master user will log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MasterPassword {
    /// AWS makes it, keeps it in Secrets Manager and changes it every 7 days.
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

    /// The sound choice: private, encrypted, protected, backed up, on a version that lasts.
    pub fn sound() -> Self {
        Self {
            identifier: Self::DEFAULT_IDENTIFIER.to_owned(),
            class: "db.t4g.micro".to_owned(),
            engine_version: "17".to_owned(),
            master_username: "cruddurroot".to_owned(),
            password: MasterPassword::Managed,
            storage: 20,
            storage_type: "gp3".to_owned(),
            availability_zone: None,
            multi_az: false,
            backup_retention: 7,
            port: 5432,
            db_name: "cruddur".to_owned(),
            publicly_accessible: false,
            storage_encrypted: true,
            performance_insights: None,
            deletion_protection: true,
            iam_auth: true,
            extended_support: false,
            subnet_group: None,
            security_groups: Vec::new(),
            parameter_group: None,
            certificate_authority: None,
            tags: Vec::new(),
            copy_tags_to_snapshots: true,
        }
    }

    /// The shape that the bootcamp's command had, with what AWS has made impossible changed.
    /// The second value names each change.
    pub fn bootcamp(region: &str) -> (Self, Vec<String>) {
        let mut changes = vec![
            "engine version 14, the newest minor that AWS has (14.6 can no longer be created)"
                .to_owned(),
            "the password is not on the command line".to_owned(),
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
            // What AWS does when it is not told; it was not billed when the command was written.
            extended_support: true,
            copy_tags_to_snapshots: false,
            ..Self::sound()
        };
        (spec, changes)
    }
}
