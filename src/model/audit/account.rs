//! Checks of the account around the instance.

use super::filter_pattern::is_about_rds;
use super::fix::{aws, aws_in, quoted};
use super::{Alerts, Detector, Fact, Facts, Finding, MetricFilter, Trail, Unknown};

pub fn trail(facts: &Facts) -> Fact<Finding> {
    let subject = &facts.subject;
    let trails = facts.trails.as_ref().map_err(Clone::clone)?;
    let wide: Vec<_> = trails.iter().filter(|trail| trail.is_multi_region).collect();
    let is_good =
        |trail: &&&Trail| trail.is_logging == Ok(true) && trail.takes_management_events == Ok(true);
    if let Some(trail) = wide.iter().find(is_good) {
        return Finding::pass(format!("{} logs the calls in all regions", trail.arn));
    }
    // A trail of its own takes nothing away from the others.
    let name = unused("account", trails.iter().map(Trail::name));
    let create = format!(
        "cloudtrail create-trail --is-multi-region-trail --name {name} --s3-bucket-name BUCKET"
    );
    let start = format!("cloudtrail start-logging --name {name}");
    let fix = [create, start].map(|line| aws(subject, line));
    for trail in &wide {
        let (arn, home) = (quoted(&trail.arn), &trail.home_region);
        if !trail.is_logging.clone()? {
            let line = format!("cloudtrail start-logging --name {arn}");
            return Finding::fail(format!("{arn} is stopped"), [aws_in(subject, home, line)]);
        }
        if !trail.takes_management_events.clone()? {
            return Finding::fail(format!("{arn} leaves out the calls that change something"), fix);
        }
    }
    let text = match trails.as_slice() {
        [] => "CloudTrail logs nothing",
        _ => "no trail covers all regions",
    };
    Finding::fail(text, fix)
}

/// This name, or one like it that is free: AWS overwrites what has the same name.
fn unused<'a>(name: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: Vec<&str> = taken.collect();
    let names = std::iter::once(name.to_owned()).chain((2..).map(|n| format!("{name}-{n}")));
    names.into_iter().find(|name| !taken.contains(&name.as_str())).unwrap_or_default()
}

pub fn alerts(facts: &Facts) -> Fact<Finding> {
    let alerts = facts.alerts.as_ref().map_err(Clone::clone)?;
    let Alerts { filters, alarms, event_rules } = alerts;
    let about_rds: Vec<&MetricFilter> =
        filters.iter().filter(|filter| is_about_rds(&filter.pattern) == Some(true)).collect();
    let alarm_of = |filter: &MetricFilter| {
        alarms
            .iter()
            .find(|it| it.acts && it.region == filter.region && filter.metrics.contains(&it.metric))
    };
    if let Some(alarm) = about_rds.iter().find_map(|filter| alarm_of(filter)) {
        return Finding::pass(format!("{} alerts on calls to RDS", alarm.name));
    }
    let mut doubtful = filters.iter().filter(|filter| is_about_rds(&filter.pattern).is_none());
    if let Some(filter) = doubtful.find(|filter| alarm_of(filter).is_some()) {
        return Err(Unknown(format!(
            "the metric filter {} is about RDS; whether it takes all calls that change something \
             is not known",
            filter.name
        )));
    }
    if let Some(rule) = event_rules.clone()?.first() {
        return Err(Unknown(format!(
            "EventBridge's rule {rule} is about RDS; whether it notifies anyone was not checked"
        )));
    }
    unwatched(facts, alerts, about_rds.first().copied())
}

/// No one is notified of calls to RDS, although this filter, if any, counts them.
fn unwatched(facts: &Facts, alerts: &Alerts, filter: Option<&MetricFilter>) -> Fact<Finding> {
    let alarm_name = unused("rds-calls", alerts.alarms.iter().map(|it| it.name.as_str()));
    let (metric, region) = match filter {
        Some(filter) => (filter.metrics.first(), filter.region.as_str()),
        None => (None, facts.subject.region.as_str()),
    };
    let (name, namespace) = match metric {
        Some(metric) => (metric.name.as_str(), metric.namespace.as_str()),
        None => ("RdsDeletions", "Audit"),
    };
    let alarm = format!(
        "cloudwatch put-metric-alarm --alarm-name {alarm_name} --metric-name {} --namespace {} \
         --statistic Sum --period 300 --evaluation-periods 1 --threshold 1 --comparison-operator \
         GreaterThanOrEqualToThreshold --alarm-actions TOPIC",
        quoted(name),
        quoted(namespace)
    );
    let alarm = aws_in(&facts.subject, region, alarm);
    if let Some(filter) = filter {
        let text = format!("no alarm with an action watches the filter {}", filter.name);
        return Finding::fail(text, [alarm]);
    }
    let filter_name = unused("rds-deletions", alerts.filters.iter().map(|it| it.name.as_str()));
    let pattern = "{ ($.eventSource = rds.amazonaws.com) && ($.eventName = Delete*) }";
    let filter = format!(
        "logs put-metric-filter --log-group-name GROUP --filter-name {filter_name} \
         --filter-pattern '{pattern}' --metric-transformations \
         metricName={name},metricNamespace={namespace},metricValue=1"
    );
    Finding::fail(
        "no one is notified of calls to RDS: no metric filter of a trail's log matches them",
        [aws(&facts.subject, filter), alarm],
    )
}

const WATCH_LOGINS: &str = "--features Name=RDS_LOGIN_EVENTS,Status=ENABLED";

/// For both checks, since there is only one detector.
fn create_detector() -> String {
    format!("guardduty create-detector --enable {WATCH_LOGINS}")
}

pub fn guardduty(facts: &Facts) -> Fact<Finding> {
    let subject = &facts.subject;
    let detectors = facts.detectors.as_ref().map_err(Clone::clone)?;
    match detectors.as_slice() {
        [] => Finding::fail("GuardDuty is off", [aws(subject, create_detector())]),
        detectors if detectors.iter().any(|detector| detector.is_enabled) => {
            Finding::pass("GuardDuty is on")
        }
        [detector, ..] => {
            let line = format!(
                "guardduty update-detector --detector-id {} --enable",
                quoted(&detector.id)
            );
            Finding::fail("GuardDuty is suspended", [aws(subject, line)])
        }
    }
}

pub fn guardduty_rds(facts: &Facts) -> Fact<Finding> {
    let subject = &facts.subject;
    let detectors = facts.detectors.as_ref().map_err(Clone::clone)?;
    let on: Vec<&Detector> = detectors.iter().filter(|detector| detector.is_enabled).collect();
    let Some(first) = on.first() else {
        let line = match detectors.first() {
            Some(Detector { id, .. }) => {
                let id = quoted(id);
                format!("guardduty update-detector --detector-id {id} --enable {WATCH_LOGINS}")
            }
            None => create_detector(),
        };
        return Finding::fail("GuardDuty is off", [aws(subject, line)]);
    };
    if on.iter().any(|detector| detector.watches_rds == Ok(true)) {
        return Finding::pass("GuardDuty watches logins to RDS");
    }
    for detector in &on {
        detector.watches_rds.clone()?;
    }
    let line =
        format!("guardduty update-detector --detector-id {} {WATCH_LOGINS}", quoted(&first.id));
    Finding::fail("GuardDuty does not watch logins to RDS", [aws(subject, line)])
}
