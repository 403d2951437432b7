use std::fmt;

use serde::Serialize;

use super::{InstanceSpec, MasterPassword};
use crate::model::Instance;

/// Something in which an instance is not what is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub flag: &'static str,
    pub asked: String,
    pub is: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: asked for {}, it is {}", self.flag, self.asked, self.is)
    }
}

impl InstanceSpec {
    /// In what an instance that is there differs. What AWS does not tell is not compared, nor
    /// are tags, which others may add to.
    pub fn differences(&self, there: &Instance) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut compare = |flag, asked: Option<String>, is: Option<String>| {
            if let (Some(asked), Some(is)) = (asked, is)
                && asked != is
            {
                found.push(Difference { flag, asked, is });
            }
        };
        let yes = |value: bool| Some(if value { "on" } else { "off" }.to_owned());
        let on = |value: Option<bool>| value.and_then(yes);
        let number = |value: Option<i32>| value.map(|value| value.to_string());
        compare("--engine", Some("postgres".to_owned()), there.engine.clone());
        compare("--engine-version", Some(self.engine_version.clone()), self.same_version(there));
        compare("--class", Some(self.class.clone()), there.class.clone());
        compare(
            "--master-username",
            Some(self.master_username.clone()),
            there.master_username.clone(),
        );
        let managed = there.secret_arn.is_some();
        compare("--manage-password", yes(self.password == MasterPassword::Managed), yes(managed));
        compare("--storage", number(Some(self.storage)), number(there.storage));
        compare("--storage-type", Some(self.storage_type.clone()), there.storage_type.clone());
        compare(
            "--availability-zone",
            self.availability_zone.clone(),
            there.availability_zone.clone(),
        );
        compare("--multi-az", yes(self.multi_az), on(there.multi_az));
        compare(
            "--backup-retention",
            number(Some(self.backup_retention)),
            number(there.backup_retention),
        );
        let port = there.endpoint.as_ref().map(|endpoint| endpoint.port.to_string());
        compare("--port", Some(self.port.to_string()), port);
        compare("--db-name", Some(self.db_name.clone()), there.db_name.clone());
        compare(
            "--publicly-accessible",
            yes(self.publicly_accessible),
            on(there.publicly_accessible),
        );
        compare("--storage-encrypted", yes(self.storage_encrypted), on(there.encrypted));
        compare(
            "--performance-insights",
            yes(self.performance_insights.is_some()),
            on(there.performance_insights),
        );
        compare(
            "--performance-insights-retention",
            number(self.performance_insights),
            number(there.performance_insights_retention),
        );
        compare(
            "--deletion-protection",
            yes(self.deletion_protection),
            on(there.deletion_protection),
        );
        compare("--iam-auth", yes(self.iam_auth), on(there.iam_auth));
        compare(
            "--copy-tags-to-snapshots",
            yes(self.copy_tags_to_snapshots),
            on(there.copy_tags_to_snapshots),
        );
        compare("--extended-support", yes(self.extended_support), on(there.extended_support));
        compare("--subnet-group", self.subnet_group.clone(), there.subnet_group.clone());
        compare("--parameter-group", self.parameter_group.clone(), there.parameter_group.clone());
        compare("--ca", self.certificate_authority.clone(), there.certificate_authority.clone());
        if !self.security_groups.is_empty() {
            let sorted = |groups: &[String]| {
                let mut groups = groups.to_vec();
                groups.sort();
                Some(groups.join(", "))
            };
            let is = sorted(&there.security_groups);
            compare("--security-group", sorted(&self.security_groups), is);
        }
        found
    }

    /// The instance's version, or what was asked for when that names it or its major version.
    fn same_version(&self, there: &Instance) -> Option<String> {
        let is = there.engine_version.as_deref()?;
        let asked = &self.engine_version;
        let within = is
            .strip_prefix(asked.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        Some(if within { asked.clone() } else { is.to_owned() })
    }
}
