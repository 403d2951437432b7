//! Waiting for an instance: our own loop, since the SDK's waiter sleeps up to half an hour
//! between two polls, shows nothing and continues in states that never change.

use std::time::Duration;

use tokio::time::Instant;

use crate::aws::rds::Rds;
use crate::error::{Error, Kind, Result};
use crate::hint::{self, CommandHint};
use crate::interrupt::Interrupt;
use crate::model::{Goal, Instance, Verdict, advice, classify};
use crate::ops::instances::none_of_name;
use crate::progress::Progress;
use crate::report::duration;

#[derive(Debug, Clone, Copy)]
pub struct PollInterval {
    pub interval: Duration,
    pub timeout: Duration,
}

/// How many polls in a row may fail: five minutes at the usual interval.
const FAILURES: u32 = 20;

/// A poll gets so long at the end of the time, too.
const SHORTEST_POLL: Duration = Duration::from_secs(5);

/// How many polls may show the state before a call.
const LAG: u32 = 3;

#[derive(Debug, Clone, Copy)]
pub struct WaitRequest<'a> {
    pub identifier: &'a str,
    pub goal: Goal,
    /// The call was made just now: AWS may show the old state briefly.
    pub fresh: bool,
}

/// Waits for the goal; returns the instance, or `None` if it is gone. Ctrl-C ends only the waiting.
///
/// Errors: there is no such instance; its state cannot reach the goal; the timeout expired; AWS
/// was unreachable for a while; interrupted.
pub async fn wait(
    rds: &Rds,
    request: WaitRequest<'_>,
    pace: PollInterval,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<Option<Instance>> {
    let _hold = interrupt.hold();
    let WaitRequest { identifier, goal, fresh } = request;
    let retry_timeout = if fresh { LAG } else { 0 };
    let mut watch = Watch { rds, identifier, goal, progress, retry_timeout, last: None };
    let started = Instant::now();
    tokio::select! {
        result = watch.look_until(pace, started) => result,
        () = interrupt.wait() => {
            let status = watch.last.as_deref().unwrap_or("not yet seen");
            Err(Error::interrupted(format!("no longer waiting; {identifier} is {status}"))
                .with_hint(format!("AWS continues; resume waiting with: {}", resume(identifier, goal))))
        }
    }
}

fn resume(identifier: &str, goal: Goal) -> CommandHint {
    hint::command(match goal {
        Goal::Available => format!("rds-wait {identifier}"),
        Goal::Stopped => format!("rds-wait {identifier} --for stopped"),
        Goal::Deleted => format!("rds-wait {identifier} --for deleted"),
    })
}

struct Watch<'a> {
    rds: &'a Rds,
    identifier: &'a str,
    goal: Goal,
    progress: &'a dyn Progress,
    /// How many polls may still show the old state.
    retry_timeout: u32,
    last: Option<String>,
}

impl Watch<'_> {
    async fn look_until(
        &mut self,
        pace: PollInterval,
        started: Instant,
    ) -> Result<Option<Instance>> {
        let mut failures = 0;
        loop {
            let left = pace.timeout.saturating_sub(started.elapsed()).max(SHORTEST_POLL);
            let Ok(seen) = tokio::time::timeout(left, self.rds.instance(self.identifier)).await
            else {
                return Err(self.too_late(pace.timeout));
            };
            let pause = match seen {
                Ok(Some(instance)) => {
                    failures = 0;
                    self.note(&instance.status, started);
                    match classify(&instance.status, self.goal) {
                        Verdict::Good => return Ok(Some(instance)),
                        Verdict::Bad if self.may_wait() => {}
                        Verdict::Bad => return Err(self.stuck(&instance.status)),
                        Verdict::Passing => self.retry_timeout = 0,
                    }
                    pace.interval
                }
                Ok(None) if self.goal == Goal::Deleted => return Ok(None),
                Ok(None) if self.may_wait() => pace.interval,
                Ok(None) => return Err(none_of_name(self.identifier, self.rds.region())),
                Err(error) if error.kind() == Kind::Unreachable && failures < FAILURES => {
                    failures += 1;
                    let line = format!("{}; trying again", error.message());
                    self.progress.doing(&line);
                    if failures == 1 {
                        self.progress.notice(&line);
                    }
                    // Throttling requires less frequent requests.
                    pace.interval * failures.min(4)
                }
                Err(error) => return Err(self.given_up(error)),
            };
            if started.elapsed() + pause > pace.timeout {
                return Err(self.too_late(pace.timeout));
            }
            tokio::time::sleep(pause).await;
        }
    }

    /// AWS cannot be asked any more, while it goes on: the session may have expired meanwhile.
    fn given_up(&self, error: Error) -> Error {
        let error = match error.kind() {
            Kind::Unreachable => {
                error.prefixed("no longer waiting, since AWS could not be reached")
            }
            _ => error,
        };
        match self.last.as_deref() {
            Some(status) => error.also(format!(
                "AWS continues; {} was {status}; resume waiting with: {}",
                self.identifier,
                resume(self.identifier, self.goal)
            )),
            None => error,
        }
    }

    fn may_wait(&mut self) -> bool {
        let left = self.retry_timeout > 0;
        self.retry_timeout = self.retry_timeout.saturating_sub(1);
        left
    }

    fn note(&mut self, status: &str, started: Instant) {
        let usual = match self.goal {
            Goal::Available => " (usually 5 to 15 minutes)",
            Goal::Stopped | Goal::Deleted => " (usually some minutes)",
        };
        self.progress.doing(&format!("{}: {status}{usual}", self.identifier));
        if self.last.as_deref() != Some(status) {
            let elapsed = duration(started.elapsed().as_secs_f64());
            self.progress.notice(&format!("{}: {status} after {elapsed}", self.identifier));
            self.last = Some(status.to_owned());
        }
    }

    fn stuck(&self, status: &str) -> Error {
        let advice = advice(self.identifier, status, self.goal);
        Error::failed(format!("{} is {status}, which waiting will not change", self.identifier))
            .with_hint(advice)
    }

    fn too_late(&self, timeout: Duration) -> Error {
        let status = self.last.as_deref().unwrap_or("not seen");
        let waited = duration(timeout.as_secs_f64());
        Error::failed(format!("{} is {status} after {waited}", self.identifier)).with_hint(format!(
            "AWS continues; resume waiting with: {}",
            resume(self.identifier, self.goal)
        ))
    }
}
