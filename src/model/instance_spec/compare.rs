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

/// What differs so far. What is not known of either side is not compared.
#[derive(Default)]
struct Differences(Vec<Difference>);

impl Differences {
    fn text(&mut self, flag: &'static str, asked: Option<&String>, is: Option<&String>) {
        if let (Some(asked), Some(is)) = (asked, is)
            && asked != is
        {
            self.0.push(Difference { flag, asked: asked.clone(), is: is.clone() });
        }
    }

    fn number(&mut self, flag: &'static str, asked: Option<i32>, is: Option<i32>) {
        let text = |number: Option<i32>| number.map(|number| number.to_string());
        self.text(flag, text(asked).as_ref(), text(is).as_ref());
    }

    fn switch(&mut self, flag: &'static str, asked: bool, is: Option<bool>) {
        let text = |on: bool| if on { "on" } else { "off" }.to_owned();
        self.text(flag, Some(&text(asked)), is.map(text).as_ref());
    }
}

impl InstanceSpec {
    /// In what an instance that is there differs. What AWS does not tell is not compared, nor
    /// are tags, which others may add to.
    pub fn differences(&self, there: &Instance) -> Vec<Difference> {
        let mut found = Differences::default();
        self.compare_server(there, &mut found);
        self.compare_operation(there, &mut found);
        if !self.security_groups.is_empty() {
            let sorted = |groups: &[String]| {
                let mut groups = groups.to_vec();
                groups.sort();
                groups.join(", ")
            };
            let (asked, is) = (sorted(&self.security_groups), sorted(&there.security_groups));
            found.text("--security-group", Some(&asked), Some(&is));
        }
        found.0
    }

    /// What the server is, who its master is, and where it stores and listens.
    fn compare_server(&self, there: &Instance, found: &mut Differences) {
        let (version, name) = (self.same_version(there), &self.master_username);
        let managed = self.password == MasterPassword::Managed;
        let (zone, its_zone) = (&self.availability_zone, &there.availability_zone);
        let port = there.endpoint.as_ref().map(|endpoint| endpoint.port.to_string());
        found.text("--engine", Some(&"postgres".to_owned()), there.engine.as_ref());
        found.text("--engine-version", Some(&self.engine_version), version.as_ref());
        found.text("--class", Some(&self.class), there.class.as_ref());
        found.text("--master-username", Some(name), there.master_username.as_ref());
        found.switch("--manage-password", managed, Some(there.secret_arn.is_some()));
        found.number("--storage", Some(self.storage), there.storage);
        found.text("--storage-type", Some(&self.storage_type), there.storage_type.as_ref());
        found.text("--availability-zone", zone.as_ref(), its_zone.as_ref());
        found.switch("--multi-az", self.multi_az, there.multi_az);
        found.number("--backup-retention", Some(self.backup_retention), there.backup_retention);
        found.text("--port", Some(&self.port.to_string()), port.as_ref());
        found.text("--db-name", Some(&self.db_name), there.db_name.as_ref());
    }

    /// How it is reached, watched and protected.
    fn compare_operation(&self, there: &Instance, found: &mut Differences) {
        let insights = self.performance_insights;
        let its_insights = there.performance_insights_retention;
        let (ca, its_ca) = (&self.certificate_authority, &there.certificate_authority);
        let (copies, it_copies) = (self.copy_tags_to_snapshots, there.copy_tags_to_snapshots);
        let (subnets, parameters) = (&self.subnet_group, &self.parameter_group);
        found.switch("--publicly-accessible", self.publicly_accessible, there.publicly_accessible);
        found.switch("--storage-encrypted", self.storage_encrypted, there.encrypted);
        found.switch("--performance-insights", insights.is_some(), there.performance_insights);
        found.number("--performance-insights-retention", insights, its_insights);
        found.switch("--deletion-protection", self.deletion_protection, there.deletion_protection);
        found.switch("--iam-auth", self.iam_auth, there.iam_auth);
        found.switch("--copy-tags-to-snapshots", copies, it_copies);
        found.switch("--extended-support", self.extended_support, there.extended_support);
        found.text("--subnet-group", subnets.as_ref(), there.subnet_group.as_ref());
        found.text("--parameter-group", parameters.as_ref(), there.parameter_group.as_ref());
        found.text("--ca", ca.as_ref(), its_ca.as_ref());
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
