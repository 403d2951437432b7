use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::aws::Aws;
use crate::aws::signed::{Api, Signed};
use crate::model::audit::{Fact, Trail, Unknown, known};

const CLOUD_TRAIL: Api = Api {
    id: "CloudTrail",
    host: "cloudtrail",
    permission: "cloudtrail",
    target: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
    is_global: false,
};

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
        return Ok(selectors.iter().any(is_of_management));
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

/// Whether an advanced selector takes all management events; one with more fields leaves some out.
fn is_of_management(selector: &Value) -> bool {
    let fields = selector["FieldSelectors"].as_array().map_or(&[][..], Vec::as_slice);
    let is = |field: &Value, name: &str, value: &str| {
        field["Field"] == name && field["Equals"] == json!([value])
    };
    let is_known =
        |field: &Value| is(field, "eventCategory", "Management") || is(field, "readOnly", "false");
    fields.iter().any(|field| is(field, "eventCategory", "Management"))
        && fields.iter().all(is_known)
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
        let without_kms = json!({ "Field": "eventSource", "NotEquals": ["kms.amazonaws.com"] });
        assert_eq!(advanced(json!([management, without_kms])), Some(false));
        let data = json!({ "Field": "eventCategory", "Equals": ["Data"] });
        assert_eq!(advanced(json!([data])), Some(false));
        for answer in [json!({}), json!({ "EventSelectors": [{}] }), json!({ "EventSelectors": 7 })]
        {
            assert_eq!(takes_management_events(&answer).ok(), None, "{answer}");
        }
    }
}
