use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::migrate::{PlannedMigration, RanMigration};
use super::{counted, seconds};
use crate::approval::{Confirmable, Confirmation};
use crate::model::Target;

/// What `migration redo` would do.
#[derive(Debug, Serialize)]
pub struct RedoPlan {
    pub target: Target,
    /// Rolled back in this order.
    pub back: Vec<PlannedMigration>,
    /// Run in this order.
    pub again: Vec<PlannedMigration>,
    /// Everything is done in one transaction, which a failure rolls back.
    pub atomic: bool,
    /// Pending, and not run.
    pub pending: usize,
}

impl Confirmable for RedoPlan {
    fn impact(&self) -> Option<String> {
        (self.question() != Confirmation::None).then(|| self.to_string())
    }

    fn question(&self) -> Confirmation {
        if self.back.is_empty() || !self.target.needs_typed_name() {
            return Confirmation::None;
        }
        let name = self.target.database().to_string();
        let ask = format!(
            "{} would be rolled back and run again on database {name} of {}",
            counted(self.back.len(), "migration"),
            self.target.environment
        );
        Confirmation::TypeName { ask, name }
    }
}

impl fmt::Display for RedoPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.back.is_empty() {
            return f.write_str("nothing to do: no migration is applied");
        }
        let how = if self.atomic { "in one transaction" } else { "not in one transaction" };
        let count = counted(self.back.len(), "migration");
        write!(f, "{count} would be rolled back and run again, {how}:")?;
        self.back.iter().try_for_each(|migration| write!(f, "\n  {migration}"))?;
        f.write_str("\nthen:")?;
        self.again.iter().try_for_each(|migration| write!(f, "\n  {migration}"))?;
        match self.pending {
            0 => Ok(()),
            pending => write!(f, "\n{pending} more would stay pending"),
        }
    }
}

/// What `migration redo` did.
#[derive(Debug, Serialize)]
pub struct Redone {
    /// In execution order.
    pub rolled_back: Vec<RanMigration>,
    /// In execution order.
    pub applied: Vec<RanMigration>,
    /// Pending, and not run.
    pub pending: usize,
    /// Where the structure was written, if it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structure: Option<PathBuf>,
    pub seconds: f64,
}

impl fmt::Display for Redone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.applied.is_empty() {
            return f.write_str("nothing to do: no migration is applied");
        }
        self.rolled_back.iter().try_for_each(|ran| writeln!(f, "{}", ran.line("rolled back")))?;
        self.applied.iter().try_for_each(|ran| writeln!(f, "{}", ran.line("applied")))?;
        let (count, time) = (counted(self.applied.len(), "migration"), seconds(self.seconds));
        write!(f, "{count} rolled back and applied again ({time})")?;
        if self.pending > 0 {
            write!(f, ", {} more pending", self.pending)?;
        }
        match &self.structure {
            Some(path) => write!(f, "\nwrote {}", path.display()),
            None => Ok(()),
        }
    }
}
