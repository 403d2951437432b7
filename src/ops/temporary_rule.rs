//! A rule that exists while a command runs.

use crate::aws::ec2::Ec2;
use crate::error::Result;
use crate::model::{Cidr, Description, Owner, Rule, Timestamp};
use crate::ops::sg_allow::Survey;
use crate::report::sg::Allowed;

/// Whether our address is allowed by a permanent rule of ours: created by hand, not
/// by a run that is in progress or was aborted.
pub fn is_open(survey: &Survey, owner: &Owner, cidr: Cidr) -> bool {
    let run = Description::of_run(owner);
    let is_lease =
        |rule: &Rule| rule.until.is_some() && rule.description.as_deref() == Some(run.as_str());
    survey.rules.iter().any(|rule| {
        rule.is_for(survey.port)
            && rule.is_owned_by(owner)
            && rule.source.is_exactly(cidr)
            && !is_lease(rule)
    })
}

/// A rule that we created, in its last state.
#[derive(Debug)]
pub struct TemporaryRule {
    group: String,
    rule: String,
    until: Option<Timestamp>,
}

/// How a temporary rule ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Revoked,
    /// The rule was removed by another user.
    WasGone,
    /// Another run of ours, or `sg-allow-my-ip`, has taken the rule over meanwhile.
    TakenOver,
}

impl TemporaryRule {
    /// The rule of the report; `None` if we did not create it.
    pub fn of(allowed: &Allowed) -> Option<Self> {
        allowed.owner.as_ref()?;
        Some(Self {
            group: allowed.group.clone(),
            rule: allowed.rule.clone()?,
            until: allowed.until,
        })
    }

    /// Removes the rule, by its ID, since lists may not show a new rule yet.
    pub async fn end(&self, ec2: &Ec2) -> Result<Ended> {
        let seen = ec2.rule(&self.rule).await?;
        if seen.is_some_and(|rule| rule.until != self.until) {
            return Ok(Ended::TakenOver);
        }
        let was_there = ec2.revoke(&self.group, &self.rule).await?;
        Ok(if was_there { Ended::Revoked } else { Ended::WasGone })
    }
}
