use std::time::Duration;

use super::Survey;
use super::plan::{self, Plan, Step, is_free};
use crate::approval::Approved;
use crate::aws::ec2::{Ec2, Outcome, WantedRule};
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::{Ends, Rule};
use crate::ops::sg_rule::{self, LAG, group_is_full, is_made_with};
use crate::report::sg::{Action, Allowed};
use crate::report::shown_by_preview;

impl Plan {
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
            group: self.group.id.clone(),
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
    // They make room in a group that is full.
    let mut notes = Vec::new();
    for rule in &plan.expired {
        let is_over = |seen: &Rule| seen.is_expired(plan.now);
        notes.extend(removed(ec2, plan, rule, is_over, over(rule, "removed")).await);
    }
    let (mut report, stale) = match set(ec2, plan).await? {
        Some(report) => (report, plan.stale.clone()),
        None if plan.request.rule.is_some() => (covered(ec2, plan).await?, Vec::new()),
        None => plan_again(ec2, plan).await?,
    };
    report.notes.extend(notes);
    for rule in &stale {
        let is_idle = |seen: &Rule| !seen.is_leased(plan.now);
        let done = no_longer_needed(rule, "removed");
        report.notes.extend(removed(ec2, plan, rule, is_idle, done).await);
    }
    Ok(report)
}

/// Makes the rule what it should be. None: AWS has another rule for the same address.
async fn set(ec2: &Ec2, plan: &Plan) -> Result<Option<Allowed>> {
    let mut report = plan.without_removals();
    report.dry_run = false;
    match &plan.step {
        Step::Keep { before: None, .. } | Step::Covered { .. } => {}
        Step::Keep { rule, before: Some(_) } => {
            set_tags(ec2, rule, plan).await?;
            read_back(ec2, rule, plan, &mut report).await?;
        }
        Step::Modify { rule, .. } => {
            let Outcome::Done(()) =
                sg_rule::modify(ec2, &plan.group.id, rule, &plan.wanted).await?
            else {
                return Ok(None);
            };
            set_tags(ec2, rule, plan).await?;
            read_back(ec2, rule, plan, &mut report).await?;
        }
        Step::Add { removable } => match add(ec2, plan).await? {
            Outcome::Done(id) => {
                read_back(ec2, &id, plan, &mut report).await?;
                report.rule = Some(id);
            }
            Outcome::Duplicate => return Ok(None),
            Outcome::Full => return Err(group_is_full(&plan.group.id, removable)),
        },
    }
    Ok(Some(report))
}

/// Removes a rule that is still not needed, and says so: it may have been renewed, or used by a run,
/// since the look. None: it was gone. That it cannot be removed keeps no one out.
async fn removed(
    ec2: &Ec2,
    plan: &Plan,
    rule: &Rule,
    is_idle: impl Fn(&Rule) -> bool,
    done: String,
) -> Option<String> {
    let removed = match ec2.rule(&rule.id).await {
        Ok(Some(seen)) if is_idle(&seen) => ec2.revoke(&rule.group, &rule.id).await,
        Ok(Some(seen)) => return Some(format!("{} is kept: {}", rule.id, seen.why_kept(plan.now))),
        Ok(None) => Ok(false),
        Err(error) => Err(error),
    };
    match removed {
        Ok(was_there) => was_there.then_some(done),
        Err(error) => Some(format!("{} is no longer needed but still exists: {error}", rule.id)),
    }
}

async fn add(ec2: &Ec2, plan: &Plan) -> Result<Outcome<String>> {
    match &plan.tags {
        Some(tags) => sg_rule::add(ec2, &plan.group.id, &plan.wanted, tags).await,
        None => Err(Error::failed("rules are only added with tags")),
    }
}

/// The same rule exists already: we added it, and the response to our call was lost and the call
/// was repeated; or another call added it after our query, and then it is planned again: a rule of
/// a run has to be made ours, lest it end with the run. Returns also what is stale then.
///
/// Errors: as for [`apply`]; others keep adding and removing the rule.
async fn plan_again(ec2: &Ec2, plan: &Plan) -> Result<(Allowed, Vec<Rule>)> {
    for pause in [Duration::ZERO].into_iter().chain(LAG) {
        tokio::time::sleep(pause).await;
        let rules = ec2.rules(&plan.group.id).await?;
        let is_made = |rule: &&Rule| {
            plan.tags.as_ref().is_some_and(|it| is_made_with(rule, &plan.wanted, it))
        };
        if let Some(rule) = rules.iter().find(is_made) {
            let mut report = plan.without_removals();
            (report.dry_run, report.rule) = (false, Some(rule.id.clone()));
            return Ok((report, plan.stale.clone()));
        }
        let Plan { region, group, request, ip, now, wanted, .. } = plan;
        let (region, group) = (region.clone(), group.clone());
        let survey = Survey { region, group, port: wanted.port, rules };
        let again = plan::plan(survey, request, *ip, *now);
        if let Some(report) = set(ec2, &again).await? {
            return Ok((report, again.stale));
        }
    }
    Err(Error::failed(format!("the rule for {} keeps coming and going", plan.wanted.cidr))
        .with_hint(format!("see who changes it: {}", hint::command("sg-list"))))
}

/// Another rule lets in what the named one should. Errors: not for long.
async fn covered(ec2: &Ec2, plan: &Plan) -> Result<Allowed> {
    let rules = ec2.rules(&plan.group.id).await?;
    let WantedRule { cidr, port, .. } = plan.wanted;
    let same = rules.iter().find(|rule| rule.is_for(port) && rule.source.is_exactly(cidr));
    if let Some(rule) = same.filter(|rule| is_free(rule, plan.now)) {
        let how = match rule.ends {
            Ends::WithRuns => "ends with a run of sg-run",
            Ends::Never | Ends::At(_) => "has expired",
        };
        return Err(Error::failed(format!(
            "{} allows {cidr} already, but {how}, and AWS takes no second rule for the same address",
            rule.id
        ))
        .with_hint("without --rule-id and DB_SG_RULE_ID that rule becomes yours"));
    }
    let mut report = plan.without_removals();
    (report.dry_run, report.action) = (false, Action::Covered);
    (report.previous, report.owner, report.until) = (None, None, None);
    report.rule = same.map(|rule| rule.id.clone());
    Ok(report)
}

async fn set_tags(ec2: &Ec2, rule: &str, plan: &Plan) -> Result<()> {
    match &plan.tags {
        Some(tags) => ec2.tag(rule, tags).await.map_err(|error| {
            let cidr = plan.wanted.cidr;
            // An answer may have been lost.
            let is = if error.kind() == Kind::Unreachable { "may not be" } else { "is not" };
            error.also(format!(
                "{rule} lets {cidr} in nevertheless; only whose it is and when it ends {is} marked"
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
