use super::difference::{Difference, difference};
use super::{Instance, InstanceSpec, MasterPassword};

impl InstanceSpec {
    /// How an existing instance differs. What AWS does not report is not compared, nor
    /// are tags, which others may add to.
    pub fn differences(&self, there: &Instance) -> Vec<Difference> {
        let there = &Instance {
            engine_version: self.same_version(there),
            kms_key: self.same_key(there),
            ..there.clone()
        };
        let managed = self.password == MasterPassword::Managed;
        let groups = Some(&self.security_groups).filter(|groups| !groups.is_empty());
        let mut found = self.plain_differences(there);
        if there.status != "creating" {
            found.extend(self.left_out(there));
        }
        found.extend(
            [
                difference("--engine", Some("postgres".to_owned()), there.engine.clone()),
                difference("--manage-password", Some(managed), Some(there.secret_arn.is_some())),
                difference(
                    "--performance-insights",
                    Some(self.performance_insights.is_some()),
                    there.performance_insights,
                ),
                difference(
                    "--performance-insights-retention",
                    self.performance_insights,
                    there.performance_insights_retention,
                ),
                difference(
                    "--extended-support",
                    Some(self.extended_support),
                    there.extended_support,
                ),
                difference(
                    "--security-group",
                    groups.map(|groups| sorted(groups)),
                    Some(sorted(&there.security_groups)),
                ),
            ]
            .into_iter()
            .flatten(),
        );
        found
    }

    /// The differences in what AWS leaves out of the description of an instance that has none of
    /// it, except while it creates the instance.
    fn left_out(&self, there: &Instance) -> impl Iterator<Item = Difference> {
        let number = |number: Option<i32>| number.map(|number| number.to_string());
        let pairs = [
            ("--max-storage", number(self.max_storage), number(there.max_storage)),
            ("--iops", number(self.iops), number(there.iops)),
            ("--monitoring-role", self.monitoring_role.clone(), there.monitoring_role.clone()),
        ];
        let missing = pairs.into_iter().filter(|(.., is)| is.is_none());
        let logs = |logs: &[String]| match logs {
            [] => "none".to_owned(),
            logs => sorted(logs),
        };
        let logs = (logs(&self.cloudwatch_logs), logs(&there.cloudwatch_logs));
        missing
            .filter_map(|(flag, asked, _)| difference(flag, asked, Some("none".to_owned())))
            .chain(difference("--cloudwatch-logs", Some(logs.0), Some(logs.1)))
    }

    /// The instance's key, or the requested one if that means it, or is an alias, of which AWS
    /// does not say here what it means.
    fn same_key(&self, there: &Instance) -> Option<String> {
        let is = there.kms_key.as_deref()?;
        let same = self.kms_key.as_deref().filter(|asked| {
            asked.starts_with("alias/")
                || asked.contains(":alias/")
                || is.rsplit_once('/').is_some_and(|(_, id)| id == *asked)
        });
        Some(same.unwrap_or(is).to_owned())
    }

    /// The instance's version, or the requested one if that matches it or its major version.
    fn same_version(&self, there: &Instance) -> Option<String> {
        let is = there.engine_version.as_deref()?;
        let asked = &self.engine_version;
        let within = is
            .strip_prefix(asked.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        Some(if within { asked.clone() } else { is.to_owned() })
    }
}

fn sorted(names: &[String]) -> String {
    let mut names = names.to_vec();
    names.sort();
    names.join(", ")
}
