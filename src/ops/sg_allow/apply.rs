use super::plan::{Plan, Step};
use crate::approval::Approved;
use crate::aws::ec2::{Ec2, Outcome, WantedRule};
use crate::error::{Error, Result};
use crate::model::{Ends, Rule};
use crate::ops::sg_rule::{self, group_is_full};
use crate::report::sg::{Action, Allowed};
use crate::report::shown_by_preview;

impl Plan {
    /// What would be done, as a report.
    fn preview(&self) -> Allowed {
        let mut report = self.without_removals();
        report.notes.extend(self.stale.iter().map(|rule| no_longer_needed(rule, "would remove")));
        report.notes.extend(self.expired.iter().map(|rule| over(rule, "would remove")));
        report
    }

    /// What a new end is to a rule that had this one.
    fn renewal(&self, before: Ends) -> Action {
        match (before, self.tags.as_ref().map(|tags| tags.ends)) {
            (Ends::Never, Some(Ends::At(_))) => Action::Shortened,
            (Ends::At(before), Some(Ends::At(end))) if end < before => Action::Shortened,
            _ => Action::Prolonged,
        }
    }

    fn without_removals(&self) -> Allowed {
        let (action, rule, previous) = match &self.step {
            Step::Keep { rule, before: None } => (Action::Unchanged, Some(rule.clone()), None),
            Step::Keep { rule, before: Some(before) } => {
                (self.renewal(*before), Some(rule.clone()), None)
            }
            Step::Modify { rule, previous } => {
                // Only its description may differ.
                let other = (!previous.is_exactly(self.wanted.cidr)).then(|| previous.clone());
                (Action::Modified, Some(rule.clone()), other)
            }
            Step::Add { .. } => (Action::Added, None, None),
            Step::Covered { by } => (Action::Covered, Some(by.clone()), None),
        };
        // Another owner's rule gets no timestamp from us.
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
            owner: tags.map(|tags| tags.identity.owner.clone()),
            until: tags.and_then(|tags| match tags.ends {
                Ends::At(end) => Some(end),
                Ends::Never | Ends::WithRuns => None,
            }),
            notes: self.notes.clone(),
            check: None,
        }
    }
}

shown_by_preview!(Plan);

fn no_longer_needed(rule: &Rule, verb: &str) -> String {
    format!("{verb} your rule {} for {}, which is no longer needed", rule.id, rule.source)
}

fn over(rule: &Rule, verb: &str) -> String {
    let whose = rule.owner.as_ref().map(|owner| format!(" of {owner}")).unwrap_or_default();
    format!("{verb} the expired rule {}{whose} for {}", rule.id, rule.source)
}

/// Applies the plan, and reads back the change.
///
/// Errors: AWS refuses; the group is full, with the rules named that could go; what is read back
/// is differs.
pub async fn apply(ec2: &Ec2, plan: &Approved<Plan>) -> Result<Allowed> {
    let mut report = plan.without_removals();
    report.dry_run = false;
    // They make room in a group that is full.
    for rule in &plan.expired {
        report.notes.push(removed(ec2, rule, over(rule, "removed")).await);
    }
    match &plan.step {
        Step::Keep { before: None, .. } | Step::Covered { .. } => {}
        Step::Keep { rule, before: Some(_) } => {
            set_tags(ec2, rule, plan).await?;
            read_back(ec2, rule, plan, &mut report).await?;
        }
        Step::Modify { rule, .. } => {
            match sg_rule::modify(ec2, &plan.group, rule, &plan.wanted).await? {
                Outcome::Done(()) => {
                    set_tags(ec2, rule, plan).await?;
                    read_back(ec2, rule, plan, &mut report).await?;
                }
                _ => find_the_same(ec2, plan, &mut report).await?,
            }
        }
        Step::Add { removable } => match add(ec2, plan).await? {
            Outcome::Done(id) => {
                read_back(ec2, &id, plan, &mut report).await?;
                report.rule = Some(id);
            }
            Outcome::Duplicate => find_the_same(ec2, plan, &mut report).await?,
            Outcome::Full => return Err(group_is_full(&plan.group, removable)),
        },
    }
    for rule in &plan.stale {
        report.notes.push(removed(ec2, rule, no_longer_needed(rule, "removed")).await);
    }
    Ok(report)
}

/// Removes a rule that is not needed, and says so. That it cannot be removed keeps no one out.
async fn removed(ec2: &Ec2, rule: &Rule, done: String) -> String {
    match ec2.revoke(&rule.group, &rule.id).await {
        Ok(_) => done,
        Err(error) => format!("{} is no longer needed but still exists: {error}", rule.id),
    }
}

async fn add(ec2: &Ec2, plan: &Plan) -> Result<Outcome<String>> {
    match &plan.tags {
        Some(tags) => sg_rule::add(ec2, &plan.group, &plan.wanted, tags).await,
        None => Err(Error::failed("rules are only added with tags")),
    }
}

/// The same rule exists already: it was added between our query and our change, or by us,
/// if the response to our call was lost and the call was repeated.
async fn find_the_same(ec2: &Ec2, plan: &Plan, report: &mut Allowed) -> Result<()> {
    let rules = ec2.rules(&plan.group).await?;
    let WantedRule { cidr, port, .. } = plan.wanted;
    let same = rules.iter().find(|rule| rule.is_for(port) && rule.source.is_exactly(cidr));
    report.rule = same.map(|rule| rule.id.clone());
    let tags = plan.tags.as_ref();
    match same {
        Some(rule) if tags.is_some_and(|it| sg_rule::is_made_with(rule, &plan.wanted, it)) => {}
        Some(rule) if tags.is_some_and(|it| rule.is_made_by(&it.identity)) => {
            report.action = Action::Unchanged;
            (report.previous, report.until) = (None, rule.until());
        }
        _ => {
            report.action = Action::Covered;
            (report.previous, report.owner, report.until) = (None, None, None);
        }
    }
    Ok(())
}

async fn set_tags(ec2: &Ec2, rule: &str, plan: &Plan) -> Result<()> {
    match &plan.tags {
        Some(tags) => ec2.tag(rule, tags).await.map_err(|error| {
            let cidr = plan.wanted.cidr;
            error.also(format!(
                "{rule} lets {cidr} in nevertheless; only whose it is and when it ends is not \
                 marked"
            ))
        }),
        None => Ok(()),
    }
}

/// When the rule ends is as AWS has it: another call on this machine may have set it meanwhile.
async fn read_back(ec2: &Ec2, id: &str, plan: &Plan, report: &mut Allowed) -> Result<()> {
    let rule = sg_rule::read_back(ec2, id, &plan.wanted, plan.tags.as_ref()).await?;
    report.until = rule.until();
    Ok(())
}
