//! The checks that an instance would fail, before it is created.

use super::{AuditVerdict, AuditedInstance, CHECKS, Fact, Facts, ParameterGroup, Subject, Unknown};
use crate::model::{Finding, InstanceSpec, Rule, Timestamp};

const PUBLIC: &str = "rds_instance_no_public_access";
const OTHER_GROUP: &str = "another --security-group";

/// The option of `rds-create` that changes it, by the check.
const OPTIONS: [(&str, &str); 16] = [
    (PUBLIC, "--publicly-accessible=false"),
    ("ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432", OTHER_GROUP),
    ("ec2_securitygroup_allow_wide_open_public_ipv4", OTHER_GROUP),
    ("sg_wide_open_public_ipv6", OTHER_GROUP),
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
    /// the worst first. A public address is one of them unless the rules of its groups are known
    /// to keep the internet out.
    pub fn findings(&self, rules: &Fact<Vec<Rule>>) -> Vec<Finding> {
        let instance = self.planned();
        let (region, now) = (String::new(), Timestamp::from_unix(0));
        let facts = Facts {
            rules: rules.clone(),
            // They matter only to a group that is open.
            route_tables: Err(Unknown(
                "a rule of its groups admits everyone, and the routes of its subnets are not read"
                    .to_owned(),
            )),
            // A group of the user's own may set it, and is not read.
            force_ssl: match self.parameter_group {
                Some(_) => Facts::unread(),
                None => Ok(None),
            },
            ..Facts::of(Subject { region, profile: None, now, instance })
        };
        let examined = CHECKS.iter().map(|check| check.examine(&facts));
        let failed = examined.filter(|it| match it.verdict {
            // Old rules are none of the instance's.
            AuditVerdict::Fail => it.id != "sg_expired_rules",
            AuditVerdict::Unknown => it.id == PUBLIC,
            AuditVerdict::Pass | AuditVerdict::NotApplicable => false,
        });
        let mut findings: Vec<Finding> = failed
            .map(|mut it| {
                if it.verdict == AuditVerdict::Unknown {
                    it.found = format!("whether the internet reaches it is unknown: {}", it.found);
                }
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
    use crate::model::Severity;
    use crate::model::exposure::tests::rule;

    fn ids(spec: &InstanceSpec, rules: &[Rule]) -> Vec<&'static str> {
        spec.findings(&Ok(rules.to_vec())).iter().map(|finding| finding.id).collect()
    }

    #[test]
    fn what_fails_is_known_before_and_has_an_option() {
        assert_eq!(ids(&InstanceSpec::bootcamp("ca-central-1").0, &[]).len(), 10);
        let usual = [
            "rds_instance_multi_az",
            "rds_instance_enhanced_monitoring_enabled",
            "rds_instance_non_default_port",
        ];
        assert_eq!(ids(&InstanceSpec::default(), &[]), usual);
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
        let everyone = ["0.0.0.0/0", "::/0"].map(|block| rule(1, block, (5432, 5432)));
        let mut failed = ids(&worst, &everyone);
        for (id, _) in OPTIONS {
            assert!(failed.contains(&id), "{id} does not fail");
            failed.retain(|it| *it != id);
        }
        assert_eq!(failed, ["rds_instance_enhanced_monitoring_enabled"], "without an option");
        // What a parameter group of one's own says is not known.
        let spec = InstanceSpec { parameter_group: Some("own".into()), ..worst };
        assert!(!ids(&spec, &[]).contains(&"rds_instance_transport_encrypted"));
    }

    /// A low rating needs rules that are known to keep the internet out.
    #[test]
    fn a_public_address_behind_unknown_rules_is_not_rated_low() {
        let public = InstanceSpec { publicly_accessible: true, ..InstanceSpec::default() };
        let rated = |rules: Fact<Vec<Rule>>| {
            let found = public.findings(&rules).into_iter().find(|it| it.id == PUBLIC).unwrap();
            (found.severity, found.text.contains("is unknown: "))
        };
        let of = |block: &str| Ok(vec![rule(1, block, (5432, 5432))]);
        assert_eq!(rated(of("8.8.8.8/32")), (Severity::Low, false));
        assert_eq!(rated(of("0.0.0.0/0")), (Severity::Critical, true));
        assert_eq!(rated(Facts::unread()), (Severity::Critical, true));
        let private = InstanceSpec::default().findings(&Facts::unread());
        assert!(private.iter().all(|it| it.id != PUBLIC));
    }
}
