//! The checks that an instance would fail, before it is created.

use super::{AuditVerdict, AuditedInstance, CHECKS, Facts, ParameterGroup, Subject};
use crate::model::{Finding, InstanceSpec, Timestamp};

/// The option of `rds-create` that changes it, by the check.
const OPTIONS: [(&str, &str); 13] = [
    ("rds_instance_no_public_access", "--publicly-accessible=false"),
    ("rds_instance_storage_encrypted", "--storage-encrypted"),
    ("rds_instance_transport_encrypted", "--engine-version 15 or later"),
    ("rds_instance_extended_support", "--extended-support=false"),
    ("rds_instance_iam_authentication_enabled", "--iam-auth"),
    ("rds_instance_default_admin", "--master-username"),
    ("rds_instance_deletion_protection", "--deletion-protection"),
    ("rds_instance_backup_enabled", "--backup-retention 7"),
    ("rds_instance_multi_az", "--multi-az"),
    ("rds_instance_minor_version_upgrade_enabled", "--auto-minor-version-upgrade"),
    ("rds_instance_integration_cloudwatch_logs", "--cloudwatch-logs postgresql,upgrade"),
    ("rds_instance_copy_tags_to_snapshots", "--copy-tags-to-snapshots"),
    ("rds_instance_non_default_port", "--port"),
];

/// Two options, of which one needs the other.
const MONITORING: &str = "--monitoring-interval 60 and --monitoring-role";

impl InstanceSpec {
    /// The checks of the audit that the instance would fail, by what is known before it exists;
    /// the worst first.
    pub fn findings(&self) -> Vec<Finding> {
        let instance = self.planned();
        let (region, now) = (String::new(), Timestamp::from_unix(0));
        let facts = Facts {
            rules: Ok(Vec::new()),
            // A group of the user's own may set it, and is not read.
            force_ssl: match self.parameter_group {
                Some(_) => Facts::unread(),
                None => Ok(None),
            },
            ..Facts::of(Subject { region, profile: None, now, instance })
        };
        let examined = CHECKS.iter().map(|check| check.examine(&facts));
        let failed = examined.filter(|it| it.verdict == AuditVerdict::Fail);
        let mut findings: Vec<Finding> = failed
            .map(|it| {
                let option = OPTIONS.iter().find(|(id, _)| *id == it.id);
                let option = option.map_or(MONITORING, |(_, option)| option);
                let text = format!("{}: {option}", it.found);
                Finding { id: it.id, severity: it.severity, text }
            })
            .collect();
        findings.sort_by_key(|it| it.severity);
        findings
    }

    /// The instance as AWS will describe it.
    fn planned(&self) -> AuditedInstance {
        let major = self.engine_version.split('.').next().unwrap_or_default();
        let default_group = || format!("default.postgres{major}");
        AuditedInstance {
            identifier: self.identifier.clone(),
            engine_version: Some(self.engine_version.clone()),
            master_username: Some(self.master_username.clone()),
            port: Some(self.port),
            publicly_accessible: Some(self.publicly_accessible),
            storage_encrypted: Some(self.storage_encrypted),
            iam_auth: Some(self.iam_auth),
            deletion_protection: Some(self.deletion_protection),
            backup_retention: Some(self.backup_retention),
            multi_az: Some(self.multi_az),
            auto_minor_version_upgrade: Some(self.auto_minor_version_upgrade),
            copy_tags_to_snapshots: Some(self.copy_tags_to_snapshots),
            log_exports: Some(self.cloudwatch_logs.clone()),
            monitoring_interval: Some(self.monitoring_interval.unwrap_or(0)),
            extended_support: Some(self.extended_support),
            parameter_group: Some(ParameterGroup {
                name: self.parameter_group.clone().unwrap_or_else(default_group),
                status: Some("in-sync".to_owned()),
            }),
            ..AuditedInstance::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_known_before_and_has_an_option() {
        let ids = |spec: &InstanceSpec| -> Vec<_> {
            spec.findings().iter().map(|finding| finding.id).collect()
        };
        assert_eq!(ids(&InstanceSpec::bootcamp("ca-central-1").0).len(), 10);
        let usual = [
            "rds_instance_multi_az",
            "rds_instance_enhanced_monitoring_enabled",
            "rds_instance_non_default_port",
        ];
        assert_eq!(ids(&InstanceSpec::default()), usual);
        let worst = InstanceSpec {
            engine_version: "14".into(),
            master_username: "postgres".into(),
            publicly_accessible: true,
            storage_encrypted: false,
            iam_auth: false,
            deletion_protection: false,
            backup_retention: 0,
            auto_minor_version_upgrade: false,
            copy_tags_to_snapshots: false,
            cloudwatch_logs: Vec::new(),
            extended_support: true,
            ..InstanceSpec::default()
        };
        let mut failed = ids(&worst);
        for (id, _) in OPTIONS {
            assert!(failed.contains(&id), "{id} does not fail");
            failed.retain(|it| *it != id);
        }
        assert_eq!(failed, ["rds_instance_enhanced_monitoring_enabled"], "without an option");
        // What a parameter group of one's own says is not known.
        let spec = InstanceSpec { parameter_group: Some("own".into()), ..worst };
        assert!(!ids(&spec).contains(&"rds_instance_transport_encrypted"));
    }
}
