//! What watches: GuardDuty, metric filters with alarms, rules of EventBridge.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::aws::Aws;
use crate::aws::signed::Api;
use crate::model::audit::{
    Alarm, Alerts, Detector, Fact, Metric, MetricFilter, Trail, Unknown, known,
};

const GUARD_DUTY: Api = Api::new("GuardDuty", "guardduty", "");
const LOGS: Api = Api::new("CloudWatch Logs", "logs", "Logs_20140328");
const CLOUD_WATCH: Api = Api {
    permission: "cloudwatch",
    ..Api::new("CloudWatch", "monitoring", "GraniteServiceVersion20100801")
};
const EVENTS: Api = Api::new("EventBridge", "events", "AWSEvents");

const FILTERS: &str = "logs:DescribeMetricFilters";
const ALARMS: &str = "cloudwatch:DescribeAlarms";
const RULES: &str = "events:ListRules";

impl Aws {
    /// The detectors of GuardDuty in this region; there is one at most.
    pub async fn detectors(&self) -> Fact<Vec<Detector>> {
        let service = self.signed(&GUARD_DUTY, self.region())?;
        let answer = service.get("ListDetectors", "/detector").await?;
        let ids =
            known(answer["detectorIds"].as_array(), "guardduty:ListDetectors", "detectorIds")?;
        let read = |id: &Value| {
            let id = id.as_str().filter(|id| id.chars().all(|c| c.is_ascii_alphanumeric()));
            let id = id.map(str::to_owned);
            let service = &service;
            async move {
                let id = known(id, "guardduty:ListDetectors", "detectorIds")?;
                let answer = service.get("GetDetector", &format!("/detector/{id}")).await?;
                detector(id, &answer)
            }
        };
        join_all(ids.iter().map(read)).await.into_iter().collect()
    }

    /// What watches the log groups of these trails.
    pub async fn alerts(&self, trails: &[Trail]) -> Fact<Alerts> {
        let of_trails = trails.iter().filter_map(|trail| trail.log_group.as_deref());
        let groups: Vec<&str> = of_trails.collect();
        let filters = async {
            let found = join_all(groups.iter().map(|group| self.filters(group))).await;
            found.into_iter().collect::<Fact<Vec<_>>>()
        };
        // An alarm is in the region of its metric, which is that of the log group.
        let regions: BTreeSet<&str> =
            groups.iter().filter_map(|group| Some(log_group(group)?.0)).collect();
        let alarms = async {
            let found = join_all(regions.iter().map(|region| self.alarms(region))).await;
            found.into_iter().collect::<Fact<Vec<_>>>()
        };
        let (filters, alarms, event_rules) = tokio::join!(filters, alarms, self.event_rules());
        Ok(Alerts { filters: filters?.concat(), alarms: alarms?.concat(), event_rules })
    }

    /// The metric filters of the log group with this ARN.
    async fn filters(&self, arn: &str) -> Fact<Vec<MetricFilter>> {
        let missing = || Unknown(format!("{arn:?} is no log group"));
        let (region, group) = log_group(arn).ok_or_else(missing)?;
        let service = self.signed(&LOGS, region)?;
        let which = json!({ "logGroupName": group });
        let found = service.list("DescribeMetricFilters", &which, "metricFilters", "nextToken");
        found.await?.iter().map(|found| filter(found, region)).collect()
    }

    async fn alarms(&self, region: &str) -> Fact<Vec<Alarm>> {
        let service = self.signed(&CLOUD_WATCH, region)?;
        let which = json!({ "AlarmTypes": ["MetricAlarm"] });
        let found = service.list("DescribeAlarms", &which, "MetricAlarms", "NextToken").await?;
        let alarms = found.iter().map(|found| alarm(found, region)).collect::<Fact<Vec<_>>>()?;
        Ok(alarms.into_iter().flatten().collect())
    }

    /// The names of the enabled rules that are about RDS.
    async fn event_rules(&self) -> Fact<Vec<String>> {
        let service = self.signed(&EVENTS, self.region())?;
        let found = service.list("ListRules", &json!({}), "Rules", "NextToken").await?;
        let rules = found.iter().map(event_rule).collect::<Fact<Vec<_>>>()?;
        Ok(rules.into_iter().flatten().collect())
    }
}

fn detector(id: String, answer: &Value) -> Fact<Detector> {
    const CALL: &str = "guardduty:GetDetector";
    let is_on = |value: &Value, name: &str| match value.as_str() {
        Some("ENABLED") => Ok(true),
        Some("DISABLED") => Ok(false),
        _ => known(None, CALL, name),
    };
    let features = known(answer["features"].as_array(), CALL, "features");
    let watches_rds = features.and_then(|features| {
        match features.iter().find(|feature| feature["name"] == "RDS_LOGIN_EVENTS") {
            Some(feature) => is_on(&feature["status"], "features"),
            None => known(None, CALL, "RDS_LOGIN_EVENTS"),
        }
    });
    Ok(Detector { id, is_enabled: is_on(&answer["status"], "status")?, watches_rds })
}

/// The region and the name in `arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*`.
fn log_group(arn: &str) -> Option<(&str, &str)> {
    let mut parts = arn.split(':').skip(3);
    Some((parts.next()?, parts.nth(2)?))
}

fn filter(found: &Value, region: &str) -> Fact<MetricFilter> {
    let text =
        |value: &Value, name: &str| known(value[name].as_str(), FILTERS, name).map(str::to_owned);
    let metrics =
        known(found["metricTransformations"].as_array(), FILTERS, "metricTransformations")?;
    let metric = |it: &Value| {
        Ok(Metric { namespace: text(it, "metricNamespace")?, name: text(it, "metricName")? })
    };
    Ok(MetricFilter {
        region: region.to_owned(),
        name: text(found, "filterName")?,
        // Without one it takes all events.
        pattern: found["filterPattern"].as_str().unwrap_or_default().to_owned(),
        metrics: metrics.iter().map(metric).collect::<Fact<_>>()?,
    })
}

/// `None`: it watches a formula, and not one metric.
fn alarm(found: &Value, region: &str) -> Fact<Option<Alarm>> {
    let name = known(found["AlarmName"].as_str(), ALARMS, "AlarmName")?;
    let (Some(namespace), Some(metric)) =
        (found["Namespace"].as_str(), found["MetricName"].as_str())
    else {
        return Ok(None);
    };
    let actions = known(found["AlarmActions"].as_array(), ALARMS, "AlarmActions")?;
    let enabled = known(found["ActionsEnabled"].as_bool(), ALARMS, "ActionsEnabled")?;
    Ok(Some(Alarm {
        region: region.to_owned(),
        name: name.to_owned(),
        metric: Metric { namespace: namespace.to_owned(), name: metric.to_owned() },
        acts: enabled && !actions.is_empty(),
    }))
}

/// The name of an enabled rule about RDS.
fn event_rule(found: &Value) -> Fact<Option<String>> {
    let name = known(found["Name"].as_str(), RULES, "Name")?;
    let is_enabled = known(found["State"].as_str(), RULES, "State")? != "DISABLED";
    // Rules that run by the clock have none.
    let pattern = found["EventPattern"].as_str().unwrap_or_default();
    let is_about_rds = pattern.contains("aws.rds") || pattern.contains("rds.amazonaws.com");
    Ok((is_enabled && is_about_rds).then(|| name.to_owned()))
}
