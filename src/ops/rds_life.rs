//! Starting, stopping and deleting an instance: what each asks, and what it leaves.

use crate::approval::{Approved, Confirmable, Confirmation};
use crate::aws::rds::Rds;
use crate::error::{Error, Result};
use crate::model::{Instance, Timestamp};
use crate::ops::sg_group::no_such_instance;

/// What AWS does with a stopped instance. Source: Amazon RDS User Guide, "Stopping an Amazon
/// RDS DB instance temporarily".
pub const RESTART_NOTE: &str = "AWS starts it again by itself after 7 days; its storage and \
                                backups are billed while it is stopped";

/// The instance, which must be there.
pub async fn found(rds: &Rds, identifier: &str) -> Result<Instance> {
    let instance = rds.instance(identifier).await?;
    instance.ok_or_else(|| no_such_instance(identifier, rds.region()))
}

/// Whether a start is what it takes. Source: Amazon RDS API Reference, StartDBInstance.
pub fn can_start(instance: &Instance) -> bool {
    const STARTABLE: [&str; 2] = ["stopped", "inaccessible-encryption-credentials-recoverable"];
    STARTABLE.contains(&instance.status.as_str())
}

/// Cuts off everyone who uses the database.
#[derive(Debug)]
pub struct StopPlan {
    pub identifier: String,
    pub region: String,
}

impl Confirmable for StopPlan {
    fn question(&self) -> Confirmation {
        let Self { identifier, region } = self;
        Confirmation::YesNo {
            ask: format!("{identifier} in {region} is stopped, and everyone is cut off"),
        }
    }
}

pub async fn stop(rds: &Rds, plan: &Approved<StopPlan>) -> Result<()> {
    rds.stop(&plan.identifier).await
}

/// Deletes an instance with its automatic backups.
#[derive(Debug)]
pub struct DeletePlan {
    pub identifier: String,
    pub region: String,
    /// The last snapshot's name, or the consent to have none.
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
                "no last snapshot is made, and the data of {} is lost for ever",
                self.identifier
            ),
        }
    }
}

impl Confirmable for DeletePlan {
    fn question(&self) -> Confirmation {
        let Self { identifier, region, .. } = self;
        let left = match self.snapshot.name() {
            Some(name) => format!("the snapshot {name} is made first"),
            None => "nothing is left of it".to_owned(),
        };
        Confirmation::TypeName {
            ask: format!("{identifier} in {region} is deleted with its automatic backups; {left}"),
            name: identifier.clone(),
        }
    }
}

/// Errors: the instance is protected; AWS has the last word on that, but says it only after
/// the question.
pub fn check_protection(instance: &Instance) -> Result<()> {
    if instance.deletion_protection != Some(true) {
        return Ok(());
    }
    let name = &instance.identifier;
    Err(Error::failed(format!("{name} is protected from deletion; nothing was changed")).hint(
        format!(
            "whoever means it lifts the protection first: aws rds modify-db-instance \
             --db-instance-identifier {name} --no-deletion-protection --apply-immediately"
        ),
    ))
}

pub async fn delete(rds: &Rds, plan: &Approved<DeletePlan>) -> Result<()> {
    rds.delete(&plan.identifier, plan.snapshot.name()).await
}
