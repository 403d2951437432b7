use futures_util::future::try_join_all;
use serde_json::{Value, json};

use crate::aws::Aws;
use crate::aws::signed::{Api, Signed};
use crate::model::audit::{Fact, Organization, Policy, Unknown, known};

const ORGANIZATIONS: Api = Api {
    is_global: true,
    ..Api::new("Organizations", "organizations", "AWSOrganizationsV20161128")
};

/// Units lie in one another five deep at most, below the root. Source: AWS Organizations User
/// Guide, "Quotas for AWS Organizations".
const DEEPEST: usize = 7;

impl Aws {
    /// The organization of an account, with the service control policies that apply to it.
    pub async fn organization(&self, account: &str) -> Fact<Organization> {
        let service = self.signed(&ORGANIZATIONS, self.region())?;
        let answer = match service.call("DescribeOrganization", &json!({})).await {
            Ok(answer) => answer,
            Err(failure)
                if failure.code.as_deref() == Some("AWSOrganizationsNotInUseException") =>
            {
                return Ok(Organization::None);
            }
            Err(failure) => return Err(failure.into()),
        };
        let management = answer["Organization"]["MasterAccountId"].as_str();
        let call = "organizations:DescribeOrganization";
        if known(management, call, "MasterAccountId")? == account {
            return Ok(Organization::Management);
        }
        let mut targets = vec![account.to_owned()];
        while let Some(above) = parent(&service, targets.last().map_or("", String::as_str)).await? {
            targets.push(above);
            if targets.len() > DEEPEST {
                return Err(Unknown("the units of the organization form a cycle".to_owned()));
            }
        }
        let found = try_join_all(targets.iter().map(|target| policies(&service, target))).await?;
        Ok(Organization::Member(found.concat()))
    }
}

/// What is right above an account or a unit; `None` for the root.
async fn parent(service: &Signed, child: &str) -> Fact<Option<String>> {
    if child.starts_with("r-") {
        return Ok(None);
    }
    let which = json!({ "ChildId": child });
    let parents = service.list("ListParents", &which, "Parents", "NextToken").await?;
    let parent = parents.first().and_then(|parent| parent["Id"].as_str());
    known(parent, "organizations:ListParents", "Parents").map(|id| Some(id.to_owned()))
}

/// The policies that are attached to an account, a unit or the root.
async fn policies(service: &Signed, target: &str) -> Fact<Vec<Policy>> {
    let which = json!({ "TargetId": target, "Filter": "SERVICE_CONTROL_POLICY" });
    let found = service.list("ListPoliciesForTarget", &which, "Policies", "NextToken").await?;
    try_join_all(found.iter().map(|policy| read(service, policy))).await
}

async fn read(service: &Signed, listed: &Value) -> Fact<Policy> {
    let id = known(listed["Id"].as_str(), "organizations:ListPoliciesForTarget", "Id")?;
    let answer = service.call("DescribePolicy", &json!({ "PolicyId": id })).await?;
    let content = answer["Policy"]["Content"].as_str();
    Ok(Policy {
        name: listed["Name"].as_str().unwrap_or(id).to_owned(),
        content: known(content, "organizations:DescribePolicy", "Content")?.to_owned(),
    })
}
