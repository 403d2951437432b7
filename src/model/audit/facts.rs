use std::fmt;

use crate::model::{Rule, Timestamp};

/// Why something is not known: AWS does not allow the question, or its answer lacks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown(pub String);

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is known, or why it is not.
pub type Fact<T> = Result<T, Unknown>;

/// The field of an answer, which may be absent. `call` is what AWS was asked.
pub fn known<T>(field: Option<T>, call: &str, name: &str) -> Fact<T> {
    field.ok_or_else(|| Unknown(format!("the answer of {call} has no {name}")))
}

/// An instance, and where commands about it go.
#[derive(Debug, Clone)]
pub struct Subject {
    pub region: String,
    /// The AWS profile, if one was named for this call.
    pub profile: Option<String>,
    pub now: Timestamp,
    pub instance: AuditedInstance,
}

/// An instance as AWS describes it; `None` is what it leaves out.
#[derive(Debug, Clone, Default)]
pub struct AuditedInstance {
    pub identifier: String,
    pub arn: Option<String>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub master_username: Option<String>,
    pub port: Option<u16>,
    pub publicly_accessible: Option<bool>,
    pub storage_encrypted: Option<bool>,
    pub kms_key: Option<String>,
    pub iam_auth: Option<bool>,
    pub deletion_protection: Option<bool>,
    pub backup_retention: Option<i32>,
    pub multi_az: Option<bool>,
    pub auto_minor_version_upgrade: Option<bool>,
    pub copy_tags_to_snapshots: Option<bool>,
    /// The logs that go to CloudWatch. AWS leaves the field out if there are none.
    pub log_exports: Option<Vec<String>>,
    /// Seconds; 0: there is no enhanced monitoring.
    pub monitoring_interval: Option<i32>,
    pub extended_support: Option<bool>,
    pub certificate_authority: Option<String>,
    /// When the server's certificate expires.
    pub certificate_ends: Option<Timestamp>,
    pub vpc: Option<String>,
    pub subnets: Option<Vec<String>>,
    pub security_groups: Option<Vec<String>>,
    pub parameter_group: Option<ParameterGroup>,
    /// The secret that RDS keeps for the master user.
    pub secret_arn: Option<String>,
}

impl AuditedInstance {
    pub fn field<T>(&self, field: Option<T>, name: &str) -> Fact<T> {
        known(field, "rds:DescribeDBInstances", name)
    }

    /// The major version: 17 of `17.5`.
    pub fn major_version(&self) -> Fact<u32> {
        let version = self.field(self.engine_version.as_deref(), "EngineVersion")?;
        let major = version.split('.').next().and_then(|major| major.parse().ok());
        major.ok_or_else(|| Unknown(format!("{version:?} is not a version of Postgres")))
    }

    /// The account that the instance belongs to.
    pub fn account(&self) -> Fact<&str> {
        let arn = self.field(self.arn.as_deref(), "DBInstanceArn")?;
        let account = arn.split(':').nth(4).filter(|account| !account.is_empty());
        account.ok_or_else(|| Unknown(format!("{arn:?} names no account")))
    }
}

#[derive(Debug, Clone)]
pub struct ParameterGroup {
    pub name: String,
    /// `in-sync` when the instance uses all values of the group.
    pub status: Option<String>,
}

/// All that is known about an instance and its account.
#[derive(Debug, Clone)]
pub struct Facts {
    pub subject: Subject,
    /// The regions that are near to the users, if told.
    pub regions_of_users: Vec<String>,
    /// The rules of all groups of the instance.
    pub rules: Fact<Vec<Rule>>,
    /// The route tables of the instance's VPC.
    pub route_tables: Fact<Vec<RouteTable>>,
    /// The value of `rds.force_ssl`; `None` if it has not been set.
    pub force_ssl: Fact<Option<String>>,
    /// When the instance's certificate authority expires.
    pub authority_ends: Fact<Timestamp>,
    /// `None`: AWS has no such version any more.
    pub version: Fact<Option<OfferedVersion>>,
    pub snapshots: Fact<Vec<Snapshot>>,
    pub key: Fact<Key>,
    /// Whether the master user's secret is rotated.
    pub secret_rotates: Fact<bool>,
    pub trails: Fact<Vec<Trail>>,
    pub alerts: Fact<Alerts>,
    pub detectors: Fact<Vec<Detector>>,
    pub organization: Fact<Organization>,
}

