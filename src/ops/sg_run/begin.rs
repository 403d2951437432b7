use super::lock::RunLock;
use super::{Hold, Run};
use crate::aws::ec2::{Ec2, Outcome};
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::{Ends, Rule, Timestamp};
use crate::ops::sg_allow::removable;
use crate::ops::sg_rule::{self, LAG, group_is_full};
use crate::report::sg::{Action, Allowed};

enum Try {
    /// The run has a lease on this rule.
    Leased(Allowed, String),
    Relied(Allowed, String),
    /// The rule came or went between our look and our call.
    Again,
}

/// Lets the address in, by a rule that is there or a new one. `rules` are those of the group.
///
/// Errors: AWS refuses; the group is full; others keep adding and removing the rule.
pub async fn begin(
    ec2: &Ec2,
    run: &Run,
    mut rules: Vec<Rule>,
    now: Timestamp,
) -> Result<(Hold, Allowed)> {
    // Without locks the leases alone tell runs of each other.
    let joined = match &run.locks {
        Some(directory) => RunLock::join(directory, &run.file()).await.ok(),
        None => None,
    };
    let (lock, gate) = match joined {
        Some((lock, gate)) => (Some(lock), Some(gate)),
        None => (None, None),
    };
    remove_left_over(ec2, run, &rules, now).await;
    for pause in LAG.into_iter().map(Some).chain([None]) {
        match attempt(ec2, run, &rules, now).await? {
            Try::Leased(allowed, rule) => return Ok((Hold::Leased { rule, lock }, allowed)),
            Try::Relied(allowed, rule) => {
                drop(gate);
                if let Some(lock) = lock {
                    lock.leave().await?;
                }
                return Ok((Hold::Relied { rule }, allowed));
            }
            Try::Again => {}
        }
        if let Some(pause) = pause {
            tokio::time::sleep(pause).await;
            rules = ec2.rules(&run.group).await?;
        }
    }
    Err(Error::failed(format!("the rule for {} keeps coming and going", run.wanted.cidr))
        .with_hint(format!("see who changes it: {}", hint::command("sg-list"))))
}

async fn attempt(ec2: &Ec2, run: &Run, rules: &[Rule], now: Timestamp) -> Result<Try> {
    let is_same =
        |rule: &&Rule| rule.is_for(run.wanted.port) && rule.source.is_exactly(run.wanted.cidr);
    match rules.iter().find(is_same) {
        Some(rule) if may_end_first(rule, run, now) => lease(ec2, run, rule, now).await,
        Some(rule) => {
            let action = match rule.is_made_by(&run.identity) {
                true => Action::Unchanged,
                false => Action::Covered,
            };
            Ok(Try::Relied(allowed(run, action, &rule.id, None), rule.id.clone()))
        }
        None => add(ec2, run, rules, now).await,
    }
}

/// Whether a rule of anyone ends with its runs, has ended, or may end before this run does. With
/// the run's lease it does not.
fn may_end_first(rule: &Rule, run: &Run, now: Timestamp) -> bool {
    let ends_first = match rule.ends {
        Ends::Never => false,
        Ends::At(end) => end <= run.lease.until,
        Ends::WithRuns => true,
    };
    rule.owner.is_some() && (ends_first || rule.is_expired(now))
}

async fn lease(ec2: &Ec2, run: &Run, rule: &Rule, now: Timestamp) -> Result<Try> {
    let leased = |action| {
        let allowed = allowed(run, action, &rule.id, Some(run.lease.until));
        Ok(Try::Leased(allowed, rule.id.clone()))
    };
    // Our own call added it, and its answer was lost.
    if rule.leases.contains(&run.lease) {
        return leased(Action::Added);
    }
    if let Err(error) = ec2.add_lease(&rule.id, &run.lease).await {
        // The last run that used it may have removed it meanwhile.
        return match ec2.rule(&rule.id).await? {
            None => Ok(Try::Again),
            Some(_) => Err(error),
        };
    }
    for pause in LAG {
        match ec2.rule(&rule.id).await? {
            None => return Ok(Try::Again),
            Some(seen) if seen.leases.contains(&run.lease) => {
                return leased(match rule.is_leased(now) {
                    true => Action::Shared,
                    false => Action::Unchanged,
                });
            }
            Some(_) => tokio::time::sleep(pause).await,
        }
    }
    Ok(Try::Again)
}

async fn add(ec2: &Ec2, run: &Run, rules: &[Rule], now: Timestamp) -> Result<Try> {
    let tags = run.tags(now);
    match sg_rule::add(ec2, &run.group, &run.wanted, &tags).await? {
        Outcome::Done(id) => {
            // Another run may have added its lease meanwhile, and the user may have made it stay.
            sg_rule::read_back(ec2, &id, &run.wanted, None).await?;
            Ok(Try::Leased(allowed(run, Action::Added, &id, Some(run.lease.until)), id))
        }
        Outcome::Duplicate => Ok(Try::Again),
        Outcome::Full => Err(group_is_full(&run.group, &removable(rules, now))),
    }
}

/// Removes rules that runs of this user left behind, say by a power cut.
async fn remove_left_over(ec2: &Ec2, run: &Run, rules: &[Rule], now: Timestamp) {
    for rule in rules {
        let is_left_over = rule.is_for(run.wanted.port)
            && rule.is_of_user(&run.identity.owner)
            && rule.is_expired(now)
            && !rule.source.is_exactly(run.wanted.cidr);
        if is_left_over && let Err(error) = remove_expired(ec2, rule, now).await {
            // It lets no one in who was not let in before, and `sg-list` shows it as expired.
            if error.kind() == Kind::Unreachable {
                return;
            }
        }
    }
}

/// Removes it unless it was renewed since the look.
async fn remove_expired(ec2: &Ec2, rule: &Rule, now: Timestamp) -> Result<()> {
    match ec2.rule(&rule.id).await? {
        Some(seen) if seen.is_expired(now) => ec2.revoke(&rule.group, &rule.id).await.map(drop),
        _ => Ok(()),
    }
}

/// `until`: the end of our lease, if we have one.
fn allowed(run: &Run, action: Action, rule: &str, until: Option<Timestamp>) -> Allowed {
    Allowed {
        dry_run: false,
        action,
        region: run.region.clone(),
        group: run.group.clone(),
        port: run.wanted.port,
        cidr: run.wanted.cidr,
        rule: Some(rule.to_owned()),
        previous: None,
        description: run.wanted.description.as_str().to_owned(),
        owner: until.map(|_| run.identity.owner.clone()),
        until,
        notes: Vec::new(),
        check: None,
    }
}
