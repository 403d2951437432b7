use super::difference::{Difference, difference};
use super::{Instance, InstanceSpec, MasterPassword};

impl InstanceSpec {
    /// How an existing instance differs. What AWS does not report is not compared, nor
    /// are tags, which others may add to.
    pub fn differences(&self, there: &Instance) -> Vec<Difference> {
        let there = &Instance { engine_version: self.same_version(there), ..there.clone() };
        let managed = self.password == MasterPassword::Managed;
        let sorted = |groups: &[String]| {
            let mut groups = groups.to_vec();
            groups.sort();
            groups.join(", ")
        };
        let groups = Some(&self.security_groups).filter(|groups| !groups.is_empty());
        let mut found = self.plain_differences(there);
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
