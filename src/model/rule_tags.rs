use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::{Owner, Timestamp};
use crate::error::Error;

/// The machine or the cloud workspace that made a rule. Two machines with the same user and host
/// names differ in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MachineId(String);

impl MachineId {
    const LONGEST: usize = 64;

    /// Of a cloud workspace, by the identifier that its provider gave it. Characters that a tag
    /// cannot hold become `-`.
    pub fn of_workspace(id: &str) -> Self {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
        Self(id.chars().map(|c| if fits(c) { c } else { '-' }).take(Self::LONGEST).collect())
    }
}

impl FromStr for MachineId {
    type Err = Error;

    /// Errors (usage): empty, too long, or with characters that a tag cannot hold.
    fn from_str(text: &str) -> Result<Self, Error> {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
        if text.is_empty() || text.len() > Self::LONGEST || !text.chars().all(fits) {
            return Err(Error::usage(format!("{text:?} does not identify a machine")));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for MachineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who makes rules, and on which machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub owner: Owner,
    pub machine: MachineId,
}

/// When a rule may be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    Never,
    At(Timestamp),
    /// With the last run that uses it.
    WithRuns,
}

impl Ends {
    const NEVER: &'static str = "never";
    const WITH_RUNS: &'static str = "runs";

    /// Whether the rule lasts longer than until then, as far as is known.
    pub fn is_after(self, then: Timestamp) -> bool {
        match self {
            Self::Never => true,
            Self::At(end) => end > then,
            Self::WithRuns => false,
        }
    }
}

impl fmt::Display for Ends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => f.write_str(Self::NEVER),
            Self::At(end) => end.fmt(f),
            Self::WithRuns => f.write_str(Self::WITH_RUNS),
        }
    }
}

impl FromStr for Ends {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            Self::NEVER => Ok(Self::Never),
            Self::WITH_RUNS => Ok(Self::WithRuns),
            time => time.parse().map(Self::At),
        }
    }
}

/// The use of a rule by one `sg-run`, as a tag of the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Made at random for each run.
    pub run: String,
    pub machine: MachineId,
    /// When the lease counts as left behind, should the run not end it.
    pub until: Timestamp,
}

impl Lease {
    const PREFIX: &'static str = "cruddur-db:run:";

    pub fn key(&self) -> String {
        format!("{}{}", Self::PREFIX, self.run)
    }

    pub fn value(&self) -> String {
        format!("{} {}", self.until, self.machine)
    }

    /// None for a tag that is no lease.
    pub fn of_tag(key: &str, value: &str) -> Option<Self> {
        let run = key.strip_prefix(Self::PREFIX)?.to_owned();
        let (until, machine) = value.split_once(' ')?;
        Some(Self { run, machine: machine.parse().ok()?, until: until.parse().ok()? })
    }
}

/// The tags that we set on our rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTags {
    pub identity: Identity,
    /// When the rule's address was set.
    pub since: Timestamp,
    pub ends: Ends,
    /// The run that the rule is made for.
    pub lease: Option<Lease>,
}

impl RuleTags {
    pub const OWNER: &'static str = "cruddur-db:owner";
    pub const MACHINE: &'static str = "cruddur-db:machine";
    pub const SINCE: &'static str = "cruddur-db:since";
    pub const UNTIL: &'static str = "cruddur-db:until";

    /// Keys and values.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = vec![
            (Self::OWNER.to_owned(), self.identity.owner.to_string()),
            (Self::MACHINE.to_owned(), self.identity.machine.to_string()),
            (Self::SINCE.to_owned(), self.since.to_string()),
            (Self::UNTIL.to_owned(), self.ends.to_string()),
        ];
        pairs.extend(self.lease.as_ref().map(|lease| (lease.key(), lease.value())));
        pairs
    }
}

impl Serialize for Ends {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_they_were_written() {
        let until = Timestamp::from_unix(1_795_493_106);
        for ends in [Ends::Never, Ends::At(until), Ends::WithRuns] {
            assert_eq!(ends.to_string().parse::<Ends>().unwrap(), ends);
        }
        let lease = Lease { run: "0a1b".to_owned(), machine: "m-1".parse().unwrap(), until };
        assert_eq!(Lease::of_tag(&lease.key(), &lease.value()), Some(lease));
        for (key, value) in [
            ("cruddur-db:owner", "2026-11-24T04:05:06Z m-1"),
            ("cruddur-db:run:1", "2026-11-24T04:05:06Z"),
            ("cruddur-db:run:1", "soon m-1"),
            ("cruddur-db:run:1", "2026-11-24T04:05:06Z m 1"),
        ] {
            assert_eq!(Lease::of_tag(key, value), None, "{key} {value}");
        }
    }

    #[test]
    fn machines_fit_into_tags() {
        assert_eq!(MachineId::of_workspace("ann/ws 1").to_string(), "ann-ws-1");
        for text in ["", "a b", "ä", &"x".repeat(65)] {
            assert!(text.parse::<MachineId>().is_err(), "{text:?}");
        }
    }
}
