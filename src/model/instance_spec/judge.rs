use serde::Serialize;

use super::{InstanceSpec, MasterPassword};

/// The severity of a failed check, as rated by the auditing tool; the worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Critical,
    High,
    Medium,
    Low,
}

/// A security check that the instance would fail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Prowler's name of the check.
    pub id: &'static str,
    pub severity: Severity,
    /// The finding, and the flag that changes it.
    pub text: String,
}

impl InstanceSpec {
    /// What costs money, without amounts, which differ by region and change.
    pub fn costs(&self) -> Vec<String> {
        let twice = if self.multi_az { ", twice for the second zone" } else { "" };
        let mut costs = vec![
            format!("{}, by the hour while it runs{twice}", self.class),
            format!(
                "{} GiB of {}, by the month, also while it is stopped{twice}",
                self.storage, self.storage_type
            ),
        ];
        if let Some(most) = self.max_storage {
            costs.push(format!(
                "storage up to {most} GiB as it grows, which it does for good{twice}"
            ));
        }
        if let Some(iops) = self.iops {
            costs.push(format!("{iops} IOPS, by the month{twice}"));
        }
        if self.kms_key.as_deref().is_some_and(|key| !key.starts_with("alias/aws/")) {
            costs.push("the KMS key, by the month and by use".to_owned());
        }
        if self.backup_retention > 0 {
            costs.push(format!("backups beyond {} GiB in all", self.storage));
        }
        if self.password == MasterPassword::Managed {
            costs.push("the secret of the master password, by the month".to_owned());
        }
        if self.publicly_accessible {
            costs.push("a public IPv4 address, by the hour".to_owned());
        }
        if self.performance_insights.is_some_and(|days| days > 7) {
            costs.push("Performance Insights beyond 7 days".to_owned());
        }
        if !self.cloudwatch_logs.is_empty() {
            costs.push(
                "logs in CloudWatch, by the GB, until the retention of their log group deletes them"
                    .to_owned(),
            );
        }
        if self.monitoring_interval.is_some_and(|seconds| seconds > 0) {
            costs.push("Enhanced Monitoring, by the GB in CloudWatch".to_owned());
        }
        if self.extended_support {
            costs.push(
                "Extended Support, by the hour, once AWS ends standard support of the version \
                 (--extended-support=false: AWS upgrades it then)"
                    .to_owned(),
            );
        }
        costs
    }
}
