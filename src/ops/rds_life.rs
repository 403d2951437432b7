//! Starting, stopping and deleting an instance.

use crate::approval::{Approved, Confirmable, Confirmation};
use crate::aws::rds::Rds;
use crate::error::{Error, Kind, Result};
use crate::model::{Goal, Instance, Timestamp, Verdict, classify};
use crate::ops::rds_lost;
use crate::report::rds::{Change, InstanceChanged};
use crate::report::shown_by_preview;

/// What AWS does with a stopped instance. Source: Amazon RDS User Guide, "Stopping an Amazon
/// RDS DB instance temporarily".
pub const RESTART_NOTE: &str = "AWS starts it again by itself after 7 days; its storage and \
                                backups are billed while it is stopped";

/// Whether it needs a start. Source: Amazon RDS API Reference, StartDBInstance.
pub fn can_start(instance: &Instance) -> bool {
    const STARTABLE: [&str; 2] = ["stopped", "inaccessible-encryption-credentials-recoverable"];
    STARTABLE.contains(&instance.status.as_str())
}

#[derive(Debug)]
pub struct StartPlan {
    pub region: String,
    pub instance: Instance,
}

impl StartPlan {
    fn preview(&self) -> InstanceChanged {
        let action = if can_start(&self.instance) { Change::Start } else { Change::None };
        InstanceChanged::planned(&self.region, &self.instance, action)
    }
}

impl Confirmable for StartPlan {
    fn question(&self) -> Confirmation {
        Confirmation::None
    }
}

#[derive(Debug)]
pub struct StopPlan {
    pub region: String,
    pub instance: Instance,
}

impl StopPlan {
    pub fn stops(&self) -> bool {
        !matches!(self.instance.status.as_str(), "stopped" | "stopping")
    }

    pub fn preview(&self) -> InstanceChanged {
        let action = if self.stops() { Change::Stop } else { Change::None };
        let mut report = InstanceChanged::planned(&self.region, &self.instance, action);
        report.notes.push(RESTART_NOTE.to_owned());
        report
    }
}

impl Confirmable for StopPlan {
    fn question(&self) -> Confirmation {
        let Self { instance, region } = self;
        if !self.stops() {
            return Confirmation::None;
        }
        let name = &instance.identifier;
        Confirmation::YesNo {
            ask: format!("{name} in {region} will be stopped, and all clients disconnected"),
        }
    }
}

shown_by_preview!(StartPlan, StopPlan);

#[derive(Debug)]
pub struct DeletePlan {
    pub identifier: String,
    pub region: String,
    /// The final snapshot's name, or consent to have none.
    pub snapshot: LastSnapshot,
}

#[derive(Debug)]
pub enum LastSnapshot {
    Named(String),
    Skipped(Approved<SkipSnapshot>),
}

impl LastSnapshot {
    /// A name that no earlier snapshot has, since a fixed one collides the second time.
    pub fn named(identifier: &str, now: Timestamp) -> Self {
        Self::Named(format!("{identifier}-final-{}", now.compact()))
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Skipped(_) => None,
        }
    }
}

/// Leaves nothing to restore from.
#[derive(Debug)]
pub struct SkipSnapshot {
    pub identifier: String,
}

impl Confirmable for SkipSnapshot {
    fn question(&self) -> Confirmation {
        Confirmation::YesNo {
            ask: format!(
                "no final snapshot is taken, and the data of {} is lost permanently",
                self.identifier
            ),
        }
    }
}

impl Confirmable for DeletePlan {
    fn question(&self) -> Confirmation {
        let Self { identifier, region, .. } = self;
        let left = match self.snapshot.name() {
            Some(name) => format!("the snapshot {name} is taken first"),
            None => "nothing is kept".to_owned(),
        };
        Confirmation::TypeName {
            ask: format!(
                "{identifier} in {region} will be deleted with its automatic backups; {left}"
            ),
            name: identifier.clone(),
        }
    }
}

/// Errors: the instance is protected; AWS would refuse too, but only after the confirmation.
pub fn check_protection(instance: &Instance, region: &str) -> Result<()> {
    if instance.deletion_protection != Some(true) {
        return Ok(());
    }
    let name = &instance.identifier;
    Err(Error::failed(format!("{name} is protected from deletion; nothing was changed")).with_hint(
        format!(
            "remove the protection first: aws rds modify-db-instance --db-instance-identifier \
             {name} --no-deletion-protection --apply-immediately --region {region}"
        ),
    ))
}

/// Begins starting it. Errors: AWS refuses; the answer is lost, and what was done is not known.
pub async fn start(rds: &Rds, identifier: &str) -> Result<()> {
    let starts = |seen: Option<&Instance>| {
        seen.is_some_and(|it| classify(&it.status, Goal::Available) != Verdict::Bad)
    };
    rds_lost::done(rds, identifier, rds.start(identifier).await, "started", starts).await.map(drop)
}

/// Begins stopping it. Errors: as for [`start`].
pub async fn stop(rds: &Rds, identifier: &str) -> Result<()> {
    let stops = |seen: Option<&Instance>| {
        seen.is_some_and(|it| matches!(it.status.as_str(), "stopping" | "stopped"))
    };
    rds_lost::done(rds, identifier, rds.stop(identifier).await, "stopped", stops).await.map(drop)
}

/// Begins deleting it. Returns a note where it is not known whether the last snapshot is taken.
/// Errors: as for [`start`], with the name of the snapshot.
pub async fn delete(rds: &Rds, plan: &Approved<DeletePlan>) -> Result<Option<String>> {
    let DeletePlan { identifier, snapshot, .. } = &**plan;
    let goes = |seen: Option<&Instance>| {
        seen.is_none_or(|it| matches!(it.status.as_str(), "delete-precheck" | "deleting"))
    };
    let sent = rds.delete(identifier, snapshot.name()).await;
    let answered = rds_lost::done(rds, identifier, sent, "deleted", goes).await;
    let Some(name) = snapshot.name() else { return answered.map(|_| None) };
    let look = format!(
        "aws rds describe-db-snapshots --db-snapshot-identifier {name} --region {}",
        rds.region()
    );
    match answered {
        Ok(true) => Ok(None),
        // Another user may have deleted it.
        Ok(false) if rds.has_snapshot(name).await.is_ok_and(|there| there) => Ok(None),
        Ok(false) => Ok(Some(format!(
            "the answer was lost, and the last snapshot {name} is not seen; look again with: {look}"
        ))),
        Err(error) if error.kind() == Kind::Unreachable => {
            Err(error.also(format!("if it was, its last snapshot is {name}: {look}")))
        }
        Err(error) => Err(error),
    }
}
