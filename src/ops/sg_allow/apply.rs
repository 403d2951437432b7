use super::named_rule;
use super::plan::{Plan, Step};
use crate::aws::ec2::{Ec2, Outcome, WantedRule};
use crate::error::{Error, Result};
use crate::report::sg::{Action, Allowed};

impl Plan {
    /// What would be done, as a report.
    pub fn preview(&self, region: &str) -> Allowed {
        let (action, rule, previous) = match &self.step {
            Step::Keep { rule, retag: false } => (Action::Unchanged, Some(rule.clone()), None),
            Step::Keep { rule, retag: true } => (Action::Prolonged, Some(rule.clone()), None),
            Step::Modify { rule, previous } => {
                (Action::Modified, Some(rule.clone()), Some(previous.clone()))
            }
            Step::Add { .. } => (Action::Added, None, None),
            Step::Covered { by, .. } => (Action::Covered, Some(by.clone()), None),
        };
        let mut notes = self.notes.clone();
        if let Step::Covered { stale: Some((rule, source)), .. } = &self.step {
            notes.push(format!("your own rule {rule} for {source} is no longer needed and goes"));
        }
        Allowed {
            dry_run: true,
            action,
            region: region.to_owned(),
            group: self.group.clone(),
            port: self.wanted.port,
            cidr: self.wanted.cidr,
            rule,
            previous,
            description: self.wanted.description.as_str().to_owned(),
            owner: self.tags.as_ref().map(|tags| tags.owner.clone()),
            until: self.tags.as_ref().and_then(|tags| tags.until),
            notes,
            check: None,
        }
    }
}

/// Does it, and reads back what was changed.
///
/// Errors: AWS refuses; the group is full, with our expired rules named; what is read back is
/// not what was sent.
pub async fn apply(ec2: &Ec2, plan: Plan) -> Result<Allowed> {
    let mut report = plan.preview(ec2.region());
    report.dry_run = false;
    match &plan.step {
        Step::Keep { retag: false, .. } => {}
        Step::Keep { rule, retag: true } => set_tags(ec2, rule, &plan).await?,
        Step::Covered { stale, .. } => {
            if let Some((rule, _)) = stale {
                ec2.revoke(&plan.group, rule).await?;
            }
        }
        Step::Modify { rule, .. } => match ec2.modify(&plan.group, rule, &plan.wanted).await? {
            Outcome::Done(()) => {
                set_tags(ec2, rule, &plan).await?;
                read_back(ec2, rule, &plan.wanted).await?;
            }
            _ => covered(&mut report),
        },
        Step::Add { full } => match (&plan.tags, full) {
            (Some(tags), full) => match ec2.add(&plan.group, &plan.wanted, tags).await? {
                Outcome::Done(id) => {
                    read_back(ec2, &id, &plan.wanted).await?;
                    report.rule = Some(id);
                }
                Outcome::Duplicate => covered(&mut report),
                Outcome::Full => return Err(group_is_full(&plan.group, full)),
            },
            (None, _) => return Err(Error::failed("a rule is added with tags or not at all")),
        },
    }
    Ok(report)
}

/// Someone added the same rule between our look and our change.
fn covered(report: &mut Allowed) {
    report.action = Action::Covered;
    report.rule = None;
    report.previous = None;
}

async fn set_tags(ec2: &Ec2, rule: &str, plan: &Plan) -> Result<()> {
    match &plan.tags {
        Some(tags) => ec2.tag(rule, tags).await,
        None => Ok(()),
    }
}

async fn read_back(ec2: &Ec2, id: &str, wanted: &WantedRule) -> Result<()> {
    let rule = named_rule(ec2, id).await?;
    if rule.is_for(wanted.port) && rule.source.is_exactly(wanted.cidr) {
        return Ok(());
    }
    Err(Error::failed(format!(
        "AWS took the change, but {id} now lets in {} on {}",
        rule.source,
        rule.traffic()
    ))
    .hint("someone else may be changing the same rule; try again"))
}

fn group_is_full(group: &str, expired: &[String]) -> Error {
    let error = Error::failed(format!("{group} has as many rules as it can have"));
    match expired {
        [] => error.hint(
            "none of your own rules has expired; sg-list shows whose rules are there, and AWS \
             raises the limit of 60 under Service Quotas",
        ),
        expired => error
            .detail(format!("your expired rules: {}", expired.join(", ")))
            .hint("remove them with: cruddur-db sg-revoke --expired"),
    }
}
