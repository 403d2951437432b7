//! Letting one address in for as long as a command runs.
//!
//! A rule that a run makes ends with the last run that uses it. Each run is a lease: a tag on the
//! rule, so that runs on other machines behind the same address see it, and a lock on a file, so
//! that runs on this machine do even when one of them was killed. A rule that is there to stay is
//! neither changed nor removed.

mod begin;
mod end;
mod lock;

use std::path::PathBuf;

pub use begin::begin;
pub use end::{Ended, end, undo};

use crate::aws::ec2::WantedRule;
use crate::model::{Identity, Lease, RuleTags};

#[derive(Debug)]
pub struct Run {
    pub region: String,
    pub group: String,
    pub wanted: WantedRule,
    pub identity: Identity,
    pub lease: Lease,
    /// Where runs of this machine lock files; none without a state directory.
    pub locks: Option<PathBuf>,
}

#[derive(Debug)]
pub enum Hold {
    /// The run has a lease on it.
    Leased { rule: String, lock: Option<lock::RunLock> },
    /// It is there to stay, or someone else's, and was not touched.
    Relied { rule: String },
}

impl Run {
    /// The name of the file that runs with the same rule lock.
    fn file(&self) -> String {
        let WantedRule { cidr, port, .. } = &self.wanted;
        let address = cidr.to_string().replace(['/', ':'], "_");
        format!("{}-{}-{port}-{address}", self.region, self.group)
    }

    fn tags(&self, since: crate::model::Timestamp) -> RuleTags {
        RuleTags {
            identity: self.identity.clone(),
            since,
            ends: crate::model::Ends::WithRuns,
            lease: Some(self.lease.clone()),
        }
    }
}