impl Facts {
    /// What was not read.
    pub(super) fn unread<T>() -> Fact<T> {
        Err(Unknown("it was not asked for".to_owned()))
    }

    /// The instance alone: nothing else is known.
    pub fn of(subject: Subject) -> Self {
        Self {
            subject,
            regions_of_users: Vec::new(),
            rules: Self::unread(),
            route_tables: Self::unread(),
            force_ssl: Self::unread(),
            authority_ends: Self::unread(),
            version: Self::unread(),
            snapshots: Self::unread(),
            key: Self::unread(),
            secret_rotates: Self::unread(),
            trails: Self::unread(),
            alerts: Self::unread(),
            detectors: Self::unread(),
            organization: Self::unread(),
        }
    }
}

#[derive(Debug, Clone)]
pub struct RouteTable {
    pub id: String,
    /// It is for the subnets that have none of their own.
    pub is_main: bool,
    pub subnets: Vec<String>,
    /// It leads to an internet gateway.
    pub reaches_internet: bool,
}

#[derive(Debug, Clone)]
pub struct OfferedVersion {
    /// `available` or `deprecated`.
    pub status: Option<String>,
    /// The versions that an instance can be upgraded to.
    pub targets: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Snapshot {
    pub id: String,
    pub is_encrypted: Option<bool>,
    /// Whether every AWS account may restore it.
    pub is_public: Fact<bool>,
}

/// The key that encrypts the storage.
#[derive(Debug, Clone)]
pub struct Key {
    pub id: String,
    /// `Enabled`, or why it cannot be used.
    pub state: Option<String>,
    /// AWS made it and rotates it.
    pub is_of_aws: Option<bool>,
    /// Asked for a customer's key only.
    pub rotates: Fact<bool>,
}

#[derive(Debug, Clone)]
pub struct Trail {
    pub arn: String,
    pub home_region: String,
    pub is_multi_region: bool,
    /// The log group of CloudWatch Logs that it writes to.
    pub log_group: Option<String>,
    pub is_logging: Fact<bool>,
    /// Whether it takes the calls that change something.
    pub takes_management_events: Fact<bool>,
}

impl Trail {
    /// The name in its ARN.
    pub fn name(&self) -> &str {
        self.arn.rsplit('/').next().unwrap_or_default()
    }
}

/// What tells somebody about calls to RDS.
#[derive(Debug, Clone)]
pub struct Alerts {
    /// Those of the trails' log groups.
    pub filters: Vec<MetricFilter>,
    /// Those in the regions of the log groups.
    pub alarms: Vec<Alarm>,
    /// The names of EventBridge's enabled rules about RDS.
    pub event_rules: Fact<Vec<String>>,
}

#[derive(Debug, Clone)]
pub struct MetricFilter {
    /// The region of its log group, and of its metrics.
    pub region: String,
    pub name: String,
    pub pattern: String,
    pub metrics: Vec<Metric>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    pub namespace: String,
    pub name: String,
}

#[derive(Debug, Clone)]
pub struct Alarm {
    pub region: String,
    pub name: String,
    pub metric: Metric,
    /// It does something when it goes off.
    pub acts: bool,
}

#[derive(Debug, Clone)]
pub struct Detector {
    pub id: String,
    pub is_enabled: bool,
    pub watches_rds: Fact<bool>,
}

/// What is above the account.
#[derive(Debug, Clone)]
pub enum Organization {
    None,
    /// The account that manages an organization. No policy of it applies to this account.
    Management,
    /// The service control policies that apply to the account.
    Member(Vec<Policy>),
}

#[derive(Debug, Clone)]
pub struct Policy {
    pub name: String,
    /// A policy document of IAM.
    pub content: String,
}
