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
    pub text: &'static str,
}

/// Whether an instance fails a check, and the finding then. Source: the metadata of Prowler's RDS
/// checks.
type Check = (fn(&InstanceSpec) -> bool, &'static str, Severity, &'static str);

const CHECKS: [Check; 14] = [
    (
        |spec| spec.publicly_accessible,
        "rds_instance_no_public_access",
        Severity::Critical,
        "it has a public address: only its security group keeps the internet out",
    ),
    (
        |spec| !spec.storage_encrypted,
        "rds_instance_storage_encrypted",
        Severity::High,
        "its storage is not encrypted, which cannot be changed later: --storage-encrypted",
    ),
    (
        |spec| spec.major_version().is_some_and(|major| major < 15),
        "rds_instance_transport_encrypted",
        Severity::High,
        "its version accepts connections without TLS: --engine-version 15 or later",
    ),
    (
        |spec| spec.backup_retention == 0,
        "rds_instance_backup_enabled",
        Severity::Medium,
        "it has no backups: --backup-retention 7",
    ),
    (
        |spec| !spec.deletion_protection,
        "rds_instance_deletion_protection",
        Severity::Medium,
        "a single call deletes it: --deletion-protection",
    ),
    (
        |spec| !spec.iam_auth,
        "rds_instance_iam_authentication_enabled",
        Severity::Medium,
        "logins need a password: --iam-auth",
    ),
    (
        |spec| !spec.auto_minor_version_upgrade,
        "rds_instance_minor_version_upgrade_enabled",
        Severity::Medium,
        "minor versions are left to you: --auto-minor-version-upgrade",
    ),
    (
        |spec| spec.extended_support,
        "rds_instance_extended_support",
        Severity::Medium,
        "an old version keeps running and is billed: --extended-support=false",
    ),
    (
        |spec| ["admin", "postgres"].contains(&spec.master_username.as_str()),
        "rds_instance_default_admin",
        Severity::Medium,
        "its master user has the name that everyone tries first: --master-username",
    ),
    (
        |spec| !spec.cloudwatch_logs.iter().any(|log| log == "postgresql"),
        "rds_instance_integration_cloudwatch_logs",
        Severity::Medium,
        "its logs are gone after three days: --cloudwatch-logs postgresql,upgrade",
    ),
    (
        |spec| !spec.multi_az,
        "rds_instance_multi_az",
        Severity::Medium,
        "it is in one zone: --multi-az, at twice the price",
    ),
    (
        |spec| spec.monitoring_interval.unwrap_or(0) == 0,
        "rds_instance_enhanced_monitoring_enabled",
        Severity::Low,
        "its operating system is not watched: --monitoring-interval 60 and --monitoring-role",
    ),
    (
        |spec| !spec.copy_tags_to_snapshots,
        "rds_instance_copy_tags_to_snapshots",
        Severity::Low,
        "its tags are not copied to its snapshots: --copy-tags-to-snapshots",
    ),
    (
        |spec| spec.port == 5432,
        "rds_instance_non_default_port",
        Severity::Low,
        "it listens on the port that everyone tries first: --port",
    ),
];

impl InstanceSpec {
    /// The checks that the instance would fail, judging by its properties.
    pub fn findings(&self) -> Vec<Finding> {
        let failed = CHECKS.iter().filter(|(fails, ..)| fails(self));
        failed.map(|&(_, id, severity, text)| Finding { id, severity, text }).collect()
    }

    fn major_version(&self) -> Option<u32> {
        self.engine_version.split('.').next()?.parse().ok()
    }

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
            costs.push(format!("storage up to {most} GiB as it grows (it never shrinks){twice}"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bootcamps_shape_fails_what_it_is_known_to_fail() {
        let ids = |spec: &InstanceSpec| -> Vec<_> {
            spec.findings().iter().map(|finding| finding.id).collect()
        };
        assert_eq!(ids(&InstanceSpec::bootcamp("ca-central-1").0).len(), 10);
        assert_eq!(
            ids(&InstanceSpec::default()),
            [
                "rds_instance_multi_az",
                "rds_instance_enhanced_monitoring_enabled",
                "rds_instance_non_default_port"
            ]
        );
    }
}
