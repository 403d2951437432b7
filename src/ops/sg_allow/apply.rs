use std::time::Duration;

use super::plan::{Expired, Plan, Step};
use crate::approval::Approved;
use crate::aws::ec2::{Ec2, Outcome, WantedRule};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::Rule;
use crate::report::sg::{Action, Allowed};
use crate::report::shown_by_preview;

impl Plan {
    /// What would be done, as a report.
    fn preview(&self) -> Allowed {
        let (action, rule, previous) = match &self.step {
            Step::Keep { rule, retag: false } => (Action::Unchanged, Some(rule.clone()), None),
            Step::Keep { rule, retag: true } => (Action::Prolonged, Some(rule.clone()), None),
            Step::Modify { rule, previous } => {
                (Action::Modified, Some(rule.clone()), Some(previous.clone()))
            }
            Step::Add { .. } => (Action::Added, None, None),
            Step::Covered { by } => (Action::Covered, Some(by.clone()), None),
        };
        let mut notes = self.notes.clone();
        notes.extend(self.stale.iter().map(|(rule, source)| {
            format!("your own rule {rule} for {source} is no longer needed and goes")
        }));
        // What another rule says is not ours to date.
        let tags = self.tags.as_ref().filter(|_| action != Action::Covered);
        Allowed {
            dry_run: true,
            action,
            region: self.region.clone(),
            group: self.group.clone(),
            port: self.wanted.port,
            cidr: self.wanted.cidr,
            rule,
            previous,
            description: self.wanted.description.as_str().to_owned(),
            owner: tags.map(|tags| tags.owner.clone()),
            until: tags.and_then(|tags| tags.until),
            notes,
            check: None,
        }
    }
}

shown_by_preview!(Plan);

/// How long EC2's answers may lag behind its changes, in pauses between looks. Source: Amazon
/// EC2 API Reference, "Eventual consistency".
const LAG: [Duration; 4] = [
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1600),
];

/// Does it, and reads back what was changed.
///
/// Errors: AWS refuses; the group is full, with our expired rules named; what is read back is
/// not what was sent.
pub async fn apply(ec2: &Ec2, plan: &Approved<Plan>) -> Result<Allowed> {
    let mut report = plan.preview();
    report.dry_run = false;
    match &plan.step {
        Step::Keep { retag: false, .. } | Step::Covered { .. } => {}
        Step::Keep { rule, retag: true } => {
            set_tags(ec2, rule, plan).await?;
            read_back(ec2, rule, plan).await?;
        }
        Step::Modify { rule, .. } => match ec2.modify(&plan.group, rule, &plan.wanted).await? {
            Outcome::Done(()) => {
                set_tags(ec2, rule, plan).await?;
                read_back(ec2, rule, plan).await?;
            }
            _ => find_the_same(ec2, plan, &mut report).await?,
        },
        Step::Add { expired } => match add(ec2, plan).await? {
            Outcome::Done(id) => {
                read_back(ec2, &id, plan).await?;
                report.rule = Some(id);
            }
            Outcome::Duplicate => find_the_same(ec2, plan, &mut report).await?,
            Outcome::Full => return Err(group_is_full(&plan.group, expired)),
        },
    }
    for (rule, _) in &plan.stale {
        ec2.revoke(&plan.group, rule).await?;
    }
    Ok(report)
}

async fn add(ec2: &Ec2, plan: &Plan) -> Result<Outcome<String>> {
    match &plan.tags {
        Some(tags) => ec2.add(&plan.group, &plan.wanted, tags).await,
        None => Err(Error::failed("a rule is added with tags or not at all")),
    }
}

/// There is the same rule already: someone added it between our look and our change, or we did,
/// when the answer to our call was lost and the call was repeated.
async fn find_the_same(ec2: &Ec2, plan: &Plan, report: &mut Allowed) -> Result<()> {
    let rules = ec2.rules(&plan.group).await?;
    let WantedRule { cidr, port, .. } = plan.wanted;
    let same = rules.iter().find(|rule| rule.is_for(port) && rule.source.is_exactly(cidr));
    report.rule = same.map(|rule| rule.id.clone());
    let is_ours = |rule: &&Rule| {
        plan.tags
            .as_ref()
            .is_some_and(|tags| rule.is_owned_by(&tags.owner) && rule.since == Some(tags.since))
    };
    if same.filter(is_ours).is_none() {
        report.action = Action::Covered;
        (report.previous, report.owner, report.until) = (None, None, None);
    }
    Ok(())
}

async fn set_tags(ec2: &Ec2, rule: &str, plan: &Plan) -> Result<()> {
    match &plan.tags {
        Some(tags) => ec2.tag(rule, tags).await,
        None => Ok(()),
    }
}

async fn read_back(ec2: &Ec2, id: &str, plan: &Plan) -> Result<()> {
    let mut pauses = LAG.into_iter();
    loop {
        let seen = ec2.rule(id).await?;
        let Some(wrong) = wrong_with(seen.as_ref(), plan) else { return Ok(()) };
        let Some(pause) = pauses.next() else {
            return Err(Error::failed(format!("AWS took the change, but {id} {wrong}"))
                .with_hint("someone else may be changing the same rule; try again"));
        };
        tokio::time::sleep(pause).await;
    }
}

/// In what the rule is not as it was sent.
fn wrong_with(seen: Option<&Rule>, plan: &Plan) -> Option<String> {
    let Some(rule) = seen else { return Some("is not there".to_owned()) };
    if !rule.is_for(plan.wanted.port) || !rule.source.is_exactly(plan.wanted.cidr) {
        return Some(format!("now lets in {} on {}", rule.source, rule.traffic()));
    }
    let tags = plan.tags.as_ref()?;
    let same =
        rule.is_owned_by(&tags.owner) && (rule.since, rule.until) == (Some(tags.since), tags.until);
    (!same).then(|| "has other tags".to_owned())
}

fn group_is_full(group: &str, expired: &Expired) -> Error {
    let error = Error::failed(format!("{group} has as many rules as it can have"));
    match (expired.ours.as_slice(), expired.others) {
        ([], 0) => error.with_hint(format!(
            "none of your own rules has expired; {} shows whose rules are there, and AWS raises \
             the limit of 60 under Service Quotas",
            hint::command("sg-list")
        )),
        ([], others) => error
            .with_detail(format!("expired rules of others: {others}; none of your own"))
            .with_hint(format!(
                "{} shows them; whoever may do so removes one with sg-revoke --rule-id",
                hint::command("sg-list")
            )),
        (ours, _) => error
            .with_detail(format!("your expired rules: {}", ours.join(", ")))
            .with_hint(format!("remove them with: {}", hint::command("sg-revoke --expired"))),
    }
}
