use std::fmt;

use serde::Serialize;

use super::{counted, seconds};
use crate::model::Drift;

/// What `migration test` found.
#[derive(Debug, Serialize)]
pub struct MigrationsTested {
    pub tested: Vec<TestedMigration>,
    pub seconds: f64,
}

/// One migration that ran, was rolled back and ran again.
#[derive(Debug, Serialize)]
pub struct TestedMigration {
    pub version: i64,
    pub name: String,
    pub file: String,
    /// Without a down file it only ran.
    pub has_down: bool,
    /// How the database differed from before, after rolling back.
    pub left_by_down: Vec<Drift>,
    /// How it differed from the first run, after the second.
    pub differs_again: Vec<Drift>,
    /// Why it did not run again; later ones are not tested then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_again: Option<String>,
}

impl MigrationsTested {
    pub fn is_well(&self) -> bool {
        self.tested.iter().all(TestedMigration::is_well)
    }
}

impl TestedMigration {
    fn is_well(&self) -> bool {
        self.left_by_down.is_empty() && self.differs_again.is_empty() && self.failed_again.is_none()
    }
}

impl fmt::Display for TestedMigration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.is_well(), self.has_down) {
            (true, true) => return write!(f, "ok      {}", self.file),
            (true, false) => return write!(f, "ok      {} (no down migration)", self.file),
            (false, _) => write!(f, "differs {}", self.file)?,
        }
        for drift in &self.left_by_down {
            write!(f, "\n        after its down migration, {}", drift.after())?;
        }
        for drift in &self.differs_again {
            write!(f, "\n        when it ran again, {}", drift.after())?;
        }
        if let Some(error) = &self.failed_again {
            write!(
                f,
                "\n        it does not run again: {error}\n        later ones were not tested"
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for MigrationsTested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for tested in &self.tested {
            writeln!(f, "{tested}")?;
        }
        let bad = self.tested.iter().filter(|tested| !tested.is_well()).count();
        let all = counted(self.tested.len(), "migration");
        let time = seconds(self.seconds);
        match bad {
            0 => write!(f, "{all} tested ({time})"),
            bad => write!(f, "{bad} of {all} would not restore the database ({time})"),
        }
    }
}
