use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::aws::Aws;
use crate::aws::signed::{Api, Signed};
use crate::model::audit::{Fact, Trail, Unknown, known};

const CLOUD_TRAIL: Api =
    Api::new("CloudTrail", "cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101");

const LIST: &str = "cloudtrail:DescribeTrails";

impl Aws {
    /// The trails that this region sees, those of other regions and of the organization included.
    pub async fn trails(&self) -> Fact<Vec<Trail>> {
        let service = self.signed(&CLOUD_TRAIL, self.region())?;
        let answer = service.call("DescribeTrails", &json!({})).await?;
        let trails = known(answer["trailList"].as_array(), LIST, "trailList")?;
        join_all(trails.iter().map(|trail| read(&service, trail))).await.into_iter().collect()
    }
}

async fn read(service: &Signed, described: &Value) -> Fact<Trail> {
    let text = |name: &str| known(described[name].as_str(), LIST, name).map(str::to_owned);
    let arn = text("TrailARN")?;
    let is_multi = known(described["IsMultiRegionTrail"].as_bool(), LIST, "IsMultiRegionTrail")?;
    let (name, trail_name) = (json!({ "Name": arn }), json!({ "TrailName": arn }));
    let (status, selectors) = tokio::join!(
        service.call("GetTrailStatus", &name),
        service.call("GetEventSelectors", &trail_name)
    );
    let is_logging = status.map_err(Unknown::from).and_then(|answer| {
        known(answer["IsLogging"].as_bool(), "cloudtrail:GetTrailStatus", "IsLogging")
    });
    let takes = selectors.map_err(Unknown::from);
    Ok(Trail {
        home_region: text("HomeRegion")?,
        is_multi_region: is_multi,
        log_group: described["CloudWatchLogsLogGroupArn"].as_str().map(str::to_owned),
        is_logging,
        takes_management_events: takes.and_then(|answer| takes_management_events(&answer)),
        arn,
    })
}

/// Whether calls that change something are among what the trail takes.
fn takes_management_events(answer: &Value) -> Fact<bool> {
    const CALL: &str = "cloudtrail:GetEventSelectors";
    let list = |name: &str| answer[name].as_array().filter(|list| !list.is_empty());
    if let Some(selectors) = list("AdvancedEventSelectors") {
        return of_advanced(selectors);
    }
    let selectors = known(list("EventSelectors"), CALL, "EventSelectors")?;
    let mut takes = false;
    for selector in selectors {
        let included = selector["IncludeManagementEvents"].as_bool();
        let kind = known(selector["ReadWriteType"].as_str(), CALL, "ReadWriteType")?;
        takes |= known(included, CALL, "IncludeManagementEvents")?
            && matches!(kind, "All" | "WriteOnly");
    }
    Ok(takes)
}

/// What basic selectors can leave out, too, as there is so much of it: it changes no database.
const NOISY: [&str; 2] = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];

/// Unknown where a selector takes only some of the calls that change something.
fn of_advanced(selectors: &[Value]) -> Fact<bool> {
    let mut partly = false;
    for selector in selectors {
        let fields = selector["FieldSelectors"].as_array().map_or(&[][..], Vec::as_slice);
        let is = |field: &Value, name: &str, operator: &str, value: &str| {
            field["Field"] == name && field[operator] == json!([value])
        };
        if !fields.iter().any(|field| is(field, "eventCategory", "Equals", "Management"))
            || fields.iter().any(|field| is(field, "readOnly", "Equals", "true"))
        {
            continue;
        }
        let takes_all = |field: &Value| {
            is(field, "eventCategory", "Equals", "Management")
                || is(field, "readOnly", "Equals", "false")
                || is(field, "readOnly", "NotEquals", "true")
                || leaves_out_noise(field)
        };
        if fields.iter().all(takes_all) {
            return Ok(true);
        }
        partly = true;
    }
    match partly {
        true => Err(Unknown(
            "a trail's advanced selectors leave out some of the calls that change something"
                .to_owned(),
        )),
        false => Ok(false),
    }
}

/// Whether a field excludes nothing but what is noise.
fn leaves_out_noise(field: &Value) -> bool {
    let Some(fields) = field.as_object() else { return false };
    let is_noise = |source: &Value| NOISY.iter().any(|noisy| source == noisy);
    field["Field"] == "eventSource"
        && fields.keys().all(|key| key == "Field" || key == "NotEquals")
        && field["NotEquals"].as_array().is_some_and(|sources| sources.iter().all(is_noise))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trail_takes_management_events_or_not() {
        let basic = |included: bool, kind: &str| {
            let selector = json!({ "IncludeManagementEvents": included, "ReadWriteType": kind });
            takes_management_events(&json!({ "EventSelectors": [selector] })).ok()
        };
        assert_eq!(basic(true, "All"), Some(true));
        assert_eq!(basic(true, "WriteOnly"), Some(true));
        assert_eq!(basic(true, "ReadOnly"), Some(false));
        assert_eq!(basic(false, "All"), Some(false));
        let advanced = |fields: Value| {
            let selectors = json!([{ "FieldSelectors": fields }]);
            takes_management_events(&json!({ "AdvancedEventSelectors": selectors })).ok()
        };
        let management = json!({ "Field": "eventCategory", "Equals": ["Management"] });
        assert_eq!(advanced(json!([management])), Some(true));
        let without = |sources: &[&str]| json!({ "Field": "eventSource", "NotEquals": sources });
        let noise = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];
        assert_eq!(advanced(json!([management, without(&noise)])), Some(true));
        assert_eq!(advanced(json!([management, without(&["rds.amazonaws.com"])])), None);
        let read_only = |value: &str| json!({ "Field": "readOnly", "Equals": [value] });
        assert_eq!(advanced(json!([management, read_only("false")])), Some(true));
        assert_eq!(advanced(json!([management, read_only("true")])), Some(false));
        let data = json!({ "Field": "eventCategory", "Equals": ["Data"] });
        assert_eq!(advanced(json!([data])), Some(false));
        for answer in [json!({}), json!({ "EventSelectors": [{}] }), json!({ "EventSelectors": 7 })]
        {
            assert_eq!(takes_management_events(&answer).ok(), None, "{answer}");
        }
    }
}
