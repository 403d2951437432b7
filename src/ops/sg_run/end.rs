use std::time::Duration;

use tokio::time::Instant;

use super::{Hold, Run};
use crate::aws::ec2::Ec2;
use crate::aws::is_throttled;
use crate::error::Result;
use crate::model::{Ends, Lease, Rule, Timestamp};

/// For how long a call is repeated that AWS refuses for now.
const RETRY_TIMEOUT: Duration = Duration::from_secs(60);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    Revoked,
    /// Other runs use it still.
    Shared,
    /// It is a rule of `sg-allow-my-ip`, which ends by itself.
    Kept,
    /// The rule was not ours to end, and was there to the end.
    Untouched,
    /// Someone removed the rule while the command ran.
    Gone,
    /// Someone changed it to let in something else.
    Changed,
}

/// Ends the lease, and the rule with the last one.
///
/// Errors: AWS refuses or does not answer; the rule may still be there.
pub async fn end(ec2: &Ec2, run: &Run, hold: Hold, now: Timestamp) -> Result<Ended> {
    let (rule, lock) = match hold {
        Hold::Leased { rule, lock } => (rule, lock),
        Hold::Relied { rule } => return relied(ec2, run, &rule).await,
    };
    // A directory that can no longer be locked leaves the leases to tell of other runs.
    let left = match lock {
        Some(lock) => lock.leave().await.ok(),
        None => None,
    };
    let has_lock = left.is_some();
    let (_gate, last) = left.map_or((None, true), |(gate, last)| (Some(gate), last));
    let Some(seen) = retry_throttled(async || ec2.rule(&rule).await).await? else {
        return Ok(Ended::Gone);
    };
    let changed = !is_right(&seen, run);
    // With locks, what else this machine has on the rule was left behind by runs that were killed.
    let is_ours = |lease: &&Lease| {
        lease.run == run.lease.run || has_lock && last && lease.machine == run.lease.machine
    };
    let is_other = |lease: &Lease| lease.until > now && !is_ours(&lease);
    let shared = !last || seen.leases.iter().any(is_other);
    let ends = match seen.ends {
        Ends::Never => false,
        Ends::At(end) => end <= now,
        Ends::WithRuns => true,
    };
    if ends && !shared && !changed {
        let was_there = retry_throttled(async || ec2.revoke(&seen.group, &seen.id).await).await?;
        return Ok(if was_there { Ended::Revoked } else { Ended::Gone });
    }
    // A rule that stays, in CI say, would fill up with those of runs that were killed: AWS allows 50
    // tags.
    let is_over = |lease: &&Lease| is_ours(lease) || lease.until <= now;
    let over: Vec<Lease> = seen.leases.iter().filter(is_over).cloned().collect();
    let is_last = ends && last && !changed;
    if !over.is_empty() && !remove_leases(ec2, &rule, &over).await? {
        return Ok(if is_last { Ended::Revoked } else { Ended::Gone });
    }
    if is_last {
        return revoke_unused(ec2, run, &rule, now).await;
    }
    Ok(match (changed, ends) {
        (true, _) => Ended::Changed,
        (false, true) => Ended::Shared,
        (false, false) => Ended::Kept,
    })
}

/// Takes leases off the rule. Returns whether it is still there: another run may have removed it.
async fn remove_leases(ec2: &Ec2, rule: &str, leases: &[Lease]) -> Result<bool> {
    match retry_throttled(async || ec2.remove_leases(rule, leases).await).await {
        Ok(()) => Ok(true),
        Err(error) => match ec2.rule(rule).await {
            Ok(None) => Ok(false),
            Ok(Some(_)) | Err(_) => Err(error),
        },
    }
}

/// Removes the rule if no lease is left: another machine's run that ended at the same time has left it
/// to this one, too, or has removed it.
async fn revoke_unused(ec2: &Ec2, run: &Run, rule: &str, now: Timestamp) -> Result<Ended> {
    let Some(seen) = retry_throttled(async || ec2.rule(rule).await).await? else {
        return Ok(Ended::Revoked);
    };
    Ok(match seen.ends {
        _ if !is_right(&seen, run) => Ended::Changed,
        _ if seen.is_leased(now) => Ended::Shared,
        Ends::WithRuns => {
            retry_throttled(async || ec2.revoke(&seen.group, &seen.id).await).await?;
            Ended::Revoked
        }
        Ends::At(_) | Ends::Never => Ended::Kept,
    })
}

/// Goes on for longer than the client does, which otherwise would leave the rule open.
async fn retry_throttled<T>(call: impl AsyncFn() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    loop {
        match call().await {
            Err(error) if is_throttled(&error) && started.elapsed() < RETRY_TIMEOUT => {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            done => return done,
        }
    }
}

async fn relied(ec2: &Ec2, run: &Run, rule: &str) -> Result<Ended> {
    Ok(match ec2.rule(rule).await? {
        None => Ended::Gone,
        Some(seen) if !is_right(&seen, run) => Ended::Changed,
        Some(_) => Ended::Untouched,
    })
}

fn is_right(rule: &Rule, run: &Run) -> bool {
    rule.is_for(run.wanted.port) && rule.source.is_exactly(run.wanted.cidr)
}

/// Ends what a run that could not begin may have made. None when there is nothing.
///
/// Errors: AWS refuses or does not answer; a rule may be left.
pub async fn undo(ec2: &Ec2, run: &Run, now: Timestamp) -> Result<Option<(String, Ended)>> {
    let rules = ec2.rules(&run.group).await?;
    let made = rules.iter().find(|rule| rule.leases.iter().any(|it| it.run == run.lease.run));
    let Some(rule) = made.map(|rule| rule.id.clone()) else { return Ok(None) };
    let hold = Hold::Leased { rule: rule.clone(), lock: None };
    end(ec2, run, hold, now).await.map(|ended| Some((rule, ended)))
}
