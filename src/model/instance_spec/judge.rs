use serde::Serialize;

use super::{InstanceSpec, MasterPassword};

/// How much a failed check matters, by the words of the auditor that it is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
    /// What is so, and the flag that changes it.
    pub text: &'static str,
}

impl InstanceSpec {
    /// The checks that the instance would fail, as far as its shape tells. Source: the
    /// metadata of Prowler's RDS checks.
    pub fn findings(&self) -> Vec<Finding> {
        use Severity::{Critical, High, Low, Medium};
        let old = self.engine_version.split('.').next().and_then(|it| it.parse().ok());
        let checks = [
            (
                self.publicly_accessible,
                "rds_instance_no_public_access",
                Critical,
                "it has a public address: only its security group keeps the internet out",
            ),
            (
                !self.storage_encrypted,
                "rds_instance_storage_encrypted",
                High,
                "its storage is not encrypted, and cannot be later: --storage-encrypted",
            ),
            (
                old.is_some_and(|major: u32| major < 15),
                "rds_instance_transport_encrypted",
                High,
                "its version lets clients in without TLS: --engine-version 15 or later",
            ),
            (
                self.backup_retention == 0,
                "rds_instance_backup_enabled",
                Medium,
                "it has no backups: --backup-retention 7",
            ),
            (
                !self.deletion_protection,
                "rds_instance_deletion_protection",
                Medium,
                "one call deletes it: --deletion-protection",
            ),
            (
                !self.iam_auth,
                "rds_instance_iam_authentication_enabled",
                Medium,
                "logins need a password: --iam-auth",
            ),
            (
                !self.multi_az,
                "rds_instance_multi_az",
                Medium,
                "it is in one zone: --multi-az, for twice the price",
            ),
            (
                !self.copy_tags_to_snapshots,
                "rds_instance_copy_tags_to_snapshots",
                Low,
                "its snapshots do not get its tags: --copy-tags-to-snapshots",
            ),
            (
                self.port == 5432,
                "rds_instance_non_default_port",
                Low,
                "it listens on the port that everyone tries first: --port",
            ),
        ];
        let failed = checks.into_iter().filter(|(fails, ..)| *fails);
        failed.map(|(_, id, severity, text)| Finding { id, severity, text }).collect()
    }

    /// What of it costs money, without amounts, which differ by region and change.
    pub fn costs(&self) -> Vec<String> {
        let twice = if self.multi_az { ", twice for the second zone" } else { "" };
        let mut costs = vec![
            format!("{}, by the hour while it runs{twice}", self.class),
            format!(
                "{} GiB of {}, by the month, also while it is stopped{twice}",
                self.storage, self.storage_type
            ),
        ];
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
        assert_eq!(ids(&InstanceSpec::bootcamp("ca-central-1").0).len(), 8);
        assert_eq!(
            ids(&InstanceSpec::default()),
            ["rds_instance_multi_az", "rds_instance_non_default_port"]
        );
    }
}
