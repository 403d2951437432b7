//! Creating an instance, or finding that it exists already.

use crate::approval::{Approved, Confirmable, Confirmation};
use crate::aws::Aws;
use crate::aws::rds::Rds;
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::audit::{Fact, Unknown};
use crate::model::{Instance, InstanceSpec, Rule};
use crate::ops::rds_lost;
use crate::report::rds::InstancePlanned;
use crate::report::shown_by_preview;

#[derive(Debug)]
pub struct CreatePlan {
    pub spec: InstanceSpec,
    pub region: String,
    /// How the preset differs from the original.
    pub changes: Vec<String>,
    pub rules: Fact<Vec<Rule>>,
}

impl Confirmable for CreatePlan {
    fn question(&self) -> Confirmation {
        let (name, region) = (&self.spec.identifier, &self.region);
        Confirmation::YesNo {
            ask: format!("{name} will be created in {region} and cost money from then on"),
        }
    }

    fn impact(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl CreatePlan {
    fn preview(&self) -> InstancePlanned {
        InstancePlanned {
            dry_run: true,
            region: self.region.clone(),
            spec: self.spec.clone(),
            changes: self.changes.clone(),
            costs: self.spec.costs(),
            findings: self.spec.findings(&self.rules),
        }
    }
}

shown_by_preview!(CreatePlan);

/// The rules of the groups that an instance will have.
pub async fn rules(aws: &Aws, spec: &InstanceSpec) -> Fact<Vec<Rule>> {
    if spec.security_groups.is_empty() {
        return Err(Unknown("the VPC's default security group is not read".to_owned()));
    }
    aws.ec2().audited_rules_of(&spec.security_groups).await
}

/// The instance if it exists as requested; `None` if it does not exist.
///
/// Errors: it exists but differs, with all differences.
pub async fn existing(rds: &Rds, spec: &InstanceSpec) -> Result<Option<Instance>> {
    let Some(there) = rds.instance(&spec.identifier).await? else { return Ok(None) };
    let differences = spec.differences(&there);
    if differences.is_empty() {
        return Ok(Some(there));
    }
    let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
    Err(Error::failed(format!("{} exists, but differs from what was requested", there.identifier))
        .with_detail(lines.join("\n"))
        .with_hint("nothing was changed; choose another name, or change it in the AWS console"))
}

/// Begins creating it. When the answer is lost, looks whether it is there.
///
/// Errors: AWS refuses; one with this name has appeared meanwhile and differs; the answer is lost,
/// and whether there is an instance is not known.
pub async fn create(rds: &Rds, plan: &Approved<CreatePlan>) -> Result<Instance> {
    let name = &plan.spec.identifier;
    let error = match rds.create(&plan.spec).await {
        Ok(Some(instance)) => return Ok(instance),
        Ok(None) => Error::failed(format!("AWS says that {name} exists, and does not show it")),
        Err(error) if error.kind() == Kind::Unreachable => {
            let (is_there, _) = rds_lost::look(rds, name, |seen| seen.is_some()).await;
            if !is_there {
                let status = hint::command(format!("rds-status {name}"));
                return Err(error
                    .with_detail(format!("{name} may have been created, and would cost money"))
                    .with_hint(format!("see whether it is there: {status}")));
            }
            error
        }
        Err(error) => return Err(error),
    };
    existing(rds, &plan.spec).await?.ok_or(error)
}
